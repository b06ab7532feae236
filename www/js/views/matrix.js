// All pairs: the heat map, and the same numbers as a table.
import { drawHeatmap, heatmapSize } from '../../../pkg/sectorscope.js';
import { createChart, pointerAt } from '../charts.js';
import { byId, h, lazyDetails, replace } from '../dom.js';
import { correlation, count } from '../format.js';
import { shownPair, watch } from '../store.js';
import { basis } from './ranking.js';

/** @typedef {import('../store.js').State} State */
/** @typedef {import('../protocol.ts').PairMatrix} Matrix */

/** Share of the natural size, with cells of 26 pixels, at which cells still carry numbers. */
const SMALLEST = 0.8;

/** @param {Matrix} matrix */
function table({ ids, r, n }) {
  const k = ids.length;
  return h(
    'table',
    null,
    h('caption', null, 'Correlation of every pair; the count of returns in each is in the title of the cell'),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        h('td'),
        ids.map((id) => h('th', { scope: 'col' }, id)),
      ),
    ),
    h(
      'tbody',
      null,
      ids.map((id, i) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, id),
          ids.map((_, j) => h('td', { title: `${count(n[i * k + j] ?? 0)} returns` }, correlation(r[i * k + j], 4))),
        ),
      ),
    ),
  );
}

/** @param {import('../store.js').Store} store @param {import('../actions.js').Actions} actions */
export function matrixView(store, actions) {
  const host = byId('matrix');
  /** @type {import('../charts.js').Chart<import('../protocol.ts').HeatmapLayout>} */
  const chart = createChart('All pairs', 'Arrow keys choose a pair.');
  const heading = h('div', { class: 'heading' });
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  const notes = h('div');
  host.append(heading, chart.element, readout, notes);

  /** The selected cell: row below the diagonal, column left of it. @param {State} state */
  function cellOf(state) {
    const pair = shownPair(state);
    const ids = state.matrix?.ids ?? [];
    const [i, j] = pair ? [ids.indexOf(pair.a), ids.indexOf(pair.b)] : [-1, -1];
    return i < 0 || j < 0 ? null : { row: Math.max(i, j), column: Math.min(i, j) };
  }
  const select = (/** @type {number} */ row, /** @type {number} */ column) => {
    const ids = store.get().matrix?.ids ?? [];
    const [a, b] = [ids[column], ids[row]];
    if (a !== undefined && b !== undefined && row > column) actions.select(a, b);
  };
  const cellAt = (/** @type {PointerEvent | MouseEvent} */ event) => {
    const { x, y } = pointerAt(event, chart.canvas);
    const { left = 0, top = 0, cell = 0, size = 0 } = chart.layout ?? {};
    const [column, row] = [Math.floor((x - left) / cell), Math.floor((y - top) / cell)];
    return column >= 0 && row > column && row < size ? { row, column } : null;
  };
  const describe = (/** @type {{ row: number, column: number } | null} */ cell) => {
    const { matrix } = store.get();
    if (!matrix || !cell) {
      readout.textContent = '';
      return;
    }
    const position = cell.row * matrix.ids.length + cell.column;
    const r = matrix.r[position];
    readout.textContent = `${matrix.ids[cell.column]} × ${matrix.ids[cell.row]}: ${r === undefined || Number.isNaN(r) ? 'no number' : correlation(r)}, ${count(matrix.n[position] ?? 0)} returns in common`;
  };
  chart.canvas.addEventListener('click', (event) => {
    const cell = cellAt(event);
    if (cell) select(cell.row, cell.column);
  });
  chart.canvas.addEventListener('pointermove', (event) => {
    const cell = cellAt(event);
    chart.canvas.style.cursor = cell ? 'pointer' : 'default';
    describe(cell ?? cellOf(store.get()));
  });
  chart.canvas.addEventListener('pointerleave', () => describe(cellOf(store.get())));
  chart.canvas.addEventListener('keydown', (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const cell = cellOf(store.get());
    if (!step || !cell) return;
    event.preventDefault();
    select(cell.row + (step[0] ?? 0), cell.column + (step[1] ?? 0));
  });

  watch(
    store,
    (s) => [s.matrix, s.selection, s.ranking],
    (state) => {
      const { matrix } = state;
      const ids = matrix?.ids ?? [];
      host.classList.toggle('empty', ids.length < 2);
      const cell = cellOf(state);
      const longest = Math.max(1, ...ids.map((id) => id.length));
      chart.show(
        {
          size: (available) => {
            const [width = 0, height = 0] = heatmapSize(ids.length, longest);
            // Between the smallest size at which the numbers can be read and one that is comfortable it fits the room there
            // is; a larger matrix scrolls.
            const factor = Math.min(1.6, Math.max(SMALLEST, available / width));
            return { width: width * factor, height: height * factor };
          },
          draw: (canvas, scale, theme) =>
            drawHeatmap(canvas, scale, theme, ids, matrix?.r ?? new Float64Array(), cell?.row, cell?.column),
        },
        `Heat map of ${ids.length} series.`,
      );
      describe(cell);
    },
  );

  watch(
    store,
    (s) => [s.matrix, s.settings],
    (state) => {
      const { matrix } = state;
      replace(
        heading,
        h('h2', { id: 'matrix-title' }, 'All pairs'),
        h('p', { class: 'basis' }, `${basis(state)}, each pair on the days it shares; blank under 30 returns`),
      );
      replace(
        notes,
        matrix && [
          chart.layout &&
            !chart.layout.numbers &&
            h('p', { class: 'legend' }, 'Too many series for numbers in the cells: they are in the table.'),
          lazyDetails('matrix-table', 'Table', () => table(matrix)),
        ],
      );
    },
  );
}
