// How every series was traded, month by month.
import { calendarHeight, drawCalendar, readMonth } from '../../../pkg/drawing.js';
import type { Actions } from '../actions.ts';
import { SectionView } from '../blocks.ts';
import { type Chart, createChart } from '../charts.ts';
import { byId, h } from '../dom.ts';
import type { CalendarLayout } from '../protocol.ts';
import { crosshair, placeAt, readAlong, readoutOf } from '../reading.ts';
import { type Store, sectionOf } from '../store.ts';
import { laterTable } from './later-table.ts';

export function calendarView(store: Store, actions: Actions): void {
  const host = byId('calendar');
  const chart: Chart<CalendarLayout> = createChart('Calendars', 'Arrow keys choose a series and a month.');
  const mark = crosshair(chart);
  const readout = readoutOf(chart.canvas);
  const later = laterTable('calendar-table', 'Table: days by year', actions, () => 'strips');
  const view = new SectionView(host, 'calendar', 'h2', { act: actions.choose.act.bind(actions.choose) });
  view.body.prepend(chart.element, readout);
  view.body.append(later.element);
  const shown = () => (store.get().answers.strips?.found ?? []).filter((strip) => strip.weekdays.length > 0);
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
        readout.textContent = '';
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
      const at = firstMonth + month - strip.first_month;
      const { weekdays, missing, weekends, stale } = strip;
      readout.textContent = readMonth(strip.id, firstMonth + month, weekdays[at], missing[at], weekends[at], stale[at]);
    },
  });

  store.watch(
    ({ answers }) => [answers.strips],
    ({ answers }) => {
      const strips = shown();
      const section = sectionOf(answers.strips, 'calendar');
      host.classList.toggle('empty', strips.length === 0);
      view.show(section);
      later.show();
      reader.forget();
      mark(null);
      readout.textContent = '';
      const found = (section?.blocks ?? []).flatMap((block) => ('text' in block ? [block.text] : [])).join(' ');
      chart.show(
        {
          size: (width) => ({ width, height: calendarHeight(strips.length) }),
          draw: (on, scale, theme) => drawCalendar(on, scale, theme, strips, undefined),
        },
        `Days of ${strips.length} series, month by month. ${found}`,
      );
    },
  );
}
