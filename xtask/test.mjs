// npm test: everything, on a machine with only rustup and Node.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildDist } from './build.mjs';
import { ensureBrowser, ensurePackages, ensureRustComponents, ensureWasmTarget, root, run, say } from './setup.mjs';

const began = Date.now();
const step = (/** @type {string} */ text) => say(`[${((Date.now() - began) / 1000).toFixed(0)} s] ${text}`);
const testsIn = (/** @type {string} */ folder) =>
  readdirSync(join(root, folder)).filter((name) => name.endsWith('.test.mjs')).sort().map((name) => join(folder, name));

ensurePackages();
ensureWasmTarget();
ensureRustComponents();
const browser = ensureBrowser();

step('format and lints');
run('cargo', ['fmt', '--all', '--check']);
run('cargo', ['clippy', '--workspace', '--all-targets', '--', '-D', 'warnings']);
run('cargo', ['clippy', '--lib', '--package', 'sectorscope', '--package', 'goldens', '--target', 'wasm32-unknown-unknown', '--', '-D', 'warnings']);

step('Rust tests');
run('cargo', ['test', '--workspace']);

step('mutations of the kept inputs, a quarter of a minute for each fuzz target');
run('cargo', ['test', '--test', 'fuzz_smoke']);

step('the page');
await buildDist();
run(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit']);

step('reference values, natively and in WebAssembly');
run(process.execPath, [join('xtask', 'goldens.mjs')]);

step('JavaScript and browser tests');
if (!process.env.REAL_DATA) say('REAL_DATA is unset: tests on real price files are skipped');
run(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=spec', ...testsIn('tests/js'), ...testsIn('tests/browser')], { CHROME: browser });
step('all passed');
