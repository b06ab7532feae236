// The selected pair over time.
import { drawRolling } from '../../../pkg/sectorscope.js';
import { createChart } from '../charts.js';
import { byId, h, lazyDetails, replace } from '../dom.js';
import { correlation, count, dayOf, interval, isoDate, pValue, percent } from '../format.js';
import { crosshair, readAlong } from '../reading.js';
import { compositeIds, shownPair, watch } from '../store.js';
import { basis } from './ranking.js';

/** @typedef {import('../store.js').State} State */
/** @typedef {import('../protocol.ts').RollingPair} Rolling */

const HEIGHT = 260;
/** Days that stay visible however far one zooms in. */
const SHORTEST = 60;
/** The years in which, the note says, the correlation was highest. */
export const NAMED_YEARS = [2020, 2022, 2024];
export const BANDS = NAMED_YEARS.map((year) => ({
  from: dayOf(`${year}-01-01`),
  to: dayOf(`${year}-12-31`),
  label: String(year),
}));
const SPANS = /** @type {const} */ ([
  ['1Y', 365],
  ['3Y', 1096],
  ['5Y', 1826],
  ['All', 0],
]);

/** Whether the line shows more than chance, in a sentence. @param {import('../protocol.ts').ConstantBand} band @param {number} confidence */
function fluctuation({ lens, simultaneous, p, replicates, block }, confidence) {
  if (!simultaneous || p === null || block === null)
    return 'There are too few returns to say what chance alone would show.';
  const blocks = block < 1.5 ? 'one by one' : `in blocks of ${Math.round(block)}`;
  const how = `p ${pValue(p)}, ${count(replicates)} lines of returns resampled ${blocks}`;
  const line = lens === 'raw' ? 'The line' : 'The thin line, of returns in units of their volatility,';
  return p <= 1 - confidence
    ? `${line} leaves the band of chance (${interval(...simultaneous)}): the correlation has changed (${how}).`
    : `${line} stays within what chance alone would show (${interval(...simultaneous)}): by its highs and lows no change can be told (${how}). The claims test known dates and years, which is sharper.`;
}

/** The one day on which the correlation changed most, in a sentence. @param {Rolling} rolling @param {number} confidence */
function changed({ change }, confidence) {
  if (!change) return null;
  const { day, low, high, r_before: before, r_after: after, p } = change;
  return p <= 1 - confidence
    ? `The largest single change: ${day} (${percent(confidence)} interval ${low} to ${high}), from ${correlation(before)} to ${correlation(after)}; a constant correlation has p ${pValue(p)} (cumulated sums, in units of volatility).`
    : `No single lasting change can be told (cumulated sums, in units of volatility: p = ${p.toFixed(2)}). That test hardly sees a correlation that rises and falls back.`;
}

/** What dashes, band and colour are. @param {Rolling} rolling @param {import('../protocol.ts').ConstantBand | null} band @param {number} confidence */
function legend({ window }, band, confidence) {
  const of = band?.lens === 'devolatilised' ? ' of the thin line' : '';
  return `dashed: the whole period; band: where all windows${of} would lie together, at ${percent(confidence)}, if the correlation never changed; only what leaves it is coloured. Neighbouring points share all but one of their ${window} returns: the line is a picture, not evidence.`;
}

/** @param {Rolling} rolling */
function table(rolling) {
  return h(
    'table',
    null,
    h(
      'caption',
      null,
      `Correlation of ${rolling.a} and ${rolling.b} over the ${rolling.window} returns that end on each day`,
    ),
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Last day'), h('th', { scope: 'col' }, 'Correlation'))),
    h(
      'tbody',
      null,
      [...rolling.dates].map((day, i) =>
        Number.isNaN(rolling.r[i])
          ? null
          : h('tr', null, h('th', { scope: 'row' }, isoDate(day)), h('td', null, correlation(rolling.r[i], 4))),
      ),
    ),
  );
}

