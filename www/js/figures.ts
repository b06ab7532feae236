// Figures of sections on canvas: drawn, pointed at, and walked through by keys. What is read off each mark comes written.
import { curveHeight, drawBars, drawCurve, drawRanking, drawScatter, rankingHeight } from '../../pkg/drawing.js';
import { type Chart, type Drawing, createChart, pointerAt } from './charts.ts';
import { button } from './controls.ts';
import { h } from './dom.ts';
import { count } from './format.ts';
import type {
  BarsLayout,
  CurveLayout,
  Figure,
  IntervalsLayout,
  Key,
  Mark,
  PictureFrame,
  Plot,
  PlotRect,
  ScatterLayout,
} from './protocol.ts';
import { crosshair, placeAt, readAlong, readoutOf, tipOn } from './reading.ts';

const BARS_HEIGHT = 170;
const SCATTER_HEIGHT = 260;
/** Rows of a picture beyond which only the first are shown, unless a person asks for all. */
const MANY = 60;
const FIRST = 40;
/** How near, in CSS pixels, a pointer must come to a point. */
const NEAR = 24;

/** The classes of marks in a legend. */
const MARKS: Record<Mark, string> = {
  'filled-dot': 'dot filled',
  'hollow-dot': 'dot',
  line: 'swatch line',
  'thin-line': 'swatch thin-line',
  'dashed-line': 'swatch dashed-line',
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
type Picture = { element: HTMLElement; show: (plot: Plot, description: string, frame: Frame) => void };
type Frame = Partial<PictureFrame>;
type Read = (reading: string) => void;

/** A kind of picture whose marks are picked out one by one. */
type Kind<Of, Layout> = {
  /** Whether a plot is of this kind. */
  is: (plot: Plot) => plot is Of & Plot;
  readings: (of: Of) => string[];
  drawing: (of: Of, selected: number | undefined) => Drawing<Layout>;
  /** The mark at a place of the drawing; -1 for none. */
  at: (of: Of, x: number, y: number, layout: Layout) => number;
  /** Where the keys begin. */
  start?: (of: Of) => number;
};

/** Shows plots of one kind: what is picked out is a person's choice that others follow, or only read. */
function marked<Of, Layout>(
  chart: Chart<Layout>,
  { is, readings, drawing, at, start = () => 0 }: Kind<Of, Layout>,
  read: Read,
  choosing?: Choosing,
): Picture {
  let shown: Of | undefined;
  let description = '';
  let frame: Frame = {};
  const count = () => (shown ? readings(shown).length : 0);
  const nearest = (x: number, y: number, layout: Layout) => (shown ? at(shown, x, y, layout) : -1);
  function draw(selected: number) {
    if (!shown) return;
    read(readings(shown)[selected] ?? '');
    chart.show(drawing(shown, selected < 0 ? undefined : selected), description, frame);
  }
  const reader = choosing
    ? chooseAlong(chart, count, nearest, choosing, (row) => (shown ? (readings(shown)[row] ?? '') : ''))
    : readAlong(chart, { count, nearest, start: () => (shown ? start(shown) : 0), go: draw });
  return {
    element: chart.element,
    show(plot, words, around) {
      if (!is(plot)) return;
      shown = plot;
      description = words;
      frame = around;
      reader.forget();
      draw(choosing?.chosen() ?? -1);
    },
  };
}

/** A press, or an arrow key, chooses. */
function chooseAlong<Layout>(
  chart: Chart<Layout>,
  count: () => number,
  nearest: (x: number, y: number, layout: Layout) => number,
  { chosen, choose }: Choosing,
  reading: (index: number) => string,
) {
  const { canvas } = chart;
  const tip = tipOn(chart.element);
  const under = (event: MouseEvent) => {
    const { x, y } = pointerAt(event, canvas);
    return chart.layout ? nearest(x, y, chart.layout) : -1;
  };
  canvas.addEventListener('click', (event) => {
    const row = under(event);
    if (row >= 0) choose(row);
  });
  canvas.addEventListener('pointermove', (event) => {
    const row = under(event);
    const { x, y } = pointerAt(event, canvas);
    canvas.style.cursor = row < 0 ? 'default' : 'pointer';
    tip(row < 0 ? [] : reading(row).split(': '), x, y + 16);
  });
  canvas.addEventListener('pointerleave', () => tip([]));
  canvas.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined || count() === 0) return;
    event.preventDefault();
    choose(Math.min(count() - 1, Math.max(0, chosen() + step)));
  });
  return { forget: () => {} };
}

