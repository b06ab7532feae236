// Figures of sections on canvas: drawn, pointed at, and walked through by keys. What is read off each mark comes written.
import { curveHeight, drawBars, drawCurve, drawRanking, drawScatter, rankingHeight } from '../../pkg/sectorscope.js';
import { type Chart, type Drawing, createChart, pointerAt } from './charts.ts';
import { h } from './dom.ts';
import type {
  BarsLayout,
  CurveLayout,
  Figure,
  IntervalsLayout,
  Key,
  Mark,
  Plot,
  PlotRect,
  ScatterLayout,
} from './protocol.ts';
import { crosshair, placeAt, readAlong } from './reading.ts';

const BARS_HEIGHT = 170;
const SCATTER_HEIGHT = 260;
/** How near, in CSS pixels, a pointer must come to a point. */
const NEAR = 24;

/** The classes of marks in a legend. */
const MARKS: Record<Mark, string> = {
  'filled-dot': 'dot filled',
  'hollow-dot': 'dot',
  line: 'swatch line',
  'filled-bar': 'swatch bar filled',
  'hollow-bar': 'swatch bar',
  band: 'swatch band',
  area: 'swatch area',
  weekdays: 'swatch weekdays',
  weekends: 'swatch weekends',
  missing: 'swatch missing',
  stale: 'swatch stale',
  supports: 'swatch point supports',
  contradicts: 'swatch point contradicts',
  neither: 'swatch point',
};

/** What the marks of a picture mean. */
export const legend = (keys: Key[]): HTMLElement =>
  h(
    'p',
    { class: 'legend' },
    keys.map(({ mark, text }) => h('span', { class: 'key' }, h('span', { class: MARKS[mark] }), ` ${text}`)),
  );

type Of<Kind extends Plot['kind']> = Extract<Plot, { kind: Kind }>;

/** A mark that a person chooses, where it is more than read. */
export type Choosing = { chosen: () => number; choose: (index: number) => void };
/** A picture, made once: shows what is new, as long as it is of its kind. */
type Picture = { element: HTMLElement; show: (plot: Plot, description: string) => void };
type Read = (reading: string) => void;

const orNone = (index: number) => (index < 0 ? undefined : index);

function intervalsPicture(label: string, read: Read, choosing?: Choosing): Picture {
  const chart: Chart<IntervalsLayout> = createChart(label, 'Arrow up and down choose a row.');
  let of: Of<'intervals'> = { kind: 'intervals', rows: [], confidence: 0.95 };
  let description = '';
  const rowAt = (y: number, { top, rowHeight }: IntervalsLayout) => {
    const row = Math.floor((y - top) / rowHeight);
    return of.rows[row] ? row : -1;
  };
  function draw(selected: number) {
    const { rows, confidence } = of;
    read(rows[selected]?.reading ?? '');
    chart.show(
      {
        size: (width) => ({ width, height: rankingHeight(rows.length) }),
        draw: (on, scale, theme) => drawRanking(on, scale, theme, rows, orNone(selected), confidence),
      },
      description,
    );
  }
  if (choosing) {
    chart.canvas.addEventListener('click', (event) => {
      const row = chart.layout ? rowAt(pointerAt(event, chart.canvas).y, chart.layout) : -1;
      if (row >= 0) choosing.choose(row);
    });
    chart.canvas.addEventListener('pointermove', (event) => {
      const row = chart.layout ? rowAt(pointerAt(event, chart.canvas).y, chart.layout) : -1;
      chart.canvas.style.cursor = row < 0 ? 'default' : 'pointer';
    });
    chart.canvas.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
      if (step === undefined || of.rows.length === 0) return;
      event.preventDefault();
      choosing.choose(Math.min(of.rows.length - 1, Math.max(0, choosing.chosen() + step)));
    });
  }
  const reader = choosing
    ? null
    : readAlong(chart, { count: () => of.rows.length, nearest: (_, y, layout) => rowAt(y, layout), go: draw });
  return {
    element: chart.element,
    show(next, words) {
      if (next.kind !== 'intervals') return;
      of = next;
      description = words;
      reader?.forget();
      draw(choosing?.chosen() ?? -1);
    },
  };
}

function barsPicture(label: string, read: Read): Picture {
  const chart: Chart<BarsLayout> = createChart(label, 'Arrow left and right choose a bar.');
  let of: Of<'bars'> = { kind: 'bars', bars: [], bound: null };
  let description = '';
  function draw(selected: number) {
    const { bars, bound } = of;
    read(bars[selected]?.reading ?? '');
    chart.show(
      {
        size: (width) => ({ width, height: BARS_HEIGHT }),
        draw: (on, scale, theme) => drawBars(on, scale, theme, bars, bound ?? undefined, orNone(selected)),
      },
      description,
    );
  }
  const reader = readAlong(chart, {
    count: () => of.bars.length,
    start: () => Math.floor(of.bars.length / 2),
    nearest: (x, _, { plot }) => placeAt(plot, of.bars.length, x),
    go: draw,
  });
  return {
    element: chart.element,
    show(next, words) {
      if (next.kind !== 'bars') return;
      of = next;
      description = words;
      reader.forget();
      draw(-1);
    },
  };
}

