// npm run goldens: the reference values, natively and in WebAssembly. All must hold, and every value that was computed on
// the way must be the same to the last bit. The variable GOLDENS names another folder than tests/golden; an argument the module's profile.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildGoldens, filesBelow } from './engine.mjs';
import { ensurePackages, root, say } from './setup.mjs';

/** @typedef {{ values: string, report: string, passed: boolean }} Result */

/**
 * The first line that is not the same in both texts, with the line above it that names its case; null where there is none.
 * @param {string} native @param {string} wasm
 */
export function firstDifference(native, wasm) {
  const [ours, theirs] = [native.split('\n'), wasm.split('\n')];
  let name = '';
  for (let i = 0; i < Math.max(ours.length, theirs.length); i += 1) {
    if (ours[i] !== theirs[i]) return { name, native: ours[i] ?? '(ended)', wasm: theirs[i] ?? '(ended)' };
    if (!ours[i]?.startsWith(' ')) name = ours[i] ?? '';
  }
  return null;
}

/** @param {string} folder @param {import('./engine.mjs').Profile} profile @returns {Promise<Result>} */
async function runWasm(folder, profile) {
  const built = buildGoldens(profile);
  const { Goldens, initSync } = await import(pathToFileURL(join(built, 'goldens.js')).href);
  initSync({ module: readFileSync(join(built, 'goldens_bg.wasm')) });
  const goldens = new Goldens();
  for (const path of ['expected', 'inputs'].flatMap((part) => filesBelow(join(folder, part)))) {
    goldens.add(relative(folder, path).split(sep).join('/'), readFileSync(path));
  }
  const [values, report, end] = goldens.run();
  return { values, report, passed: end === 'passed' };
}

/** @param {string} folder @returns {Result} */
function runNative(folder) {
  const out = mkdtempSync(join(tmpdir(), 'sectorscope-goldens-'));
  const values = join(out, 'values.txt');
  try {
    const done = spawnSync('cargo', ['test', '--quiet', '--test', 'goldens'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, GOLDENS: folder, GOLDENS_VALUES: values },
    });
    if (!existsSync(values)) throw new Error(`the native runner did not finish: ${done.error?.message ?? done.stdout}`);
    return { values: readFileSync(values, 'utf8'), report: done.stdout, passed: done.status === 0 };
  } finally {
    rmSync(out, { recursive: true });
  }
}

async function main() {
  ensurePackages();
  const folder = resolve(root, process.env.GOLDENS ?? join('tests', 'golden'));
  const [native, wasm] = [
    runNative(folder),
    await runWasm(folder, process.argv[2] === 'wasm-dev' ? 'wasm-dev' : 'release'),
  ];
  for (const [name, { report, passed }] of Object.entries({ native, WebAssembly: wasm })) {
    if (!passed) console.log(report);
    say(`${name}: ${report.trimEnd().split('\n').at(-1)}`);
  }
  const difference = firstDifference(native.values + native.report, wasm.values + wasm.report);
  if (difference) {
    say(
      `not the same bytes, first in ${difference.name}\n  native:      ${difference.native}\n  WebAssembly: ${difference.wasm}`,
    );
  } else {
    const digest = createHash('sha256').update(wasm.values).update(wasm.report).digest('hex');
    say(`same bytes: ${wasm.values.split('\n  ').length - 1} lines of values, SHA-256 ${digest}`);
  }
  if (difference || !native.passed || !wasm.passed) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
