// The note's other claims and one's own, and who stands for their words.
import { byId, h, replace, unbroken } from '../dom.js';
import { compositeIds, watch } from '../store.js';
import { copyButton } from './copying.js';
import { badge, why } from './verdict.js';

/** @typedef {import('../protocol.js').Claim} Claim */
/** @typedef {import('../protocol.js').Member} Member */
/** @typedef {import('../store.js').State} State */
/** @typedef {import('../actions.js').Actions} Actions */

/** The claim that the answer itself shows. */
export const FIRST_CLAIM = 'top-sector-bitcoin';
const ROLES = /** @type {const} */ ([
  ['small_tech', 'Small-cap tech'],
  ['large_tech', 'The largest tech'],
  ['tech', 'Tech'],
  ['market', 'The market'],
]);
const KINDS = /** @type {const} */ ([
  ['most-correlated', 'moves most with'],
  ['more-correlated', 'moves more with'],
  ['positive-since', 'has moved with … ever since'],
]);

/** Who plays a role in any claim. @param {Claim[]} claims @param {import('../protocol.js').Role} role */
const player = (claims, role) => claims.map(({ roles }) => roles[role]?.[0]).find(Boolean) ?? '';

/** @param {State} state @param {Actions} actions */
function roles({ claims, files, settings }, actions) {
  const equities = files.series.filter((member) => member.class === 'equity' && !member.ignored);
  const choice = (/** @type {typeof ROLES[number]} */ [role, label]) =>
    h(
      'label',
      { class: 'field' },
      h('span', null, label),
      h(
        'select',
        {
          id: `role-${role}`,
          value: player(claims, role),
          onchange: (/** @type {Event} */ event) =>
            actions.cast(role, /** @type {HTMLSelectElement} */ (event.target).value),
        },
        h('option', { value: '' }, settings.roles?.[role] ? 'as proposed' : 'nobody'),
        equities.map(({ id, name }) => h('option', { value: id }, name === id ? id : `${id}, ${name}`)),
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
  const value = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (byId(id)).value;
  const form = h(
    'form',
    {
      class: 'own',
      'data-kind': KINDS[0][0],
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        const named = { asset: asset.value, with: other.value };
        if (kind.value === 'most-correlated') actions.claim({ kind: 'most-correlated', ...named });
        else if (kind.value === 'more-correlated')
          actions.claim({ kind: 'more-correlated', ...named, than: value('own-than') });
        else if (value('own-since')) actions.claim({ kind: 'positive-since', ...named, since: value('own-since') });
      },
    },
    h('span', null, 'A claim of your own:'),
    asset,
    kind,
    other,
    than,
    since,
    h('button', { id: 'own-add', type: 'submit' }, 'Test it'),
  );
  kind.addEventListener('change', () => form.setAttribute('data-kind', kind.value));
  return form;
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
    (s) => [s.claims, s.files],
    (state) => {
      const shown = state.claims.filter(({ id }) => id !== FIRST_CLAIM);
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
