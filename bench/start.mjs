// Milliseconds from the address to the first answer, to pictures that answer a pointer, and to an engine behind a closed network: the
// built page, compressed as a host sends it, on this machine and over a line of 10 Mbit/s and 40 ms, also at a quarter of the speed.
// node bench/start.mjs [ROUNDS]
import { readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { filesBelow } from '../xtask/engine.mjs';
import { TYPES, serve } from '../xtask/serve.mjs';
import { root } from '../xtask/setup.mjs';
import { load, median, openBrowser } from './browser.mjs';

const dist = join(root, 'dist');

/** What the page asks for at its start, by path, compressed. */
const bodies = new Map(
  filesBelow(dist)
    .filter((path) => statSync(path).isFile())
    .map((path) => {
      const bytes = readFileSync(path);
      return [path.slice(dist.length + 1), { raw: bytes, gzip: gzipSync(bytes, { level: 9 }) }];
    }),
);

/** Serves the page, compressed. */
async function serveCompressed() {
  const server = await serve(dist);
  for (const [path, { gzip }] of bodies) {
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    server.answer(path, (_, response) =>
      response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(gzip),
    );
  }
  return server;
}

/** In the page, before anything of it: when each thing is there. */
function watch() {
  /** @type {Record<string, number>} */
  const marks = {};
  Object.assign(window, { marks });
  const states = {
    'all pictures drawn': () => document.querySelector('#matrix canvas[aria-label*=" series"]'),
    'network off, worker started': () => document.querySelector('#privacy.locked'),
  };
  const look = () => {
    for (const [name, there] of Object.entries(states)) if (!marks[name] && there()) marks[name] = performance.now();
    if (Object.keys(states).every((name) => marks[name])) return;
    setTimeout(look, 2);
  };
  look();
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint') marks['first answer (first paint)'] = startTime;
  }).observe({ type: 'paint', buffered: true });
}

/** One start in a profile of its own. @param {string} url @param {{ slow: boolean, processor: number }} line */
async function started(url, { slow, processor }) {
  const { browser, close } = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const session = await page.context().newCDPSession(page);
    if (slow) {
      await session.send('Network.enable');
      const speed = { latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 1e6 / 8 };
      await session.send('Network.emulateNetworkConditions', { offline: false, ...speed });
    }
    await session.send('Emulation.setCPUThrottlingRate', { rate: processor });
    await page.addInitScript(watch);
    await page.goto(`${url}index.html`);
    await page.waitForFunction(() => Object.keys(Reflect.get(window, 'marks')).length >= 3);
    return /** @type {Record<string, number>} */ (await page.evaluate(() => Reflect.get(window, 'marks')));
  } finally {
    await close();
  }
}

const LINES = [
  { what: 'this machine', slow: false, processor: 1 },
  { what: '10 Mbit/s, 40 ms', slow: true, processor: 1 },
  { what: 'the same, processor at a quarter', slow: true, processor: 4 },
];
const MARKS = ['first answer (first paint)', 'all pictures drawn', 'network off, worker started'];

/** The table of starts, and that of what is loaded. @param {number} rounds */
export async function startTables(rounds) {
  const server = await serveCompressed();
  /** @type {Map<string, Record<string, number>[]>} */
  const found = new Map(LINES.map(({ what }) => [what, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const line of LINES) found.get(line.what)?.push(await started(server.url, line));
  await server.close();
  const starts = [
    `| start, milliseconds: ${rounds} new profiles, load ${load()} | ${MARKS.join(' | ')} |`,
    '|---|---|---|---|',
  ];
  for (const [what, all] of found) {
    const cells = MARKS.map((name) => median(all.map((marks) => marks[name] ?? Number.NaN)).toFixed(0));
    starts.push(`| ${what} | ${cells.join(' | ')} |`);
  }
  const sizes = ['| file, in the order asked for | raw | gzip | brotli |', '|---|---|---|---|'];
  const spelled = (/** @type {number[]} */ some) => some.map((size) => size.toLocaleString('en')).join(' | ');
  let sums = [0, 0, 0];
  for (const path of new Set(server.seen.map((url) => url.slice(1)))) {
    const body = bodies.get(path);
    if (!body) continue;
    const { raw, gzip } = body;
    const own = [raw.length, gzip.length, brotliCompressSync(raw).length];
    sums = sums.map((sum, at) => sum + (own[at] ?? 0));
    sizes.push(`| ${path} | ${spelled(own)} |`);
  }
  return `${starts.join('\n')}\n\n${[...sizes, `| together | ${spelled(sums)} |`].join('\n')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await startTables(Number(process.argv[2] ?? 5)));
