// The page in Firefox and in WebKit, on a wide window and on one as narrow as a phone; left out, with the reason, where they are not.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../../xtask/setup.mjs';
import { serve } from '../../../xtask/serve.mjs';
import { BASE } from '../../support/page.mjs';
import { BROWSERS, ENTER, hand } from '../../support/webdriver.mjs';

/** Runs before anything else of the page, and keeps its errors. */
const WATCH = `globalThis.faults = [];
addEventListener('error', ({ message }) => faults.push(String(message)));
addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));`;

/** The built page, with a script of its own folder that watches it. */
async function served() {
  const server = await serve(join(root, 'dist'), { base: BASE });
  const html = readFileSync(join(root, 'dist', 'index.html'), 'utf8');
  const watched = html.replace('<link rel="stylesheet"', '<script src="watch.js"></script><link rel="stylesheet"');
  assert.notEqual(watched, html);
  const give = (/** @type {string} */ path, /** @type {string} */ type, /** @type {string} */ text) =>
    server.answer(path, (_, response) => {
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text);
    });
  give('', 'text/html', watched);
  give('watch.js', 'text/javascript', WATCH);
  return server;
}

/** In the page: what makes it wider than its window, but what scrolls in itself; nothing where it is not wider. */
function tooWide() {
  const { scrollWidth } = document.documentElement;
  if (scrollWidth <= innerWidth) return [];
  const scrolls = (/** @type {Element | null} */ element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== 'visible') return true;
    return false;
  };
  const beyond = [...document.body.querySelectorAll('*')].filter(
    (element) => element.getBoundingClientRect().right > innerWidth && !scrolls(element.parentElement),
  );
  return [`${scrollWidth} pixels`, ...beyond.slice(0, 5).map(({ outerHTML }) => outerHTML.slice(0, 120))];
}

for (const { name, start, lacks } of BROWSERS) {
  test(`${name}: from the finding to a saved report, wide and narrow`, { skip: lacks || false }, async () => {
    const server = await served();
    const driver = await start();
    const { go, size, run, seen, press, type } = hand(driver);
    const text = (/** @type {string} */ where) => run((where) => document.querySelector(where)?.innerText ?? '', where);
    const idle = () => seen(() => document.querySelector('main')?.getAttribute('aria-busy') === 'false');
    try {
      for (const width of [1280, 390]) {
        const at = `${name}, ${width} pixels`;
        const fits = async (/** @type {string} */ when) => assert.deepEqual(await run(tooWide), [], `${at}: ${when}`);
        await size(width, 900);
        await go(server.url);
        await seen(() => document.querySelector('#privacy')?.textContent?.includes('network is off'));
        assert.equal(await run(() => innerWidth), width);
        assert.match(await text('#answer .plain'), /^Yes, 0\.40/);
        await fits('the finding');

        const before = server.seen.length;
        const refused = await run(async (url) => {
          const tries = [fetch(url), fetch('http://127.0.0.1:9/', { mode: 'no-cors' })];
          return (await Promise.allSettled(tries)).map(({ status }) => status);
        }, `${server.url}index.html`);
        assert.deepEqual(refused, ['rejected', 'rejected'], at);
        assert.equal(server.seen.length, before, 'no request reached the server');

        await press('#show-sample');
        await seen(() => document.querySelector('#matrix:not(.empty) canvas[aria-label*=" series"]'));
        await idle();
        assert.match(await text('#answer .verdict'), /SUPPORTED|CONTRADICTED|INCONCLUSIVE|NOT TESTABLE/);
        await fits('the sample');

        await press('#set-frequency option[value="weekly"]');
        await seen(() => document.querySelector('#ranking .basis')?.textContent?.includes('weekly'));
        await idle();

        await press('#why-positive-since-pandemic > summary');
        await seen(() => document.querySelector('#why-positive-since-pandemic .behind dl'));
        assert.match(await text('#why-positive-since-pandemic .behind'), /bitcoin: S-BTC/);
        await fits('a claim that is open');

        await type('#own-sentence', `S-BTC moves more with S-SMALLTECH than with S-UTILITIES${ENTER}`);
        await seen(() => document.querySelector('[data-claim="own-1"]'));
        await idle();
        assert.equal(
          await text('[data-claim="own-1"] .question'),
          'Does S-BTC move more with S-SMALLTECH than with S-UTILITIES?',
        );

        const first = () =>
          run(() => document.querySelector('.strip-handle.from')?.getAttribute('aria-valuetext') ?? '');
        const whole = await first();
        await press('#rolling .heading button[aria-pressed="false"]');
        await seen(
          (whole) => document.querySelector('.strip-handle.from')?.getAttribute('aria-valuetext') !== whole,
          whole,
        );
        assert.ok((await first()) > whole, at);
        // What is drawn is not one colour.
        assert.ok(
          await run(() => {
            const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('#rolling canvas'));
            const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).getImageData(
              0,
              0,
              canvas.width,
              canvas.height,
            );
            return new Set(new Uint32Array(data.buffer)).size;
          }).then((colours) => colours > 5),
          at,
        );

        await press('#save > summary');
        await fits('the menu of what is saved');
        await press('#save-html');
        await seen(() => document.querySelector('#status')?.textContent === 'Saved sectorscope-report.html');
        if (driver.folder) {
          const { folder } = driver;
          const there = () => readdirSync(folder).filter((file) => /^sectorscope-report.*\.html$/.test(file)).length;
          for (let i = 0; i < 100 && there() < (width === 1280 ? 1 : 2); i += 1) await run(() => 0);
          assert.ok(there() > 0, readdirSync(folder).join());
        }

        await press('#undo');
        await seen(() => !document.querySelector('[data-claim="own-1"]'));
        await idle();
        await fits('the end');
        assert.deepEqual(await run(() => Reflect.get(globalThis, 'faults')), [], at);
      }
    } finally {
      await driver.close();
      await server.close();
    }
  });
}
