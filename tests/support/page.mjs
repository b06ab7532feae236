// The built page in a real browser, served as a static host would: under a base path.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { serve } from '../../xtask/serve.mjs';
import { root } from '../../xtask/setup.mjs';
import { LAUNCH } from './browser.mjs';

export const BASE = '/sectorscope/';
/** Starts the server, and takes the browser that all files of tests share, or one of its own where there is none. */
export async function open() {
  const server = await serve(join(root, 'dist'), { base: BASE });
  const browser = await (process.env.BROWSER ? chromium.connect(process.env.BROWSER) : chromium.launch(LAUNCH));
  return {
    server,
    browser,
    /** The page that tests share, see {@link readyPage}. @type {Promise<OpenPage> | null} */
    shared: null,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof open>>} Opened */
/**
 * Every error of the page, and every request beyond its own files, ends up in `faults`.
 * @typedef {{ page: import('playwright-core').Page, faults: string[], close: () => Promise<void> }} OpenPage
 */

/**
 * A page of its own on which the engine has started, with the finding that it begins with.
 * @param {Pick<Opened, 'browser' | 'server'>} opened
 * @param {import('playwright-core').BrowserContextOptions} [options]
 * @returns {Promise<OpenPage>}
 */
export async function startedPage({ browser, server }, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(server.url) && !url.startsWith('blob:') && !url.startsWith('data:'))
      faults.push(`request: ${url}`);
  });
  await page.goto(server.url);
  await page.waitForFunction(() => document.querySelector('#privacy')?.textContent?.includes('network is off'));
  // The worker comes right behind that.
  if (page.workers().length === 0) await page.waitForEvent('worker');
  return { page, faults, close: () => context.close() };
}

/**
 * A page of its own, ready with the sample.
 * @param {Pick<Opened, 'browser' | 'server'>} opened
 * @param {import('playwright-core').BrowserContextOptions} [options]
 * @returns {Promise<OpenPage>}
 */
export async function newPage(opened, options = {}) {
  const started = await startedPage(opened, options);
  await started.page.locator('#show-sample').click();
  await started.page.waitForFunction(() => document.querySelector('#matrix:not(.empty) canvas[aria-label*=" series"]'));
  await idle(started.page);
  return started;
}

/**
 * One page for all tests that leave it as they found it; `make` brings it to where they begin. A test that fails leaves it to none.
 * @param {Opened} opened @param {(open: OpenPage) => Promise<void>} test
 * @param {(opened: Opened) => Promise<OpenPage>} [make]
 */
export async function onReadyPage(opened, test, make = newPage) {
  opened.shared ??= make(opened);
  const ready = await opened.shared;
  try {
    await test(ready);
    await idle(ready.page);
    assert.deepEqual(ready.faults, []);
  } catch (error) {
    opened.shared = null;
    await ready.close();
    throw error;
  }
}

/**
 * The same page for tests that begin with files of their own: those of the test before are removed first, as a person does.
 * @param {Opened} opened @param {string[]} paths @param {(open: OpenPage) => Promise<void>} test
 */
export async function onDroppedPage(opened, paths, test) {
  await onReadyPage(
    opened,
    async (open) => {
      const { page } = open;
      if (await page.locator('#files').isVisible()) {
        await chosenInMenu(page, '#more-files', '#clear-files');
        await page.locator('#sample-first').waitFor();
      }
      await drop(page, paths);
      await settled(page);
      await test(open);
    },
    startedPage,
  );
}

/**
 * Drops files and folders on the page, as a person does.
 * @param {import('playwright-core').Page} page @param {string[]} paths
 */
export async function drop(page, paths) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop'])) {
    await session.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
  }
  await session.detach();
}

/** Waits until no answer is still to come. @param {import('playwright-core').Page} page */
export const idle = (page) =>
  page.waitForFunction(() => document.querySelector('main')?.getAttribute('aria-busy') === 'false');

/**
 * Chooses daily returns again, and waits for their ranking: its head names the setting at once, but the count with the answer.
 * @param {import('playwright-core').Page} page @param {string} basis what the head showed before
 */
