// The engine: which sources it is made from, and the two modules that are made of them: the one that draws, and the one that computes.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { ensureWasmTarget, root, run, say } from './setup.mjs';

/** @typedef {'release' | 'wasm-dev'} Profile `wasm-dev` is compiled in parts and not optimised: for tests while one works */

/** Where the modules lie that page, command and tests use: those that were built last. */
export const pkg = join(root, 'pkg');

// Features are named one by one: `--all-features` writes modules that browsers refuse.
// (-O3 takes a third longer, for a thousandth of the size.) Functions stand in the order of their names, so that what was made of
// one generic function lies together: gzip, which looks back 32 kB, then finds it again, and writes 4 % less. What is called from one
// place stays a function: folded into its caller it makes functions of a hundred kilobytes, which browsers compile late, so that the
// first files are read a fifth slower.
const WASM_OPT = [
  '-O2',
  '--one-caller-inline-max-function-size=30',
  '--reorder-functions-by-name',
  ...[
    'simd',
    'bulk-memory',
    'sign-ext',
    'nontrapping-float-to-int',
    'mutable-globals',
    'reference-types',
    'multivalue',
  ].map((feature) => `--enable-${feature}`),
];

/** What goes into the modules, and nothing else: Rust sources, what they depend on, the toolchain, and flags. */
const SOURCES = [
  'src',
  ...['chart', 'ground', 'stats'].flatMap((name) => [`crates/${name}/src`, `crates/${name}/Cargo.toml`]),
  'crates/drawing',
  'crates/module',
  'Cargo.toml',
  'Cargo.lock',
  'rust-toolchain.toml',
  '.cargo/config.toml',
];

/** Test modules are compiled into no module. @param {string} path with slashes */
const isTest = (path) => /(^|\/)tests(\/|\.rs$)/.test(path);

/** All files below a folder, or the file itself, sorted. @param {string} path @returns {string[]} */
export function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/**
 * Digest of files and words.
 * @param {string} base @param {string[]} sources files and folders below it @param {string[]} words
 * @param {(name: string) => boolean} [counts] whether a file counts, by its path from `base`
 */
export function digest(base, sources, words, counts = () => true) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => filesBelow(join(base, source)))) {
    const name = relative(base, path).split(sep).join('/');
    if (counts(name)) hash.update(name).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.update(JSON.stringify(words)).digest('hex').slice(0, 16);
}

/**
 * The engine's id: it changes where a number could. The page and both modules carry it and compare it at the start; a report names it.
 * @param {string} [base] the project's folder
 */
export function engineId(base = root) {
  const { packages } = JSON.parse(readFileSync(join(base, 'package-lock.json'), 'utf8'));
  return digest(base, SOURCES, [...WASM_OPT, packages['node_modules/binaryen'].version], (name) => !isTest(name));
}

/** The modules that are published, each with the package that it is linked from: the engine, and what the page draws with. */
const PUBLISHED = { sectorscope: 'sectorscope-module', drawing: 'sectorscope-drawing' };

/** @param {string} folder @param {string} wanted */
const isStamped = (folder, wanted) =>
  existsSync(join(folder, 'stamp')) && readFileSync(join(folder, 'stamp'), 'utf8') === wanted;

/**
 * Compiles libraries to WebAssembly with their bindings, below `target`, unless that was done for these very sources.
 * @param {Record<string, string>} modules names with packages @param {string} what they are, which names the folder
 * @param {Profile} profile @param {string} id of the engine @param {string} stamp of all sources
 * @returns {string} the folder
 */
function compile(modules, what, profile, id, stamp) {
  const folder = join(root, 'target', 'engine', profile, what);
  if (isStamped(folder, stamp)) return folder;
  rmSync(folder, { recursive: true, force: true });
  ensureWasmTarget();
  const names = Object.keys(modules);
  say(`compiling ${names.join(' and ')} to WebAssembly (${profile})`);
  const linked = Object.entries(modules).flatMap(([name, from]) => [from, name]);
  run('cargo', ['xtask', 'wasm', profile, folder, ...linked], { SECTORSCOPE_BUILD_ID: id });
  if (profile === 'release' && modules === PUBLISHED) {
    for (const name of names) {
      say(`optimising ${name}`);
      const module = join(folder, `${name}_bg.wasm`);
      run(process.execPath, [
        join(root, 'node_modules', 'binaryen', 'bin', 'wasm-opt'),
        module,
        '-o',
        module,
        ...WASM_OPT,
      ]);
    }
  }
  writeFileSync(join(folder, 'stamp'), stamp);
  return folder;
}

/**
 * Builds both modules, and puts them where page and command look for them.
 * @param {Profile} profile @returns {string} its id
 */
export function buildEngine(profile) {
  const id = engineId();
  const built = compile(PUBLISHED, 'published', profile, id, id);
  const stamp = `${id} ${profile}`;
  if (isStamped(pkg, stamp)) return id;
  rmSync(pkg, { recursive: true, force: true });
  mkdirSync(pkg, { recursive: true });
  for (const file of filesBelow(built)) if (basename(file) !== 'stamp') cpSync(file, join(pkg, basename(file)));
  writeFileSync(join(pkg, 'stamp'), stamp);
  return id;
}

/**
 * Builds the runner of reference values, of the very objects that the engine is linked from.
 * @param {Profile} profile @returns {string} its folder
 */
export function buildGoldens(profile) {
  const id = engineId();
  const stamp = digest(root, ['crates/goldens/src', 'crates/goldens/Cargo.toml'], [id]);
  return compile({ goldens: 'goldens' }, 'goldens', profile, id, stamp);
}
