// How a verdict looks and what lies behind it: the same on the answer and on every claim.
import { h, lazyDetails } from '../dom.js';
import { correlation, count, counted, pValue, percent } from '../format.js';

/** @typedef {import('../protocol.ts').Claim} Claim */
/** @typedef {import('../protocol.ts').Verdict} Verdict */

/** A word and a shape for each: equal citizens, and no traffic light. @type {Record<Verdict, [string, string]>} */
const SHOWN = {
  supported: ['▲', 'Supported'],
  contradicted: ['▼', 'Contradicted'],
  inconclusive: ['◆', 'Inconclusive'],
  'not-testable': ['○', 'Not testable'],
  withheld: ['■', 'Withheld'],
};

/** @param {Verdict} verdict */
export function badge(verdict) {
  const [shape, word] = SHOWN[verdict];
  return h('span', { class: `verdict ${verdict}` }, h('span', { 'aria-hidden': 'true' }, shape), ` ${word}`);
}

/** @param {string} caption @param {string[]} columns @param {(string | number)[][]} rows  the first cell of each names the row */
function table(caption, columns, rows) {
  return (
    rows.length > 0 &&
    h(
      'table',
      null,
      h('caption', null, caption),
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          columns.map((text) => h('th', { scope: 'col' }, text)),
        ),
      ),
      h(
        'tbody',
        null,
        rows.map(([name, ...cells]) =>
          h(
            'tr',
            null,
            h('th', { scope: 'row' }, name),
            cells.map((cell) => h('td', null, cell)),
          ),
        ),
      ),
    )
  );
}

/** A number with what belongs to it: five cells. @param {Pick<import('../protocol.ts').RobustnessRow, 'effect' | 'low' | 'high' | 'p' | 'n'>} of */
const measured = ({ effect, low, high, p, n }) => [
  correlation(effect, 3),
  correlation(low, 3),
  correlation(high, 3),
  p === null ? '–' : pValue(p).replace('= ', ''),
  count(n),
];

/** @param {import('../protocol.ts').RobustnessRow | import('../protocol.ts').HistoryPoint} row */
const said = ({ verdict, reason }) => `${SHOWN[verdict][1]}${reason ? ` (${reason.replaceAll('_', ' ')})` : ''}`;

/** @param {Claim} claim */
const beside = (claim) =>
  table(
    'Further numbers, each with its own interval and p',
    ['What', 'Number', 'low', 'high', 'p', 'n', 'Coverage'],
    claim.beside.map((of) => [of.quantity, ...measured(of), of.low === null ? '–' : percent(of.confidence)]),
  );

/** @param {Claim} claim */
function lenses(claim) {
  const { raw, devolatilised } = claim.lenses;
  if (!raw || !devolatilised) return false;
  return table(
    `By kind of returns: ${claim.effect_is}`,
    ['Returns', 'Number', `${percent(claim.confidence ?? 0.95)} low`, 'high', 'p', 'n', 'Alone'],
    [
      ['as they are', ...measured(raw), SHOWN[raw.verdict][1]],
      ['in units of their volatility', ...measured(devolatilised), SHOWN[devolatilised.verdict][1]],
    ],
  );
}

/** @param {Claim} claim */
function robustness(claim) {
  const same = claim.robustness.filter(({ verdict }) => verdict === claim.verdict).length;
  return table(
    `Asked in other ways, each judged by the claim’s own rule: the same verdict in ${count(same)} of ${count(claim.robustness.length)}`,
    ['Way', 'Verdict', 'Number', 'low', 'high', 'p', 'n'],
    claim.robustness.map((row) => [row.way, said(row), ...measured(row)]),
  );
}

/** How the verdict stood at the end of each quarter. @param {Claim} claim */
const history = (claim) =>
  claim.history.length > 1 &&
  table(
    'The verdict as it stood at the end of each quarter, by the data up to then. So many looks decide now and then by chance alone: see the methods',
    ['Up to', 'Verdict', 'Number', 'low', 'high', 'p', 'n'],
    claim.history.map((point) => [point.day, said(point), ...measured(point)]),
  );

/** On how few days the answer rests. @param {Claim} claim */
function influential({ influential_days: found }) {
  if (!found) return null;
  const { days, to_turn: turn, to_doubt: doubt, n } = found;
  const without = (/** @type {number | null} */ few, /** @type {string} */ what) =>
    few === null ? '' : ` Without some ${count(few)} of ${counted(n, 'return')} ${what}.`;
  return h(
    'p',
    { class: 'influential' },
    `The days that speak most for it: ${days.map(({ day, share }) => `${day} (${share < 0 ? '\u2212' : '+'}${correlation(Math.abs(share), 3)})`).join(', ')}.` +
      without(doubt, 'it is no longer beyond chance') +
      (turn === null
        ? ' Not even without half of all does the number change its sign.'
        : without(turn, 'the number has the other sign')),
  );
}

/** Everything behind a verdict, built when it is opened. @param {Claim} claim */
export function why(claim) {
  return lazyDetails(`why-${claim.id}`, 'Why?', () =>
    [
      h('p', null, claim.rule),
      h(
        'p',
        null,
        Object.entries(claim.roles)
          .map(([role, ids]) => `${role.replace('_', ' ')}: ${ids.join(', ')}`)
          .join(' · '),
      ),
      claim.needed && h('p', null, claim.needed),
      claim.caveats.length > 0 &&
        h(
          'ul',
          null,
          claim.caveats.map((text) => h('li', null, text)),
        ),
      beside(claim),
      lenses(claim),
      influential(claim),
      robustness(claim),
      history(claim),
    ].map((part) => part || null),
  );
}
