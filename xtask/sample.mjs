// What the engine gives the page at build time: its colours and sizes, and the synthetic sample analysed, so that the page shows it
// before the engine has started.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ask } from '../bin/ask.mjs';
import { pkg } from './engine.mjs';

/** @param {string} id of the engine */
const startedEngine = async (id) => {
  // What was built a moment ago: another build in this process is another module.
  const module = await import(`${pathToFileURL(join(pkg, 'sectorscope.js')).href}?${id}`);
  module.initSync({ module: readFileSync(join(pkg, 'sectorscope_bg.wasm')) });
  return /** @type {typeof import('../pkg/sectorscope.js')} */ (module);
};

/**
 * Writes `pkg/tokens.css`, `pkg/sample/` and `pkg/sample.json`, unless this engine has done so.
 * @param {string} id of the engine
 */
export async function analyseSample(id) {
  const [folder, analysed, stamp] = /** @type {[string, string, string]} */ (
    ['sample', 'sample.json', 'sample-stamp'].map((name) => join(pkg, name))
  );
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === id) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const { Engine, defaults, sampleFiles, stylesheet } = await startedEngine(id);
  writeFileSync(join(pkg, 'tokens.css'), stylesheet());
  const engine = new Engine();
  const files = sampleFiles();
  for (let i = 0; i + 1 < files.length; i += 2) {
    const [name = '', text = ''] = files.slice(i, i + 2);
    const handle = engine.begin(name, '{}');
    engine.feed(handle, new TextEncoder().encode(text));
    engine.finish(handle);
    writeFileSync(join(folder, name), text);
  }
  const settings = JSON.stringify({ from: defaults().since });
  const claims = ask(engine, settings, { about: 'claims', depth: 'order' });
  const answers = {
    files: ask(engine, settings, { about: 'files' }),
    ranking: ask(engine, settings, { about: 'ranking', depth: 'full' }),
    // What is behind the verdicts is asked for once the engine is there.
    claims: { ...claims, found: claims.found.map((claim) => ({ ...claim, evidence: null })) },
  };
  writeFileSync(analysed, JSON.stringify({ defaults: defaults(), answers }));
  writeFileSync(stamp, id);
}
