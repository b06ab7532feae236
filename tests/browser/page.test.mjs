// The page as it opens: the sample at first paint, the network lock, keyboard, assistive technology, small screens.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../xtask/setup.mjs';
import { serve } from '../../xtask/serve.mjs';
import { violations } from '../support/axe.mjs';
import { writeLayouts } from '../support/layouts.mjs';
import {
  BASE,
  dailyAgain,
  drop,
  newPage,
  onReadyPage,
  open,
  savedReport,
  setPeriod,
  settled,
  startedPage,
  tableBehind,
} from '../support/page.mjs';
import { slow } from '../support/quick.mjs';

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
const folder = mkdtempSync(join(tmpdir(), 'sectorscope-page-'));
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

test('a finding from real files is shown at first paint, before any script is there, and says what it is', async () => {
  const context = await opened.browser.newContext();
  const page = await context.newPage();
  await page.route('**/app-*.js', () => {}); // never answered: nothing but the file itself
  await page.goto(opened.server.url, { waitUntil: 'commit' });
  await page.waitForSelector('#ranking .baked svg:visible');
  assert.equal(await page.locator('#answer h1').innerText(), 'Does bitcoin move with small-cap tech?');
  assert.match(await page.locator('#answer .plain').innerText(), /^Yes, 0\.40/);
  assert.match(await page.locator('#answer .statement').innerText(), /\d.. of 21, and \d could be first\.$/);
  assert.match(
    await page.locator('#welcome').innerText(),
    /REAL DATA Until then: what the engine found in 47 public daily series to 30 September 2025\. Yours may differ\./i,
  );
  // The links stand on one line, whole.
  const tops = await page.locator('.until a').evaluateAll((all) => all.map((link) => link.getBoundingClientRect().top));
  assert.deepEqual([tops.length, new Set(tops).size], [3, 1]);
  const paint = await page.evaluate(async () => {
    // What is in the document may not be painted yet.
    for (;;) {
      const [entry] = performance.getEntriesByName('first-contentful-paint');
      if (entry) return entry.startTime;
      await new Promise((painted) => {
        requestAnimationFrame(painted);
      });
    }
  });
  assert.ok(paint > 0 && (await page.locator('#ranking .baked svg:visible').count()) === 1);
  await context.close();
});

test('the finding is drawn and read off while the engine is still on its way; the network is off once that is there', async () => {
  const context = await opened.browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  let come = () => {};
  const held = new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
    come = resolve;
  });
  await page.route('**/sectorscope-*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(opened.server.url);
  await page.locator('#ranking canvas').waitFor();
  for (const [part, chart, read] of /** @type {const} */ ([
    ['#rolling', '.chart:not(.strip) canvas', /^\d{4}-\d\d-\d\d: /],
    ['#matrix', '.map-scroll', / returns in common$/],
  ])) {
    await page.locator(`${part} ${chart}`).hover();
    await page.waitForFunction((part) => document.querySelector(`${part} .readout`)?.textContent, part);
    assert.match((await page.locator(`${part} .readout`).textContent()) ?? '', read);
  }
  assert.match(await page.locator('#privacy').innerText(), /^Loading/);
  assert.equal(page.workers().length, 0);
  come();
  await page.waitForFunction(() => document.querySelector('#privacy')?.textContent?.includes('network is off'));
  await context.close();
});

// The first on the page that tests share: nothing has the focus yet.

test('the first screen is in the file itself: no script is needed to read it, and the page then makes the same of it', async () => {
  const { server, browser } = opened;
  const words = (/** @type {import('playwright-core').Page} */ page) =>
    page.evaluate(() =>
      ['#welcome', '#answer', '#ranking .heading', '#ranking .readout', '#ranking .legend', '.claim-rows'].map(
        (part) => document.querySelector(part)?.textContent ?? '',
      ),
    );
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
  const plain = await context.newPage();
  await plain.goto(server.url);
  const baked = await words(plain);
  assert.match(baked[1] ?? '', /Does bitcoin move with small-cap tech\?Yes, 0\.\d\d/);
  assert.match(baked[5] ?? '', /Supported/);
  assert.equal(await plain.locator('.noscript').isVisible(), true);
  assert.equal(await plain.locator('#ranking .baked svg:visible').count(), 1);
  assert.equal(await plain.locator('button:visible, .button:visible, select:visible').count(), 0);
  await context.close();

  const { page, faults, close } = await startedPage(opened);
  assert.deepEqual(await words(page), baked);
  assert.deepEqual(faults, []);
  await close();
});

