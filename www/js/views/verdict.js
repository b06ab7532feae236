// How a verdict looks and what lies behind it: the same on the answer and on every claim.
import { h, lazyDetails } from '../dom.js';
import { correlation, count, counted } from '../format.js';

/** @typedef {import('../protocol.js').Claim} Claim */
/** @typedef {import('../protocol.js').Verdict} Verdict */

/** A word and a shape for each: equal citizens, and no traffic light. @type {Record<Verdict, [string, string]>} */
const SHOWN = {
  supported: ['▲', 'Supported'],
  contradicted: ['▼', 'Contradicted'],
  inconclusive: ['◆', 'Inconclusive'],
  'not-testable': ['○', 'Not testable'],
};

/** @param {Verdict} verdict */
export function badge(verdict) {
  const [shape, word] = SHOWN[verdict];
  return h('span', { class: `verdict ${verdict}` }, h('span', { 'aria-hidden': 'true' }, shape), ` ${word}`);
}

/** @param {number | null} p */
const pValue = (p) => (p === null ? '–' : p < 0.001 ? '< 0.001' : p.toFixed(3));

/** @param {Claim} claim */
function lenses(claim) {
  return (
    claim.lenses.length > 0 &&
    h(
      'table',
      null,
      h('caption', null, `By kind of returns: ${claim.effect_is}`),
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          ['Returns', 'Number', '95 % low', 'high', 'p', 'Alone'].map((text) => h('th', { scope: 'col' }, text)),
        ),
      ),
      h(
        'tbody',
        null,
        claim.lenses.map((lens) =>
          h(
            'tr',
            null,
            h('th', { scope: 'row' }, lens.lens === 'raw' ? 'as they are' : 'in units of their volatility'),
            h('td', null, correlation(lens.effect, 3)),
            h('td', null, correlation(lens.low, 3)),
            h('td', null, correlation(lens.high, 3)),
            h('td', null, pValue(lens.p)),
            h('td', null, SHOWN[lens.verdict][1]),
          ),
        ),
      ),
    )
  );
}

/** @param {Claim} claim */
function robustness(claim) {
  return (
    claim.robustness.length > 0 &&
    h(
      'table',
      null,
      h('caption', null, 'Asked in other ways (these change no verdict)'),
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          ['Way', 'Number', 'z', 'n', 'Says'].map((text) => h('th', { scope: 'col' }, text)),
        ),
      ),
      h(
        'tbody',
        null,
        claim.robustness.map((row) =>
          h(
            'tr',
            null,
            h('th', { scope: 'row' }, row.way),
            h('td', null, correlation(row.effect, 3)),
            h('td', null, row.z === null ? '–' : correlation(row.z, 1)),
            h('td', null, count(row.n)),
            h('td', null, row.opposite ? 'the opposite' : (row.undefined ?? 'no other').replaceAll('_', ' ')),
          ),
        ),
      ),
    )
  );
}

/** On how few days the answer rests. @param {Claim} claim */
function carried({ carried: found }) {
  if (!found) return null;
  const { days, to_turn: turn, to_doubt: doubt, n } = found;
  const without = (/** @type {number | null} */ few, /** @type {string} */ what) =>
    few === null ? '' : ` Without ${count(few)} of ${counted(n, 'return')} ${what}.`;
  return h(
    'p',
    { class: 'carried' },
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
      lenses(claim),
      carried(claim),
      robustness(claim),
    ].map((part) => part || null),
  );
}
