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
import { Word, button, input } from '../controls.ts';
import { Fold, byId, h } from '../dom.ts';
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

let named: NamedDays[] | undefined;
/** The years that the note names, asked for once the engine's functions are there. */
const years = (): NamedDays[] => (named ??= namedYears());

/** First and last day that there is. */
function ends({ answers }: State): [number, number] | null {
  const dates = answers.rolling?.found.dates;
  const [first, last] = [dates?.[0], dates?.at(-1)];
  return first === undefined || last === undefined ? null : [first, last];
}

/** First and last day that the charts over time show. */
const visiblePeriod = (state: State): [number, number] | null => {
  const all = ends(state);
  return all && (state.ui.visible ?? all);
};

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

/** Which pair, in windows of how many returns, and which part of its days: made once, so that nothing is lost beneath the hand. */
function headView(host: HTMLElement, store: Store, actions: Actions): void {
  const words = { a: 'First series of the pair', b: 'Second series of the pair' };
  const side = (key: 'a' | 'b') =>
    new Word(`pair-${key}`, words[key], (id) => {
      const pair = shownPair(store.get());
      if (pair) actions.choose.select(key === 'a' ? id : pair.a, key === 'a' ? pair.b : id);
    });
  const [first, second] = [side('a'), side('b')];
  const window = input(
    'set-window',
    'number',
    '',
    (text) => {
      const n = Number(text);
      actions.choose.set({ window: Number.isInteger(n) && n >= 3 ? n : undefined });
    },
    { min: '3', max: '2000', 'aria-label': 'Returns in a window' },
  );
  const spans = SPANS.map(([name, days]) => ({
    days,
    element: button(`span-${name}`, name, () => {
      const [, last] = ends(store.get()) ?? [];
      if (last !== undefined) actions.choose.look(days === 0 ? null : spanOf(store.get(), days));
    }),
  }));
  const zoom = (id: string, sign: string, label: string, factor: number) =>
    button(
      id,
      sign,
      () => {
        const [period, all] = [visiblePeriod(store.get()), ends(store.get())];
        if (period && all) actions.choose.look(zoomed(period, all, factor));
      },
      { 'aria-label': label },
    );
  host.append(
    h('h2', { id: 'rolling-title' }, 'Over time'),
    h(
      'span',
      { class: 'note pair-choice' },
      first.element,
      ' with ',
      second.element,
      ', windows of ',
      window,
      ' returns',
    ),
    h(
      'div',
      { class: 'end chips', role: 'group', 'aria-label': 'Visible period' },
      spans.map(({ element }) => element),
      zoom('zoom-out', '−', 'Zoom out', 2),
      zoom('zoom-in', '+', 'Zoom in', 0.5),
    ),
  );
  store.watch(
    (state) => [
      state.answers.rolling,
      state.ui.visible,
      state.answers.files,
      state.answers.composites,
      state.settings,
      ...Object.values(shownPair(state) ?? {}),
    ],
    (state) => {
      const pair = shownPair(state);
      const members = used(state);
      const ids = [...new Set([...members.map(({ id }) => id), ...compositeIds(state), ...Object.values(pair ?? {})])];
      const named = (id: string) => members.find((member) => member.id === id)?.name ?? id;
      const show = (word: Word, id: string, other: string) => {
        const choices = ids
          .filter((one) => one !== other)
          .map((one) => [one, one === named(one) ? one : `${one}, ${named(one)}`] as const);
        word.show([{ label: '', options: choices }], id, id);
      };
      if (pair) {
        show(first, pair.a, pair.b);
        show(second, pair.b, pair.a);
      }
      const { settings, defaults, ui } = state;
      const n = String(settings.window ?? defaults.windows[settings.frequency ?? 'daily']);
      if (document.activeElement !== window) window.value = n;
      for (const { days, element } of spans) {
        const span = days === 0 ? null : spanOf(state, days);
        const pressed = span === null ? ui.visible === null : ui.visible?.[0] === span[0] && ui.visible[1] === span[1];
        element.setAttribute('aria-pressed', String(pressed));
      }
    },
  );
}

/** The last days of all there is. */
function spanOf(state: State, days: number): [number, number] | null {
  const [first, last] = ends(state) ?? [];
  return first === undefined || last === undefined ? null : [Math.max(first, last - days), last];
}

export function rollingView(store: Store, actions: Actions): void {
  const host = byId('rolling');
  const chart: Chart<TimelineLayout> = createChart(
    'Correlation over time',
    'Arrow left and right move along the line.',
  );
  const heading = h('div', { class: 'heading' });
  const basis = h('p', { class: 'basis' });
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  host.append(heading, basis, chart.element, readout);
  headView(heading, store, actions);
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
  byId('rolling-notes').append(
    h(
      'details',
      { id: 'rolling-more', class: 'table-toggle' },
      h('summary', null, 'How to read the line: chance, changes, tables'),
      h('div', { class: 'details-body' }, second, first, later.element),
    ),
  );
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
  store.watch(
    ({ ui, answers }) => [answers.rolling, answers['constant-band'], ui.visible],
    ({ ui: { visible }, answers }) => {
      const rolling = answers.rolling?.found;
      const chance = answers['constant-band']?.found;
      const days = { dates: rolling?.dates ?? NONE, values: rolling?.r ?? NONE };
      const judged = chance?.lens === 'devolatilised' ? { judged: { ...days, values: chance.line } } : {};
      const [low, high] = chance?.simultaneous ?? [null, null];
      const whole = rolling && rolling.whole.r !== null ? { value: rolling.whole.r, low, high } : null;
      byId('time').classList.toggle('empty', !rolling);
      byId('rolling-notes').hidden = !rolling;
      const section = sectionOf(answers.rolling, 'over-time');
      basis.textContent = section?.basis ?? '';
      words.show(blocksOf(section));
      band.show(blocksOf(sectionOf(answers['constant-band'], 'constant-band')));
      later.show();
      const summary = blocksOf(section).flatMap((block) => ('text' in block ? [block.text] : []))[0] ?? '';
      chart.show(
        {
          size: (width) => ({ width, height: HEIGHT }),
          draw: (on, scale, theme) => {
            const lines = [{ ...days, label: rolling?.b ?? '', muted: false }];
            return drawLines(on, scale, theme, lines, { visible, bands: years(), whole, ...judged });
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
}

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
              { visible: period, bands: years().map((band) => ({ ...band, label: '' })) },
            ),
        },
        `Growth over the days of the line above. ${reading(performance, from, to)}`,
      );
      reader.forget();
      reader.show();
    },
  );
}