function scatterPicture(label: string, read: Read): Picture {
  const chart: Chart<ScatterLayout> = createChart(label, 'Arrow left and right go from point to point.');
  let of: Of<'scatter'> = { kind: 'scatter', points: [], lines: [] };
  let description = '';
  function draw(selected: number) {
    const { points, lines } = of;
    read(points[selected]?.reading ?? '');
    chart.show(
      {
        size: (width) => ({ width, height: SCATTER_HEIGHT }),
        draw: (on, scale, theme) => drawScatter(on, scale, theme, points, lines, orNone(selected)),
      },
      description,
    );
  }
  const reader = readAlong(chart, {
    count: () => of.points.length,
    nearest(x, y, { plot, xMin, xMax, yMin, yMax }) {
      const distances = of.points.map((point) =>
        Math.hypot(
          plot.left + ((point.x - xMin) / (xMax - xMin)) * (plot.right - plot.left) - x,
          plot.bottom - ((point.y - yMin) / (yMax - yMin)) * (plot.bottom - plot.top) - y,
        ),
      );
      const nearest = Math.min(...distances);
      return nearest <= NEAR ? distances.indexOf(nearest) : -1;
    },
    go: draw,
  });
  return {
    element: chart.element,
    show(next, words) {
      if (next.kind !== 'scatter') return;
      of = next;
      description = words;
      reader.forget();
      draw(-1);
    },
  };
}

function curvePicture(label: string, read: Read): Picture {
  const chart: Chart<CurveLayout> = createChart(label, 'Arrow left and right go from combination to combination.');
  const mark = crosshair(chart);
  let of: Of<'curve'> = { kind: 'curve', effects: [], stances: [], choices: [], readings: [] };
  const at = ({ left, right }: PlotRect, index: number) => left + ((index + 0.5) / of.effects.length) * (right - left);
  const reader = readAlong(chart, {
    count: () => of.effects.length,
    page: 24,
    nearest: (x, _, { plot }) => placeAt(plot, of.effects.length, x),
    go(index) {
      read(of.readings[index] ?? '');
      if (index < 0 || !chart.layout) return mark(null);
      const { plot, bottom } = chart.layout;
      mark({ left: at(plot, index), right: at(plot, index), top: plot.top, bottom });
    },
  });
  return {
    element: chart.element,
    show(next, description) {
      if (next.kind !== 'curve') return;
      of = next;
      reader.forget();
      mark(null);
      read('');
      const [effects, stances] = [Float64Array.from(of.effects), Int8Array.from(of.stances)];
      const groups = of.choices.filter(({ begins }) => begins).length;
      const drawing: Drawing<CurveLayout> = {
        size: (width) => ({ width, height: curveHeight(of.choices.length, groups) }),
        draw: (on, scale, theme) => drawCurve(on, scale, theme, effects, stances, of.choices),
      };
      chart.show(drawing, description);
    },
  };
}

const PICTURES = { intervals: intervalsPicture, bars: barsPicture, scatter: scatterPicture, curve: curvePicture };

/** A figure in its place, made once and shown anew: what a person points at, or holds by the keys, stays. */
export class FigureView {
  readonly element: HTMLElement;
  readonly #caption = h('figcaption');
  readonly #readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  readonly #legend = h('div');
  readonly #label: string;
  readonly #choosing: Choosing | undefined;
  #picture: Picture | undefined;

  constructor(label: string, choosing?: Choosing) {
    this.#label = label;
    this.#choosing = choosing;
    this.element = h('figure', null, this.#caption, this.#legend);
  }

  /** `words` are what a screen reader hears of it beside its caption. */
  show({ caption, legend: keys, plot }: Figure, words: string): void {
    this.#caption.textContent = caption;
    this.#legend.replaceChildren(...(keys.length > 0 ? [legend(keys)] : []));
    if (plot.kind === 'on-page') return;
    if (!this.#picture) {
      const read = (reading: string) => {
        this.#readout.textContent = reading;
      };
      this.#picture = PICTURES[plot.kind](this.#label, read, this.#choosing);
      this.#caption.after(this.#picture.element, this.#readout);
    }
    this.#picture.show(plot, `${caption} ${words}`);
  }
}
