// Megabytes a second of the engine alone, in Node: bytes that are in memory already to columns, and to a SHA-256. Neither disk
// nor browser. Processor time is what counts where a machine has other work.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../xtask/setup.mjs';
import { load } from './browser.mjs';
import { SETS } from './data.mjs';

const { Engine, Sha256, initSync } = await import('../pkg/sectorscope.js');
const { memory } = initSync({ module: readFileSync(join(root, 'pkg', 'sectorscope_bg.wasm')) });
const SLICE = 1 << 20;
const sets = (process.argv[2] ?? '1mb,20mb,many,long').split(',');
const rounds = Number(process.argv[3] ?? 7);

/** The best of all rounds. @param {number} megabytes @param {() => void} work */
function best(megabytes, work) {
  const speeds = Array.from({ length: rounds }, () => {
    const [began, used] = [performance.now(), process.cpuUsage()];
    work();
    const { user, system } = process.cpuUsage(used);
    return [(megabytes / (performance.now() - began)) * 1e3, (megabytes / (user + system)) * 1e6];
  });
  const [wall, processor] = [0, 1].map((i) => Math.max(...speeds.map((speed) => speed[i] ?? 0)).toFixed(0));
  return `${wall} MB/s (${processor} by processor time)`;
}

for (const set of sets) {
  const files = (SETS[set]?.paths() ?? []).map((path) => ({ path, bytes: readFileSync(path) }));
  const megabytes = files.reduce((sum, { path }) => sum + statSync(path).size, 0) / 1e6;
  const slices = (/** @type {Buffer} */ bytes) =>
    Array.from({ length: Math.ceil(bytes.length / SLICE) }, (_, i) => bytes.subarray(i * SLICE, (i + 1) * SLICE));
  const columns = best(megabytes, () => {
    const engine = new Engine();
    for (const { path, bytes } of files) {
      const handle = engine.begin(path, '{}', '{}', bytes.length);
      for (const slice of slices(bytes)) engine.feed(handle, slice);
      engine.finish(handle);
    }
    engine.free();
  });
  const held = memory.buffer.byteLength / 2 ** 20;
  const hash = process.env.NOHASH
    ? ''
    : best(megabytes, () =>
        files.forEach(({ bytes }) => {
          const sha256 = new Sha256();
          slices(bytes).forEach((slice) => sha256.update(slice));
          sha256.finish();
        }),
      );
  console.log(
    `${set.padEnd(6)} columns ${columns}, SHA-256 ${hash}; wasm memory ${held.toFixed(0)} MiB; load ${load()}`,
  );
}
