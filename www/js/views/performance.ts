// How technology has done on the days of the line above.
import { drawPerformance, readPerformance } from '../../../pkg/drawing.js';
import type { Actions } from '../actions.ts';
import { Blocks } from '../blocks.ts';
import { type Chart, createChart } from '../charts.ts';
import { byId, h } from '../dom.ts';
import { isoDate } from '../format.ts';
import { moveInTime } from '../moving.ts';
import { NONE, readOverTime } from '../over-time.ts';
import type { Performance, TimelineLayout } from '../protocol.ts';
import { readOut, readoutOf } from '../reading.ts';
import { type Store, sectionOf } from '../store.ts';
import { ends as allDays, indexOfDay, visiblePeriod } from '../time.ts';
import { laterTable } from './later-table.ts';

const PERFORMANCE_HEIGHT = 150;

/** What one unit of the first day's had become. */
const growth = (logs: Float64Array, from: number, to: number) =>
  Math.exp((logs[to] ?? Number.NaN) - (logs[from] ?? Number.NaN));

function reading(performance: Performance, from: number, to: number): string {
  const { tech, market, dates, tech_log: techLog, relative_log: relativeLog } = performance;
  const [since, day] = [dates[from], dates[to]];
  if (since === undefined || day === undefined || to < from) return '';
  const relative = relativeLog ? growth(relativeLog, from, to) : undefined;
  return readPerformance(tech, market ?? undefined, since, day, growth(techLog, from, to), relative);
}

export function performanceView(store: Store, actions: Actions): void {
  const host = byId('performance');
  const chart: Chart<TimelineLayout> = createChart('Performance', 'Arrow left and right move along the line.');
  const heading = h('h3', { id: 'performance-title' });
  const readout = readoutOf(chart.canvas);
  const notes = h('div');
  const blocks = new Blocks(notes, 'performance', { act: actions.choose.act.bind(actions.choose) });
  const shown = () => store.get().answers.performance?.found ?? null;
  /** Index of the first and of the last day in sight. */
  const ends = (): [number, number] => {
    const [performance, period] = [shown(), visiblePeriod(store.get())];
    if (!performance || !period) return [0, 0];
    const [from, to] = [indexOfDay(performance.dates, period[0]), indexOfDay(performance.dates, period[1])];
    return [from, to > 0 && (performance.dates[to] ?? 0) > period[1] ? to - 1 : to];
  };
  const later = laterTable('performance-table', 'Table: every day', actions, () => {
    const day = shown()?.dates[ends()[0]];
    return { performance: day === undefined ? {} : { since: isoDate(day) } };
  });
  host.append(heading, chart.element, readout, notes, later.element);
  moveInTime(chart, {
    period: () => visiblePeriod(store.get()),
    all: () => allDays(store.get()),
    look: (period) => actions.choose.look(period),
  });
  const reader = readOverTime(
    store,
    actions,
    chart,
    () => shown()?.dates,
    (index) => {
      const performance = shown();
      const [from, to] = ends();
      const ready = performance && store.get().ui.phase === 'ready';
      readOut(readout, chart.canvas, ready ? reading(performance, from, index < 0 ? to : index) : '', index >= 0);
    },
  );
  store.watch(
    ({ ui, answers }) => [answers.performance, answers.rolling, ui.visible],
    (state) => {
      const { performance: answer } = state.answers;
      const performance = answer?.found;
      const period = visiblePeriod(state);
      host.classList.toggle('empty', !performance || !period);
      if (!performance || !period) return;
      const section = sectionOf(answer, 'performance');
      heading.textContent = section?.title ?? '';
      blocks.show(section?.blocks ?? []);
      later.show();
      const [from, to] = ends();
      chart.show(
        {
          size: (width) => ({ width, height: PERFORMANCE_HEIGHT }),
          draw: (on, scale, theme) =>
            drawPerformance(
              on,
              scale,
              theme,
              performance.dates,
              performance.tech_log,
              performance.relative_log ?? NONE,
              // The years are named on the chart above.
              { visible: period, bands: store.get().defaults.years.map((band) => ({ ...band, label: '' })) },
            ),
        },
        `Growth over the days of the line above. ${reading(performance, from, to)}`,
      );
      reader.forget();
      reader.show();
    },
  );
}
