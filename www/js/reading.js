// Reading a chart: the pointer or the arrow keys choose a place on it, and a crosshair stands there.
import { pointerAt } from './charts.js';
import { h } from './dom.js';

/** @template Layout @typedef {import('./charts.js').Chart<Layout>} Chart */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

/**
 * A thin line, or a frame where the box has a width, over the chart; null hides it.
 * @param {{ element: HTMLElement }} chart @returns {(box: Box | null) => void}
 */
export function crosshair(chart) {
  const line = h('div', { class: 'crosshair', hidden: true });
  chart.element.append(line);
  return (box) => {
    line.hidden = !box;
    if (!box) return;
    const width = box.right - box.left;
    line.classList.toggle('frame', width > 1);
    line.style.left = `${box.left}px`;
    line.style.top = `${box.top}px`;
    line.style.width = `${Math.max(1, width)}px`;
    line.style.height = `${box.bottom - box.top}px`;
  };
}

/**
 * Places are numbered along the chart, row by row where it has several. Left and right go to the next, up and down to the next row.
 * @template Layout
 * @param {Chart<Layout>} chart
 * @param {{ count: () => number, row?: () => number, page?: number, start?: () => number,
 *   nearest: (x: number, y: number, layout: Layout) => number,
 *   go: (index: number) => void }} places  `nearest` and `go` take and give -1 for none; `start` is where the keys begin
 */
export function readAlong(chart, { count, row = () => 1, page = 10, start = () => 0, nearest, go }) {
  let at = -1;
  const move = (/** @type {number} */ index) => {
    if (index === at && index >= 0) return;
    at = index;
    go(index);
  };
  chart.canvas.addEventListener('pointermove', (event) => {
    if (!chart.layout || count() === 0) return;
    const { x, y } = pointerAt(event, chart.canvas);
    move(nearest(x, y, chart.layout));
  });
  chart.canvas.addEventListener('pointerleave', () => move(-1));
  chart.canvas.addEventListener('blur', () => move(-1));
  chart.canvas.addEventListener('keydown', (event) => {
    const last = count() - 1;
    const steps = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -row(),
      ArrowDown: row(),
      PageUp: -page,
      PageDown: page,
      Home: -Infinity,
      End: Infinity,
    };
    const step = /** @type {Record<string, number>} */ (steps)[event.key];
    if (step === undefined || last < 0) return;
    event.preventDefault();
    const from = at < 0 || at > last ? start() : at;
    const next = from + step;
    // Up and down keep their place in the row, or stay.
    const across = Math.abs(step) === row() && row() > 1;
    move(across && (next < 0 || next > last) ? from : Math.min(last, Math.max(0, next)));
  });
  return {
    forget: () => {
      at = -1;
    },
  };
}

/** Which of `count` equally wide places of a plot a position is in; -1 beside it. @param {Box} plot @param {number} count @param {number} x */
export function placeAt(plot, count, x) {
  const place = Math.floor((count * (x - plot.left)) / Math.max(1, plot.right - plot.left));
  return place >= 0 && place < count ? place : -1;
}
