// The altcoins as one series, in several ways: what it is made of, how it did, and what is doubtful about the coins.
import { byId, h, lazyDetails, replace, unbroken } from '../dom.js';
import { correlation, count, counted, interval, percent } from '../format.js';
import { watch } from '../store.js';
import { basis } from './ranking.js';

/** @typedef {import('../protocol.ts').CompositeReport} Composite */
/** @typedef {import('../protocol.ts').Warning} CoinWarning */
/** @typedef {import('../protocol.ts').With} CorrelationWith */
/** @typedef {import('../store.js').State} State */
/** @typedef {import('../actions.js').Actions} Actions */

/** `\u221279 %` @param {number} share */
const signedPercent = (share) => `${share < 0 ? '\u2212' : ''}${Math.round(Math.abs(share) * 100)} %`;

/** @param {CorrelationWith | null} found */
const withOther = (found) => (found ? `${correlation(found.r)} (${interval(found.low, found.high)})` : '–');

/** @param {Composite} composite */
function fall({ drawdown }) {
  if (!drawdown) return 'none';
  const { depth, peak, trough, recovery } = drawdown;
  return `${signedPercent(depth)}, ${peak} to ${trough}, ${recovery ? `made up on ${recovery}` : 'not made up'}`;
}

/** @param {State} state @param {Composite[]} composites @param {Actions} actions */
function table(state, composites, actions) {
  const heading = (/** @type {'with_bitcoin' | 'with_small_tech'} */ key, /** @type {string} */ otherwise) =>
    `With ${composites.find((one) => one[key])?.[key]?.id ?? otherwise}`;
  const columns = [
    'Series',
    'Reference',
    'Days',
    'Since',
    heading('with_bitcoin', 'bitcoin'),
    heading('with_small_tech', 'small tech'),
    'Volatility, a year',
    'Deepest fall',
  ];
  const row = (/** @type {Composite} */ composite) => {
    const { id, name, days, first, volatility } = composite;
    const chosen = state.settings.reference === id;
    return h(
      'tr',
      { 'data-id': id },
      h('th', { scope: 'row' }, id, h('span', null, name)),
      h(
        'td',
        null,
        h(
          'button',
          {
            id: `rank-by-${id}`,
            type: 'button',
            'aria-pressed': String(chosen),
            'aria-label': `Rank sectors by this: ${id}`,
            onclick: () => actions.set({ reference: chosen ? undefined : id }),
          },
          'Rank sectors by this',
        ),
      ),
      h('td', null, count(days)),
      h('td', null, first),
      h('td', null, withOther(composite.with_bitcoin)),
      h('td', null, withOther(composite.with_small_tech)),
      h('td', null, volatility === null ? '–' : signedPercent(volatility)),
      h('td', { class: 'fall' }, unbroken(fall(composite))),
    );
  };
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table of altcoin indices' },
    h(
      'table',
      null,
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          columns.map((text) => h('th', { scope: 'col' }, text)),
        ),
      ),
      h('tbody', null, composites.map(row)),
    ),
  );
}

/** The coins of one, with the days they came and went. @param {Composite} composite */
function parts({ id, words, parts, explained, bottleneck }) {
  const of = explained !== null;
  const columns = of
    ? ['Coin', 'Since', 'Weight', 'Loading']
    : ['Coin', 'Since', 'Until', 'Weight now', 'Days at its last price'];
  return lazyDetails(
    `parts-${id}`,
    `${id}: ${counted(parts.length, 'coin')}${of ? `, ${percent(Math.round(explained * 1000) / 1000)} of their variance` : ''}`,
    () =>
      [
        h('p', null, words),
        bottleneck && h('p', null, bottleneck.message),
        h(
          'table',
          null,
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
            parts.map((part) =>
              h(
                'tr',
                null,
                h('th', { scope: 'row' }, part.id),
                h('td', null, part.entered ?? 'never in'),
                !of && h('td', null, part.left ?? '–'),
                h('td', null, `${part.weight < 0 ? '\u2212' : ''}${(Math.abs(part.weight) * 100).toFixed(1)} %`),
                h('td', null, part.loading === null ? count(part.carried) : correlation(part.loading)),
              ),
            ),
          ),
        ),
      ].filter((part) => part !== null),
  );
}

/** What is doubtful, with what can be done about it. @param {CoinWarning} warning @param {Actions} actions */
function doubt({ code, ids, message }, actions) {
  return h(
    'p',
    { class: 'warning' },
    `${message} `,
    code === 'ended'
      ? null
      : ids
          .map((id) => [
            h(
              'button',
              { type: 'button', 'data-leave': id, onclick: () => actions.describe(id, { ignore: true }) },
              `Leave ${id} out`,
            ),
            ' ',
          ])
          .flat(),
  );
}

/** @param {import('../store.js').Store} store @param {Actions} actions */
export function compositesView(store, actions) {
  const host = byId('composites');
  watch(
    store,
    (s) => [s.composites, s.files, s.settings],
    (state) => {
      const {
        composites = [],
        missing = [],
        passed_over: passedOver = [],
        warnings = [],
        survivors = '',
      } = state.composites ?? {};
      host.classList.toggle('empty', composites.length === 0);
      if (composites.length === 0) {
        replace(host);
        return;
      }
      const { from, to, confidence = 0.95 } = state.settings;
      replace(
        host,
        h('h2', { id: 'composites-title' }, 'Altcoin index'),
        h(
          'p',
          { class: 'basis' },
          `The altcoins as one series, by several weights, and what all coins have in common. They can be named wherever a series is chosen. Correlations with ${percent(confidence)} intervals: ${basis(state)}; like volatility and falls, ${from ? `from ${from}` : 'from the first day'}${to ? ` to ${to}` : ' on'}.`,
        ),
        warnings.map((warning) => doubt(warning, actions)),
        table(state, composites, actions),
        composites.map(parts),
        missing.map(({ id, message }) => h('p', { class: 'legend' }, `No ${id}: ${message}`)),
        passedOver.length > 0 &&
          h(
            'p',
            { class: 'legend' },
            `Not among the altcoins: ${passedOver.map(({ id, why }) => `${id} (${why})`).join(', ')}.`,
          ),
        h('p', { class: 'legend' }, survivors),
      );
    },
  );
}
