// Canvases: sized in device pixels, redrawn when their size, the theme or their data changes.
import { frameSize, type Target } from '../../pkg/drawing.js';
import { h, save } from './dom.ts';
import type { PictureFrame } from './protocol.ts';

/** A canvas side beyond this draws nothing in some browsers: the picture gets coarser instead. */
const LARGEST_SIDE = 16_384;
/** Device pixels for each CSS pixel of a saved picture. */
const SAVED_SCALE = 2;
/** The same on paper, which is finer than a screen. */
const PRINTED_SCALE = 3;

export type ThemeName = 'light' | 'dark' | 'print';
/** What is shown on a canvas of some width, and how it is drawn there or as SVG. */
export type Drawing<Layout> = {
  size: (available: number) => { width: number; height: number };
  draw: (on: Target, scale: number, theme: ThemeName) => Layout;
  /** What is saved, where that is more than what is in sight. */
  saved?: Drawing<Layout>;
};
/** A canvas in its frame; `layout` is where things are on it, once it is drawn. */
export type Chart<Layout> = {
  element: HTMLElement;
  canvas: HTMLCanvasElement;
  layout: Layout | null;
  /** With what stands around the picture when it is saved, as far as it is more than the chart's name. */
  show: (next: Drawing<Layout>, description: string, frame?: Partial<PictureFrame>) => void;
};

const dark = matchMedia('(prefers-color-scheme: dark)');
const redraws = new Set<() => void>();
let printing = false;
let drawing = false;
let source = 'Sectorscope';

/** Where saved pictures say they come from. */
export function sourceIs(text: string) {
  source = text;
}

/** Draws every chart anew, e.g. because the theme changed. */
export const redrawAll = () => redraws.forEach((redraw) => redraw());

/** Called once the module that draws is there; until then charts only remember what to show. */
export function startDrawing() {
  drawing = true;
  redrawAll();
  followPixelRatio();
}

function themeName(): ThemeName {
  if (printing) return 'print';
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'dark' || chosen === 'light' ? chosen : dark.matches ? 'dark' : 'light';
}

dark.addEventListener('change', redrawAll);
/** As wide as the sheet, see print.css, in the colours of print; and back. */
function print(on: boolean) {
  printing = on;
  document.documentElement.classList.toggle('on-paper', on);
  redrawAll();
}
addEventListener('beforeprint', () => print(true));
addEventListener('afterprint', () => print(false));

/**
 * A chart in a frame that scrolls sideways where the chart needs more room than there is, with buttons that save it. `show`
 * draws something new; `layout` is what the last drawing returned. `label` is what it is, and names its files; `help` how to use it
 * by keyboard.
 */
export function createChart<Layout>(label: string, help: string, saves = true): Chart<Layout> {
  const canvas = h('canvas', { tabindex: '0', role: 'img', 'aria-label': label });
  const frame = h('div', { class: 'chart-frame' }, canvas);
  const slug = label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const file = `sectorscope-${slug}`;
  const saver = (form: string, onclick: () => void) =>
    h(
      'button',
      {
        type: 'button',
        class: 'quiet',
        'aria-label': `${form}: save ${label.toLowerCase()}`,
        title: `Save as ${form}`,
        onclick,
      },
      form,
    );
  // What the build drew stands here until the same can be drawn.
  const baked = document.getElementById(`baked-${slug}`);
  if (baked instanceof HTMLTemplateElement && !drawing) frame.append(baked.content.cloneNode(true));
  canvas.hidden = !drawing;
  const savers = h('div', { class: 'buttons chart-save' }, saver('PNG', savePng), saver('SVG', saveSvg));
  let shown: Drawing<Layout> | null = null;
  let described = '';
  let framed: Partial<PictureFrame> = {};
  /** The width it was drawn for. */
  let drawnIn = 0;
  const chart: Chart<Layout> = {
    element: h('div', { class: 'chart' }, frame, saves && savers),
    canvas,
    layout: null,
    show(next, description, frame = {}) {
      shown = next;
      described = description;
      framed = frame;
      canvas.setAttribute('aria-label', `${description} ${help}`);
      redraw();
    },
  };
  function redraw() {
    // To ask for a width before there is something to draw would only force a layout.
    if (!drawing || !shown) return;
    // In a closed fold nothing is drawn, until it is opened.
    const fold = frame.closest('details:not([open])');
    if (fold) {
      fold.addEventListener('toggle', redraw, { once: true });
      return;
    }
    const available = frame.clientWidth;
    drawnIn = available;
    if (available === 0) return;
    if (canvas.hidden) frame.replaceChildren(canvas);
    canvas.hidden = false;
    const { width, height } = shown.size(available);
    const fine = printing ? PRINTED_SCALE : devicePixelRatio || 1;
    const scale = Math.min(fine, LARGEST_SIDE / width, LARGEST_SIDE / height);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    chart.layout = shown.draw(canvas, scale, themeName());
  }
  /** What is saved: the picture as it is shown, with its frame, and the size of both. */
  function toSave(drawn: Drawing<Layout>) {
    const size = drawn.size(frame.clientWidth);
    const around = { title: label, subtitle: '', legend: [], source, ...framed };
    const [width = 0, height = 0] = frameSize(size.width, size.height, around);
    return { width, height, frame: around };
  }
  function savePng() {
    if (!drawing || !shown) return;
    const drawn = shown.saved ?? shown;
    const { width, height, frame } = toSave(drawn);
    const scale = Math.min(SAVED_SCALE, LARGEST_SIDE / width, LARGEST_SIDE / height);
    const picture = h('canvas', { width: Math.round(width * scale), height: Math.round(height * scale) });
    drawn.draw(Object.assign(picture, { frame }), scale, themeName());
    picture.toBlob((png) => {
      if (png) save(`${file}.png`, png, 'image/png');
    });
  }
  function saveSvg() {
    if (!drawing || !shown) return;
    const drawn = shown.saved ?? shown;
    const picture = { ...toSave(drawn), title: described, svg: '' };
    drawn.draw(picture, 1, themeName());
    save(`${file}.svg`, picture.svg, 'image/svg+xml');
  }
  redraws.add(redraw);
  // The height is what a drawing has set itself. A width is drawn for in the next frame: to draw changes the size that is observed.
  new ResizeObserver(() => {
    if (frame.clientWidth !== drawnIn) requestAnimationFrame(redraw);
  }).observe(frame);
  return chart;
}

/** Where a pointer is on a canvas, in CSS pixels of the drawing. */
export function pointerAt(event: MouseEvent, canvas: HTMLCanvasElement) {
  const box = canvas.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

/** Redraws when the page moves to a screen of another pixel ratio. */
function followPixelRatio() {
  const media = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  media.addEventListener(
    'change',
    () => {
      redrawAll();
      followPixelRatio();
    },
    { once: true },
  );
}
