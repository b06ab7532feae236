// How technology has done, beneath the correlation over time and on the same days.
import { drawPerformance } from '../../../pkg/sectorscope.js';
import { createChart } from '../charts.js';
import { byId, h, lazyDetails, replace } from '../dom.js';
import { isoDate, signedPercent } from '../format.js';
import { watch } from '../store.js';
import { BANDS, indexOfDay, readOverTime, visiblePeriod } from './rolling.js';

/** @typedef {import('../protocol.ts').Performance} Performance */

const HEIGHT = 150;
/** The years are named on the chart above. */
const UNNAMED = BANDS.map((band) => ({ ...band, label: '' }));

/** What one unit of the first day's had become. @param {Float64Array} logs @param {number} from @param {number} to */
const growth = (logs, from, to) => Math.exp((logs[to] ?? NaN) - (logs[from] ?? NaN));

/** @param {Performance} performance @param {number} from @param {number} to */
function said({ tech, market, dates, tech_log: techLog, relative_log: relativeLog }, from, to) {
  const own = growth(techLog, from, to);
  return `${tech} ×${own.toFixed(2)} since ${isoDate(dates[from] ?? 0)} (${signedPercent(own - 1)})${
    relativeLog && market
      ? `; against ${market} ×${growth(relativeLog, from, to).toFixed(2)} (${signedPercent(growth(relativeLog, from, to) - 1)})`
      : ''
  }`;
}

/** @param {Performance} performance @param {number} from */
function table(performance, from) {
  const { tech, market, dates, tech_log: techLog, relative_log: relativeLog } = performance;
  const cell = (/** @type {Float64Array} */ logs, /** @type {number} */ i) =>
    h('td', null, `×${growth(logs, from, i).toFixed(3)}`);
  return h(
    'table',
    null,
    h('caption', null, `What 1 on ${isoDate(dates[from] ?? 0)} became`),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        ['Day', tech, market && `${tech} over ${market}`].map((text) => text && h('th', { scope: 'col' }, text)),
      ),
    ),
    h(
      'tbody',
      null,
      [...dates.slice(from)].map((day, i) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, isoDate(day)),
          cell(techLog, from + i),
          relativeLog && cell(relativeLog, from + i),
        ),
      ),
    ),
  );
}

/** @param {import('../store.js').Store} store */
export function performanceView(store) {
  const host = byId('performance');
  /** @type {import('../charts.js').Chart<import('../protocol.ts').TimelineLayout>} */
  const chart = createChart('Performance', 'Arrow left and right move along the line.');
  const heading = h('h3', { id: 'performance-title' });
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  const notes = h('div');
  host.append(heading, chart.element, readout, notes);

  /** Index of the first day in sight. */
  const start = () => {
    const { performance } = store.get();
    const period = visiblePeriod(store.get());
    return performance && period ? indexOfDay(performance.dates, period[0]) : 0;
  };
  /** Index of the last day in sight. */
  const end = () => {
    const { performance } = store.get();
    const period = visiblePeriod(store.get());
    if (!performance || !period) return 0;
    const index = indexOfDay(performance.dates, period[1]);
    return index > 0 && (performance.dates[index] ?? 0) > period[1] ? index - 1 : index;
  };
  const reader = readOverTime(
    store,
    chart,
    () => store.get().performance?.dates,
    (index) => {
      const { performance } = store.get();
      const [from, to] = [start(), index < 0 ? end() : index];
      readout.textContent =
        !performance || to < from ? '' : `${isoDate(performance.dates[to] ?? 0)}: ${said(performance, from, to)}`;
    },
  );

  watch(
    store,
    (s) => [s.performance, s.rolling, s.visible],
    (state) => {
      const { performance } = state;
      const period = visiblePeriod(state);
      const shown = performance && period;
      host.classList.toggle('empty', !shown);
      if (!shown) {
        replace(heading);
        replace(notes);
        readout.textContent = '';
        return;
      }
      const { tech, market, relative_log: relative } = performance;
      replace(heading, `${tech}${market ? `, and ${tech} against ${market}` : ''}`);
      chart.show(
        {
          size: (width) => ({ width, height: HEIGHT }),
          draw: (canvas, scale, theme) =>
            drawPerformance(
              canvas,
              scale,
              theme,
              performance.dates,
              performance.tech_log,
              relative ?? new Float64Array(),
              { visible: period, bands: UNNAMED },
            ),
        },
        `Growth of ${tech} over the days of the line above: ${said(performance, start(), end())}.`,
      );
      replace(
        notes,
        h(
          'p',
          { class: 'legend' },
          h('span', { class: 'swatch line' }),
          ` what 1 in ${tech} became`,
          market && [' · ', h('span', { class: 'swatch area' }), ` ${tech} over ${market}: above ×1 it led`].flat(),
          ' · equal heights are equal returns',
        ),
        lazyDetails('performance-table', 'Table', () => table(performance, start())),
      );
      reader.forget();
      reader.show();
    },
  );
}
