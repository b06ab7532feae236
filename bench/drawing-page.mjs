// What runs in the browser: each draws the same lines, or cells, on a canvas of the same size, moved a little each time.
/* global uPlot */
import init, { drawHeatmap, drawLines, heatmapSize } from '/pkg/drawing.js';

await init({ module_or_path: '/pkg/drawing_bg.wasm' });

const [WIDTH, HEIGHT] = [1200, 600];
const [own, map, peer] = ['own', 'map', 'peer'].map((id) => document.getElementById(id));
let seed = 5;
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 4_294_967_296;
};
/** Lets the canvas paint what it was told. @param {HTMLCanvasElement} canvas */
const painted = (canvas) => canvas.getContext('2d')?.getImageData(0, 0, 1, 1);

let plot;
let lines;
let days;
let step = 0;

/** Each draws the middle nine tenths, a step further each time. @type {Record<string, () => Promise<HTMLCanvasElement>>} */
const LINES = {
  sectorscope: async () => {
    const shown = visible();
    drawLines(own, 1, 'light', lines, { visible: shown, bands: [], whole: null });
    return own;
  },
  uPlot: async () => {
    const [min, max] = visible();
    plot.setScale('x', { min, max });
    await null;
    await null;
    return peer.querySelector('canvas');
  },
};

function visible() {
  step += 1;
  const from = Math.floor((step % 10) * days.length * 0.005) + 1;
  return [days[from], days[Math.floor(from + 0.9 * days.length)]];
}

/** Cells of a matrix. @type {Record<string, () => HTMLCanvasElement>} */
let MAPS = {};

Object.assign(window, {
  /** @param {number} count @param {number} length */
  lines(count, length) {
    days = Float64Array.from({ length }, (_, day) => day - 140_000);
    lines = Array.from({ length: count }, (_, at) => {
      let price = 0;
      const values = Float64Array.from({ length }, () => (price += (random() + random() + random() - 1.5) * 0.02));
      return { dates: days, values, label: `line ${at}`, muted: at > 0 };
    });
    plot?.destroy();
    // The first line is as wide as that of `drawLines`.
    const series = lines.map((_, at) => ({ stroke: `hsl(${at * 36},70%,45%)`, width: at === 0 ? 2 : 1 }));
    plot = new uPlot(
      {
        width: WIDTH,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: false } },
        series: [{}, ...series],
      },
      [days, ...lines.map(({ values }) => values)],
      peer,
    );
  },
  /** @param {number} count */
  cells(count) {
    const r = new Float64Array(count * count);
    for (let i = 0; i < count; i += 1)
      for (let j = 0; j <= i; j += 1) r[i * count + j] = r[j * count + i] = i === j ? 1 : 2 * random() - 1;
    const labels = Array.from({ length: count }, (_, at) => `S${at}`);
    const options = {
      order: Uint32Array.from(labels, (_, at) => at),
      groups: [],
      first: [0, 0],
      cell: 2,
      selected: null,
      scheme: 'blue-red',
      scale: false,
    };
    [map.width, map.height] = heatmapSize(labels, options);
    const plain = new OffscreenCanvas(count, count);
    MAPS = {
      sectorscope: () => {
        drawHeatmap(map, 1, 'light', labels, r, options);
        return map;
      },
      'ImageData by hand, cells alone': () => {
        const context = plain.getContext('2d');
        const image = context.createImageData(count, count);
        const pixels = new Uint32Array(image.data.buffer);
        for (let at = 0; at < pixels.length; at += 1) {
          const share = Math.abs(r[at]);
          const other = 247 - 200 * share;
          pixels[at] =
            r[at] < 0
              ? (255 << 24) | (247 << 16) | (other << 8) | other
              : (255 << 24) | (other << 16) | (other << 8) | 247;
        }
        context.putImageData(image, 0, 0);
        const on = own.getContext('2d');
        on.imageSmoothingEnabled = false;
        on.drawImage(plain, 0, 0, 2 * count, 2 * count);
        return own;
      },
    };
  },
  /** Milliseconds of script, and until it is painted. @param {'lines' | 'map'} what @param {string} who */
  async draw(what, who) {
    const began = performance.now();
    const canvas = what === 'lines' ? await LINES[who]() : MAPS[who]();
    const scripted = performance.now();
    painted(canvas);
    return [scripted - began, performance.now() - began];
  },
  who: (/** @type {'lines' | 'map'} */ what) => Object.keys(what === 'lines' ? LINES : MAPS),
  ready: true,
});
