// The note's other claims and one's own, and who stands for their words.
import { byId, h, replace, unbroken } from '../dom.js';
import { compositeIds, watch } from '../store.js';
import { answered } from './answer.js';
import { copyButton } from './copying.js';
import { badge, why } from './verdict.js';

/** @typedef {import('../protocol.ts').Claim} Claim */
/** @typedef {import('../protocol.ts').Member} Member */
/** @typedef {import('../store.js').State} State */
/** @typedef {import('../actions.js').Actions} Actions */

const ROLES = /** @type {const} */ ([
  ['bitcoin', 'Bitcoin'],
  ['small_tech', 'Small-cap tech'],
  ['large_tech', 'The largest tech'],
  ['tech', 'Tech'],
  ['market', 'The market'],
]);
const KINDS = /** @type {const} */ ([
  ['most-correlated', 'moves most with'],
  ['more-correlated', 'moves more with'],
  ['positive-since', 'has moved with … ever since'],
  ['in-years', 'moves more with … in some years'],
  ['beyond-market', 'moves with … beyond the market'],
]);

/** Who stands for a word in any claim. @param {Claim[]} claims @param {string} role */
const chosen = (claims, role) => claims.map(({ roles }) => roles[role]?.[0]).find(Boolean) ?? '';

/** @param {State} state @param {Actions} actions */
function roles({ claims, files, settings }, actions) {
  const used = files.series.filter((member) => !member.ignored);
  const candidates = {
    bitcoin: used.filter((member) => member.class === 'crypto' || member.kind === 'coin-fund'),
    others: used.filter((member) => member.class === 'equity'),
  };
  const choice = (/** @type {typeof ROLES[number]} */ [role, label]) =>
    h(
      'label',
      { class: 'field' },
      h('span', null, label),
      h(
        'select',
        {
          id: `role-${role}`,
          value: chosen(claims, role),
          onchange: (/** @type {Event} */ event) =>
            actions.cast(role, /** @type {HTMLSelectElement} */ (event.target).value),
        },
        h('option', { value: '' }, settings.roles?.[role] ? 'as proposed' : 'nobody'),
        candidates[role === 'bitcoin' ? role : 'others'].map(({ id, name }) =>
          h('option', { value: id }, name === id ? id : `${id}, ${name}`),
        ),
      ),
    );
  return h(
    'fieldset',
    { class: 'roles' },
    h('legend', null, 'Who stands for what'),
    h('div', { class: 'fields' }, ROLES.map(choice)),
  );
}

/** @param {Claim} claim @param {Actions} actions */
function card(claim, actions) {
  const own = claim.id.startsWith('own-') ? Number(claim.id.slice(4)) - 1 : -1;
  return h(
    'li',
    { class: 'claim', 'data-claim': claim.id },
    h(
      'p',
      { class: 'claim-head' },
      badge(claim.verdict),
      copyButton(`copy-${claim.id}`, 'what is said of this claim', `${claim.question} ${claim.sentence}`),
    ),
    h('h3', null, claim.question),
    h('p', null, unbroken(claim.sentence)),
    h(
      'div',
      { class: 'claim-foot' },
      why(claim),
      claim.verdict === 'withheld' &&
        h(
          'button',
          { id: `mend-${claim.id}`, type: 'button', onclick: () => actions.repair() },
          claim.late.length === 1 ? `Shift ${claim.late[0]?.id}` : 'Shift the late series',
        ),
      own >= 0 &&
        h(
          'button',
          { id: `drop-${claim.id}`, type: 'button', class: 'quiet', onclick: () => actions.unclaim(own) },
          'Remove',
        ),
    ),
  );
}

/** Ids of all series that a claim can speak of. @param {State} state */
const nameable = (state) => [
  ...state.files.series.filter((member) => !member.ignored).map(({ id }) => id),
  ...compositeIds(state),
];

