// How the time of the engine grows with rows, series, replicates and files: processor milliseconds in Node, and the exponent of the
// last step and of all steps (least squares of the logarithms). An exponent of 1 is a time that doubles with what there is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../xtask/setup.mjs';
import { noise, random } from './data.mjs';

const { Engine, initSync } = await import('../pkg/sectorscope.js');
initSync({ module: readFileSync(join(root, 'pkg', 'sectorscope_bg.wasm')) });

/** Below this a time is taken again, and the least counts: milliseconds. */
const SHORT = 300;
const FIRST_DAY = Date.UTC(1501, 0, 1) / 86_400_000;

/** The text of a table of series that move together, of coins and funds. @param {number} series @param {number} rows @param {number} from day */
function table(series, rows, from = Date.UTC(2015, 0, 1) / 86_400_000) {
  const next = random(series * 31 + rows);
  const names = Array.from({ length: series }, (_, at) => (at === 0 ? 'BTC' : `S${1000 + at}`));
  const logarithms = names.map(() => 4.6);
  const lines = [['Date', ...names].join(',')];
  for (let row = 0; row < rows; row += 1) {
    const market = noise(next);
    const cells = logarithms.map((value, at) => {
      logarithms[at] = Math.min(9, Math.max(1, value + 0.5 * market + noise(next)));
      return Math.exp(logarithms[at] ?? 0).toFixed(6);
    });
    lines.push([new Date((from + row) * 86_400_000).toISOString().slice(0, 10), ...cells].join(','));
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

/** @param {Uint8Array[]} files */
function engineWith(files) {
  const engine = new Engine();
  files.forEach((bytes, at) => {
    const handle = engine.begin(`${at}.csv`, '{}', '{}', bytes.length);
    engine.feed(handle, bytes);
    engine.finish(handle);
  });
  return engine;
}

/** Processor milliseconds of a piece of work. @param {() => void} work */
function milliseconds(work) {
  let least = Number.POSITIVE_INFINITY;
  for (let spent = 0, times = 0; spent < SHORT || times < 1; times += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1e3);
    spent += (user + system) / 1e3;
  }
  return least;
}

/** All series but the first are funds of a sector. @param {number} series */
const funds = (series) =>
  Object.fromEntries(
    Array.from({ length: series - 1 }, (_, at) => [`S${1001 + at}`, { class: 'equity', kind: 'fund', sector: 'Tech' }]),
  );

/** A question on a table. @param {object} question @param {(size: number) => { series?: number, rows?: number, settings?: object }} of */
const asked = (question, of) => (/** @type {number} */ size) => {
  const { series = 2, rows = 2500, settings = {} } = of(size);
  const engine = engineWith([table(series, rows, rows > 4000 ? FIRST_DAY : undefined)]);
  const all = JSON.stringify({ series: funds(series), ...settings });
  const time = milliseconds(() => engine.ask(all, JSON.stringify(question)));
  engine.free();
  return time;
};

const pair = { a: 'BTC', b: 'S1001' };
const ROWS = [1e3, 1e4, 1e5, 3e5];
/** @type {[what: string, sizes: number[], time: (size: number) => number][]} */
const GROWTHS = [
  [
    'import, rows of two series',
    [1e3, 1e4, 1e5, 3e5],
    (rows) => {
      const bytes = table(2, rows, FIRST_DAY);
      return milliseconds(() => engineWith([bytes]).free());
    },
  ],
  [
    'import, files of 20 rows',
    [50, 200, 800, 3200],
    (files) => {
      const bytes = table(2, 20);
      return milliseconds(() => engineWith(Array.from({ length: files }, () => bytes)).free());
    },
  ],
  ['ranking, rows', ROWS, asked({ about: 'ranking', depth: 'order' }, (rows) => ({ rows }))],
  ['rolling with its interval, rows', ROWS, asked({ about: 'rolling', ...pair }, (rows) => ({ rows }))],
  ['alignment, rows', ROWS, asked({ about: 'alignment', ...pair }, (rows) => ({ rows }))],
  ['constant band, rows', ROWS.slice(0, 3), asked({ about: 'constant-band', ...pair }, (rows) => ({ rows }))],
  ['matrix, series', [50, 100, 200, 400, 800], asked({ about: 'matrix' }, (series) => ({ series }))],
  [
    'ranks and firmness, series',
    [25, 50, 100, 200, 400],
    asked({ about: 'ranking', depth: 'full' }, (series) => ({ series })),
  ],
  [
    'ranks and firmness, replicates',
    [199, 999, 4999],
    asked({ about: 'ranking', depth: 'full' }, (replicates) => ({ series: 20, settings: { replicates } })),
  ],
  [
    'verdicts in order, series',
    [25, 50, 100, 200, 400],
    asked({ about: 'claims', depth: 'order' }, (series) => ({ series })),
  ],
];

/** Slope of the logarithms. @param {number[]} sizes @param {number[]} times */
function exponent(sizes, times) {
  const [x, y] = [sizes, times].map((values) => values.map(Math.log));
  const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x ?? []), mean(y ?? [])];
  const products = (x ?? []).map((value, at) => [value - meanX, (y?.[at] ?? 0) - meanY]);
  const sum = (/** @type {(pair: number[]) => number} */ of) => products.reduce((total, pair) => total + of(pair), 0);
  return sum(([a = 0, b = 0]) => a * b) / sum(([a = 0]) => a * a);
}

/** The table. @param {RegExp} only rows of these names */
export function growthTable(only = /./) {
  const rows = ['| how time grows with | sizes | processor ms | exponent: last step | all |', '|---|---|---|---|---|'];
  for (const [what, sizes, time] of GROWTHS.filter(([what]) => only.test(what))) {
    const times = sizes.map(time);
    const figures = [exponent(sizes.slice(-2), times.slice(-2)), exponent(sizes, times)];
    const spelled = [
      sizes.map((size) => size.toLocaleString('en')).join(', '),
      times.map((value) => value.toFixed(value < 10 ? 1 : 0)).join(', '),
      ...figures.map((value) => value.toFixed(2)),
    ];
    rows.push(`| ${[what, ...spelled].join(' | ')} |`);
  }
  return rows.join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(growthTable(new RegExp(process.argv[2] ?? '.')));
