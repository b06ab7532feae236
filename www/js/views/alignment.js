// What calendars do to the shown pair: one correlation under four conventions, and who leads whom.
import { drawBars, drawRanking, rankingHeight } from '../../../pkg/sectorscope.js';
import { createChart } from '../charts.js';
import { byId, h, lazyDetails, replace } from '../dom.js';
import { correlation, counted, interval, percent } from '../format.js';
import { placeAt, readAlong } from '../reading.js';
import { watch } from '../store.js';

/** @typedef {import('../protocol.ts').Alignment} Alignment */

const BARS_HEIGHT = 170;
/** @type {Record<string, string>} */
const NAMES = {
  shared: 'Shared days',
  'returns-first': 'Returns first',
  'forward-fill': 'Forward fill',
  weekly: 'Weekly',
};

/** @param {Alignment} alignment @param {number} lag */
const later = ({ a, b }, lag) => (lag === 0 ? 'same day' : `${lag > 0 ? b : a} ${counted(Math.abs(lag), 'day')} later`);

/** What carrying prices forward does. @param {Alignment | null} alignment */
function filling(alignment) {
  const filled = alignment?.conventions.find(({ name }) => name === 'forward-fill');
  if (!filled || filled.difference === null) return '';
  const [more, size] = [filled.difference > 0, correlation(Math.abs(filled.difference))];
  return `Filling prices forward gives ${correlation(filled.r)}: ${size === '0.00' ? 'here as much as' : `${size} ${more ? 'more' : 'less'} than`} the days that both have.`;
}

