// Megabytes a second from a `File` to columns of days and prices: this project and its peers, in one run, interleaved.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages, root, run, say } from '../xtask/setup.mjs';
import { load, median, openBrowser, serveBench } from './browser.mjs';
import { SETS } from './data.mjs';

const USAGE = 'usage: node bench/import.mjs [--sets 1mb,20mb,many,300mb,long] [--rounds 3] [--runs 2] [--only REGEX]';

const options = { sets: '1mb,20mb,many,300mb,long', rounds: '3', runs: '2', only: '.' };
for (let i = 2; i < process.argv.length; i += 2) {
  const name = /** @type {keyof typeof options} */ ((process.argv[i] ?? '').slice(2));
  const value = process.argv[i + 1];
  if (!(name in options) || value === undefined) throw new Error(USAGE);
  options[name] = value;
}

ensurePackages();
if (!existsSync(join(root, 'bench', 'node_modules', 'papaparse'))) {
  say('installing the peers');
  run('npm', ['ci', '--prefix', 'bench', '--ignore-scripts', '--no-audit', '--no-fund']);
}
if (!existsSync(join(root, 'dist', 'index.html'))) throw new Error('There is no dist/ yet: run `npm run build`.');

const server = await serveBench();
const warm = SETS['1mb']?.paths() ?? [];

/** One reader in a browser of its own: a start, a warm-up on 1 MB, then the set. @param {string} reader @param {string[]} paths @param {number} runs */
async function measured(reader, paths, runs) {
  const { browser, memory, forget, close } = await openBrowser();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(180_000);
    await page.goto(`${server.url}/bench/page.html`);
    await page.waitForFunction('window.readers');
    await page.evaluate(`prepare(${JSON.stringify(reader)})`);
    await page.setInputFiles('#files', warm);
    await page.evaluate(`measure(${JSON.stringify(reader)})`);
    await page.evaluate('check()');
    await page.setInputFiles('#files', paths);
    await forget();
    const base = await memory('VmRSS');
    const milliseconds = [];
    let peak = 0;
    let check;
    for (let i = 0; i < runs; i += 1) {
      milliseconds.push(/** @type {number} */ (await page.evaluate(`measure(${JSON.stringify(reader)})`)));
      // The check copies the columns: what it needs is not the reader's.
      if (i === 0) peak = await memory('VmHWM');
      check = JSON.stringify(await page.evaluate('check()'));
    }
    return { milliseconds, peak, base, check };
  } finally {
    await close();
  }
}

/** @param {string} set @param {string[]} readers */
async function measureSet(set, readers) {
  const { what, paths: make } = /** @type {NonNullable<typeof SETS[string]>} */ (SETS[set]);
  const paths = make();
  const megabytes = paths.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6;
  /** @type {Map<string, { first: number[], later: number[], peak: number, base: number }>} */
  const results = new Map(readers.map((reader) => [reader, { first: [], later: [], peak: 0, base: 0 }]));
  const loads = [load()];
  let agreed;
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const reader of readers) {
      const {
        milliseconds: [first = NaN, ...later],
        peak,
        base,
        check,
      } = await measured(reader, paths, Number(options.runs));
      agreed ??= check;
      if (check !== agreed && reader !== 'reading alone')
        throw new Error(`${set}: ${reader} read ${check}, not ${agreed}`);
      const result = /** @type {{ first: number[], later: number[], peak: number, base: number }} */ (
        results.get(reader)
      );
      result.first.push(first);
      result.later.push(...later);
      result.peak = Math.max(result.peak, peak);
      result.base = Math.max(result.base, base);
    }
    loads.push(load());
  }
  console.log(`\n### ${what}: ${megabytes.toFixed(1)} MB, load ${loads.join(' ')}\n\nall read ${agreed}\n`);
  console.log(
    '| reader | first run MB/s: median (best) | later runs MB/s | times slower | peak MiB (before) |\n|---|---|---|---|---|',
  );
  const speed = (/** @type {number[]} */ times) =>
    times.length
      ? `${((megabytes / median(times)) * 1000).toFixed(0)} (${((megabytes / Math.min(...times)) * 1000).toFixed(0)})`
      : '–';
  const own = median(results.get(readers[0] ?? '')?.first ?? []);
  for (const [reader, { first, later, peak, base }] of results) {
    console.log(
      `| ${reader} | ${speed(first)} | ${speed(later)} | ${(median(first) / own).toFixed(1)} | ${peak.toFixed(0)} (${base.toFixed(0)}) |`,
    );
  }
}

try {
  const only = new RegExp(options.only);
  const all = ['sectorscope', 'papaparse', 'papaparse, worker', 'udsv', 'udsv, stream', 'd3-dsv', 'reading alone'];
  for (const set of options.sets.split(',')) {
    // A worker for each of 200 files says nothing that the others do not, and takes minutes.
    const readers = all.filter((reader) => only.test(reader) && !(set === 'many' && reader === 'papaparse, worker'));
    await measureSet(set, readers);
  }
} finally {
  server.close();
}
