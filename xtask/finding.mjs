// Makes a finding: what the engine says of files, kept as results without a price, so that the page can show it to a reader who has
// no files. `node xtask/finding.mjs NAME FILES...` writes `findings/NAME.json` and `.html`, the report, and `findings/NAME/`, what the
// page shows of it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask } from '../bin/ask.mjs';
import { Engine, defaults, initSync } from '../pkg/sectorscope.js';
import { pkg } from './engine.mjs';
import { root } from './setup.mjs';

/** Digits that the page draws and reads by; the report has all of them. */
const DIGITS = 6;

/** Columns as lists, and numbers as the page needs them. @param {string} _ @param {unknown} value */
function shorter(_, value) {
  if (value instanceof Float64Array) return { column: [...value].map((x) => (Number.isFinite(x) ? short(x) : null)) };
  return typeof value === 'number' ? short(value) : value;
}
const short = (/** @type {number} */ x) => (Number.isInteger(x) ? x : Number(x.toPrecision(DIGITS)));

/** @param {string[]} paths @returns {Record<'report.json' | 'report.html' | 'first.json' | 'rest.json', string>} */
export function finding(paths) {
  initSync({ module: readFileSync(join(pkg, 'sectorscope_bg.wasm')) });
  const engine = new Engine();
  for (const path of paths) {
    const handle = engine.begin(basename(path), '{}');
    engine.feed(handle, readFileSync(path));
    engine.finish(handle);
  }
  const chosen = { from: defaults().since, prices: false };
  const [settings, whole] = [JSON.stringify(chosen), JSON.stringify({ prices: false })];
  const ranking = ask(engine, settings, { about: 'ranking', depth: 'full' });
  const claims = ask(engine, settings, { about: 'claims', depth: 'full' });
  const [a, b] = [claims.found[0]?.roles.bitcoin?.[0] ?? '', claims.found[0]?.roles.small_tech?.[0] ?? ''];
  const pair = { a, b };
  const files = ask(engine, settings, { about: 'files' });
  // What is behind the verdicts is in the sections; the page draws by them.
  const light = claims.found.map((claim) => ({
    ...claim,
    evidence: null,
    lenses: {},
    robustness: [],
    history: [],
    beside: [],
    influential_days: null,
  }));
  const first = {
    files: files.found.files.length,
    settings: chosen,
    defaults: defaults(),
    answers: { ranking, claims: { ...claims, found: light } },
  };
  const rest = {
    files: { ...files, found: { ...files.found, files: [] }, sections: [] },
    rolling: ask(engine, whole, { about: 'rolling', ...pair }),
    'constant-band': ask(engine, whole, { about: 'constant-band', ...pair }),
    alignment: ask(engine, settings, { about: 'alignment', ...pair }),
    matrix: ask(engine, settings, { about: 'matrix' }),
    composites: ask(engine, settings, { about: 'composites' }),
    strips: ask(engine, settings, { about: 'strips' }),
    moments: ask(engine, settings, { about: 'moments' }),
  };
  return {
    'report.json': ask(engine, settings, { about: 'report', format: 'json' }),
    'report.html': ask(engine, settings, { about: 'report', format: 'html' }),
    'first.json': JSON.stringify(first, shorter),
    'rest.json': JSON.stringify(rest, shorter),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name = '', ...paths] = process.argv.slice(2);
  const made = finding(paths);
  mkdirSync(join(root, 'findings', name), { recursive: true });
  for (const [file, text] of Object.entries(made)) {
    const path = file.startsWith('report.') ? `${name}.${file.slice('report.'.length)}` : join(name, file);
    writeFileSync(join(root, 'findings', path), `${text}\n`);
  }
}
