// All pairs: the heat map, and the same numbers as a table.
import { drawHeatmap, type HeatmapOptions, heatmapSize, readPair } from '../../../pkg/sectorscope.js';
import type { Actions } from '../actions.ts';
import { type Chart, createChart, pointerAt } from '../charts.ts';
import { byId, h } from '../dom.ts';
import type { HeatmapLayout } from '../protocol.ts';
import { type State, type Store, sectionOf, shownPair } from '../store.ts';
import { laterTable } from './over-time.ts';

/** Sides of a cell, in CSS pixels: from the smallest that carries a number to one that is comfortable. */
const [SMALLEST, LARGEST] = [20, 40];

type Cell = { row: number; column: number };

/** The selected cell: row below the diagonal, column left of it. */
function cellOf(state: State): Cell | null {
  const pair = shownPair(state);
  const ids = state.answers.matrix?.found.ids ?? [];
  const [i, j] = pair ? [ids.indexOf(pair.a), ids.indexOf(pair.b)] : [-1, -1];
  return i < 0 || j < 0 ? null : { row: Math.max(i, j), column: Math.min(i, j) };
}

export function matrixView(store: Store, actions: Actions): void {
  const host = byId('matrix');
  const chart: Chart<HeatmapLayout> = createChart('All pairs', 'Arrow keys choose a pair.');
  const [title, basis] = [h('h2', { id: 'matrix-title' }, 'All pairs'), h('p', { class: 'basis' })];
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  const crowded = h('p', { class: 'legend' }, 'Too many series for numbers in the cells: they are in the table.');
  const later = laterTable('matrix-table', 'Table: every pair', actions, () => 'matrix');
  host.append(h('div', { class: 'heading' }, title, basis), chart.element, readout, crowded, later.element);
  const matrix = () => store.get().answers.matrix?.found;

  function select(row: number, column: number) {
    const ids = matrix()?.ids ?? [];
    const [a, b] = [ids[column], ids[row]];
    if (a !== undefined && b !== undefined && row > column) actions.choose.select(a, b);
  }
  function cellAt(event: MouseEvent): Cell | null {
    const { x, y } = pointerAt(event, chart.canvas);
    const { left = 0, top = 0, cell = 0, rows = 0, columns = 0 } = chart.layout ?? {};
    const [j, i] = [Math.floor((x - left) / cell), Math.floor((y - top) / cell)];
    const inside = i >= 0 && i < rows && j >= 0 && j < columns && i !== j;
    return inside ? { row: Math.max(i, j), column: Math.min(i, j) } : null;
  }
  function read(cell: Cell | null) {
    const found = matrix();
    const [a, b] = [found?.ids[cell?.column ?? -1], found?.ids[cell?.row ?? -1]];
    if (!found || !cell || a === undefined || b === undefined) {
      readout.textContent = '';
      return;
    }
    const place = cell.row * found.ids.length + cell.column;
    readout.textContent = readPair(a, b, found.r[place] ?? Number.NaN, found.n[place] ?? 0);
  }
  chart.canvas.addEventListener('click', (event) => {
    const cell = cellAt(event);
    if (cell) select(cell.row, cell.column);
  });
  chart.canvas.addEventListener('pointermove', (event) => {
    const cell = cellAt(event);
    chart.canvas.style.cursor = cell ? 'pointer' : 'default';
    read(cell ?? cellOf(store.get()));
  });
  chart.canvas.addEventListener('pointerleave', () => read(cellOf(store.get())));
  chart.canvas.addEventListener('keydown', (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const cell = cellOf(store.get());
    if (!step || !cell) return;
    event.preventDefault();
    select(cell.row + (step[0] ?? 0), cell.column + (step[1] ?? 0));
  });

  store.watch(
    ({ ui, answers }) => [answers.matrix, ui.selection, answers.ranking],
    (state) => {
      const found = state.answers.matrix?.found;
      const ids = found?.ids ?? [];
      host.classList.toggle('empty', ids.length < 2);
      basis.textContent = sectionOf(state.answers.matrix, 'pairs')?.basis ?? '';
      const chosen = cellOf(state);
      const options = (cell: number): HeatmapOptions => ({
        order: ids.map((_, i) => i),
        groups: [],
        first: [0, 0],
        cell,
        selected: chosen ? [chosen.row, chosen.column] : null,
        scheme: 'blue-red',
        scale: true,
      });
      let side = SMALLEST;
      chart.show(
        {
          size: (available) => {
            // It fits the room there is, within reason; a larger matrix scrolls.
            const [whole = 0] = heatmapSize(ids, options(LARGEST));
            const count = Math.max(2, ids.length);
            side = Math.max(SMALLEST, Math.floor(Math.min(LARGEST, LARGEST - (whole - available) / count)));
            const [width = 0, height = 0] = heatmapSize(ids, options(side));
            return { width, height };
          },
          draw: (on, scale, theme) => drawHeatmap(on, scale, theme, ids, found?.r ?? new Float64Array(), options(side)),
        },
        `Heat map of ${ids.length} series.`,
        { title: 'Correlations of all pairs', subtitle: basis.textContent },
      );
      crowded.hidden = !chart.layout || chart.layout.numbers;
      read(chosen);
    },
  );
  store.watch(
    ({ answers }) => [answers.matrix],
    () => later.show(),
  );
}
