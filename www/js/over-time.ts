// What the charts over time have in common: the named years, and one crosshair.
import type { Actions } from './actions.ts';
import type { Chart } from './charts.ts';
import type { TimelineLayout } from './protocol.ts';
import { crosshair, readAlong } from './reading.ts';
import type { Store } from './store.ts';
import { indexOfDay } from './time.ts';

export const NONE = new Float64Array();

/** A chart over time that shares its crosshair with the others: the day pointed at is part of the page's state. */
export function readOverTime(
  store: Store,
  actions: Actions,
  chart: Chart<TimelineLayout>,
  days: () => Float64Array | undefined,
  read: (index: number) => void,
) {
  const mark = crosshair(chart);
  const reader = readAlong(chart, {
    count: () => days()?.length ?? 0,
    page: 21,
    // At the last day in sight.
    start: () => {
      const dates = days();
      return dates && chart.layout ? indexOfDay(dates, chart.layout.lastDate) : -1;
    },
    nearest(x, _, { plot, firstDate, lastDate }) {
      const share = (x - plot.left) / Math.max(1, plot.right - plot.left);
      const dates = days();
      return !dates || share < 0 || share > 1 ? -1 : indexOfDay(dates, firstDate + share * (lastDate - firstDate));
    },
    go: (index) => actions.choose.point(days()?.[index] ?? null),
  });
  function show() {
    const { layout } = chart;
    const { pointed } = store.get().ui;
    const dates = days();
    const inside = layout && pointed !== null && pointed >= layout.firstDate && pointed <= layout.lastDate;
    if (!inside || !dates || dates.length === 0) {
      mark(null);
      read(-1);
      return;
    }
    const { plot, firstDate, lastDate } = layout;
    const x = plot.left + ((pointed - firstDate) / Math.max(1, lastDate - firstDate)) * (plot.right - plot.left);
    mark({ ...plot, left: x, right: x });
    read(indexOfDay(dates, pointed));
  }
  store.watch(({ ui }) => [ui.pointed], show);
  return { show, forget: reader.forget };
}
