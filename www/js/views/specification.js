// The claims under every combination of settings: how many support them, and which choice matters.
import { asked, contradicts, distinct, made, supports } from '../choices.js';
import { byId, h, replace } from '../dom.js';
import { correlation, count, percent } from '../format.js';
import { watch } from '../store.js';
import { curveView } from './curve.js';

/** @typedef {import('../protocol.ts').Specification} Specification */
/** @typedef {import('../protocol.ts').CurvePoint} CurvePoint */
/** @typedef {{ id: string, question: string }} Asked */

/** @param {number} part @param {number} all */
const share = (part, all) => (all === 0 ? '–' : percent(Math.round((100 * part) / all) / 100));

/** @param {number[]} sorted */
const median = (sorted) => sorted[Math.floor((sorted.length - 1) / 2)] ?? null;

/** One line for each claim. @param {CurvePoint[]} points @param {Asked[]} claims */
function summary(points, claims) {
  const line = (/** @type {Asked} */ { id, question }) => {
    const all = distinct(points, id);
    const effects = all.flatMap(({ effect }) => (effect === null ? [] : [effect])).sort((a, b) => a - b);
    return h(
      'tr',
      { 'data-claim': id },
      h('th', { scope: 'row' }, question),
      h('td', null, count(all.length)),
      h('td', null, share(all.filter(supports).length, all.length)),
      h('td', null, share(all.filter(contradicts).length, all.length)),
      h('td', null, share(all.filter(({ effect }) => effect === null).length, all.length)),
      h('td', null, correlation(median(effects), 3)),
      h('td', null, `${correlation(effects[0], 3)} to ${correlation(effects.at(-1), 3)}`),
    );
  };
  return h(
    'table',
    null,
    h('caption', null, 'Each claim under every combination; those that come to the very same numbers count once'),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        ['Claim', 'Different answers', 'Support it', 'Contradict it', 'Too few returns', 'Median', 'Range'].map(
          (text) => h('th', { scope: 'col' }, text),
        ),
      ),
    ),
    h('tbody', null, claims.map(line)),
  );
}

/** How many support the claims under each choice: which one matters. @param {Specification[]} specifications @param {CurvePoint[]} points @param {Asked[]} claims */
function byChoice(specifications, points, claims) {
  const lines = made(specifications).flatMap(({ choice: { name, of }, values }) =>
    values.map((value, i) => {
      const under = points.filter(
        ({ specification }) => of(/** @type {Specification} */ (specifications[specification])) === value,
      );
      return h(
        'tr',
        null,
        h('th', { scope: 'row' }, `${i === 0 ? `${name}: ` : '… '}${value}`),
        claims.map(({ id }) => {
          const all = distinct(under, id);
          return h('td', null, share(all.filter(supports).length, all.length));
        }),
      );
    }),
  );
  return h(
    'table',
    null,
    h('caption', null, 'Share that supports each claim, by choice'),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        h('th', { scope: 'col' }, 'Choice'),
        claims.map(({ question }) => h('th', { scope: 'col' }, question)),
      ),
    ),
    h('tbody', null, lines),
  );
}

/** @param {import('../store.js').Store} store @param {import('../actions.js').Actions} actions */
export function specificationView(store, actions) {
  const host = byId('specification');
  const head = h('div');
  const picture = h('div');
  const tables = h('div');
  host.append(head, picture, tables);
  curveView(store, picture);
  const testable = (/** @type {import('../store.js').State} */ { claims }) =>
    claims.some(({ effect }) => effect !== null);
  watch(
    store,
    (s) => [s.curve, testable(s)],
    (state) => {
      const { curve } = state;
      host.classList.toggle('empty', !testable(state));
      const button = h(
        'button',
        { id: 'run-curve', type: 'button', onclick: () => void actions.curve() },
        curve ? 'Run again' : 'Run all combinations',
      );
      const done = curve && curve.done === curve.specifications.length;
      replace(
        head,
        h('h2', { id: 'specification-title' }, 'Does it hang on one choice?'),
        h(
          'p',
          null,
          'The same claims under every combination of return, measure, calendar, period and volatility: 576 in all, and as many again with the next best series for the claims’ words where there are any. Each is judged by the claim’s own rule. Two of the three calendars are there for comparison, and weekly returns are a fifth as many: they see less.',
        ),
        curve && !done
          ? h(
              'p',
              { class: 'buttons' },
              h('progress', {
                max: String(curve.specifications.length),
                value: curve.done,
                'aria-label': 'Combinations',
              }),
              h('button', { id: 'stop-curve', type: 'button', onclick: () => actions.stopCurve() }, 'Stop'),
            )
          : h('p', { class: 'buttons' }, button),
      );
      replace(
        tables,
        curve &&
          curve.points.length > 0 &&
          h(
            'div',
            { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Tables of combinations' },
            summary(curve.points, asked(curve.points, state.claims)),
            done && byChoice(curve.specifications, curve.points, asked(curve.points, state.claims)),
          ),
      );
    },
  );
}
