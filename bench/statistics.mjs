// Milliseconds from prices in memory to correlations: the engine in Node and its peers in Python, in one run, interleaved.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { root, say } from '../xtask/setup.mjs';
import { load, median } from './browser.mjs';
import { noise, random } from './data.mjs';

const { Engine, initSync } = await import('../pkg/sectorscope.js');
initSync({ module: readFileSync(join(root, 'pkg', 'sectorscope_bg.wasm')) });

const [days, window] = [2501, 63];
/** Results may differ by this much: sums run in other orders. */
const ALIKE = 1e-9;
const folder = join(root, 'target', 'bench');
mkdirSync(folder, { recursive: true });

/** Prices of series that move together, series by series; of those with gaps one in twenty is missing. @param {number} series @param {boolean} gaps */
function prices(series, gaps) {
  const next = random(series);
  const market = Array.from({ length: days }, () => noise(next));
  const all = new Float64Array(series * days);
  for (let column = 0; column < series; column += 1) {
    let logarithm = Math.log(100);
    for (let day = 0; day < days; day += 1) {
      logarithm += 0.5 * (market[day] ?? 0) + noise(next);
      const missing = gaps && next() < 0.05;
      all[column * days + day] = missing ? Number.NaN : Number(Math.exp(logarithm).toFixed(6));
    }
  }
  return all;
}

const name = (/** @type {number} */ column) => `S${1000 + column}`;

/** The engine with these prices, as one table. @param {Float64Array} all @param {number} series */
function engineWith(all, series) {
  const lines = [['Date', ...Array.from({ length: series }, (_, column) => name(column))].join(',')];
  // Every day of the calendar, so that a return over a gap is not too long to be one.
  for (let day = 0; day < days; day += 1) {
    const cells = Array.from({ length: series }, (_, column) => all[column * days + day] ?? Number.NaN);
    const date = new Date(Date.UTC(2014, 0, 1 + day)).toISOString().slice(0, 10);
    lines.push([date, ...cells.map((price) => (price > 0 ? price : ''))].join(','));
  }
  const engine = new Engine();
  const handle = engine.begin('prices.csv', '{}');
  engine.feed(handle, new TextEncoder().encode(lines.join('\n')));
  engine.finish(handle);
  return engine;
}