test('everything can be reached and used with the keyboard alone', slow, async () => {
  await onReadyPage(opened, async ({ page }) => {
    const basis = (await page.locator('#ranking .basis').textContent()) ?? '';
    await page.locator('.skip').focus();
    const reached = new Set();
    // The last of what follows; a trap on the way would end this.
    for (let i = 0; i < 200 && !reached.has('matrix'); i += 1) {
      await page.keyboard.press('Tab');
      reached.add(
        await page.evaluate(
          () => document.activeElement?.id || document.activeElement?.closest('details[id], section')?.id,
        ),
      );
    }
    for (const id of [
      'choose-files',
      'clear-sample',
      'save',
      'copy-answer',
      'ranking',
      'set-reference',
      'set-frequency',
      'pair-a',
      'time',
      'matrix',
    ]) {
      assert.ok(reached.has(id), `${id} is reached by Tab: ${[...reached].join(' ')}`);
    }
    await page.locator('#set-frequency').focus();
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => document.querySelector('#ranking .basis')?.textContent?.includes('weekly'));
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'set-frequency', 'focus stays where it was');
    await page.locator('#rolling .chart:not(.strip) canvas').focus();
    await page.keyboard.press('ArrowLeft');
    assert.match(await page.locator('#rolling .readout').innerText(), /^\d{4}-\d\d-\d\d: /);
    await dailyAgain(page, basis);
  });
});

