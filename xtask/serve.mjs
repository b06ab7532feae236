// A static server on loopback: dist/ under any base path, as a static host would serve it.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** What a file is, by its ending. @type {Record<string, string>} */
export const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.csv': 'text/csv; charset=utf-8',
};

/** @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void} Answer */
/**
 * `seen` lists every path that was asked for; `answer` takes a path, without the base, over from the folder.
 * @typedef {{ url: string, seen: string[], answer: (path: string, answer: Answer) => void, close: () => Promise<void> }} Served
 */

/**
 * Serves a folder on 127.0.0.1.
 * @param {string} folder
 * @param {{ port?: number, base?: string, types?: Record<string, string> }} [options] a free port and `/` by default
 * @returns {Promise<Served>}
 */
export function serve(folder, { port = 0, base = '/', types = TYPES } = {}) {
  /** @type {string[]} */
  const seen = [];
  /** @type {Map<string, Answer>} */
  const answers = new Map();
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://127.0.0.1').pathname);
    if (path !== base && path === base.replace(/\/$/, '')) {
      response.writeHead(301, { location: base }).end();
      return;
    }
    const answer = answers.get(path.slice(base.length));
    if (answer) return answer(request, response);
    const inside = path.startsWith(base) ? normalize(path.slice(base.length)) : '..';
    const file = join(
      folder,
      inside.endsWith('/') || inside === '.' || inside === '' ? join(inside, 'index.html') : inside,
    );
    if (inside.startsWith('..') || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve({
        url: `http://127.0.0.1:${address.port}${base}`,
        seen,
        answer: (path, answer) => answers.set(path, answer),
        close: () =>
          new Promise((done) => {
            server.closeAllConnections();
            server.close(() => done());
          }),
      });
    });
  });
}
