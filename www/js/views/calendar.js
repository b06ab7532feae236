// How every series was traded, month by month.
import { calendarHeight, drawCalendar } from '../../../pkg/sectorscope.js';
import { createChart } from '../charts.js';
import { byId, h, lazyDetails, replace } from '../dom.js';
import { count, counted, monthName } from '../format.js';
import { crosshair, placeAt, readAlong } from '../reading.js';
import { watch } from '../store.js';

/** @typedef {import('../protocol.ts').Strip} Strip */

/** Weekdays without a price that holidays explain in a month, as the picture has it. */
const HOLIDAYS = 3;
const sum = (/** @type {number[]} */ counts) => counts.reduce((all, n) => all + n, 0);

/** The counts of a month; null outside the series. @param {Strip} strip @param {number} month */
function monthOf(strip, month) {
  const i = month - strip.first_month;
  const [weekdays, weekends, missing, stale] = [strip.weekdays[i], strip.weekends[i], strip.missing[i], strip.stale[i]];
  return weekdays === undefined || weekends === undefined || missing === undefined || stale === undefined
    ? null
    : { weekdays, weekends, missing, stale };
}

/** @param {Strip} strip @param {number} month */
function said(strip, month) {
  const of = monthOf(strip, month);
  if (!of) return `${strip.id}, ${monthName(month)}: no prices`;
  return `${strip.id}, ${monthName(month)}: ${counted(of.weekdays, 'weekday')} with a price, ${of.missing} missing${of.weekends > 0 ? `, ${counted(of.weekends, 'weekend day')}` : ''}${of.stale > 0 ? `, ${counted(of.stale, 'day')} in stretches of equal prices` : ''}`;
}

/** What stands out, in a sentence for weekends, missing days and stale prices each. @param {Strip[]} strips */
function finding(strips) {
  const weekends = strips.filter((strip) => sum(strip.weekends) > 0);
  const gaps = strips.filter((strip) => strip.missing.some((n) => n > HOLIDAYS));
  const stale = strips.filter((strip) => sum(strip.stale) > 0);
  const named = (/** @type {Strip[]} */ some) =>
    `${some
      .slice(0, 6)
      .map(({ id }) => id)
      .join(', ')}${some.length > 6 ? ` and ${some.length - 6} more` : ''}`;
  return [
    weekends.length === 0
      ? 'None trades on weekends.'
      : weekends.length === strips.length
        ? 'All trade on weekends.'
        : `${weekends.length} of ${strips.length} trade on weekends: ${named(weekends)}.`,
    gaps.length === 0
      ? 'No month lacks more weekdays than holidays explain.'
      : `${gaps.length} ${gaps.length === 1 ? 'has' : 'have'} months that lack more than ${HOLIDAYS} weekdays: ${named(gaps)}.`,
    stale.length === 0
      ? 'No price stands still for five days.'
      : `${stale.length} ${stale.length === 1 ? 'has' : 'have'} stretches of five and more equal prices: ${named(stale)}.`,
  ];
}

/** A row for each series and year. @param {Strip[]} strips */
function table(strips) {
  const rows = strips.flatMap((strip) => {
    const years = [...new Set(strip.weekdays.map((_, i) => Math.floor((strip.first_month + i) / 12)))];
    return years.map((year) => {
      const of = (/** @type {number[]} */ counts) =>
        sum(counts.filter((_, i) => Math.floor((strip.first_month + i) / 12) === year));
      return h(
        'tr',
        null,
        h('th', { scope: 'row' }, strip.id),
        [year, of(strip.weekdays), of(strip.missing), of(strip.weekends), of(strip.stale)].map((n, i) =>
          h('td', null, i === 0 ? n : count(n)),
        ),
      );
    });
  });
  return h(
    'table',
    null,
    h('caption', null, 'Days of every series by year'),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        ['Series', 'Year', 'Weekdays with a price', 'Weekdays missing', 'Weekend days', 'In equal prices'].map((text) =>
          h('th', { scope: 'col' }, text),
        ),
      ),
    ),
    h('tbody', null, rows),
  );
}

/** @param {import('../store.js').Store} store */
export function calendarView(store) {
  const host = byId('calendar');
  const heading = h('h3', null, 'Calendars');
  /** @type {import('../charts.js').Chart<import('../protocol.ts').CalendarLayout>} */
  const chart = createChart('Calendars', 'Arrow keys choose a series and a month.');
  const mark = crosshair(chart);
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  const notes = h('div');
  host.append(heading, chart.element, readout, notes);
  const shown = () => (store.get().strips ?? []).filter((strip) => strip.weekdays.length > 0);
  const months = () => chart.layout?.months ?? 0;

  const reader = readAlong(chart, {
    count: () => months() * (chart.layout?.rows ?? 0),
    row: months,
    page: 12,
    nearest(x, y, { plot, top, rowHeight, rows }) {
      const [row, month] = [Math.floor((y - top) / rowHeight), placeAt(plot, months(), x)];
      return row >= 0 && row < rows && month >= 0 ? row * months() + month : -1;
    },
    go(index) {
      const strip = shown()[Math.floor(index / Math.max(1, months()))];
      if (index < 0 || !strip || !chart.layout) {
        mark(null);
        readout.textContent = finding(shown())[0] ?? '';
        return;
      }
      const { plot, top, rowHeight, firstMonth } = chart.layout;
      const [row, month] = [Math.floor(index / months()), index % months()];
      const wide = (plot.right - plot.left) / months();
      mark({
        left: plot.left + month * wide,
        right: plot.left + (month + 1) * wide,
        top: top + row * rowHeight,
        bottom: top + (row + 1) * rowHeight,
      });
      readout.textContent = said(strip, firstMonth + month);
    },
  });

  watch(
    store,
    (s) => [s.strips],
    () => {
      const strips = shown();
      host.classList.toggle('empty', strips.length === 0);
      reader.forget();
      mark(null);
      readout.textContent = strips.length > 0 ? (finding(strips)[0] ?? '') : '';
      chart.show(
        {
          size: (width) => ({ width, height: calendarHeight(strips.length) }),
          draw: (canvas, scale, theme) => drawCalendar(canvas, scale, theme, strips, undefined),
        },
        `Days of ${strips.length} series, month by month. ${finding(strips).join(' ')}`,
      );
      replace(
        notes,
        strips.length > 0 && [
          h(
            'p',
            { class: 'legend' },
            'Each month: ',
            h('span', { class: 'swatch weekdays' }),
            ' weekdays with a price, paler where some are missing · ',
            h('span', { class: 'swatch weekends' }),
            ' below: weekends traded · ',
            h('span', { class: 'swatch missing' }),
            ` above: more than ${HOLIDAYS} weekdays missing · `,
            h('span', { class: 'swatch stale' }),
            ' through it: five and more equal prices',
          ),
          h('p', null, finding(strips).slice(1).join(' ')),
          lazyDetails('calendar-table', 'Table', () => table(strips)),
        ],
      );
    },
  );
}