/** The form for a claim of one's own. @param {State} state @param {Actions} actions */
function ownForm(state, actions) {
  const { ranking } = state;
  const ids = nameable(state);
  const series = (/** @type {string} */ id, /** @type {string} */ label, /** @type {string | undefined} */ value) =>
    h(
      'select',
      { id, 'aria-label': label, value: value ?? ids[0] },
      ids.map((id) => h('option', { value: id }, id)),
    );
  const asset = series('own-asset', 'Asset', ranking?.reference);
  const kind = h(
    'select',
    { id: 'own-kind', 'aria-label': 'What is claimed' },
    KINDS.map(([value, text]) => h('option', { value }, text)),
  );
  const other = series('own-with', 'With', ranking?.rows[0]?.id);
  const than = h('label', { class: 'own-than' }, 'than with ', series('own-than', 'Than with', ranking?.rows[1]?.id));
  const since = h(
    'label',
    { class: 'own-since' },
    'since ',
    h('input', { id: 'own-since', type: 'date', value: '2020-03-11', 'aria-label': 'Since' }),
  );
  const years = h(
    'label',
    { class: 'own-years' },
    'the years ',
    h('input', { id: 'own-years', type: 'text', value: '2020, 2022', size: '14', 'aria-label': 'Years' }),
  );
  const value = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (byId(id)).value;
  /** @returns {import('../protocol.ts').OwnClaim | null} */
  const chosen = () => {
    const named = { asset: asset.value, with: other.value };
    const day = value('own-since') || undefined;
    const named_years = (value('own-years').match(/\d{4}/g) ?? []).map(Number);
    if (kind.value === 'more-correlated')
      return { kind: 'more-correlated', ...named, than: value('own-than'), since: day };
    if (kind.value === 'positive-since') return day ? { kind: 'positive-since', ...named, since: day } : null;
    if (kind.value === 'in-years')
      return named_years.length > 0 ? { kind: 'in-years', ...named, years: named_years } : null;
    if (kind.value === 'beyond-market') return { kind: 'beyond-market', ...named, since: day };
    return { kind: 'most-correlated', ...named, since: day };
  };
  const form = h(
    'form',
    {
      class: 'own',
      'data-kind': KINDS[0][0],
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        const claim = chosen();
        if (claim) actions.claim(claim);
      },
    },
    h('span', null, 'A claim of your own:'),
    asset,
    kind,
    other,
    than,
    years,
    since,
    h('button', { id: 'own-add', type: 'submit' }, 'Test it'),
  );
  kind.addEventListener('change', () => form.setAttribute('data-kind', kind.value));
  return [form, sentenceForm(actions)];
}

/** The same as a sentence. @param {Actions} actions */
function sentenceForm(actions) {
  const wrong = h('p', { id: 'own-wrong', class: 'warning', role: 'status', hidden: true });
  const text = h('input', {
    id: 'own-sentence',
    type: 'text',
    size: '52',
    'aria-label': 'A claim as a sentence',
    'aria-describedby': 'own-wrong',
    placeholder: 'BTC moves more with PSCT than with XLK since 2021-01-01',
  });
  return h(
    'form',
    {
      class: 'own',
      'data-kind': 'sentence',
      onsubmit: async (/** @type {Event} */ event) => {
        event.preventDefault();
        const said = await actions.write(text.value);
        wrong.textContent = said;
        wrong.hidden = said === '';
        if (said === '') text.value = '';
      },
    },
    h('span', null, 'Or as a sentence:'),
    text,
    h('button', { id: 'own-write', type: 'submit' }, 'Test it'),
    wrong,
  );
}

/** @param {import('../store.js').Store} store @param {Actions} actions */
export function claimsView(store, actions) {
  const host = byId('claims');
  const heading = h('h2', { id: 'claims-title' }, 'The note’s other claims');
  const cards = h('ul', { class: 'claim-cards' });
  const cast = h('div');
  const own = h('div');
  host.append(heading, cards, cast, own);
  watch(
    store,
    (s) => [s.claims, s.files, s.ranking?.reference],
    (state) => {
      const shown = state.claims.filter((claim) => claim !== answered(state));
      host.classList.toggle('empty', shown.length === 0);
      replace(
        cards,
        shown.map((claim) => card(claim, actions)),
      );
      replace(cast, shown.length > 0 && roles(state, actions));
    },
  );
  // By itself, so that an answer that comes in does not undo what is half chosen.
  let known = '';
  watch(
    store,
    (s) => [s.files, s.composites, s.ranking?.reference],
    (state) => {
      const ids = nameable(state).join(' ');
      const key = `${ids}|${state.ranking?.reference ?? ''}`;
      if (key === known) return;
      known = key;
      replace(own, ids !== '' && ownForm(state, actions));
    },
  );
}
