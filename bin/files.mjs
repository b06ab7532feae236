// Files of this machine, as the engine takes them.
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { Refusal } from './arguments.mjs';

const SLICE = 1 << 20;

/** File names without folders, unless two are the same: then with as many folders as tell them apart. @param {string[]} paths */
export function shortNames(paths) {
  const parts = paths.map((path) => resolve(path).split(sep));
  return parts.map((own, i) => {
    for (let depth = 1; depth <= own.length; depth += 1) {
      const name = own.slice(-depth).join('/');
      if (!parts.some((other, j) => j !== i && other.slice(-depth).join('/') === name)) return name;
    }
    throw new Refusal(`${paths[i]} is named twice.`);
  });
}

/** The bytes of a file, slice by slice; each is gone with the next. @param {string} path */
export function* slicesOf(path) {
  if (!existsSync(path)) throw new Refusal(`${path} does not exist.`);
  const file = openSync(path, 'r');
  const buffer = new Uint8Array(SLICE);
  try {
    for (let read = readSync(file, buffer, 0, SLICE, null); read > 0; read = readSync(file, buffer, 0, SLICE, null))
      yield buffer.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

/** The part of the mapping that is of files in this file, an archive. @param {Record<string, unknown>} mapping @param {string} name */
const inside = (mapping, name) =>
  Object.fromEntries(Object.entries(mapping).filter(([file]) => file.startsWith(`${name}/`)));

/**
 * @param {import('../pkg/sectorscope.js').Engine} engine
 * @param {string} path @param {string} name @param {Record<string, unknown>} mapping
 */
export function importFile(engine, path, name, mapping) {
  if (existsSync(path) && statSync(path).isDirectory()) {
    const refused = { to: 'refuse', name, code: 'folder', found: 'a folder', advice: 'Name the files in it.' };
    engine.change(JSON.stringify(refused));
    return;
  }
  const handle = engine.begin(name, JSON.stringify(mapping[name] ?? {}), JSON.stringify(inside(mapping, name)));
  for (const slice of slicesOf(path)) engine.feed(handle, slice);
  engine.finish(handle);
}
