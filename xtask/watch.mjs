// npm start -- --watch: what changed is built again, and reported with the time it took. The page itself cannot be
// notified, as its network is off: `/watch` shows it in a frame, and loads the frame again.
import { watch as watchFolder } from 'node:fs';
import { join } from 'node:path';
import { buildDist, bundleDist } from './build.mjs';
import { engineId } from './engine.mjs';
import { root, say } from './setup.mjs';

/** Folders and files that the page is made of. */
const SOURCES = ['www', 'index.html', 'src', 'crates'];
/** Editors write a file in several steps: wait until this many milliseconds have passed without another. */
const QUIET = 30;

const FRAME = `<!doctype html><title>Sectorscope (watched)</title><style>html,body,iframe{margin:0;border:0;width:100%;height:100%}</style>
<iframe src="./"></iframe><script>new EventSource('watch-events').onmessage = () => document.querySelector('iframe').contentWindow.location.reload();</script>`;

/**
 * Watches until the process ends.
 * @param {Awaited<ReturnType<typeof import('./serve.mjs').serve>>} server
 */
export async function watch(server) {
  /** @type {Set<import('node:http').ServerResponse>} */
  const frames = new Set();
  server.answer('watch', (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(FRAME),
  );
  server.answer('watch-events', (request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': open\n\n');
    frames.add(response);
    request.on('close', () => frames.delete(response));
  });
  let id = engineId();
  let building = Promise.resolve();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const rebuild = async (/** @type {string} */ name) => {
    const began = performance.now();
    try {
      const now = engineId();
      if (now === id) await bundleDist(id);
      else await buildDist('wasm-dev');
      id = now;
      say(`${name} changed: built again in ${((performance.now() - began) / 1000).toFixed(2)} s`);
      for (const frame of frames) frame.write('data: built\n\n');
    } catch (error) {
      say(`${name} changed, and does not build: ${error instanceof Error ? error.message : error}`);
    }
  };
  for (const source of SOURCES) {
    watchFolder(join(root, source), { recursive: true }, (_, name) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        building = building.then(() => rebuild(name ? `${source}/${name}` : source));
      }, QUIET);
    });
  }
  say(`${server.url}watch loads itself again whenever something was built`);
}
