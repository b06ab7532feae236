// What the engine gives the page at build time: its colours and sizes, and the files of the synthetic sample.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pkg } from './engine.mjs';

/** @param {string} id of the engine */
export const startedEngine = async (id) => {
  // What was built a moment ago: another build in this process is another module.
  const module = await import(`${pathToFileURL(join(pkg, 'sectorscope.js')).href}?${id}`);
  module.initSync({ module: readFileSync(join(pkg, 'sectorscope_bg.wasm')) });
  return /** @type {typeof import('../pkg/sectorscope.js')} */ (module);
};

/**
 * Writes `pkg/tokens.css` and `pkg/sample/`, unless this engine has done so.
 * @param {string} id of the engine
 */
export async function writeSample(id) {
  const [folder, stamp] = [join(pkg, 'sample'), join(pkg, 'sample-stamp')];
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === id) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const { sampleFiles, stylesheet } = await startedEngine(id);
  writeFileSync(join(pkg, 'tokens.css'), stylesheet());
  const files = sampleFiles();
  for (let i = 0; i + 1 < files.length; i += 2) writeFileSync(join(folder, files[i] ?? ''), files[i + 1] ?? '');
  writeFileSync(stamp, id);
}
