// Where the focus is, and whether it was lost.
import assert from 'node:assert/strict';

/** @typedef {import('playwright-core').Page} Page */

/** Notes, frame by frame, where the focus was before it fell to the body. @param {Page} page */
export const watchFocus = (page) =>
  page.evaluate(() => {
    /** @type {string[]} */
    const fallen = [];
    let last = '';
    const look = () => {
      const at = document.activeElement;
      if (at && at !== document.body) last = `${at.tagName}#${at.id} ${at.textContent?.slice(0, 40)}`;
      else if (last) {
        fallen.push(last);
        last = '';
      }
      requestAnimationFrame(look);
    };
    look();
    Reflect.set(globalThis, 'fallen', fallen);
  });

/** @param {Page} page @returns {Promise<string[]>} */
export const fallen = (page) => page.evaluate(() => Reflect.get(globalThis, 'fallen'));

/** Whether the focus is on what a selector names. @param {Page} page @param {string} where */
export const held = (page, where) =>
  page.evaluate((where) => document.activeElement === document.querySelector(where), where);

/** What has the focus, in words. @param {Page} page */
export const holder = (page) => page.evaluate(() => `${document.activeElement?.tagName}#${document.activeElement?.id}`);

/** Waits until the focus is on what a selector names. @param {Page} page @param {string} where */
export async function focusOn(page, where) {
  try {
    await page.waitForFunction((where) => document.activeElement?.matches(where), where, { timeout: 10_000 });
  } catch {
    assert.fail(
      `the focus is on ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))}, not on ${where}`,
    );
  }
}