export async function dailyAgain(page, basis) {
  await page.locator('#set-frequency').selectOption('daily');
  await page.waitForFunction((basis) => document.querySelector('#ranking .basis')?.textContent === basis, basis);
  await idle(page);
}

/** Waits until the last import is reported, and all that follows is there. @param {import('playwright-core').Page} page */
export async function settled(page) {
  await page.waitForFunction(() =>
    /files? read in|^Cancelled/.test(document.querySelector('#drop .banner')?.textContent ?? ''),
  );
  await idle(page);
}

/** Opens what is folded, unless it is open. @param {import('playwright-core').Page} page @param {string} fold */
export async function unfold(page, fold) {
  const details = page.locator(fold);
  if (!(await details.evaluate((details) => /** @type {HTMLDetailsElement} */ (details).open)))
    await details.locator('> summary').click();
}

/** Sets first and last day, as a person types them. @param {import('playwright-core').Page} page @param {string} from @param {string} to */
export async function setPeriod(page, from, to) {
  await page.locator('#set-period > summary').click();
  await page.locator('#set-from').fill(from);
  await page.locator('#set-to').fill(to);
  await page.keyboard.press('Escape');
}

/** Opens a menu of the page and presses something in it. @param {import('playwright-core').Page} page @param {string} menu @param {string} choice */
export async function chosenInMenu(page, menu, choice) {
  await page.locator(`${menu} > summary`).click();
  await page.locator(`${menu} ${choice}`).click();
}

/** Opens the row of a file, or of its only series, in the list. @param {import('playwright-core').Page} page @param {string} name */
export async function openedFile(page, name) {
  const part = page.locator(`.file[data-name="${name}"]`);
  if ((await part.count()) > 0) return part;
  await page.locator('#find').fill(name);
  await page.locator('.row .row-handle').first().click();
  await part.waitFor();
  return part;
}

/** Opens the row of a series. @param {import('playwright-core').Page} page @param {string} id */
export async function openedSeries(page, id) {
  const form = page.locator(`.series-form[data-series="${id}"]`);
  if ((await form.count()) > 0) return form;
  await page.locator('#find').fill(id);
  await page.locator(`.row[data-id="${id}"] .row-handle`).click();
  await form.waitFor();
  return form;
}

/** Opens a table behind a chart and reads it, cell by cell. @param {import('playwright-core').Page} page @param {string} id @returns {Promise<string[][]>} */
export async function tableBehind(page, id) {
  // The view may be drawn anew between two steps: open whatever stands there until the table does.
  await page.waitForFunction((id) => {
    const details = /** @type {HTMLDetailsElement | null} */ (document.getElementById(id));
    if (details) details.open = true;
    return details?.querySelector('table');
  }, id);
  return page
    .locator(`#${id} table`)
    .first()
    .evaluate((table) =>
      [.../** @type {HTMLTableElement} */ (table).rows].map((row) =>
        [...row.cells].map((cell) => cell.textContent ?? ''),
      ),
    );
}

/**
 * What a press saves: the name it is given, and a copy that stays while the tests run.
 * @param {import('playwright-core').Page} page @param {() => Promise<void>} press
 */
export async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const name = download.suggestedFilename();
  copies ??= mkdtempSync(join(tmpdir(), 'sectorscope-saved-'));
  const path = join(mkdtempSync(join(copies, 'copy-')), name);
  await download.saveAs(path);
  return { name, path };
}

/** @type {string | undefined} */
let copies;
process.on('exit', () => {
  if (copies) rmSync(copies, { recursive: true });
});

/** Saves the report, or one of its tables, as a person does; `named` with names of files. @param {import('playwright-core').Page} page @param {string} form */
export async function savedReport(page, form, named = false) {
  await page.locator('#save > summary').click();
  await page.locator('#save-named').setChecked(named);
  await page.keyboard.press('Escape');
  const { name, path } = await saved(page, () => chosenInMenu(page, '#save', `#save-${form}`));
  return { name, path, text: readFileSync(path, 'utf8') };
}

/** A number as the page writes it. @param {string} text */
export const numberIn = (text) => Number(text.replace('\u2212', '-').replaceAll(',', ''));
