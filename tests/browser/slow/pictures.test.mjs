// The pictures: each is drawn, read by keyboard, and fits a phone; dark is not light.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../../xtask/setup.mjs';
import { violations } from '../../support/axe.mjs';
import { idle, newPage, numberIn, onReadyPage, open, tableBehind, unfold } from '../../support/page.mjs';

/** Where each picture is, a key that moves along it, and what its readout then says. */
const PICTURES = /** @type {const} */ ([
  [
    '#performance',
    'ArrowLeft',
    /^\d{4}-\d\d-\d\d: S-LARGETECH ×\d+\.\d\d \([+\u2212]?[\d.]+\s%\) since \d{4}-\d\d-\d\d; against S-MARKET ×/,
  ],
  ['[data-name="Correlation by year"]', 'ArrowDown', /^2021: \u2212?0\.\d\d \(.* to .*\), \d+ returns$/],
  [
    '[data-name="Quarters as they are"]',
    'ArrowRight',
    /^20\d\d-Q[1-4]: correlation \u2212?0\.\d\d, .* volatility-adjusted; tech .*\s%, .*\s% against the market; \d+ returns$/,
  ],
  ['[data-name="Quarters, volatility-adjusted"]', 'End', /^20\d\d-Q[1-4]: correlation/],
  ['#conventions', 'ArrowDown', /^Returns first: 0\.\d{3} \(.*\), [\d,]+ returns$/],
  ['#lead-lag', 'ArrowRight', /^S-[A-Z]+ 1 day later: \u2212?0\.\d{3}, (more than|within) noise$/],
  ['#calendar', 'ArrowRight', /^S-[A-Z]+, [A-Z][a-z]+ 20\d\d: \d+ weekdays with a price, \d+ missing/],
  [
    '#specification',
    'ArrowRight',
    /^2 of \d+: .*, (supports|contradicts|neither) \(p .*\), [\d,]+ returns: (daily|weekly), (log|simple), /,
  ],
]);

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
});

/** A page on which every picture is there. @param {import('../../support/page.mjs').Opened} opened */
async function withPictures(opened) {
  const told = await newPage(opened);
  for (const fold of ['#specification', '#calendar', '#why-peaks-with-tech', '#rolling-more'])
    await unfold(told.page, fold);
  await told.page.locator('#run-curve').click();
  await told.page.locator('#stop-curve').waitFor();
  await told.page.locator('#run-curve').waitFor({ timeout: 240_000 });
  await idle(told.page);
  return told;
}

/** How many colours a canvas shows, and the colour of its corner. @param {import('playwright-core').Locator} canvas */
const colours = (canvas) =>
  canvas.evaluate((element) => {
    const { width, height } = /** @type {HTMLCanvasElement} */ (element);
    const pixels = new Uint32Array(
      /** @type {any} */ (element).getContext('2d').getImageData(0, 0, width, height).data.buffer,
    );
    return {
      shown: new Set(pixels).size,
      ground: pixels[0],
      inked: pixels.filter((pixel) => pixel !== pixels[0]).length,
    };
  });

test('every picture is drawn, says what it shows, and is read by keyboard', async () => {
  await onReadyPage(
    opened,
    async ({ page }) => {
      for (const [where, key, said] of PICTURES) {
        const canvas = page.locator(`${where} canvas`);
        const { shown, inked } = await colours(canvas);
        assert.ok(shown > 3 && inked > 500, `${where}: ${shown} colours, ${inked} pixels`);
        assert.match((await canvas.getAttribute('aria-label')) ?? '', /\d/, where);
        await canvas.focus();
        await page.keyboard.press(key);
        const readouts = await page.locator('.readout').allInnerTexts();
        assert.ok(
          readouts.some((text) => said.test(text)),
          `${where}: ${readouts.join(' | ')}`,
        );
      }
    },
    withPictures,
  );
});

test('dark is another design than light, for every picture', async () => {
  await onReadyPage(
    opened,
    async ({ page }) => {
      const all = async () => Promise.all(PICTURES.map(([where]) => colours(page.locator(`${where} canvas`))));
      const light = await all();
      const theme = await page.locator('#choose-theme').inputValue();
      await page.locator('#choose-theme').selectOption('dark');
      const dark = await all();
      PICTURES.forEach(([where], i) => assert.notEqual(light[i]?.ground, dark[i]?.ground, where));
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      const paper = await all();
      // What is not printed is not drawn for it.
      const printed = await Promise.all(PICTURES.map(([where]) => page.locator(`${where} canvas`).isVisible()));
      assert.ok(printed.some(Boolean));
      PICTURES.forEach(([where], i) => assert.ok(!printed[i] || paper[i]?.ground === 0xffffffff, where));
      await page.emulateMedia({ media: null });
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      await page.locator('#choose-theme').selectOption(theme);
    },
    withPictures,
  );
});

