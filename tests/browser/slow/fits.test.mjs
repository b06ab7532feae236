// What lies over the page, or beside each other on a narrow one, has room there.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../../xtask/setup.mjs';
import { drop, newPage, open, settled, startedPage } from '../../support/page.mjs';

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
});

/** Whether it lies between the sides of the window. @param {import('playwright-core').Locator} element */
const inWindow = (element) =>
  element.evaluate((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && left >= 0 && right <= document.documentElement.clientWidth;
  });

/** Pairs of parts of a figure that lie over each other. @param {import('playwright-core').Page} page */
const overlaps = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('figure')].flatMap((figure) => {
      const boxes = (/** @type {string} */ parts) =>
        [...figure.querySelectorAll(parts)].map((element) => {
          const range = document.createRange();
          range.selectNodeContents(element);
          return range.getBoundingClientRect();
        });
      const [savers, keys] = [boxes('.chart-save button'), boxes('.legend .key')];
      return savers.flatMap((a) =>
        keys
          .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
          .map((b) => `${figure.dataset.name}: ${Math.round(b.left)}, ${Math.round(b.top)}`),
      );
    }),
  );

test('on a phone words beside a finger stay in sight, and nothing lies over anything', async () => {
  const { page, faults, close } = await newPage(opened, { viewport: { width: 360, height: 740 } });
  const chart = page.locator('#ranking canvas');
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  assert.ok(box);
  for (const part of [0.1, 0.4, 0.6, 0.9]) {
    await page.mouse.move(box.x + part * box.width, box.y + 30);
    assert.ok(await inWindow(page.locator('#ranking .tip')), `at ${part}`);
  }
  assert.ok((await page.locator('.chart-save button').count()) > 6);
  assert.deepEqual(await overlaps(page), []);
  const [high = 0, low = 0] = await page
    .locator('#drop :is(.button.main, summary)')
    .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().height));
  assert.equal(high, low, 'the button has one line, as that beside it');
  assert.deepEqual(faults, []);
  await close();
});

test('a list that opens stays in the window, wherever its word stands', async () => {
  const { page, faults, close } = await newPage(opened);
  for (const width of [360, 560, 640, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const id of ['set-universe', 'set-period', 'save', 'more-files']) {
      await page.locator(`#${id} > summary`).click();
      assert.ok(await inWindow(page.locator(`#${id} .menu-body`)), `${id} at ${width}`);
      await page.keyboard.press('Escape');
    }
  }
  assert.deepEqual(faults, []);
  await close();
});

test('where there is nothing to show, no empty card is', async () => {
  const { page, faults, close } = await startedPage(opened);
  await drop(page, [join(root, 'tests/fixtures/not-tables/refused/api.json')]);
  await settled(page);
  const cards = page.locator('.card:visible');
  assert.ok((await cards.count()) > 1);
  for (const card of await cards.all()) assert.notEqual((await card.innerText()).trim(), '');
  assert.deepEqual(faults, []);
  await close();
});
