// A 1 GB file dropped on the built page: is it read, does the page stay free, how soon does a cancel take hold, what memory does it take.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../xtask/serve.mjs';
import { root, say } from '../xtask/setup.mjs';
import { load, openBrowser } from './browser.mjs';
import { SETS } from './data.mjs';

const set = process.argv[2] ?? '1gb';
const paths = SETS[set]?.paths() ?? [];
const megabytes = paths.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6;
const server = await serve(join(root, 'dist'), { base: '/sectorscope/' });
const { browser, memory, forget, close } = await openBrowser();

/** Drops the files as a person does. @param {import('playwright-core').Page} page */
async function drop(page) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop']))
    await session.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
  await session.detach();
}

/** A new page that watches itself: long tasks, pauses between frames and timers, and what the progress says. */
async function newPage() {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.setDefaultTimeout(600_000);
  page.on('pageerror', (error) => console.log(`page error: ${error.message}`));
  await page.goto(server.url);
  await page.waitForFunction(() => document.querySelector('#matrix-table'));
  await page.evaluate(() => {
    const seen = { longest: 0, tasks: 0, timer: 0, frame: 0, progress: 0, last: -1 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) =>
      list.getEntries().forEach(({ duration }) => {
        seen.longest = Math.max(seen.longest, duration);
        seen.tasks += 1;
      }),
    ).observe({ type: 'longtask' });
    let beat = performance.now();
    setInterval(() => {
      const now = performance.now();
      seen.timer = Math.max(seen.timer, now - beat);
      beat = now;
    }, 4);
    let frame = performance.now();
    const draw = () => {
      const now = performance.now();
      seen.frame = Math.max(seen.frame, now - frame);
      frame = now;
      requestAnimationFrame(draw);
    };
    draw();
    new MutationObserver(() => {
      const value =
        /** @type {HTMLProgressElement | null} */ (document.querySelector('#drop progress'))?.value ?? seen.last;
      if (value !== seen.last) seen.progress += 1;
      seen.last = value;
    }).observe(/** @type {Element} */ (document.querySelector('#drop')), {
      childList: true,
      subtree: true,
      attributes: true,
    });
  });
  await forget();
  return page;
}

try {
  const page = await newPage();
  const before = await memory('VmRSS');
  const began = performance.now();
  await drop(page);
  await page.waitForFunction(() => /read and ranked/.test(document.querySelector('#drop .banner')?.textContent ?? ''));
  const seconds = (performance.now() - began) / 1000;
  const seen = await page.evaluate('seen');
  say(
    `${megabytes.toFixed(0)} MB read and ranked in ${seconds.toFixed(1)} s (${(megabytes / seconds).toFixed(0)} MB/s), load ${load()}`,
  );
  say(`"${await page.locator('#drop .banner').innerText()}"`);
  say(
    `progress changed ${seen.progress} times; long tasks ${seen.tasks}, the longest ${seen.longest.toFixed(0)} ms; longest pause of timers ${seen.timer.toFixed(0)} ms, of frames ${seen.frame.toFixed(0)} ms`,
  );
  say(`peak of the renderer ${(await memory('VmHWM')).toFixed(0)} MiB, before ${before.toFixed(0)} MiB`);
  const hashing = performance.now();
  await page.waitForFunction(() => {
    const details = /** @type {HTMLDetailsElement | null} */ (document.querySelector('li.file details'));
    if (details) details.open = true;
    return /SHA-256 [0-9a-f]{64}/.test(details?.querySelector('.hash')?.textContent ?? '');
  });
  say(
    `SHA-256 known ${((performance.now() - hashing) / 1000).toFixed(1)} s later; peak now ${(await memory('VmHWM')).toFixed(0)} MiB`,
  );
  await page.context().close();

  const latencies = [];
  for (const share of [0.05, 0.3, 0.6]) {
    const other = await newPage();
    await drop(other);
    await other.waitForFunction(
      (bytes) =>
        Number(/** @type {HTMLProgressElement | null} */ (document.querySelector('#drop progress'))?.value) > bytes,
      share * megabytes * 1e6,
      { polling: 20 },
    );
    latencies.push(
      await other.evaluate(
        () =>
          new Promise((resolve) => {
            const clicked = performance.now();
            new MutationObserver(() => {
              if (!document.querySelector('#drop progress')) resolve(performance.now() - clicked);
            }).observe(/** @type {Element} */ (document.querySelector('#drop')), { childList: true, subtree: true });
            /** @type {HTMLButtonElement} */ (document.querySelector('#cancel')).click();
          }),
      ),
    );
    await other.context().close();
  }
  say(`cancelled after ${latencies.map((latency) => `${Number(latency).toFixed(0)} ms`).join(', ')}`);
} finally {
  await close();
  await server.close();
}
