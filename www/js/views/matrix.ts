// All pairs: a heat map of which a window is drawn, so that its labels stay in sight however many series there are.
import { drawHeatmap, type HeatmapOptions, heatmapSize, readPair } from '../../../pkg/drawing.js';
import type { Actions } from '../actions.ts';
import { type Chart, createChart, redrawAll } from '../charts.ts';
import { button } from '../controls.ts';
import { byId, h } from '../dom.ts';
import { howOf } from '../methods.ts';
import type { HeatmapLayout, Member } from '../protocol.ts';
import { readoutOf, tipOn } from '../reading.ts';
import { type State, type Store, sectionOf, shownPair, used } from '../store.ts';
import { laterTable } from './later-table.ts';

/** Sides of a cell, in CSS pixels: the smallest that is labelled, one that carries a number, and one that is comfortable. */
const [SMALLEST, NUMBERED, LARGEST] = [9, 22, 40];
/** The highest the map stands on the page; beyond that it scrolls in itself. */
const TALLEST = 620;

/** Places in the order that is shown. */
type Cell = { row: number; column: number };
type Order = 'sector' | 'name';

/** What a series is grouped under: its sector, else its class. */
const groupOf = (member: Member | undefined) => member?.sector ?? member?.class ?? '';

export function matrixView(store: Store, actions: Actions): void {
  const host = byId('matrix');
  const chart: Chart<HeatmapLayout> = createChart('All pairs', 'Arrow keys choose a pair.');
  const [title, basis] = [h('h2', { id: 'matrix-title' }, 'All pairs'), h('span', { class: 'basis' })];
  const readout = readoutOf(chart.canvas);
  const tip = tipOn(chart.element);
  const later = laterTable('matrix-table', 'Table: every pair', actions, () => 'matrix');
  const spacer = h('div');
  const scroller = h('div', { class: 'map-scroll' }, spacer);
  chart.element.classList.add('map');
  chart.element.prepend(scroller);
  let by: Order = 'sector';
  let numbers: boolean | null = null;
  let orange = false;
  let side = NUMBERED;
  let order: number[] = [];
  let groups: HeatmapOptions['groups'] = [];

  const found = () => store.get().answers.matrix?.found;
  const ids = () => found()?.ids ?? [];
  const chips = [
    button('map-sector', 'By sector', () => choose('sector')),
    button('map-name', 'A–Z', () => choose('name')),
    button('map-numbers', 'Numbers', () => {
      numbers = !(side >= NUMBERED);
      redrawAll();
      press();
    }),
    button('map-colours', 'Orange and purple', () => {
      orange = !orange;
      redrawAll();
      press();
    }),
  ];
  const press = () =>
    [by === 'sector', by === 'name', side >= NUMBERED, orange].forEach((on, at) =>
      chips[at]?.setAttribute('aria-pressed', String(on)),
    );
  function choose(next: Order) {
    by = next;
    arrange();
    redrawAll();
    press();
  }
  function arrange() {
    const members = new Map(used(store.get()).map((member) => [member.id, member]));
    order = ids().map((_, i) => i);
    groups = [];
    if (by === 'name') {
      order.sort((i, j) => ((ids()[i] ?? '') < (ids()[j] ?? '') ? -1 : 1));
      return;
    }
    // The engine has them by class and sector already.
    ids().forEach((id, at) => {
      const name = groupOf(members.get(id));
      if (groups.at(-1)?.name !== name) groups.push({ start: at, name });
    });
  }
  /** The selected cell, in the order that is shown. */
  function cellOf(state: State): Cell | null {
    const pair = shownPair(state);
    const place = (id: string) => order.indexOf(ids().indexOf(id));
    const [i, j] = pair ? [place(pair.a), place(pair.b)] : [-1, -1];
    return i < 0 || j < 0 ? null : { row: Math.max(i, j), column: Math.min(i, j) };
  }
  const idAt = (place: number) => ids()[order[place] ?? -1];
  function select({ row, column }: Cell) {
    const [a, b] = [idAt(column), idAt(row)];
    if (a !== undefined && b !== undefined && a !== b) actions.choose.select(a, b);
  }
  function cellAt(event: MouseEvent): Cell | null {
    const box = chart.canvas.getBoundingClientRect();
    const { left = 0, top = 0, cell = 0, rows = 0, columns = 0, firstRow = 0, firstColumn = 0 } = chart.layout ?? {};
    const [j, i] = [
      Math.floor((event.clientX - box.left - left) / cell),
      Math.floor((event.clientY - box.top - top) / cell),
    ];
    const [row, column] = [i + firstRow, j + firstColumn];
    return i >= 0 && i < rows && j >= 0 && j < columns && row !== column ? { row, column } : null;
  }
  function read(cell: Cell | null) {
    const matrix = found();
    const [i, j] = [order[cell?.column ?? -1], order[cell?.row ?? -1]];
    const [a, b] = [matrix?.ids[i ?? -1], matrix?.ids[j ?? -1]];
    const place = (j ?? 0) * (matrix?.ids.length ?? 0) + (i ?? 0);
    readout.textContent =
      matrix && a !== undefined && b !== undefined
        ? readPair(a, b, matrix.r[place] ?? Number.NaN, matrix.n[place] ?? 0)
        : '';
  }
  scroller.addEventListener('click', (event) => {
    const cell = cellAt(event);
    if (cell) select(cell);
  });
  scroller.addEventListener('pointermove', (event) => {
    const cell = cellAt(event);
    scroller.style.cursor = cell ? 'pointer' : 'default';
    read(cell ?? cellOf(store.get()));
    const box = chart.canvas.getBoundingClientRect();
    tip(cell ? (readout.textContent ?? '').split(': ') : [], event.clientX - box.left, event.clientY - box.top + 16);
  });
  scroller.addEventListener('pointerleave', () => {
    read(cellOf(store.get()));
    tip([]);
  });
  chart.canvas.addEventListener('keydown', (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const cell = cellOf(store.get());
    if (!step || !cell) return;
    event.preventDefault();
    const next = { row: cell.row + (step[0] ?? 0), column: cell.column + (step[1] ?? 0) };
    if (next.row > next.column && next.row < order.length && next.column >= 0) select(next);
  });

  const options = (cell: number, first: [number, number]): HeatmapOptions => {
    const chosen = cellOf(store.get());
    const index = (place: number | undefined) => order[place ?? -1] ?? -1;
    return {
      order,
      groups,
      first,
      cell,
      selected: chosen ? [index(chosen.row), index(chosen.column)] : null,
      scheme: orange ? 'orange-purple' : 'blue-red',
      scale: false,
    };
  };
  /** The side at which all fits, within reason. */
  function fitting(available: number): number {
    const [wide = 0, high = 0] = heatmapSize(ids(), options(LARGEST, [0, 0]));
    const over = Math.max(wide - available, high - TALLEST);
    const fits = Math.floor(LARGEST - over / Math.max(2, ids().length));
    const wanted = numbers === null ? fits : numbers ? Math.max(NUMBERED, fits) : Math.min(NUMBERED - 1, fits);
    return Math.min(LARGEST, Math.max(SMALLEST, wanted));
  }
  const r = () => found()?.r ?? new Float64Array();
  let frame = 0;
  scroller.addEventListener('scroll', () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => show(store.get()));
  });
  function show(state: State) {
    chart.show(
      {
        size: (available) => {
          side = fitting(available);
          const [width = 0, height = 0] = heatmapSize(ids(), options(side, [0, 0]));
          const shown = { width: Math.min(width, available), height: Math.min(height, TALLEST) };
          spacer.style.width = `${width}px`;
          spacer.style.height = `${height}px`;
          scroller.style.width = `${shown.width}px`;
          scroller.style.height = `${shown.height}px`;
          return shown;
        },
        draw: (on, scale, theme) => {
          const first: [number, number] = [
            Math.round(scroller.scrollTop / side),
            Math.round(scroller.scrollLeft / side),
          ];
          return drawHeatmap(on, scale, theme, ids(), r(), options(side, first));
        },
        // What is saved is whole.
        saved: {
          size: () => {
            const [width = 0, height = 0] = heatmapSize(ids(), {
              ...options(Math.max(side, NUMBERED), [0, 0]),
              scale: true,
            });
            return { width, height };
          },
          draw: (on, scale, theme) =>
            drawHeatmap(on, scale, theme, ids(), r(), { ...options(Math.max(side, NUMBERED), [0, 0]), scale: true }),
        },
      },
      `Heat map of ${ids().length} series.`,
      { title: 'Correlations of all pairs', subtitle: basis.textContent },
    );
    read(cellOf(state));
    press();
  }
  host.append(
    h(
      'div',
      { class: 'heading' },
      title,
      howOf('pairs', 'the map of all pairs'),
      basis,
      h('div', { class: 'end chips' }, chips),
    ),
    chart.element,
    readout,
    later.element,
  );
  store.watch(
    (state) => {
      const pair = shownPair(state);
      return [state.answers.matrix, pair?.a, pair?.b, used(state).map(groupOf).join()];
    },
    (state) => {
      host.classList.toggle('empty', ids().length < 2);
      basis.textContent = sectionOf(state.answers.matrix, 'pairs')?.basis ?? '';
      arrange();
      show(state);
    },
  );
  store.watch(
    ({ answers }) => [answers.matrix],
    () => later.show(),
  );
}
