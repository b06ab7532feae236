// The shown pair over time, and beneath it how technology has done on the same days.
import {
  drawLines,
  drawPerformance,
  type NamedDays,
  namedYears,
  readPerformance,
  readWindow,
} from '../../../pkg/sectorscope.js';
import type { Actions } from '../actions.ts';
import { Blocks, saver, table } from '../blocks.ts';
import { type Chart, createChart } from '../charts.ts';
import { button, options, select } from '../controls.ts';
import { Fold, byId, h, replace } from '../dom.ts';
import { isoDate } from '../format.ts';
import type { Details, Performance, Section, TimelineLayout } from '../protocol.ts';
import { crosshair, readAlong } from '../reading.ts';
import { type State, type Store, compositeIds, sectionOf, shownPair, used } from '../store.ts';

const HEIGHT = 260;
const PERFORMANCE_HEIGHT = 150;
/** Days that stay visible however far one zooms in. */
const SHORTEST = 60;
const SPANS = [
  ['1Y', 365],
  ['3Y', 1096],
  ['5Y', 1826],
  ['All', 0],
] as const;
const NONE = new Float64Array();

/** First and last day that the charts over time show. */
function visiblePeriod({ ui, answers }: State): [number, number] | null {
  const dates = answers.rolling?.found.dates;
  const [first, last] = [dates?.[0], dates?.at(-1)];
  return first === undefined || last === undefined ? null : (ui.visible ?? [first, last]);
}

/** Index of the first of ascending days that is not before a day; the last where none is. */
function indexOfDay(days: Float64Array, day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? Infinity) < day) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, days.length - 1);
}

/** Half or twice the visible period about its middle, within all there is. */
function zoomed(
  [from, to]: [number, number],
  [first, last]: [number, number],
  factor: number,
): [number, number] | null {
  const width = Math.min(last - first, Math.max(SHORTEST, (to - from) * factor));
  const start = Math.round(Math.min(last - width, Math.max(first, (from + to - width) / 2)));
  return width >= last - first ? null : [start, Math.round(start + width)];
}

