// The claims, a row each: verdict, what was found, the number with its interval; the rest lies behind the row.
import type { Actions } from '../actions.ts';
import { badge, notice } from '../blocks.ts';
import { button, field, showOptions } from '../controls.ts';
import { Kept, byId, h, patch, replace, unbroken } from '../dom.ts';
import { howOf } from '../methods.ts';
import type { Brief, Claim, RoleSettings, Section } from '../protocol.ts';
import { type State, type Store, claimPair, sectionOf, seriesless, used, watchInside } from '../store.ts';
import { answeredClaim } from './answer.ts';
import { copyButton } from './copying.ts';
import { ownClaims } from './own-claim.ts';
import { Behind } from './why.ts';

const ROLES = [
  ['bitcoin', 'Bitcoin'],
  ['small_tech', 'Small-cap tech'],
  ['large_tech', 'The largest tech'],
  ['tech', 'Tech'],
  ['market', 'The market'],
] as const satisfies readonly (readonly [keyof RoleSettings, string])[];

/** The series in the claims' words: made once, so that a list that is open stays. */
function rolesView(host: HTMLElement, actions: Actions): (state: State) => void {
  const lists = ROLES.map(([role, label]) => {
    const list = h('select', {
      id: `role-${role}`,
      onchange: () => actions.choose.cast(role, list.value),
    });
    return { role, label, list };
  });
  host.append(
    h(
      'fieldset',
      { class: 'roles' },
      h('legend', null, 'Series that stand for the claims’ words'),
      h(
        'div',
        { class: 'fields' },
        lists.map(({ label, list }) => field(label, list)),
      ),
    ),
  );
  return (state) => {
    const claims = state.answers.claims?.found ?? [];
    const members = used(state);
    const crypto = members.filter((member) => member.class === 'crypto' || member.kind === 'coin-fund');
    const equities = members.filter((member) => member.class === 'equity');
    for (const { role, list } of lists) {
      const chosen = claims.map((claim) => claim.roles[role]?.[0]).find(Boolean) ?? '';
      const candidates = role === 'bitcoin' ? crypto : equities;
      const options = candidates.map(({ id, name }) => [id, name === id ? id : `${id}, ${name}`] as const);
      const none = ['', state.settings.roles?.[role] ? 'as proposed' : 'no series'] as const;
      showOptions(list, [{ label: '', options: [none, ...options] }], chosen);
    }
  };
}

/** What stands in the columns of a wide screen; each row says it in words too. */
const HEADS = ['verdict', 'claim', 'interval', 'number, returns', 'asked in other ways'];

/** The axis that the little intervals of all rows share. */
type Axis = { from: number; to: number };

/** Zero, and every interval, with a little air. */
function axisOf(briefs: Brief[]): Axis {
  const ends = briefs.flatMap(({ low, high }) => [low, high]).filter((end) => end !== null);
  const [from, to] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const air = 0.05 * (to - from || 1);
  return { from: from - air, to: to + air };
}

/** A number with its interval, on the axis of all rows; its words stand beside. */
function mini({ verdict, value, low, high }: Brief, { from, to }: Axis): HTMLElement {
  const at = (x: number) => `${((100 * (x - from)) / (to - from)).toFixed(2)}%`;
  const [zero, range, dot] = [h('i', { class: 'zero' }), h('i', { class: 'range' }), h('i', { class: 'dot' })];
  zero.style.left = at(0);
  const element = h('span', { class: `mini ${verdict.verdict}`, 'aria-hidden': 'true' });
  if (value === null || low === null || high === null) return element;
  range.style.left = at(low);
  range.style.width = `${((100 * (high - low)) / (to - from)).toFixed(2)}%`;
  dot.style.left = at(value);
  element.append(zero, range, dot);
  return element;
}

/** What a row shows. */
type Told = { claim: Claim; section: Section; axis: Axis };

const briefOf = (section: Section) => section.blocks.flatMap((block) => ('brief' in block ? [block.brief] : []))[0];