/** Peers in Python, in an environment of their own. */
function startPeers() {
  const python = join(folder, 'venv', 'bin', 'python');
  const run = (/** @type {string} */ program, /** @type {string[]} */ words) => {
    const { status } = spawnSync(program, words, { stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new Error(`${program} ${words.join(' ')} failed`);
  };
  if (!existsSync(python)) {
    say('installing the peers in Python');
    run('python3', ['-m', 'venv', join(folder, 'venv')]);
    run(python, ['-m', 'pip', 'install', '--quiet', '-r', join(root, 'bench', 'requirements.txt')]);
  }
  const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', POLARS_MAX_THREADS: '1' };
  const child = spawn(python, [join(root, 'bench', 'statistics.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...one },
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ask = async (/** @type {object} */ question) => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('the peers stopped');
    return JSON.parse(value);
  };
  return { ask, close: () => child.stdin.end() };
}

/** A matrix or lines as a function of row and column, by the places of series. @typedef {(i: number, j: number) => number} Found */
/** @param {Engine} engine @param {object} question @param {object} settings */
const asked = (engine, question, settings) => engine.ask(JSON.stringify(settings), JSON.stringify(question));

/** @type {{ what: string, work: string, series: number, gaps?: boolean, own: (engine: Engine) => Found }[]} */
const ROWS = [
  {
    what: '500 x 500 correlations of 2,500 days, complete',
    work: 'matrix',
    series: 500,
    own: (engine) => matrix(engine, {}),
  },
  {
    what: 'the same with 5 % gaps, returns first',
    work: 'matrix with gaps',
    series: 500,
    gaps: true,
    own: (engine) => matrix(engine, { align: 'returns-first' }),
  },
  { what: `rolling ${window} days, 500 pairs, one question`, work: 'rolling', series: 501, own: lines },
  { what: '2,000 x 2,000 correlations, complete', work: 'matrix', series: 2000, own: (engine) => matrix(engine, {}) },
];

/** @param {Engine} engine @param {object} settings @returns {Found} */
function matrix(engine, settings) {
  const { ids, r } = asked(engine, { about: 'matrix' }, settings).found;
  const place = new Map(ids.map((/** @type {string} */ id, /** @type {number} */ at) => [id, at]));
  return (i, j) => r[(place.get(name(i)) ?? 0) * ids.length + (place.get(name(j)) ?? 0)];
}

/** @param {Engine} engine @returns {Found} */
function lines(engine) {
  const others = Array.from({ length: 500 }, (_, at) => name(at + 1));
  const groups = asked(engine, { about: 'rolling-lines', a: name(0), others }, { window });
  const { ids, dates, r } = groups[0];
  const place = new Map(ids.map((/** @type {string} */ id, /** @type {number} */ at) => [id, at]));
  return (line, day) => r[(place.get(name(line + 1)) ?? 0) * dates.length + day];
}

/** Times of one row, by who took them; the engine's first. @typedef {{ work: string, times: Map<string, number>, load: string }} Row */

/**
 * Medians of interleaved rounds, milliseconds from prices; results are compared in the first.
 * @param {number} rounds @returns {Promise<{ rows: Row[], versions: string }>}
 */
export async function statisticsRows(rounds) {
  const peers = startPeers();
  const { peers: known, versions } = await peers.ask({ about: 'peers' });
  const rows = [];
  for (const row of ROWS) rows.push(await measured(row, rounds, known[row.work], peers.ask));
  peers.close();
  const spelled = Object.entries(versions).map(([module, version]) => `${module} ${version}`);
  return { rows, versions: `Node ${process.versions.node}; ${spelled.join(', ')}, one thread each` };
}

/**
 * @param {typeof ROWS[number]} row @param {number} rounds @param {string[]} known peers
 * @param {(question: object) => Promise<any>} ask a peer @returns {Promise<Row>}
 */
async function measured({ what, work, series, gaps = false, own }, rounds, known, ask) {
  const all = prices(series, gaps);
  const [path, into] = [join(folder, `prices-${series}-${gaps}.f64`), join(folder, 'found.f64')];
  writeFileSync(path, all);
  const engine = engineWith(all, series);
  /** @type {Map<string, number[]>} */
  const times = new Map();
  const add = (/** @type {string} */ who, /** @type {number} */ time) =>
    times.set(who, [...(times.get(who) ?? []), time]);
  // Pandas takes minutes for 2,000.
  const others = known.filter((peer) => peer !== 'pandas' || series <= 501);
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    const found = own(engine);
    add('sectorscope', performance.now() - began);
    for (const peer of others) {
      const rolling = work === 'rolling' ? { window } : {};
      add(peer, (await ask({ work, peer, prices: path, series, into, ...rolling })).milliseconds);
      if (round > 0) continue;
      const theirs = new Float64Array(readFileSync(into).buffer);
      const width = theirs.length / (work === 'rolling' ? 500 : series);
      for (let at = 0; at < theirs.length; at += 97) {
        const [a, b] = [found(Math.floor(at / width), at % width), theirs[at] ?? Number.NaN];
        if (!(Math.abs(a - b) <= ALIKE || (Number.isNaN(a) && Number.isNaN(b))))
          throw new Error(`${what}: ${peer} has ${b} at ${at}, the engine ${a}`);
      }
    }
  }
  engine.free();
  return { work: what, times: new Map([...times].map(([who, all]) => [who, median(all)])), load: load() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rounds = Number(process.argv[2] ?? 7);
  const { rows, versions } = await statisticsRows(rounds);
  console.log(`${versions}. Medians of ${rounds} rounds, milliseconds from prices.\n`);
  console.log('| work | sectorscope | peers | fastest peer is slower by | load |\n|---|---|---|---|---|');
  for (const { work, times, load } of rows) {
    const [[, own = Number.NaN] = [], ...others] = times;
    const peers = others.map(([peer, time]) => `${peer} ${time.toFixed(1)}`).join(', ');
    const ratio = Math.min(...others.map(([, time]) => time)) / own;
    console.log(`| ${work} | ${own.toFixed(1)} | ${peers} | ${ratio.toFixed(2)} | ${load} |`);
  }
}
