// The shown pair over time, and others beside it.
import { drawLines, overTimeKeys, readLines, readWindow } from '../../../pkg/drawing.js';
import type { Actions } from '../actions.ts';
import { Blocks } from '../blocks.ts';
import { type Chart, createChart } from '../charts.ts';
import { Word, button, input } from '../controls.ts';
import { byId, h } from '../dom.ts';
import { legend } from '../figures.ts';
import { howOf } from '../methods.ts';
import { moveInTime } from '../moving.ts';
import { NONE, readOverTime } from '../over-time.ts';
import type { RollingPair, Section, TimelineLayout } from '../protocol.ts';
import { readOut, readoutOf, tipOn } from '../reading.ts';
import { type State, type Store, compositeIds, linesBeside, sectionOf, shownPair, used } from '../store.ts';
import { type Period, ends, indexOfDay, lastDays, named, visiblePeriod, zoomed } from '../time.ts';
import { laterTable } from './later-table.ts';
import { linesView } from './lines.ts';
import { stripView } from './strip.ts';

const HEIGHT = 260;
const SPANS = [
  ['1Y', 365],
  ['3Y', 1096],
  ['5Y', 1826],
  ['All', 0],
] as const;

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
  const span = (name: string, of: (state: State) => Period | null) => ({
    of,
    element: button(`span-${name}`, name, () => {
      if (ends(store.get())) actions.choose.look(of(store.get()));
    }),
  });
  const spans = [
    ...SPANS.map(([name, days]) => span(name, (state) => (days === 0 ? null : lastDays(state, days)))),
    ...store.get().defaults.years.map(({ from, to, label }) => span(label, (state) => named(state, from, to))),
  ];
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
    howOf('over-time', 'the line over time'),
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
      const names = new Map(members.map(({ id, name }) => [id, name]));
      const nameOf = (id: string) => names.get(id) ?? id;
      const show = (word: Word, id: string, other: string) => {
        const choices = ids
          .filter((one) => one !== other)
          .map((one) => [one, one === nameOf(one) ? one : `${one}, ${nameOf(one)}`] as const);
        word.show([{ label: '', options: choices }], id, id);
      };
      if (pair) {
        show(first, pair.a, pair.b);
        show(second, pair.b, pair.a);
      }
      const { settings, defaults, ui } = state;
      const n = String(settings.window ?? defaults.windows[settings.frequency ?? 'daily']);
      if (document.activeElement !== window) window.value = n;
      for (const { of, element } of spans) {
        const span = of(state);
        const pressed = span === null ? ui.visible === null : ui.visible?.[0] === span[0] && ui.visible[1] === span[1];
        element.setAttribute('aria-pressed', String(pressed));
        element.hidden = span === null && !element.id.endsWith('All');
      }
    },
  );
}

/** Every line, the pair's first. */
function linesOf(state: State): { b: string; dates: Float64Array; r: Float64Array }[] {
  const { rolling, 'rolling-lines': groups = [] } = state.answers;
  const beside = (id: string) =>
    groups.flatMap(({ ids, dates, r }) => {
      const at = ids.indexOf(id);
      return at < 0 ? [] : { b: id, dates, r: r.subarray(at * dates.length, (at + 1) * dates.length) };
    });
  return rolling ? [rolling.found, ...linesBeside(state).flatMap(beside)] : [];
}

