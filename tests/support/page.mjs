// The built page in a real browser, served as a static host would: under a base path.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { serve } from '../../xtask/serve.mjs';
import { findBrowser, root } from '../../xtask/setup.mjs';

export const BASE = '/sectorscope/';
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Starts the server and the browser. */
export async function open() {
  const server = await serve(join(root, 'dist'), { base: BASE });
  const browser = await chromium.launch({ executablePath: findBrowser(), args: FLAGS });
  return { server, browser, close: async () => { await browser.close(); await server.close(); } };
}

/**
 * A page of its own, ready with the sample. Every error of the page, and every request beyond its own files, ends up in `faults`.
 * @param {Awaited<ReturnType<typeof open>>} opened
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function newPage({ browser, server }, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error') faults.push(`console: ${message.text()}`); });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(server.url) && !url.startsWith('blob:') && !url.startsWith('data:')) faults.push(`request: ${url}`);
  });
  await page.goto(server.url);
  await page.waitForFunction(() => document.querySelector('#matrix-table'));
  await idle(page);
  return { page, faults, close: () => context.close() };
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
export const idle = (page) => page.waitForFunction(() => document.querySelector('main')?.getAttribute('aria-busy') === 'false');

/** Waits until the last import is told of, and the matrix of it is there. @param {import('playwright-core').Page} page */
export async function settled(page) {
  await page.waitForFunction(() => /read and ranked|Cancelled/.test(document.querySelector('#drop .banner')?.textContent ?? ''));
  await page.waitForFunction(() => {
    const ids = document.querySelectorAll('#series tbody tr:not(.ignored, .part)').length;
    return document.querySelector('#matrix.empty') !== null || document.querySelector('#matrix canvas')?.getAttribute('aria-label')?.includes(` ${ids} series`);
  });
  await idle(page);
}

/** Opens a table behind a chart and reads it, cell by cell. @param {import('playwright-core').Page} page @param {string} id @returns {Promise<string[][]>} */
export async function tableBehind(page, id) {
  // The view may be drawn anew between two steps: open whatever stands there until the table does.
  await page.waitForFunction((id) => {
    const details = /** @type {HTMLDetailsElement | null} */ (document.getElementById(id));
    if (details) details.open = true;
    return details?.querySelector('table');
  }, id);
  return page.locator(`#${id} table`).evaluate((table) => [.../** @type {HTMLTableElement} */ (table).rows].map((row) => [...row.cells].map((cell) => cell.textContent ?? '')));
}

/** Saves the report, or one of its tables, as a person does. @param {import('playwright-core').Page} page @param {string} form */
export async function savedReport(page, form) {
  await page.locator('#save-form').selectOption(form);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#save-report').click()]);
  const path = /** @type {string} */ (await download.path());
  return { name: download.suggestedFilename(), path, text: readFileSync(path, 'utf8') };
}

/** A number as the page writes it. @param {string} text */
export const numberIn = (text) => Number(text.replace('\u2212', '-').replaceAll(',', ''));
