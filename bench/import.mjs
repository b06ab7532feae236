// Megabytes a second from a `File` to columns of days and prices: this project and its peers, in one run, interleaved.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../xtask/serve.mjs';
import { root } from '../xtask/setup.mjs';
import { load, median, openBrowser } from './browser.mjs';
import { SETS } from './data.mjs';
import { installPeers } from './peers.mjs';

const warm = SETS['1mb']?.paths() ?? [];

/** One reader in a browser of its own: a start, a warm-up on 1 MB, then the set. @param {string} url @param {string} reader @param {string[]} paths @param {number} runs */
async function measured(url, reader, paths, runs) {
  const { browser, memory, forget, close } = await openBrowser();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(180_000);
    await page.goto(`${url}bench/page.html`);
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

/** All readers on a set, in turn. @param {string} url @param {string} set @param {string[]} readers @param {{ rounds: number, runs: number }} times */
async function measuredSet(url, set, readers, times) {
  const { what, paths: make } = /** @type {NonNullable<typeof SETS[string]>} */ (SETS[set]);
  const paths = make();
  const megabytes = paths.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6;
  /** @type {Map<string, { first: number[], later: number[], peak: number, base: number }>} */
  const results = new Map(readers.map((reader) => [reader, { first: [], later: [], peak: 0, base: 0 }]));
  const loads = [load()];
  let agreed;
  for (let round = 0; round < times.rounds; round += 1) {
    for (const reader of readers) {
      const {
        milliseconds: [first = NaN, ...later],
        peak,
        base,
        check,
      } = await measured(url, reader, paths, times.runs);
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
  return { what, megabytes, agreed, loads, results };
}

const READERS = ['sectorscope', 'papaparse', 'papaparse, worker', 'udsv', 'udsv, stream', 'd3-dsv', 'reading alone'];

/**
 * Every set with every reader.
 * @param {{ sets: string[], rounds: number, runs: number, only?: RegExp }} options
 */
export async function* importSets({ sets, rounds, runs, only = /./ }) {
  installPeers();
  if (!existsSync(join(root, 'dist', 'index.html'))) throw new Error('There is no dist/ yet: run `npm run build`.');
  const server = await serve(root);
  try {
    for (const set of sets) {
      // A worker for each of 200 files says nothing that the others do not, and takes minutes.
      const readers = READERS.filter(
        (reader) => only.test(reader) && !(set === 'many' && reader === 'papaparse, worker'),
      );
      yield await measuredSet(server.url, set, readers, { rounds, runs });
    }
  } finally {
    await server.close();
  }
}

/** @param {Awaited<ReturnType<typeof measuredSet>>} set */
function print({ what, megabytes, agreed, loads, results }) {
  console.log(`\n### ${what}: ${megabytes.toFixed(1)} MB, load ${loads.join(' ')}\n\nall read ${agreed}\n`);
  console.log(
    '| reader | first run MB/s: median (best) | later runs MB/s | times slower | peak MiB (before) |\n|---|---|---|---|---|',
  );
  const speed = (/** @type {number[]} */ times) =>
    times.length
      ? `${((megabytes / median(times)) * 1000).toFixed(0)} (${((megabytes / Math.min(...times)) * 1000).toFixed(0)})`
      : '–';
  const [{ first: ownFirst } = { first: [] }] = results.values();
  const own = median(ownFirst);
  for (const [reader, { first, later, peak, base }] of results) {
    console.log(
      `| ${reader} | ${speed(first)} | ${speed(later)} | ${(median(first) / own).toFixed(1)} | ${peak.toFixed(0)} (${base.toFixed(0)}) |`,
    );
  }
}

const USAGE = 'usage: node bench/import.mjs [--sets 1mb,20mb,many,300mb,long] [--rounds 3] [--runs 2] [--only REGEX]';

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = { sets: '1mb,20mb,many,300mb,long', rounds: '3', runs: '2', only: '.' };
  for (let i = 2; i < process.argv.length; i += 2) {
    const name = /** @type {keyof typeof options} */ ((process.argv[i] ?? '').slice(2));
    const value = process.argv[i + 1];
    if (!(name in options) || value === undefined) throw new Error(USAGE);
    options[name] = value;
  }
  const [sets, only] = [options.sets.split(','), new RegExp(options.only)];
  for await (const set of importSets({ sets, rounds: Number(options.rounds), runs: Number(options.runs), only }))
    print(set);
}