export function rollingView(store: Store, actions: Actions): void {
  const host = byId('rolling');
  const chart: Chart<TimelineLayout> = createChart(
    'Correlation over time',
    'Arrow left and right move along the line, plus and minus zoom, Escape shows all.',
  );
  let shownKeys = '';
  const [heading, lineNames, keys] = [h('div', { class: 'heading' }), h('div'), h('div')];
  const basis = h('p', { class: 'basis' });
  const readout = readoutOf(chart.canvas);
  const tip = tipOn(chart.element);
  host.append(heading, basis, lineNames, chart.element, readout, keys);
  headView(heading, store, actions);
  linesView(lineNames, store, actions);
  stripView(byId('strip'), store, actions);
  moveInTime(chart, {
    period: () => visiblePeriod(store.get()),
    all: () => ends(store.get()),
    look: (period) => actions.choose.look(period),
  });
  notes(store, actions);

  /** The lines that are not muted, each with its value on a day. */
  function read(day: number) {
    const state = store.get();
    const shown = linesOf(state).filter(({ b }) => !state.ui.muted.includes(b));
    const value = ({ dates, r }: ReturnType<typeof linesOf>[number]) => {
      const at = indexOfDay(dates, day);
      return dates[at] === day ? (r[at] ?? Number.NaN) : Number.NaN;
    };
    return readLines(
      day,
      shown.map(({ b }) => b),
      Float64Array.from(shown, value),
    );
  }
  function point(day: number | undefined, words: string[]) {
    const { layout } = chart;
    if (day === undefined || !layout) return tip([]);
    const { plot, firstDate, lastDate } = layout;
    const x = plot.left + ((day - firstDate) / Math.max(1, lastDate - firstDate)) * (plot.right - plot.left);
    tip(words, x, plot.top + 6);
  }
  const reader = readOverTime(
    store,
    actions,
    chart,
    () => store.get().answers.rolling?.found.dates,
    (index) => {
      const rolling = store.get().answers.rolling?.found;
      const day = rolling?.dates[index];
      if (!rolling || day === undefined) {
        readOut(readout, chart.canvas, '', false);
        return point(undefined, []);
      }
      const words = read(day);
      const beside = words.length > 2 ? `; ${words.slice(2).join(', ')}` : '';
      const text = `${readWindow(day, rolling.r[index] ?? Number.NaN, rolling.window)}${beside}`;
      readOut(readout, chart.canvas, text, true);
      point(day, words);
    },
  );
  store.watch(
    (state) => {
      const { ui, answers } = state;
      const lines = [answers.rolling, answers['rolling-lines'], linesBeside(state).join()];
      return [answers['constant-band'], ui.visible, ui.muted, ...lines];
    },
    (state) => {
      const { answers, ui } = state;
      const rolling = answers.rolling?.found;
      const section = sectionOf(answers.rolling, 'over-time');
      byId('time').classList.toggle('empty', !rolling);
      basis.textContent = section?.basis ?? '';
      const lines = linesOf(state).map(({ b, dates, r }) => ({
        dates,
        values: r,
        label: b,
        muted: ui.muted.includes(b),
      }));
      const chance = answers['constant-band']?.found;
      const judged =
        chance?.lens === 'devolatilised' ? { judged: { dates: rolling?.dates ?? NONE, values: chance.line } } : {};
      const [low, high] = chance?.simultaneous ?? [null, null];
      const band = low === null || high === null ? null : { low, high };
      const first = { dates: rolling?.dates ?? NONE, values: rolling?.r ?? NONE };
      const leaves = Boolean(band && (judged.judged ?? first).values.some((r) => r < band.low || r > band.high));
      const marks = rolling
        ? overTimeKeys(rolling.whole.r, band && chance?.confidence, 'judged' in judged, leaves)
        : [];
      if (JSON.stringify(marks) !== shownKeys) keys.replaceChildren(legend(marks));
      shownKeys = JSON.stringify(marks);
      const whole = rolling && rolling.whole.r !== null ? { value: rolling.whole.r, low, high } : null;
      const summary = blocksOf(section).flatMap((block) => ('text' in block ? [block.text] : []))[0] ?? '';
      chart.show(
        {
          size: (width) => ({ width, height: HEIGHT }),
          draw: (on, scale, theme) =>
            drawLines(on, scale, theme, lines, { visible: ui.visible, bands: state.defaults.years, whole, ...judged }),
        },
        `Correlation over time. ${summary}`,
        rolling &&
          section && {
            title: `Correlation of ${rolling.a} with ${rolling.b} over time`,
            subtitle: section.basis,
            legend: marks,
          },
      );
      reader.forget();
      reader.show();
    },
  );
}

/** What there is to read of the line: chance, changes, every window. */
function notes(store: Store, actions: Actions): void {
  const host = byId('rolling-notes');
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
  host.append(
    h(
      'details',
      { id: 'rolling-more', class: 'table-toggle' },
      h('summary', null, 'How to read the line: chance, changes, tables'),
      h('div', { class: 'details-body' }, second, first, later.element),
    ),
  );
  store.watch(
    ({ answers }) => [answers.rolling, answers['constant-band']],
    ({ answers }) => {
      host.hidden = !answers.rolling;
      words.show(blocksOf(sectionOf(answers.rolling, 'over-time')));
      band.show(blocksOf(sectionOf(answers['constant-band'], 'constant-band')));
      later.show();
    },
  );
}