/** A chart over time that shares its crosshair with the others: the day pointed at is part of the page's state. */
function readOverTime(
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
    start: () => (days()?.length ?? 0) - 1,
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

/** A long table, asked for when it is opened. */
export function laterTable(id: string, summary: string, actions: Actions, of: () => Details | null) {
  const fold = new Fold(id);
  const fill = async () => {
    const details = of();
    const blocks = details ? await actions.details(details) : [];
    return blocks.flatMap((block) =>
      details && 'table' in block
        ? [saver(block.table, () => void actions.saveDetails(details, id.replace(/-table$/, ''))), table(block.table)]
        : [],
    );
  };
  return { element: fold.element, show: () => fold.show(summary, fill) };
}

/** The words of a section without its tables, and the same the other way round. */
const blocksOf = (section: Section | undefined) => section?.blocks ?? [];

/** Which pair, and which part of its days. */
function head(state: State, actions: Actions) {
  const pair = shownPair(state);
  const rolling = state.answers.rolling;
  const section = sectionOf(rolling, 'over-time');
  const ids = [...new Set([...used(state).map(({ id }) => id), ...compositeIds(state), ...Object.values(pair ?? {})])];
  const choice = (side: 'a' | 'b') =>
    pair &&
    select(
      `pair-${side}`,
      pair[side],
      options(ids.filter((id) => id !== pair[side === 'a' ? 'b' : 'a']).map((id) => [id, id])),
      (id) => actions.choose.select(side === 'a' ? id : pair.a, side === 'a' ? pair.b : id),
      { 'aria-label': side === 'a' ? 'First series of the pair' : 'Second series of the pair' },
    );
  return [
    h('h2', { id: 'rolling-title' }, 'Over time'),
    pair && h('p', { class: 'pair-choice' }, choice('a'), ' × ', choice('b')),
    section && h('p', { class: 'basis' }, section.basis),
    rolling && h('div', { class: 'buttons', role: 'group', 'aria-label': 'Visible period' }, periods(state, actions)),
  ];
}

function periods(state: State, actions: Actions) {
  const { visible } = state.ui;
  const dates = state.answers.rolling?.found.dates;
  const [first, last, period] = [dates?.[0], dates?.at(-1), visiblePeriod(state)];
  if (first === undefined || last === undefined || !period) return [];
  const spans = SPANS.map(([name, days]) => {
    const from = days === 0 ? null : Math.max(first, last - days);
    const pressed = from === null ? visible === null : visible?.[0] === from;
    return button(`span-${name}`, name, () => actions.choose.look(from === null ? null : [from, last]), {
      'aria-pressed': String(pressed),
    });
  });
  const zoom = (id: string, sign: string, label: string, factor: number) =>
    button(id, sign, () => actions.choose.look(zoomed(period, [first, last], factor)), { 'aria-label': label });
  return [...spans, zoom('zoom-out', '−', 'Zoom out', 2), zoom('zoom-in', '+', 'Zoom in', 0.5)];
}

export function rollingView(store: Store, actions: Actions): void {
  const host = byId('rolling');
  const chart: Chart<TimelineLayout> = createChart(
    'Correlation over time',
    'Arrow left and right move along the line.',
  );
  const heading = h('div', { class: 'heading' });
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  host.append(heading, chart.element, readout);
  // Beneath the performance, which stands right below the line.
  const act = actions.choose.act.bind(actions.choose);
  const [first, second] = [h('div'), h('div', { id: 'band' })];
  const words = new Blocks(first, 'over-time', {
    act,
    save: (number) => void actions.saveTable('rolling', 'over-time', number),
  });
  const band = new Blocks(second, 'constant-band', { act });
  const later = laterTable('rolling-table', 'Table: every window', actions, () => {
    const rolling = store.get().answers.rolling?.found;
    return rolling ? { rolling: { a: rolling.a, b: rolling.b } } : null;
  });
  byId('rolling-notes').append(second, first, later.element);
  const reader = readOverTime(
    store,
    actions,
    chart,
    () => store.get().answers.rolling?.found.dates,
    (index) => {
      const rolling = store.get().answers.rolling?.found;
      const day = rolling?.dates[index];
      readout.textContent =
        rolling && day !== undefined ? readWindow(day, rolling.r[index] ?? Number.NaN, rolling.window) : '';
    },
  );
  let bands: NamedDays[] | undefined;
  store.watch(
    ({ ui, answers }) => [answers.rolling, answers['constant-band'], ui.visible],
    ({ ui: { visible }, answers }) => {
      const rolling = answers.rolling?.found;
      const chance = answers['constant-band']?.found;
      const days = { dates: rolling?.dates ?? NONE, values: rolling?.r ?? NONE };
      const judged = chance?.lens === 'devolatilised' ? { judged: { ...days, values: chance.line } } : {};
      const [low, high] = chance?.simultaneous ?? [null, null];
      const whole = rolling && rolling.whole.r !== null ? { value: rolling.whole.r, low, high } : null;
      host.classList.toggle('empty', !rolling);
      byId('rolling-notes').hidden = !rolling;
      const section = sectionOf(answers.rolling, 'over-time');
      words.show(blocksOf(section));
      band.show(blocksOf(sectionOf(answers['constant-band'], 'constant-band')));
      later.show();
      const summary = blocksOf(section).flatMap((block) => ('text' in block ? [block.text] : []))[0] ?? '';
      chart.show(
        {
          size: (width) => ({ width, height: HEIGHT }),
          draw: (on, scale, theme) => {
            bands ??= namedYears();
            const lines = [{ ...days, label: rolling?.b ?? '', muted: false }];
            return drawLines(on, scale, theme, lines, { visible, bands, whole, ...judged });
          },
        },
        `Correlation over time. ${summary}`,
        rolling &&
          section && { title: `Correlation of ${rolling.a} with ${rolling.b} over time`, subtitle: section.basis },
      );
      reader.forget();
      reader.show();
    },
  );
  store.watch(
    (state) => [
      state.answers.rolling,
      state.ui.visible,
      state.answers.files,
      state.answers.composites,
      shownKey(state),
    ],
    (state) => replace(heading, head(state, actions)),
  );
}

const shownKey = (state: State) => Object.values(shownPair(state) ?? {}).join(' ');

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
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
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
  const reader = readOverTime(
    store,
    actions,
    chart,
    () => shown()?.dates,
    (index) => {
      const performance = shown();
      const [from, to] = ends();
      readout.textContent =
        performance && store.get().ui.phase === 'ready' ? reading(performance, from, index < 0 ? to : index) : '';
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
      blocks.show(blocksOf(section));
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
              { visible: period, bands: namedYears().map((band) => ({ ...band, label: '' })) },
            ),
        },
        `Growth over the days of the line above. ${reading(performance, from, to)}`,
      );
      reader.forget();
      reader.show();
    },
  );
}