test('files, or the sample, take the place of the finding; undo brings it back, and the sample is called synthetic', async () => {
  const { page, faults, close } = await newPage(opened);
  assert.equal(await page.locator('#welcome').isVisible(), false);
  assert.match(await page.locator('#drop .banner').innerText(), /Synthetic sample: 13 series, invented numbers/);
  assert.match(await page.locator('#answer .tag').innerText(), /synthetic/i);
  await page.locator('#undo').click();
  await page.locator('#welcome').waitFor();
  assert.match(await page.locator('#answer .plain').innerText(), /^Yes, 0\.40/);
  assert.equal(await page.locator('#answer .tag').count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

test('nothing jumps: not while the engine starts, and not when files come in', async () => {
  const { paths } = writeLayouts(folder);
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 360, height: 740 },
  ]) {
    const context = await opened.browser.newContext({ viewport });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const scope = /** @type {any} */ (globalThis);
      scope.shifts = [];
      new PerformanceObserver((list) => {
        for (const entry of /** @type {any[]} */ (list.getEntries()))
          if (!entry.hadRecentInput) scope.shifts.push(entry.value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const shifted = () =>
      page.evaluate(() => {
        const scope = /** @type {any} */ (globalThis);
        const sum = scope.shifts.reduce((/** @type {number} */ all, /** @type {number} */ one) => all + one, 0);
        scope.shifts = [];
        return sum;
      });
    await page.goto(opened.server.url);
    await page.waitForFunction(() => document.querySelector('#privacy')?.textContent?.includes('network is off'));
    await page.waitForTimeout(500);
    const load = await shifted();
    assert.ok(load < 0.05, `${viewport.width}: ${load} on load`);
    await drop(page, paths);
    await settled(page);
    const came = await shifted();
    assert.ok(came < 0.05, `${viewport.width}: ${came} when files come in`);
    await context.close();
  }
});

test('after the start neither page nor worker has a network', async () => {
  const { page, close } = await startedPage(opened);
  /** Runs in the page and in the worker: each way out, and whether it was refused. @param {string} url */
  const attempts = async (url) => {
    const outcome = async (/** @type {() => unknown} */ attempt) => {
      try {
        await attempt();
        return 'open';
      } catch {
        return 'refused';
      }
    };
    const scope = /** @type {any} */ (globalThis);
    /** @type {Record<string, string>} */
    const results = {
      fetch: await outcome(() => fetch(`${url}index.html`)),
      otherHost: await outcome(() => fetch('http://127.0.0.1:9/', { mode: 'no-cors' })),
      webSocket: await outcome(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket(url.replace('http', 'ws'));
            socket.onopen = () => resolve(undefined);
            socket.onerror = () => reject(new Error('refused'));
          }),
      ),
      eventSource: scope.EventSource
        ? await outcome(
            () =>
              new Promise((resolve, reject) => {
                const source = new EventSource(url);
                source.onopen = () => resolve(undefined);
                source.onerror = () => {
                  source.close();
                  reject(new Error('refused'));
                };
              }),
          )
        : 'refused',
      importScripts: scope.importScripts
        ? await outcome(() => scope.importScripts(`${url}sample/synthetic-coins.csv`))
        : 'refused',
      dynamicImport: await outcome(() => import(`${url}index.html?module`)),
    };
    if (scope.document) {
      results.image = await outcome(
        () =>
          new Promise((resolve, reject) => {
            const image = new Image();
            image.onload = () => resolve(undefined);
            image.onerror = () => reject(new Error('refused'));
            image.src = `${url}leak.png`;
          }),
      );
      results.beacon = navigator.sendBeacon(`${url}leak`, 'x') ? 'open' : 'refused';
      results.freshWorker = await outcome(
        () =>
          new Promise((resolve, reject) => {
            const text = `fetch(${JSON.stringify(`${url}index.html`)}).then(() => postMessage('open'), () => postMessage('refused'))`;
            const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
            worker.onmessage = ({ data }) => (data === 'open' ? resolve(undefined) : reject(new Error('refused')));
            worker.onerror = () => reject(new Error('refused'));
          }),
      );
      results.urlWorker = await outcome(
        () =>
          new Promise((resolve, reject) => {
            const worker = new Worker(`${url}index.html`);
            worker.onerror = () => reject(new Error('refused'));
            setTimeout(resolve, 500);
          }),
      );
    }
    return results;
  };
  const before = [...opened.server.seen];
  // A beacon may claim to have been taken; what counts is that the server sees nothing.
  const { beacon, ...onPage } = await page.evaluate(attempts, opened.server.url);
  assert.deepEqual([...new Set(Object.values(onPage))], ['refused'], JSON.stringify(onPage));
  assert.ok(beacon);
  const worker = page.workers()[0];
  assert.ok(worker);
  const inWorker = await worker.evaluate(attempts, opened.server.url);
  assert.deepEqual([...new Set(Object.values(inWorker))], ['refused'], JSON.stringify(inWorker));
  await new Promise((waited) => {
    setTimeout(waited, 300);
  });
  assert.deepEqual(opened.server.seen, before, 'no request reached the server');
  await close();
});

test('it starts from a server that sends the wrong type for WebAssembly', slow, async () => {
  const server = await serve(join(root, 'dist'), {
    base: BASE,
    types: { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' },
  });
  const { page, close } = await newPage({ ...opened, server });
  assert.match(await page.locator('#privacy').innerText(), /network is off/);
  await close();
  await server.close();
});

test('no problem that axe can find, in light and dark, wide and narrow', async () => {
  await onReadyPage(opened, async ({ page }) => {
    const before = page.viewportSize();
    await tableBehind(page, 'ranking-table');
    await tableBehind(page, 'matrix-table');
    const toggle = (/** @type {boolean} */ open) =>
      page.locator('.table-toggle').evaluateAll((all, open) => {
        for (const details of all) /** @type {HTMLDetailsElement} */ (details).open = open;
      }, open);
    if (!process.env.QUICK) await toggle(true);
    const widths = process.env.QUICK ? [360] : [1280, 360];
    /** @type {('light' | 'dark')[]} */
    const schemes = process.env.QUICK ? ['dark'] : ['light', 'dark'];
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page), [], `${colorScheme} ${width}`);
      }
    }
    await toggle(false);
    await page.emulateMedia({ colorScheme: null });
    await page.setViewportSize(before ?? { width: 1280, height: 900 });
  });
});

test('at 360 pixels the answer needs no scrolling and nothing overflows', async () => {
  const { page, close } = await newPage(opened, { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 });
  const answer = await page.locator('#answer .plain').boundingBox();
  assert.ok(answer && answer.y + answer.height < 740, JSON.stringify(answer));
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await close();
});

