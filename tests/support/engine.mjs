// The engine in Node, with files.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Engine, initSync, sampleFiles } from '../../pkg/sectorscope.js';
import { root } from '../../xtask/setup.mjs';

/** The engine with these files, by their names; with the synthetic sample where there are none. @param {string[]} [paths] */
export function engineWith(paths) {
  initSync({ module: readFileSync(join(root, 'pkg', 'sectorscope_bg.wasm')) });
  const engine = new Engine();
  const add = (/** @type {string} */ name, /** @type {Uint8Array} */ bytes) => {
    const handle = engine.begin(name, '{}');
    engine.feed(handle, bytes);
    engine.finish(handle);
  };
  const sample = sampleFiles();
  if (paths) paths.forEach((path) => add(basename(path), readFileSync(path)));
  else for (let i = 0; i + 1 < sample.length; i += 2) add(sample[i] ?? '', new TextEncoder().encode(sample[i + 1]));
  return engine;
}