test('at 360 pixels nothing overflows', async () => {
  await onReadyPage(
    opened,
    async ({ page }) => {
      await page.setViewportSize({ width: 360, height: 740 });
      // Charts are drawn for a new width in the frame behind the one that it comes with.
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn)))),
      );
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
      for (const [where] of PICTURES) {
        const [inner, outer] = await page
          .locator(`${where} canvas`)
          .evaluate((canvas) => [canvas.clientWidth, canvas.parentElement?.clientWidth ?? 0]);
        assert.ok(/** @type {number} */ (inner) <= /** @type {number} */ (outer), `${where}: ${inner} in ${outer}`);
      }
      await page.setViewportSize({ width: 1280, height: 900 });
    },
    withPictures,
  );
});

test('no problem that axe can find', async () => {
  await onReadyPage(
    opened,
    async ({ page }) => {
      for (const id of ['performance-table', 'lead-lag-table', 'calendar-table']) await tableBehind(page, id);
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page), [], colorScheme);
      }
      await page.emulateMedia({ colorScheme: null });
    },
    withPictures,
  );
});

test('line and performance share plot, period and crosshair', async () => {
  await onReadyPage(
    opened,
    async ({ page }) => {
      const boxes = async () =>
        Promise.all(
          ['#rolling', '#performance'].map((where) => page.locator(`${where} .chart:not(.strip) canvas`).boundingBox()),
        );
      const [line, performance] = await boxes();
      assert.deepEqual([line?.x, line?.width], [performance?.x, performance?.width]);
      await page.locator('#rolling .chart:not(.strip) canvas').hover({ position: { x: 500, y: 100 } });
      const marks = await Promise.all(
        ['#rolling', '#performance'].map((where) =>
          page.locator(`${where} .crosshair`).evaluate((mark) => /** @type {HTMLElement} */ (mark).style.left),
        ),
      );
      assert.ok(marks[0] && marks[0] === marks[1], String(marks));
      const [upper, lower] = await Promise.all(
        ['#rolling', '#performance'].map((where) => page.locator(`${where} .readout`).innerText()),
      );
      assert.equal(upper?.slice(0, 10), lower?.slice(0, 10));
      await page.mouse.move(0, 0);
      const since = async () =>
        (await page.locator('#performance .readout').innerText()).match(/since (\S+)/)?.[1] ?? '';
      const whole = await since();
      await page.locator('#zoom-in').click();
      const half = await since();
      assert.ok(half > whole, `${half} is later than ${whole}`);
      await page.locator('#zoom-in').click();
      assert.ok((await since()) > half);
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'zoom-in', 'focus stays where it was');
      await page.locator('#zoom-out').click();
      await page.locator('#zoom-out').click();
      assert.equal(await since(), whole);
      assert.equal(await page.locator('#span-All').getAttribute('aria-pressed'), 'true');
    },
    withPictures,
  );
});

test('the tables behind the pictures hold their numbers', async () => {
  await onReadyPage(
    opened,
    async ({ page }) => {
      const [, ...years] = await tableBehind(page, 'claim-peaks-with-tech-table-5');
      assert.deepEqual(
        years.map((row) => row.slice(0, 2)),
        [
          ['2020', 'yes'],
          ['2021', 'no'],
          ['2022', 'yes'],
          ['2023', 'no'],
          ['2024', 'yes'],
          ['2025', 'no'],
        ],
      );
      years.forEach((row) =>
        assert.ok(numberIn(row[3] ?? '') < numberIn(row[2] ?? '') && numberIn(row[2] ?? '') < numberIn(row[4] ?? '')),
      );
      const [, ...quarters] = await tableBehind(page, 'claim-peaks-with-tech-table-6');
      assert.ok(quarters.length >= 16 && quarters.every((row) => numberIn(row[6] ?? '') >= 45));
      const [, ...days] = await tableBehind(page, 'calendar-table');
      const coin = days.find((row) => row[0] === 'S-BTC' && row[1] === '2021') ?? [];
      assert.deepEqual(coin.slice(2), ['261', '0', '104', '0'], 'every day of 2021');
      assert.equal((days.find((row) => row[0] === 'S-MARKET' && row[1] === '2021') ?? [])[4], '0');
      const [, first] = await tableBehind(page, 'performance-table');
      assert.deepEqual(first?.slice(1), ['×1.000', '×1.000']);
      await page.locator('#curve-claim').selectOption('altcoins-lower');
      await page.locator('#specification canvas[aria-label^="Do altcoins"]').waitFor();
      const label = (await page.locator('#specification canvas').getAttribute('aria-label')) ?? '';
      const rows = page.locator('#specification tbody tr', { hasText: 'Do altcoins move with small-cap tech less' });
      const shown = await rows.first().locator('td').allInnerTexts();
      assert.ok(label.includes(`median ${shown[5]}`), `${label} and ${shown}`);
    },
    withPictures,
  );
});
