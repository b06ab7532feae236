// A browser to measure in, and what the system knows of its processes.
import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { createServer } from 'node:http';
import { createReadStream, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';
import { LAUNCH } from '../tests/support/browser.mjs';
import { root } from '../xtask/setup.mjs';

/** @type {Record<string, string>} */
export const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
};

/** Serves the bench, the built page and the peers on loopback. */
export async function serveBench() {
  const folders = [
    ['/dist/', join(root, 'dist')],
    ['/peers/', join(root, 'bench', 'node_modules')],
    ['/bench/', join(root, 'bench')],
    ['/pkg/', join(root, 'pkg')],
  ];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const [prefix = '', folder = ''] = folders.find(([prefix]) => path.startsWith(prefix ?? '')) ?? [];
    const file = join(folder, normalize(path.slice(prefix.length)) || '.', path.endsWith('/') ? 'index.html' : '');
    if (!folder || !file.startsWith(folder) || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** A browser of its own, so that no reader inherits another's heap. */
export async function openBrowser() {
  const browser = await chromium.launch(LAUNCH);
  const session = await browser.newBrowserCDPSession();
  const renderers = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  };
  const status = (/** @type {number} */ pid, /** @type {string} */ field) => {
    try {
      return (
        Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024
      );
    } catch {
      return NaN;
    }
  };
  return {
    browser,
    /** Megabytes (MiB) of the largest renderer: now, or at its peak since the last `forget`; NaN where the system does not say. @param {'VmRSS' | 'VmHWM'} field */
    memory: async (field) => Math.max(...(await renderers()).map((pid) => status(pid, field))),
    /** Lets the peaks begin anew. */
    forget: async () => {
      for (const pid of await renderers()) {
        try {
          writeFileSync(`/proc/${pid}/clear_refs`, '5');
        } catch {
          // Not this system: peaks then hold from the start of the process.
        }
      }
    },
    close: () => browser.close(),
  };
}

/** Load of the machine over the last minute. */
export const load = () => (loadavg()[0] ?? NaN).toFixed(1);

/** @param {number[]} values */
export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