/** First and last day that the charts over time show. @param {State} state @returns {[number, number] | null} */
export function visiblePeriod({ rolling, visible }) {
  const [first, last] = [rolling?.dates[0], rolling?.dates.at(-1)];
  return first === undefined || last === undefined ? null : (visible ?? [first, last]);
}

/** Index of the first of ascending days that is not before a day; the last where none is. @param {Float64Array} days @param {number} day */
export function indexOfDay(days, day) {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {number} */ (days[middle]) < day) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, days.length - 1);
}

/**
 * A chart over time that shares its crosshair with the others: the day pointed at is part of the page's state.
 * @param {import('../store.js').Store} store @param {import('../reading.js').Chart<import('../protocol.ts').TimelineLayout>} chart @param {() => Float64Array | undefined} days
 * @param {(index: number) => void} tell
 */
export function readOverTime(store, chart, days, tell) {
  const mark = crosshair(chart);
  const reader = readAlong(chart, {
    count: () => days()?.length ?? 0,
    page: 21,
    start: () => (days()?.length ?? 0) - 1,
    nearest(x, _, { plot, firstDate, lastDate }) {
      const share = (x - plot.left) / Math.max(1, plot.right - plot.left);
      const dates = days();
      return !dates || share < 0 || share > 1 ? -1 : indexOfDay(dates, firstDate + share * (lastDate - firstDate));
    },
    go: (index) => store.set({ pointed: days()?.[index] ?? null }),
  });
  const show = () => {
    const { layout } = chart;
    const { pointed } = store.get();
    const dates = days();
    const inside = layout && pointed !== null && pointed >= layout.firstDate && pointed <= layout.lastDate;
    if (!inside || !dates || dates.length === 0) {
      mark(null);
      tell(-1);
      return;
    }
    const { plot, firstDate, lastDate } = layout;
    const x = plot.left + ((pointed - firstDate) / Math.max(1, lastDate - firstDate)) * (plot.right - plot.left);
    mark({ ...plot, left: x, right: x });
    tell(indexOfDay(dates, pointed));
  };
  watch(store, (s) => [s.pointed], show);
  return { show, forget: reader.forget };
}

/** Half or twice the visible period about its middle, within all there is. @param {[number, number]} period @param {[number, number]} all @param {number} factor @returns {[number, number] | null} */
function zoomed([from, to], [first, last], factor) {
  const width = Math.min(last - first, Math.max(SHORTEST, (to - from) * factor));
  const start = Math.round(Math.min(last - width, Math.max(first, (from + to - width) / 2)));
  return width >= last - first ? null : [start, Math.round(start + width)];
}

