// The page on paper: three sheets, nothing cut, and as it was on the screen afterwards.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drop, idle, newPage, open, settled, startedPage } from '../../support/page.mjs';

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
});

/** A sheet of A4 at 96 pixels an inch. */
const SHEET = 794;

/** @param {import('playwright-core').Page} page */
const sheets = async (page) =>
  (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

/** What stands out of the sheet, or is seen where it should not be. @param {import('playwright-core').Page} page */
const faultsOnPaper = (page) =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility());
    const name = (/** @type {Element} */ element) => `${element.localName}#${element.id}.${element.className}`;
    const cut = shown.filter(
      (element) =>
        !element.closest('.visually-hidden') &&
        element.getBoundingClientRect().right + scrollX > document.documentElement.clientWidth + 0.5,
    );
    const pressed = shown.filter((element) =>
      element.matches('button, .how, input:not(.pair-choice *), select, #files *, .menu *'),
    );
    // The parts of a claim stand beside each other, from the left to the right.
    const broken = [...document.querySelectorAll('.claim')].filter((claim) => {
      const parts = [...claim.querySelectorAll('summary > :is(.say, .mini, .basis, .ways)')];
      const boxes = parts.map((part) => part.getBoundingClientRect());
      return (
        boxes.length !== 4 ||
        boxes.some(({ top, left }, at) => at > 0 && (top !== boxes[0]?.top || left <= (boxes[at - 1]?.left ?? 0)))
      );
    });
    return {
      cut: cut.map(name),
      pressed: pressed.map(name),
      broken: broken.map(name),
      width: document.documentElement.scrollWidth,
    };
  });

/** @param {import('playwright-core').Page} page */
async function hold(page) {
  const widths = () =>
    page.evaluate(() => [...document.querySelectorAll('canvas')].map((canvas) => canvas.clientWidth));
  const before = await widths();
  const count = await sheets(page);
  assert.ok(count > 0 && count <= 3, `${count} pages`);
  await page.waitForFunction(() => !document.documentElement.classList.contains('on-paper'));
  assert.deepEqual(await widths(), before, 'charts are as they were');
  await page.setViewportSize({ width: SHEET, height: 1123 });
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual(await faultsOnPaper(page), { cut: [], pressed: [], broken: [], width: SHEET });
  const line = await page.locator('#paper-line').innerText();
  assert.match(
    line,
    /^Sectorscope: (SYNTHETIC sample, )?daily log returns, Pearson, [\d,]+ returns, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d$/,
  );
  await page.emulateMedia({ media: 'screen' });
}

test('the sample on paper: three pages at most, and nothing is cut', async () => {
  const { page, faults, close } = await newPage(opened);
  await hold(page);
  assert.deepEqual(faults, []);
  await close();
});

test('the finding on paper, before any file is there, from the dark theme', async () => {
  const { page, faults, close } = await startedPage(opened, { colorScheme: 'dark' });
  await hold(page);
  assert.deepEqual(faults, []);
  await close();
});

const data = process.env.REAL_DATA;
test('47 real files on paper', { skip: data ? false : 'REAL_DATA is unset' }, async () => {
  const inside = (/** @type {string} */ name) =>
    readdirSync(join(data ?? '', 'study', name)).map((file) => join(data ?? '', 'study', name, file));
  const coins = inside('gyumin5-close-only-2025-09').filter((path) => path.endsWith('-USD.csv'));
  const { page, faults, close } = await startedPage(opened);
  await drop(page, [...coins, ...inside('yfinance-etf-2025-12')]);
  await settled(page);
  await idle(page);
  await hold(page);
  assert.deepEqual(faults, []);
  await close();
});