function intervalsPicture(label: string, read: Read, choosing?: Choosing): Picture {
  let whole = false;
  let last: [Plot, string, Frame] | undefined;
  const picture = marked<Of<'intervals'>, IntervalsLayout>(
    createChart(label, 'Arrow up and down choose a row.'),
    {
      is: (plot) => plot.kind === 'intervals',
      readings: ({ rows }) => rows.map(({ reading }) => reading),
      drawing: ({ rows }, selected) => ({
        size: (width) => ({ width, height: rankingHeight(rows.length, width) }),
        draw: (on, scale, theme) => drawRanking(on, scale, theme, rows, selected),
      }),
      at({ rows }, _, y, { top, rowHeight }) {
        const row = Math.floor((y - top) / rowHeight);
        return rows[row] ? row : -1;
      },
    },
    read,
    choosing,
  );
  const all = button(null, '', () => {
    whole = true;
    if (last) show(...last);
  });
  function show(plot: Plot, description: string, frame: Frame) {
    last = [plot, description, frame];
    const rows = plot.kind === 'intervals' ? plot.rows.length : 0;
    const cut = !whole && rows > MANY;
    all.hidden = !cut;
    all.textContent = `Show all ${count(rows)}`;
    const first = cut && plot.kind === 'intervals' ? { ...plot, rows: plot.rows.slice(0, FIRST) } : plot;
    picture.show(first, description, frame);
  }
  return { element: h('div', null, picture.element, all), show };
}

const barsPicture = (label: string, read: Read): Picture =>
  marked<Of<'bars'>, BarsLayout>(
    createChart(label, 'Arrow left and right choose a bar.'),
    {
      is: (plot) => plot.kind === 'bars',
      readings: ({ bars }) => bars.map(({ reading }) => reading),
      drawing: ({ bars, bound }, selected) => ({
        size: (width) => ({ width, height: BARS_HEIGHT }),
        draw: (on, scale, theme) => drawBars(on, scale, theme, bars, bound ?? undefined, selected),
      }),
      at: ({ bars }, x, _, { plot }) => placeAt(plot, bars.length, x),
      start: ({ bars }) => Math.floor(bars.length / 2),
    },
    read,
  );

const scatterPicture = (label: string, read: Read): Picture =>
  marked<Of<'scatter'>, ScatterLayout>(
    createChart(label, 'Arrow left and right go from point to point.'),
    {
      is: (plot) => plot.kind === 'scatter',
      readings: ({ points }) => points.map(({ reading }) => reading),
      drawing: ({ points, lines }, selected) => ({
        size: (width) => ({ width, height: SCATTER_HEIGHT }),
        draw: (on, scale, theme) => drawScatter(on, scale, theme, points, lines, selected),
      }),
      at({ points }, x, y, { plot, xMin, xMax, yMin, yMax }) {
        const distances = points.map((point) =>
          Math.hypot(
            plot.left + ((point.x - xMin) / (xMax - xMin)) * (plot.right - plot.left) - x,
            plot.bottom - ((point.y - yMin) / (yMax - yMin)) * (plot.bottom - plot.top) - y,
          ),
        );
        const nearest = Math.min(...distances);
        return nearest <= NEAR ? distances.indexOf(nearest) : -1;
      },
    },
    read,
  );

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
    show(next, description, frame) {
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
      chart.show(drawing, description, frame);
    },
  };
}

const PICTURES = { intervals: intervalsPicture, bars: barsPicture, scatter: scatterPicture, curve: curvePicture };

/** What a saved picture rests on (reference, n, dates), as it is when the figure is shown. */
export type About = () => Pick<Frame, 'subtitle'>;

/** A figure in its place, made once and shown anew: what a person points at, or holds by the keys, stays. */
export class FigureView {
  readonly element: HTMLElement;
  readonly #caption = h('figcaption');
  readonly #legend = h('div');
  readonly #label: string;
  readonly #choosing: Choosing | undefined;
  readonly #about: About;
  #picture: Picture | undefined;

  constructor(label: string, choosing?: Choosing, about: About = () => ({})) {
    this.#label = label;
    this.#choosing = choosing;
    this.#about = about;
    this.element = h('figure', { 'data-name': label }, this.#caption, this.#legend);
  }

  /** `words` are what a screen reader hears of it beside its caption. */
  show({ caption, legend: keys, plot }: Figure, words: string): void {
    this.#caption.textContent = caption;
    this.#legend.replaceChildren(...(keys.length > 0 ? [legend(keys)] : []));
    if (plot.kind === 'on-page') return;
    if (!this.#picture) {
      let readout: HTMLElement | undefined;
      const read = (reading: string) => {
        if (readout) readout.textContent = reading;
      };
      this.#picture = PICTURES[plot.kind](this.#label, read, this.#choosing);
      readout = readoutOf(this.#picture.element.querySelector('canvas'));
      this.#caption.after(this.#picture.element, readout);
    }
    this.#picture.show(plot, `${caption} ${words}`, { title: caption, legend: keys, ...this.#about() });
  }
}