/** @param {import('../store.js').Store} store */
export function alignmentView(store) {
  const host = byId('alignment');
  const ways = {
    heading: h('h3'),
    /** @type {import('../charts.js').Chart<import('../protocol.ts').IntervalsLayout>} */
    chart: createChart('One correlation, four ways', 'Arrow up and down choose a convention.'),
    readout: h('p', { class: 'readout', 'aria-live': 'polite' }),
    notes: h('div'),
  };
  const lags = {
    heading: h('h3'),
    /** @type {import('../charts.js').Chart<import('../protocol.ts').BarsLayout>} */
    chart: createChart('Who leads?', 'Arrow left and right choose a lag.'),
    readout: h('p', { class: 'readout', 'aria-live': 'polite' }),
    notes: h('div'),
  };
  const leading = h('div', null, lags.heading, lags.chart.element, lags.readout, lags.notes);
  host.append(ways.heading, ways.chart.element, ways.readout, ways.notes, leading);
  const shown = () => store.get().alignment;
  const confidence = () => store.get().settings.confidence ?? 0.95;

  /** @param {number} selected */
  function drawWays(selected) {
    const alignment = shown();
    const chosen = alignment?.conventions[selected];
    ways.readout.textContent = chosen
      ? `${NAMES[chosen.name] ?? chosen.name}: ${correlation(chosen.r, 3)} (${interval(chosen.low, chosen.high)}), ${counted(chosen.n, 'return')}`
      : filling(alignment);
    if (!alignment) return;
    const rows = alignment.conventions.map(({ name, r, low, high }, i) => ({
      label: NAMES[name] ?? name,
      value: r,
      low,
      high,
      filled: i === 0,
    }));
    ways.chart.show(
      {
        size: (width) => ({ width, height: rankingHeight(rows.length) }),
        draw: (canvas, scale, theme) =>
          drawRanking(canvas, scale, theme, rows, selected < 0 ? undefined : selected, confidence()),
      },
      `Correlation of ${alignment.a} and ${alignment.b} under four conventions: ${rows.map(({ label, value }) => `${label} ${correlation(value)}`).join(', ')}.`,
    );
  }

  /** @param {number} selected */
  function drawLags(selected) {
    const alignment = shown();
    if (!alignment) return;
    const { lead_lag: all, bound } = alignment;
    const outside = (/** @type {number} */ r) => bound !== null && Math.abs(r) > bound;
    const beyond = all.filter(({ lag, r }) => lag !== 0 && outside(r));
    const verdict =
      beyond.length === 0
        ? 'Beside the same day, no lag is more than noise.'
        : `More than noise beside the same day: ${beyond.map(({ lag, r }) => `${later(alignment, lag)} ${correlation(r)}`).join(', ')}.`;
    const chosen = all[selected];
    lags.readout.textContent = chosen
      ? `${later(alignment, chosen.lag)}: ${correlation(chosen.r, 3)}, ${outside(chosen.r) ? 'more than noise' : 'within noise'}`
      : all.length > 0
        ? verdict
        : '';
    const bars = all.map(({ lag, r }) => ({
      label: lag === 0 ? '0' : `${lag > 0 ? '+' : '\u2212'}${Math.abs(lag)}`,
      value: r,
    }));
    lags.chart.show(
      {
        size: (width) => ({ width, height: BARS_HEIGHT }),
        draw: (canvas, scale, theme) =>
          drawBars(canvas, scale, theme, bars, bound ?? undefined, selected < 0 ? undefined : selected),
      },
      `Daily correlations of ${alignment.a} and ${alignment.b} at lags of up to three days. ${verdict}`,
    );
  }
  const waysReader = readAlong(ways.chart, {
    count: () => shown()?.conventions.length ?? 0,
    nearest: (_, y, { top, rowHeight }) => {
      const row = Math.floor((y - top) / rowHeight);
      return shown()?.conventions[row] ? row : -1;
    },
    go: drawWays,
  });
  const lagsReader = readAlong(lags.chart, {
    count: () => shown()?.lead_lag.length ?? 0,
    start: () => 3,
    nearest: (x, _, { plot }) => placeAt(plot, shown()?.lead_lag.length ?? 0, x),
    go: drawLags,
  });

  watch(
    store,
    (s) => [s.alignment, s.settings.confidence],
    ({ alignment }) => {
      host.classList.toggle('empty', !alignment);
      waysReader.forget();
      lagsReader.forget();
      drawWays(-1);
      drawLags(-1);
      if (!alignment) {
        [ways.heading, ways.notes, lags.heading, lags.notes].forEach((part) => replace(part));
        return;
      }
      const { a, b, conventions, lead_lag: all, bound } = alignment;
      replace(ways.heading, `One correlation, four ways: ${a} and ${b}`);
      replace(
        ways.notes,
        h(
          'p',
          { class: 'legend' },
          h('span', { class: 'dot filled' }),
          ' what this page uses ',
          h('span', { class: 'dot' }),
          ` for comparison · line: ${percent(confidence())} interval`,
        ),
        h(
          'ul',
          { class: 'ways' },
          conventions.map(({ words, r, low, high, n, difference }, i) =>
            h(
              'li',
              null,
              h('strong', null, correlation(r)),
              ` (${interval(low, high)}, ${counted(n, 'return')})`,
              i > 0 && difference !== null && ` ${difference > 0 ? '+' : ''}${correlation(difference)}: `,
              i > 0 ? words : `: ${words}`,
            ),
          ),
        ),
      );
      leading.hidden = all.length === 0;
      replace(lags.heading, 'Who leads?');
      replace(
        lags.notes,
        h(
          'p',
          { class: 'legend' },
          `Daily correlation by lag: to the left ${a} comes later, to the right ${b}. `,
          bound !== null &&
            [
              `Band: within ±${correlation(bound)} is noise. `,
              h('span', { class: 'swatch bar filled' }),
              ' beyond it ',
              h('span', { class: 'swatch bar' }),
              ' within',
            ].flat(),
        ),
        lazyDetails('lags-table', 'Table', () =>
          h(
            'table',
            null,
            h(
              'caption',
              null,
              bound === null
                ? 'Daily correlations at a lag'
                : `Daily correlations at a lag; within ±${correlation(bound)} is noise`,
            ),
            h(
              'thead',
              null,
              h(
                'tr',
                null,
                ['Lag', 'Correlation'].map((text) => h('th', { scope: 'col' }, text)),
              ),
            ),
            h(
              'tbody',
              null,
              all.map(({ lag, r }) =>
                h('tr', null, h('th', { scope: 'row' }, later(alignment, lag)), h('td', null, correlation(r, 3))),
              ),
            ),
          ),
        ),
      );
    },
  );
}
