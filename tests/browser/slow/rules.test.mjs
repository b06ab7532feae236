// What assistive technology would stumble over, in every state that the page can be in: light and dark, wide and narrow.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { violations } from '../../support/axe.mjs';
import { writeLayouts } from '../../support/layouts.mjs';
import {
  chosenInMenu,
  drop,
  idle,
  newPage,
  open,
  openedFile,
  openedSeries,
  settled,
  startedPage,
  unfold,
} from '../../support/page.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
const folder = mkdtempSync(join(tmpdir(), 'sectorscope-rules-'));
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

/** What is broken in a state, by scheme and width. @param {Page} page */
async function broken(page) {
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await page.emulateMedia({ colorScheme });
      // What fades is judged once it has.
      await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState === 'finished'));
      const all = await violations(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) all.push(`wider than the window by ${wide} pixels`);
      if (all.length > 0) found[`${colorScheme}, ${width} pixels`] = all;
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: null });
  return found;
}

/** Goes through states, one after the other. @param {Page} page @param {[state: string, reach: () => Promise<unknown>][]} states */
async function through(page, states) {
  /** @type {Record<string, Record<string, string[]>>} */
  const found = {};
  for (const [state, reach] of states) {
    await reach();
    await idle(page);
    const here = await broken(page);
    if (Object.keys(here).length > 0) found[state] = here;
  }
  assert.deepEqual(found, {});
}

/** @param {string} name @param {string[]} lines */
function write(name, lines) {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  return join(folder, name);
}

const days = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2022, 0, 3 + i)).toISOString().slice(0, 10));

test('the finding, the list of keys, and files: read, asking, refused, and all removed', async () => {
  const { page, close } = await startedPage(opened);
  const dropped = async (/** @type {string[]} */ files) => {
    await drop(page, files);
    await settled(page);
  };
  await through(page, [
    ['the finding', async () => {}],
    ['the list of keys', () => page.locator('#show-keys').click()],
    [
      'files',
      async () => {
        await page.keyboard.press('Escape');
        await dropped(writeLayouts(join(folder, 'layouts')).paths);
      },
    ],
    [
      'a file that asks',
      () =>
        dropped([
          write('two.csv', ['Date,Close,Close', ...days.map((day, i) => `${day},${100 + (i % 7)},${50 + (i % 5)}`)]),
        ]),
    ],
    [
      'a file that is refused, with its row open',
      async () => {
        await dropped([write('empty.csv', [])]);
        await openedFile(page, 'empty.csv');
      },
    ],
    ['all files are removed', () => chosenInMenu(page, '#more-files', '#clear-files')],
  ]);
  await close();
});

test('the sample, with whatever opens on it open', async () => {
  const { page, close } = await newPage(opened);
  const menu = (/** @type {string} */ id) => async () => {
    await page.keyboard.press('Escape');
    await page.locator(`${id} > summary`).click();
  };
  await through(page, [
    ['the sample', async () => {}],
    [
      'a claim that is open',
      async () => {
        await unfold(page, '#why-peaks-with-tech');
        await page.locator('#why-peaks-with-tech .behind dl').first().waitFor();
      },
    ],
    ['the menu of the period', menu('#set-period')],
    ['the menu of what is saved', menu('#save')],
    [
      'five lines',
      async () => {
        await page.keyboard.press('Escape');
        for (const id of ['S-UTILITIES', 'S-HEALTH', 'S-ENERGY', 'S-FINANCIALS']) {
          await page.locator('#add-line').selectOption(id);
          await page.locator(`#line-away-${id}`).waitFor();
        }
      },
    ],
    ['a series whose row is open', () => openedSeries(page, 'S-UTILITIES')],
    ['a series that is left out', () => page.locator('#use-S-UTILITIES').uncheck()],
    [
      'everything behind the answer',
      async () => {
        for (const id of ['specification', 'composites', 'days', 'calendar', 'moments', 'own-more', 'rolling-more'])
          await unfold(page, `#${id}`);
      },
    ],
  ]);
  await close();
});
