// What is spoken: every change of what a screen reader announces, from the drop of files to undo, against a text that is kept.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../xtask/setup.mjs';
import { writeLayouts } from '../support/layouts.mjs';
import { chosenInMenu, drop, idle, newPage, open, saved, settled, startedPage, unfold } from '../support/page.mjs';
import { slow } from '../support/quick.mjs';

/** @typedef {import('playwright-core').Page} Page */

const GOLDEN = join(root, 'tests', 'golden', 'spoken.txt');
/** How long it takes until everything that one thing makes the page say is heard, in milliseconds. */
const HEARD = 400;
/** The same where the page waits until a hand rests, and how long something takes that is announced before it is done. */
const [RESTED, LONG] = [800, 1000];

/** Milliseconds after which what is done is a step of its own. */
const STEP = 1600;

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
const folder = mkdtempSync(join(tmpdir(), 'sectorscope-spoken-'));
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

/**
 * Listens as a screen reader does: to regions that are live when they change, each with the text that it then has. What is emptied
 * says nothing, and changes within one turn of the page are one message.
 * @param {Page} page
 */
const listen = (page) =>
  page.evaluate(() => {
    /** @type {string[]} */
    const heard = [];
    const LIVE = '[aria-live="polite"], [aria-live="assertive"], [role="status"]:not([aria-live]), [role="alert"]';
    new MutationObserver((changes) => {
      const regions = new Set();
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest(`${LIVE}, [aria-live="off"]`);
        if (region?.matches(LIVE)) regions.add(region);
      }
      for (const region of regions) {
        const text = region.textContent?.trim() ?? '';
        const where = region.id || region.closest('[id]')?.id || region.className;
        if (text && region.checkVisibility()) heard.push(`${where}: ${text}`);
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
    Reflect.set(globalThis, 'heard', heard);
  });

/** What was heard since this was last asked. @param {Page} page @returns {Promise<string[]>} */
async function heard(page) {
  await page.waitForTimeout(HEARD);
  await idle(page);
  return page.evaluate(() => Reflect.get(globalThis, 'heard').splice(0));
}

/** Without what differs from run to run. @param {string} text */
const steady = (text) => text.replace(/ in [\d.,]+\s(ms|s)\b/g, ' in #');

/** @type {string[]} */
const script = [];
/** Writes down what one thing makes the page say, and gives it. @param {Page} page @param {string} what @param {() => Promise<unknown>} act */
async function hears(page, what, act) {
  await heard(page);
  const began = Date.now();
  await act();
  const long = Date.now() - began > LONG;
  const messages = (await heard(page)).map(steady).filter((text) => !(long && text === 'status: One moment …'));
  script.push(`# ${what}`, ...messages, '');
  return messages;
}

/** @param {string} name @param {string[]} lines */
function write(name, lines) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  return join(folder, name);
}

const days = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2022, 0, 3 + i)).toISOString().slice(0, 10));

test('files, a verdict that turns, keys on charts, copying, saving and undo are spoken, each once', slow, async () => {
  const { paths } = writeLayouts(join(folder, 'layouts'));
  const { page: own, faults, close } = await startedPage(opened);
  await listen(own);
  const dropped = (/** @type {string} */ what, /** @type {string[]} */ files) =>
    hears(own, what, async () => {
      await drop(own, files);
      await settled(own);
    });
  await dropped('files are dropped', paths);
  await dropped('a file that asks', [
    write('two.csv', ['Date,Close,Close', ...days.map((day, i) => `${day},${100 + (i % 7)},${50 + (i % 5)}`)]),
  ]);
  await dropped('a file that is refused', [write('empty.csv', [])]);
  await close();

  const { page, faults: more, close: closeSample } = await newPage(opened);
  await listen(page);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await unfold(page, '#own-more');
  const turned = await hears(page, 'another series stands for small-cap tech, and the verdict turns', async () => {
    await page.locator('#role-small_tech').selectOption('S-UTILITIES');
    await page.waitForFunction(() => document.querySelector('#answer-title')?.textContent?.includes('utilities'));
  });
  assert.equal(turned.filter((text) => text.includes('Now contradicted.')).length, 1, turned.join('\n'));
  await hears(page, 'that is taken back', () => page.locator('#undo').click());

  const key = async (/** @type {string} */ what, /** @type {string} */ where, /** @type {string} */ name) => {
    await page.locator(where).focus();
    const messages = await hears(page, what, () => page.keyboard.press(name));
    assert.ok(messages.length <= 1, `${what}: ${messages.join('\n')}`);
  };
  await key('an arrow on the line over time', '#rolling .chart:not(.strip) canvas', 'ArrowLeft');
  await key('the next', '#rolling .chart:not(.strip) canvas', 'ArrowLeft');
  const keys = async (/** @type {string} */ what, /** @type {string} */ where, /** @type {string[]} */ names) => {
    await page.locator(where).focus();
    const messages = await hears(page, what, async () => {
      for (const name of names) await page.keyboard.press(name);
      await page.waitForTimeout(RESTED);
    });
    return messages.length;
  };
  assert.equal(await keys('plus, three times', '#rolling .chart:not(.strip) canvas', ['+', '+', '+']), 1);
  assert.equal(await keys('a step back in time', '#rolling .chart:not(.strip) canvas', ['Shift+ArrowLeft']), 1);
  assert.equal(await keys('minus, on the chart below', '#performance canvas', ['-']), 1);
  assert.equal(
    await keys('an arrow on the end of the strip, which says its day itself', '.strip-handle.to', ['ArrowLeft']),
    0,
  );
  assert.equal(await keys('Escape', '#rolling .chart:not(.strip) canvas', ['Escape']), 1);
  await key('an arrow in the ranking', '#ranking canvas', 'ArrowDown');
  await key('an arrow in the map', '#matrix canvas', 'ArrowDown');
  await hears(page, 'the answer is copied', () => page.locator('#copy-answer').click());
  for (const what of ['a report is saved', 'and once more'])
    await hears(page, what, () => saved(page, () => chosenInMenu(page, '#save', '#save-html')));
  await hears(page, 'weekly returns', () => page.locator('#set-frequency').selectOption('weekly'));
  await hears(page, 'undo', () => page.locator('#undo').click());
  await hears(page, 'redo', () => page.locator('#redo').click());
  await hears(page, 'undo, once more', () => page.locator('#undo').click());
  const claim = async (/** @type {string} */ sentence, /** @type {number} */ number) => {
    await page.locator('#own-sentence').fill(sentence);
    await page.keyboard.press('Enter');
    await page.locator(`[data-claim="own-${number}"]`).waitFor();
  };
  await hears(page, 'a claim of one’s own', () => claim('S-BTC moves more with S-SMALLTECH than with S-UTILITIES', 1));
  await hears(page, 'another', () => claim('S-BTC moves more with S-UTILITIES than with S-SMALLTECH', 2));
  // What is done sooner belongs to the same step.
  await page.waitForTimeout(STEP);
  await unfold(page, '#why-own-1');
  await hears(page, 'the first is removed', () => page.locator('#drop-own-1').click());
  await hears(page, 'that is undone', () => page.locator('#undo').click());
  await closeSample();

  const text = script.join('\n');
  if (process.env.UPDATE_GOLDENS) writeFileSync(GOLDEN, text);
  assert.equal(text, readFileSync(GOLDEN, 'utf8'));
  assert.deepEqual([...faults, ...more], []);
});
