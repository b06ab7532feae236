// Reading a chart: the pointer or the arrow keys choose a place on it, and a crosshair stands there.
import { type Chart, pointerAt } from './charts.ts';
import { h } from './dom.ts';

export type Box = { left: number; top: number; right: number; bottom: number };

/** Places on a chart. `nearest` and `go` take and give -1 for none; `start` is where the keys begin. */
type Places<Layout> = {
  count: () => number;
  row?: () => number;
  page?: number;
  start?: () => number;
  nearest: (x: number, y: number, layout: Layout) => number;
  go: (index: number) => void;
};

/** A thin line, or a frame where the box has a width, over the chart; null hides it. */
export function crosshair(chart: { element: HTMLElement }): (box: Box | null) => void {
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

/** Words beside the pointer, for the eye; none hides them. The same stands in the readout. */
export function tipOn(host: HTMLElement): (words: string[], x?: number, y?: number) => void {
  const tip = h('div', { class: 'tip', 'aria-hidden': 'true', hidden: true });
  host.append(tip);
  return (words, x = 0, y = 0) => {
    tip.hidden = words.length === 0;
    if (tip.hidden) return;
    tip.replaceChildren(...words.map((text, at) => h(at === 0 ? 'b' : 'span', null, text)));
    // On the side that has room, and never beyond the chart.
    const [room, width] = [host.clientWidth, tip.offsetWidth];
    const left = x > room / 2 ? x - 12 - width : x + 12;
    tip.style.left = `${Math.max(0, Math.min(left, room - width))}px`;
    tip.style.top = `${y}px`;
  };
}

/** What is read off a chart, in words: spoken only where the keys are on that chart. */
export function readoutOf(canvas: Element | null): HTMLElement {
  const readout = h('p', { class: 'readout', 'aria-live': 'off' });
  canvas?.addEventListener('focus', () => readout.setAttribute('aria-live', 'polite'));
  canvas?.addEventListener('blur', () => readout.setAttribute('aria-live', 'off'));
  return readout;
}

/** Writes into the readout of a chart over time, which zoom and pan read anew: only what is another is spoken, and only of a day. */
export function readOut(readout: HTMLElement, canvas: Element, text: string, ofDay: boolean): void {
  if (readout.textContent === text) return;
  readout.setAttribute('aria-live', ofDay && document.activeElement === canvas ? 'polite' : 'off');
  readout.textContent = text;
}

/** Places are numbered along the chart, row by row where it has several. Left and right go to the next, up and down to the next row. */
export function readAlong<Layout>(
  chart: Chart<Layout>,
  { count, row = () => 1, page = 10, start = () => 0, nearest, go }: Places<Layout>,
) {
  let at = -1;
  const move = (index: number) => {
    if (index === at && index >= 0) return;
    at = index;
    go(index);
  };
  const follow = (event: PointerEvent) => {
    if (!chart.layout || count() === 0) return;
    const { x, y } = pointerAt(event, chart.canvas);
    move(nearest(x, y, chart.layout));
  };
  chart.canvas.addEventListener('pointermove', follow);
  chart.canvas.addEventListener('pointerdown', follow);
  // A finger that is lifted leaves what it has read.
  chart.canvas.addEventListener('pointerleave', (event) => {
    if (event.pointerType !== 'touch') move(-1);
  });
  chart.canvas.addEventListener('blur', () => move(-1));
  chart.canvas.addEventListener('keydown', (event) => {
    const last = count() - 1;
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -row(),
      ArrowDown: row(),
      PageUp: -page,
      PageDown: page,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step === undefined || last < 0 || event.shiftKey) return;
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

/** Which of `count` equally wide places of a plot a position is in; -1 beside it. */
export function placeAt(plot: Box, count: number, x: number): number {
  const place = Math.floor((count * (x - plot.left)) / Math.max(1, plot.right - plot.left));
  return place >= 0 && place < count ? place : -1;
}