test('a table that is wider than the screen has a shadow at the edge where more is hidden, and none where nothing is', async () => {
  const { page, close } = await newPage(opened, { viewport: { width: 360, height: 740 } });
  await page.locator('#ranking-table > summary').click();
  const table = page.locator('#ranking-table .scroll').first();
  await table.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const box = await table.boundingBox();
  assert.ok(box);
  // Beside the caption, where nothing else is drawn.
  const edge = async (/** @type {'left' | 'right'} */ side) => {
    const x = side === 'left' ? box.x : box.x + box.width - 4;
    return (await page.screenshot({ clip: { x, y: box.y, width: 4, height: 2 } })).toString('base64');
  };
  const [left, right] = [await edge('left'), await edge('right')];
  assert.notEqual(left, right, 'more is hidden to the right alone');
  await table.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
  assert.equal(await edge('right'), left, 'nothing is hidden to the right any more');
  assert.notEqual(await edge('left'), left);
  await close();
});

test('at 400 % of a page of 1,280 pixels nothing scrolls sideways', slow, async () => {
  const { page, close } = await newPage(opened, { viewport: { width: 320, height: 256 } });
  for (const address of ['', 'methods.html', 'files.html', 'findings/']) {
    if (address) await page.goto(opened.server.url + address);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, address);
  }
  await close();
});

test('canvases are drawn at the resolution of the device, and again when the theme changes', slow, async () => {
  const { page, close } = await newPage(opened, { deviceScaleFactor: 2 });
  const canvas = page.locator('#ranking canvas');
  const [width, css] = await canvas.evaluate((element) => [
    /** @type {HTMLCanvasElement} */ (element).width,
    element.clientWidth,
  ]);
  assert.equal(width, 2 * /** @type {number} */ (css));
  const corner = () =>
    canvas.evaluate((element) => [.../** @type {any} */ (element).getContext('2d').getImageData(2, 2, 1, 1).data]);
  await page.locator('#choose-theme').selectOption('dark');
  const dark = await corner();
  await page.locator('#choose-theme').selectOption('light');
  assert.notDeepEqual(await corner(), dark);
  await close();
});

test('paper is white, whatever the screen', slow, async () => {
  await onReadyPage(opened, async ({ page }) => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const colour = await page.locator('#answer').evaluate((element) => getComputedStyle(element).color);
    assert.equal(colour, 'rgb(0, 0, 0)');
    const corner = await page
      .locator('#ranking canvas')
      .evaluate((element) =>
        [.../** @type {any} */ (element).getContext('2d').getImageData(2, 2, 1, 1).data].slice(0, 3),
      );
    assert.ok(
      corner.every((/** @type {number} */ part) => part > 200),
      String(corner),
    );
    assert.equal(await page.locator('#drop').isVisible(), false);
    await page.emulateMedia({ media: null, colorScheme: null });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  });
});

// The last on the page that tests share: it is left as it is.
test('every setting changes the numbers, and the report carries it', slow, async () => {
  await onReadyPage(opened, async ({ page }) => {
    const top = async () => JSON.stringify((await tableBehind(page, 'ranking-table'))[1]);
    let before = await top();
    for (const [id, value] of /** @type {const} */ ([
      ['set-frequency', 'monthly'],
      ['set-returns', 'simple'],
      ['set-method', 'spearman'],
      ['set-align', 'forward-fill'],
      ['set-reference', 'S-ETH'],
    ])) {
      await page.locator(`#${id}`).selectOption(value);
      await page.waitForFunction((old) => {
        const details = /** @type {HTMLDetailsElement | null} */ (document.querySelector('#ranking-table'));
        const row = details?.querySelector('tbody tr');
        return row && JSON.stringify([...row.children].map((cell) => cell.textContent)) !== old;
      }, before);
      before = await top();
    }
    await setPeriod(page, '2021-01-01', '2023-12-31');
    await page.waitForFunction(() => document.querySelector('#days .blocks p')?.textContent?.includes('2021-01-0'));
    const report = JSON.parse((await savedReport(page, 'json')).text);
    assert.deepEqual(
      [
        report.schema,
        report.settings.frequency,
        report.settings.method,
        report.settings.returns,
        report.settings.align,
        report.settings.reference,
        report.settings.from,
      ],
      [1, 'monthly', 'spearman', 'simple', 'forward-fill', 'S-ETH', '2021-01-01'],
    );
    assert.equal(report.ranking.reference, 'S-ETH');
  });
});