/** A claim in its place; what it shows is made anew where its section changes. */
function row(store: Store, actions: Actions, id: string): { element: HTMLElement; show: (told: Told) => void } {
  const act = actions.choose.act.bind(actions.choose);
  const own = id.startsWith('own-') ? Number(id.slice(4)) - 1 : -1;
  const [summary, mends, sentence, body] = [h('summary'), h('div'), h('p'), h('div')];
  const behind = new Behind(body, id, actions);
  let told: Told | undefined;
  const copied = () => (told ? `${told.section.title} ${told.claim.sentence}` : '');
  const buttons = h(
    'p',
    { class: 'buttons' },
    copyButton(`copy-${id}`, 'this claim and its verdict', copied),
    howOf(id, 'this claim'),
    own >= 0 && button(`drop-${id}`, 'Remove this claim', () => actions.choose.unclaim(own)),
  );
  const details = h('details', { id: `why-${id}` }, summary, h('div', { class: 'behind' }, sentence, buttons, body));
  const fill = () => {
    if (!details.open || !told) return;
    sentence.replaceChildren(told.claim.sentence);
    behind.show(told.section);
  };
  details.addEventListener('toggle', () => {
    fill();
    const pair = told && claimPair(store.get(), told.claim);
    if (details.open && pair) actions.choose.select(pair.a, pair.b);
  });
  return {
    element: h('li', { class: 'claim', 'data-claim': id }, details, mends),
    show(next) {
      const same = told?.section === next.section && JSON.stringify(told.axis) === JSON.stringify(next.axis);
      told = next;
      if (same) return;
      const brief = briefOf(next.section);
      if (brief) replace(summary, ...summaryOf(brief, next));
      replace(
        mends,
        next.section.blocks.flatMap((block) => ('notice' in block ? [notice(block.notice, act)] : [])),
      );
      fill();
    },
  };
}

const summaryOf = (brief: Brief, { section, axis }: Told) => [
  badge(brief.verdict),
  h(
    'span',
    { class: 'say' },
    h('span', { class: 'question' }, section.title),
    ' ',
    h('span', { class: 'found' }, unbroken(brief.text)),
  ),
  mini(brief, axis),
  h(
    'span',
    { class: 'basis' },
    brief.number && h('span', { class: 'number' }, h('small', null, brief.number_is), ' ', brief.number),
    ' ',
    brief.basis,
  ),
  h(
    'span',
    { class: 'ways' },
    brief.ways && h('span', { class: 'visually-hidden' }, 'asked in other ways: '),
    brief.ways,
  ),
  h('span', { class: 'more', 'aria-hidden': 'true' }),
];

export function claimsView(store: Store, actions: Actions): void {
  const host = byId('claims');
  const rows = h('ul', { class: 'claim-rows' });
  const [cast, own, lists] = [h('div'), h('div'), h('div')];
  const more = h(
    'details',
    { id: 'own-more', class: 'table-toggle' },
    h('summary', null, 'Put a claim together from lists; say which series stand for the claims’ words'),
    lists,
    cast,
  );
  const title = h('h2', { id: 'claims-title' });
  host.append(
    h(
      'div',
      { class: 'heading' },
      title,
      h('span', { class: 'note' }, 'each by a rule that was fixed before looking; open a row for its reasons'),
    ),
    h(
      'p',
      { class: 'claim-heads', 'aria-hidden': 'true' },
      HEADS.map((head) => h('span', null, head)),
    ),
    rows,
    own,
    more,
  );
  const showRoles = rolesView(cast, actions);
  const kept = new Kept<Told, ReturnType<typeof row>>((id) => row(store, actions, id));
  store.watch(
    ({ answers }) => [answers.claims, answers.files, answers.ranking],
    (state) => {
      const first = answeredClaim(state);
      const { claims } = state.answers;
      title.textContent = first ? 'The note’s other claims' : 'The note’s claims';
      // Where a series is missing a row says which; where all are, the answer does.
      const found = seriesless(state) ? [] : (claims?.found ?? []);
      const shown = found.flatMap((claim) => {
        const section = sectionOf(claims, claim.id);
        return section && claim !== first ? [{ claim, section }] : [];
      });
      const axis = axisOf(shown.flatMap(({ section }) => briefOf(section) ?? []));
      host.classList.toggle('empty', shown.length === 0);
      patch(
        rows,
        kept.of(
          shown.map((one): [string, Told] => [one.claim.id, { ...one, axis }]),
          (made, told) => made.show(told),
        ),
      );
      more.hidden = shown.length === 0;
    },
  );
  watchInside(store, more, ({ answers, settings }) => [answers.claims, answers.files, settings.roles], showRoles);
  ownClaims(own, more, lists, store, actions);
}
