// The note's other claims and one's own, and which series are in them.
import type { Actions } from '../actions.ts';
import { badge, notice } from '../blocks.ts';
import { button, field, options, select } from '../controls.ts';
import { Kept, byId, h, patch, replace, unbroken } from '../dom.ts';
import type { Claim, Section } from '../protocol.ts';
import { type State, type Store, sectionOf, used } from '../store.ts';
import { answeredClaim } from './answer.ts';
import { copyButton } from './copying.ts';
import { ownClaims } from './own-claim.ts';
import { why } from './why.ts';

const ROLES = [
  ['bitcoin', 'Bitcoin'],
  ['small_tech', 'Small-cap tech'],
  ['large_tech', 'The largest tech'],
  ['tech', 'Tech'],
  ['market', 'The market'],
] as const;

/** The series in the claims' words. */
function roles(state: State, actions: Actions): HTMLElement {
  const claims = state.answers.claims?.found ?? [];
  const chosen = (role: string) => claims.map((claim) => claim.roles[role]?.[0]).find(Boolean) ?? '';
  const members = used(state);
  const candidates = {
    bitcoin: members.filter((member) => member.class === 'crypto' || member.kind === 'coin-fund'),
    others: members.filter((member) => member.class === 'equity'),
  };
  const choice = ([role, label]: (typeof ROLES)[number]) =>
    field(
      label,
      select(
        `role-${role}`,
        chosen(role),
        options([
          ['', state.settings.roles?.[role] ? 'as proposed' : 'no series'],
          ...candidates[role === 'bitcoin' ? role : 'others'].map(
            ({ id, name }) => [id, name === id ? id : `${id}, ${name}`] as const,
          ),
        ]),
        (value) => actions.choose.cast(role, value),
      ),
    );
  return h(
    'fieldset',
    { class: 'roles' },
    h('legend', null, 'Series in the claims'),
    h('div', { class: 'fields' }, ROLES.map(choice)),
  );
}

/** What a card shows. */
type Told = { claim: Claim; section: Section };

/** A claim in its place; it is made anew where its section changes. */
function card(actions: Actions): { element: HTMLElement; show: (told: Told) => void } {
  const element = h('li', { class: 'claim' });
  const act = actions.choose.act.bind(actions.choose);
  let seen: Section | undefined;
  return {
    element,
    show({ claim, section }) {
      if (seen === section) return;
      seen = section;
      const { id } = claim;
      const own = id.startsWith('own-') ? Number(id.slice(4)) - 1 : -1;
      const of = <Kind extends string>(kind: Kind) => section.blocks.find((block) => kind in block);
      const [verdict, statement] = [of('verdict'), of('statement')];
      const sentence = statement && 'statement' in statement ? statement.statement : '';
      element.setAttribute('data-claim', id);
      replace(
        element,
        h(
          'p',
          { class: 'claim-head' },
          verdict && 'verdict' in verdict && badge(verdict.verdict),
          copyButton(`copy-${id}`, 'this claim and its verdict', () => `${section.title} ${sentence}`),
        ),
        h('h3', null, section.title),
        h('p', null, unbroken(sentence)),
        section.blocks.flatMap((block) => ('notice' in block ? [notice(block.notice, act)] : [])),
        h(
          'div',
          { class: 'claim-foot' },
          why(id, section, actions),
          own >= 0 && button(`drop-${id}`, 'Remove', () => actions.choose.unclaim(own), { class: 'quiet' }),
        ),
      );
    },
  };
}

export function claimsView(store: Store, actions: Actions): void {
  const host = byId('claims');
  const cards = h('ul', { class: 'claim-cards' });
  const cast = h('div');
  const own = h('div');
  host.append(h('h2', { id: 'claims-title' }, 'The note’s other claims'), cards, cast, own);
  const kept = new Kept<Told, ReturnType<typeof card>>(() => card(actions));
  store.watch(
    ({ answers }) => [answers.claims, answers.files, answers.ranking],
    (state) => {
      const first = answeredClaim(state);
      const { claims } = state.answers;
      const items = (claims?.found ?? []).flatMap((claim): [string, Told][] => {
        const section = sectionOf(claims, claim.id);
        return section && claim !== first ? [[claim.id, { claim, section }]] : [];
      });
      host.classList.toggle('empty', items.length === 0);
      patch(
        cards,
        kept.of(items, (one, told) => one.show(told)),
      );
      replace(cast, items.length > 0 && roles(state, actions));
    },
  );
  ownClaims(own, store, actions);
}
