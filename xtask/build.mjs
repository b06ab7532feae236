// Builds dist/: the very files that are served, tested and published.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { FIRST_DAY } from '../www/js/store.js';
import { ensurePackages, ensureWasmTarget, root, run, say } from './setup.mjs';

const pkg = join(root, 'pkg');
const dist = join(root, 'dist');

// Named one by one: `--all-features` writes modules that browsers refuse.
const WASM_FEATURES = ['simd', 'bulk-memory', 'sign-ext', 'nontrapping-float-to-int', 'mutable-globals',
  'reference-types', 'multivalue'];

/** @param {Buffer | string} bytes */
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 12);

/** All files below a folder, sorted. @param {string} folder @returns {string[]} */
export function filesBelow(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** One id for everything the page and the engine are made from; both carry it, and compare at start. */
export function buildId() {
  const hash = createHash('sha256');
  const sources = [...filesBelow(join(root, 'src')), ...filesBelow(join(root, 'www')),
    ...['Cargo.toml', 'Cargo.lock', 'package-lock.json', 'index.html'].map((name) => join(root, name))];
  for (const path of sources) hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/**
 * Compiles to WebAssembly and optimises, unless that was done for these very sources.
 * @param {'wasm' | 'goldens'} task of xtask
 * @param {string} module the file it writes
 * @param {string} id of the engine
 * @param {string} sources id of all that the module is made from
 */
export function buildWasm(task, module, id, sources = id) {
  const stamp = join(dirname(module), 'build-id');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  ensureWasmTarget();
  say(`compiling ${basename(module, '_bg.wasm')} to WebAssembly`);
  run('cargo', ['xtask', task], { SECTORSCOPE_BUILD_ID: id });
  say('optimising it');
  run(process.execPath, [join(root, 'node_modules', 'binaryen', 'bin', 'wasm-opt'), module, '-o', module, '-O3',
    ...WASM_FEATURES.map((feature) => `--enable-${feature}`)]);
  writeFileSync(stamp, sources);
}

/** Analyses the synthetic sample at build time, so that the page shows it before the engine has started. */
function analyseSample() {
  const folder = join(pkg, 'sample');
  rmSync(folder, { recursive: true, force: true });
  const engine = join(root, 'bin', 'sectorscope.mjs');
  const sectorscope = (/** @type {string[]} */ args) => {
    const done = spawnSync(process.execPath, [engine, ...args], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (done.status !== 0) throw new Error(`the engine could not ${args[0]}: ${done.stderr}`);
    return done.stdout;
  };
  sectorscope(['sample', folder]);
  const report = JSON.parse(sectorscope(['analyze', ...filesBelow(folder), '--from', FIRST_DAY, '--json']));
  const { files, series, ranking, claims } = report;
  // What is behind the verdicts is asked for once the engine is there.
  const verdicts = claims.map((/** @type {object} */ claim) => ({ ...claim, robustness: [] }));
  writeFileSync(join(pkg, 'sample.json'), JSON.stringify({ files, series, ranking, claims: verdicts }));
}

/** @param {string} id */
async function bundle(id) {
  const { build } = await import('esbuild');
  const common = { bundle: true, minify: true, /** @type {false} */ write: false, target: 'es2022',
    define: { BUILD_ID: JSON.stringify(id) }, legalComments: /** @type {const} */ ('none'), logLevel: /** @type {const} */ ('warning') };
  const text = async (/** @type {string} */ entry, /** @type {'esm' | 'iife'} */ format) => {
    const done = await build({ ...common, entryPoints: [join(root, entry)], format, outdir: dist });
    return Buffer.from(/** @type {any} */ (done.outputFiles)[0].contents);
  };
  return {
    'style.css': await text('www/css/style.css', 'esm'),
    'worker.js': await text('www/js/worker.js', 'iife'),
    'app.js': await text('www/js/main.js', 'esm'),
    'sectorscope.wasm': readFileSync(join(pkg, 'sectorscope_bg.wasm')),
  };
}

/** @param {string} message @returns {never} */
function fail(message) {
  throw new Error(message);
}

/** The table of the methods page: what the page uses and what textbooks offer, one row for each procedure and kind. */
function calibrationTable() {
  const { rows } = JSON.parse(readFileSync(join(root, 'calibration', 'results.json'), 'utf8'));
  const escape = (/** @type {string} */ text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const lengths = [250, 500, 1250];
  const designs = ['normal', 'moderate', 'heavy'];
  const shown = rows.filter((/** @type {any} */ row) => ['page', 'claims', 'textbook'].includes(row.used) && lengths.includes(row.n));
  /** @type {Map<string, any[]>} */
  const byId = new Map();
  for (const row of shown) byId.set(row.id, [...byId.get(row.id) ?? [], row]);
  const body = [...byId.values()].map((all) => {
    const [{ procedure, kind, used, nominal }] = all;
    const cell = (/** @type {string} */ design, /** @type {number} */ n) => {
      const found = all.find((/** @type {any} */ row) => row.design === design && row.n === n);
      return `<td>${found ? (100 * found.value).toFixed(1) : '–'}</td>`;
    };
    return `<tr><th scope="row">${escape(procedure)}</th><td>${escape(kind)}</td><td>${escape(used)}</td><td>${100 * nominal}</td>${designs.flatMap((design) => lengths.map((n) => cell(design, n))).join('')}</tr>`;
  });
  return `<table><thead><tr><th scope="col" rowspan="2">Procedure</th><th scope="col" rowspan="2">What is counted</th><th scope="col" rowspan="2">Used by</th><th scope="col" rowspan="2">Should be</th>${designs.map((design) => `<th scope="colgroup" colspan="3">${design}</th>`).join('')}</tr>`
    + `<tr>${designs.flatMap(() => lengths.map((n) => `<th scope="col">${n}</th>`)).join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** Builds everything; returns the sizes of what a visitor loads. */
export async function buildDist() {
  ensurePackages();
  const id = buildId();
  buildWasm('wasm', join(pkg, 'sectorscope_bg.wasm'), id);
  analyseSample();
  say('bundling the page');
  const assets = await bundle(id);
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(join(dist, 'assets'), { recursive: true });
  const parts = new Map([['calibration', calibrationTable()]]);
  for (const [name, bytes] of Object.entries(assets)) {
    const hashed = `assets/${name.replace('.', `-${digest(bytes)}.`)}`;
    writeFileSync(join(dist, hashed), bytes);
    parts.set(name, hashed);
  }
  const page = (/** @type {string} */ source) => {
    const text = readFileSync(join(root, source), 'utf8').replace(/\{\{([\w.]+)\}\}/g, (_, name) => parts.get(name) ?? fail(`${source} asks for ${name}, which there is not`));
    writeFileSync(join(dist, basename(source)), text);
    return text;
  };
  const [index] = [page('index.html'), page('www/methods.html')];
  writeFileSync(join(dist, '.nojekyll'), '');
  cpSync(join(pkg, 'sample'), join(dist, 'sample'), { recursive: true });
  for (const licence of ['LICENSE-MIT', 'LICENSE-APACHE']) cpSync(join(root, licence), join(dist, licence));
  const sizes = Object.entries({ ...assets, 'index.html': Buffer.from(index) })
    .map(([name, bytes]) => `${basename(name)} ${(gzipSync(bytes, { level: 9 }).length / 1000).toFixed(1)} kB`);
  say(`dist/ is ready (gzip: ${sizes.join(', ')})`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildDist();
