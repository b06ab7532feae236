// What the modules give the page at build time: its colours and sizes, and the files of the synthetic sample.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pkg } from './engine.mjs';

/**
 * A module that was built a moment ago: another build in this process is another module.
 * @param {'sectorscope' | 'drawing'} name @param {string} id of the engine
 */
async function started(name, id) {
  const module = await import(`${pathToFileURL(join(pkg, `${name}.js`)).href}?${id}`);
  module.initSync({ module: readFileSync(join(pkg, `${name}_bg.wasm`)) });
  return module;
}

/** What the page draws with. @param {string} id @returns {Promise<typeof import('../pkg/drawing.js')>} */
export const startedDrawing = (id) => started('drawing', id);

/**
 * Writes `pkg/tokens.css` and `pkg/sample/`, unless this engine has done so.
 * @param {string} id of the engine
 */
export async function writeSample(id) {
  const [folder, stamp] = [join(pkg, 'sample'), join(pkg, 'sample-stamp')];
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === id) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(pkg, 'tokens.css'), (await startedDrawing(id)).stylesheet());
  /** @type {typeof import('../pkg/sectorscope.js')} */
  const { sampleFiles } = await started('sectorscope', id);
  const files = sampleFiles();
  for (let i = 0; i + 1 < files.length; i += 2) writeFileSync(join(folder, files[i] ?? ''), files[i + 1] ?? '');
  writeFileSync(stamp, id);
}