/** @param {import('../store.js').Store} store @param {import('../actions.js').Actions} actions */
export function rollingView(store, actions) {
  const host = byId('rolling');
  /** @type {import('../charts.js').Chart<import('../protocol.ts').TimelineLayout>} */
  const chart = createChart('Correlation over time', 'Arrow left and right move along the line.');
  const heading = h('div', { class: 'heading' });
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  // Beneath the performance, which stands right below the line.
  const notes = byId('rolling-notes');
  host.append(heading, chart.element, readout);
  const reader = readOverTime(
    store,
    chart,
    () => store.get().rolling?.dates,
    (index) => {
      const { rolling } = store.get();
      const [day, r] = [rolling?.dates[index], rolling?.r[index]];
      readout.textContent = !rolling
        ? ''
        : day === undefined
          ? summary(rolling)
          : `${isoDate(day)}: ${r === undefined || Number.isNaN(r) ? `not yet ${rolling.window} returns` : correlation(r)} over the ${rolling.window} returns before`;
    },
  );

  /** @param {Rolling} rolling */
  function summary({ a, b, whole }) {
    return whole.r === null
      ? `${a} and ${b} have no correlation: ${whole.undefined === 'zero_variance' ? 'one of them never changes' : 'too few days in common'}.`
      : `Whole period: ${correlation(whole.r)} (${interval(whole.low, whole.high)}), ${count(whole.n)} returns.`;
  }

  watch(
    store,
    (s) => [s.rolling, s.band, s.visible],
    (state) => {
      const { rolling, band, visible } = state;
      const none = new Float64Array();
      const judged = band?.lens === 'devolatilised' ? band.line : null;
      host.classList.toggle('empty', !rolling);
      chart.show(
        {
          size: (width) => ({ width, height: HEIGHT }),
          draw: (canvas, scale, theme) =>
            drawRolling(canvas, scale, theme, rolling?.dates ?? none, rolling?.r ?? none, judged ?? none, {
              visible: visible ?? null,
              bands: BANDS,
              whole:
                rolling && rolling.whole.r !== null
                  ? {
                      value: rolling.whole.r,
                      low: band?.simultaneous?.[0] ?? null,
                      high: band?.simultaneous?.[1] ?? null,
                    }
                  : null,
            }),
        },
        rolling ? `Correlation of ${rolling.a} and ${rolling.b} over time. ${summary(rolling)}` : 'No pair selected.',
      );
      reader.forget();
      reader.show();
    },
  );

  watch(
    store,
    (s) => [s.rolling, s.band, s.files, s.composites, s.settings, s.visible],
    (state) => {
      const { rolling, band, files, visible } = state;
      const pair = shownPair(state);
      const ids = [
        ...new Set([
          ...files.series.filter((member) => !member.ignored).map((member) => member.id),
          ...compositeIds(state),
          ...(pair ? [pair.a, pair.b] : []),
        ]),
      ];
      const choice = (/** @type {'a' | 'b'} */ side) =>
        pair &&
        h(
          'select',
          {
            id: `pair-${side}`,
            'aria-label': side === 'a' ? 'First series of the pair' : 'Second series of the pair',
            value: pair[side],
            onchange: (/** @type {Event} */ event) => {
              const id = /** @type {HTMLSelectElement} */ (event.target).value;
              actions.select(side === 'a' ? id : pair.a, side === 'a' ? pair.b : id);
            },
          },
          ids.filter((id) => id !== pair[side === 'a' ? 'b' : 'a']).map((id) => h('option', { value: id }, id)),
        );
      const last = rolling?.dates.at(-1);
      const first = rolling?.dates[0];
      const period = visiblePeriod(state);
      const zoom = (
        /** @type {string} */ id,
        /** @type {string} */ sign,
        /** @type {string} */ label,
        /** @type {number} */ factor,
      ) =>
        first !== undefined &&
        last !== undefined &&
        period &&
        h(
          'button',
          {
            id,
            type: 'button',
            'aria-label': label,
            onclick: () => actions.look(zoomed(period, [first, last], factor)),
          },
          sign,
        );
      replace(
        heading,
        h('h2', { id: 'rolling-title' }, 'Over time'),
        pair && h('p', { class: 'pair-choice' }, choice('a'), ' × ', choice('b')),
        rolling && h('p', { class: 'basis' }, `${basis(state)}, windows of ${rolling.window}`),
        rolling &&
          h(
            'div',
            { class: 'buttons', role: 'group', 'aria-label': 'Visible period' },
            SPANS.map(([name, days]) => {
              const from = last === undefined || days === 0 ? null : Math.max(first ?? 0, last - days);
              const pressed = from === null ? visible === null : visible?.[0] === from;
              return h(
                'button',
                {
                  id: `span-${name}`,
                  type: 'button',
                  'aria-pressed': String(pressed),
                  onclick: () => actions.look(from === null || last === undefined ? null : [from, last]),
                },
                name,
              );
            }),
            zoom('zoom-out', '−', 'Zoom out', 2),
            zoom('zoom-in', '+', 'Zoom in', 0.5),
          ),
      );
      replace(
        notes,
        rolling && [
          band && h('p', { id: 'band' }, fluctuation(band, state.settings.confidence ?? 0.95)),
          h('p', { id: 'change' }, changed(rolling, state.settings.confidence ?? 0.95)),
          h('p', { class: 'legend' }, legend(rolling, band, state.settings.confidence ?? 0.95)),
          lazyDetails('rolling-table', 'Table', () => table(rolling)),
        ],
      );
    },
  );
}
