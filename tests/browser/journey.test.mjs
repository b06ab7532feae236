// The page as it is used from the first look to a saved report: once with keys alone, once with a finger on a phone.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fallen, held, holder, watchFocus } from '../support/focus.mjs';
import { writeLayouts } from '../support/layouts.mjs';
import { idle, newPage, open, saved, settled, startedPage } from '../support/page.mjs';
import { slow } from '../support/quick.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** How long a key of a text is followed by nothing, and one that is held down, in milliseconds. */
const [TYPED, HELD] = [90, 30];

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
const folder = mkdtempSync(join(tmpdir(), 'sectorscope-journey-'));
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

/** Presses Tab, forwards or back, until the focus is there. @param {Page} page @param {string} where */
async function tabTo(page, where, key = 'Tab') {
  const passed = [];
  while (!(await held(page, where))) {
    assert.ok(passed.length < 160, `${where} is not reached: ${passed.join(' ')}`);
    await page.keyboard.press(key);
    await page.waitForTimeout(HELD);
    passed.push(await holder(page));
    assert.notEqual(passed.at(-1), 'BODY#', `${where} is not on the way: ${passed.join(' ')}`);
  }
}

/** Presses keys one after the other. @param {Page} page @param {Iterable<string>} keys */
async function type(page, keys) {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(TYPED);
  }
}

/** Waits until a text is another than it was, and all that follows is there. @param {Page} page @param {string} where @param {string} before */
async function changed(page, where, before) {
  await page.waitForFunction(
    ([where, before]) => document.querySelector(where ?? '')?.textContent !== before,
    [where, before],
  );
  await idle(page);
  return page.locator(where).innerText();
}

const BASIS = '#ranking .basis';

test('twelve steps by keys alone, and the focus is never lost', slow, async () => {
  const { paths } = writeLayouts(folder);
  const { page, faults, close } = await startedPage(opened);
  const text = (/** @type {string} */ where) => page.locator(where).first().innerText();
  const content = async (/** @type {string} */ where) => (await page.locator(where).textContent()) ?? '';

  // 1. The finding is read.
  assert.equal(await text('#answer h1'), 'Does bitcoin move with small-cap tech?');
  assert.match(await text('#answer .plain'), /^Yes, 0\.40/);
  await watchFocus(page);
  await page.keyboard.press('Tab');
  assert.ok(await held(page, '.skip'), 'the skip link comes first');
  assert.ok(await page.locator('.skip').isVisible());

  // 2. Files are chosen by the picker.
  const opening = page.waitForEvent('filechooser');
  await tabTo(page, '#first-files');
  await page.keyboard.press('Enter');
  const picker = await opening;
  assert.equal(picker.isMultiple(), true);
  await picker.setFiles(paths);
  await settled(page);
  assert.match(await text('#drop .banner'), /^10 files read in/);
  assert.equal(await page.locator('#welcome').isVisible(), false);
  assert.ok(await held(page, '#answer'), 'the focus goes on with the answer');

  // 3. The answer is read; the skip link leads to it again, past the bar.
  assert.match(await text('#answer .verdict'), /SUPPORTED|CONTRADICTED|INCONCLUSIVE|NOT TESTABLE/);
  await tabTo(page, '.skip', 'Shift+Tab');
  await page.keyboard.press('Enter');
  assert.ok(await held(page, '#answer'));
  await page.keyboard.press('Tab');
  assert.ok(
    await page.evaluate(() => document.activeElement?.closest('#answer')),
    `what is in the answer comes next, not ${await holder(page)}`,
  );

  // 4. Weekly returns, in the sentence.
  const daily = await content(BASIS);
  assert.match(daily, /^daily/);
  await tabTo(page, '#set-frequency', 'Shift+Tab');
  await page.keyboard.press('ArrowDown');
  assert.match(await changed(page, BASIS, daily), /^weekly/);
  assert.ok(await held(page, '#set-frequency'), 'the hand stays on the list');

  // 5. Dates are typed key by key in the menu of the period.
  const weekly = await content(BASIS);
  await tabTo(page, '#set-period > summary');
  await page.keyboard.press('Enter');
  await page.locator('#set-from').waitFor();
  await tabTo(page, '#set-from');
  await type(page, '06152022');
  assert.equal(await page.locator('#set-from').inputValue(), '2022-06-15');
  assert.ok(await held(page, '#set-from'), 'the hand stays on the field');
  assert.match(await changed(page, BASIS, weekly), /2022-06-(1[5-9]|2\d) to/);
  assert.match(await text('#set-period > summary'), /since 15 June 2022/);
  await page.keyboard.press('Escape');
  assert.ok(await held(page, '#set-period > summary'), 'what opened the menu has the focus again');

  // 6. A row of the ranking.
  await tabTo(page, '#ranking canvas');
  const row = await content('#ranking .readout');
  await page.keyboard.press('ArrowUp');
  const read = await changed(page, '#ranking .readout', row);
  assert.match(read, /^[A-Z]+\b.* with BTC/);
  assert.equal(await page.locator('#pair-b').inputValue(), read.match(/^[A-Z]+/)?.[0], 'the pair follows');
  assert.ok(await held(page, '#ranking canvas'));

  // 7. A claim and its reasons.
  await tabTo(page, '#why-positive-since-pandemic > summary');
  await page.keyboard.press('Enter');
  await page.locator('#why-positive-since-pandemic .behind').waitFor();
  await idle(page);
  assert.match(await text('#why-positive-since-pandemic .behind'), /bitcoin: BTC/);
  assert.ok(await held(page, '#why-positive-since-pandemic > summary'));

  // 8. A claim of one's own.
  await tabTo(page, '#own-sentence');
  await type(page, 'BTC moves more with XLK than with XLU');
  await page.keyboard.press('Enter');
  await page.locator('[data-claim="own-1"]').waitFor();
  await idle(page);
  assert.equal(await text('[data-claim="own-1"] .question'), 'Does BTC move more with XLK than with XLU?');
  assert.match(await text('[data-claim="own-1"] .verdict'), /SUPPORTED|CONTRADICTED|INCONCLUSIVE|NOT TESTABLE/);
  assert.ok(await held(page, '#own-sentence'));
  assert.equal(await page.locator('#own-sentence').inputValue(), '');

  // 9. The line over time is zoomed, and stepped along.
  await tabTo(page, '#rolling .chart:not(.strip) canvas');
  const first = () => page.locator('.strip-handle.from').getAttribute('aria-valuetext');
  const whole = await first();
  await page.keyboard.press('+');
  const zoomed = await first();
  assert.ok((zoomed ?? '') > (whole ?? ''), `${zoomed} later than ${whole}`);
  const steps = [];
  for (let i = 0; i < 3; i += 1) {
    await page.keyboard.press('ArrowLeft');
    await page.waitForTimeout(TYPED);
    steps.push((await content('#rolling .readout')).slice(0, 10));
  }
  assert.equal(new Set(steps).size, 3, steps.join());
  assert.deepEqual(steps, [...steps].sort().reverse(), 'each step is earlier than the one before');
  await page.keyboard.press('Escape');
  assert.equal(await first(), whole);
  assert.ok(await held(page, '#rolling .chart:not(.strip) canvas'));

  // 10. A cell of the map.
  await tabTo(page, '#matrix canvas');
  const cell = await content('#matrix .readout');
  for (const key of ['ArrowDown', 'ArrowRight']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(TYPED);
  }
  assert.match(await changed(page, '#matrix .readout', cell), /^[A-Z]+ × [A-Z]+: .* returns in common$/);
  assert.ok(await held(page, '#matrix canvas'));

  // 11. A series is found, and is of another class.
  const ranked = async () => Number.parseInt(await text('#set-universe > summary'), 10);
  const were = await ranked();
  await page.keyboard.press('/');
  assert.ok(await held(page, '#find'));
  await type(page, 'XLE');
  await tabTo(page, '.row[data-id="XLE"] .row-handle');
  await page.keyboard.press('Enter');
  await page.locator('.series-form[data-series="XLE"]').waitFor();
  await tabTo(page, '#class-XLE');
  assert.equal(await page.locator('#class-XLE').inputValue(), 'equity');
  await page.keyboard.press('o');
  await page.waitForFunction(() => document.querySelector('.row[data-id="XLE"] .what')?.textContent?.includes('other'));
  await idle(page);
  assert.equal(await ranked(), were - 1, 'it is ranked no longer');
  assert.ok(await held(page, '#class-XLE'), `the hand stays on the list, not ${await holder(page)}`);

  // 12. A report is saved, and the class taken back.
  await tabTo(page, '#save > summary', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.locator('#save-html').waitFor();
  await tabTo(page, '#save-html');
  const { name, path } = await saved(page, () => page.keyboard.press('Enter'));
  assert.equal(name, 'sectorscope-report.html');
  assert.match(readFileSync(path, 'utf8'), /Does BTC move more with XLK than with XLU\?/);
  await page.waitForFunction(() => document.querySelector('#status')?.textContent === 'Saved sectorscope-report.html');
  await page.keyboard.press('Control+z');
  await page.waitForFunction(() =>
    document.querySelector('.row[data-id="XLE"] .what')?.textContent?.includes('equity'),
  );
  await idle(page);
  assert.equal(await ranked(), were);
  assert.deepEqual(await fallen(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('what is pressed by a key keeps the focus, or gives it on to what is shown', slow, async () => {
  const { page, close } = await newPage(opened);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const part of ['answer', 'claims', 'time', 'pairs', 'files']) {
    await page.locator(`#parts a[href="#${part}"]`).focus();
    await page.keyboard.press('Enter');
    await page.waitForTimeout(HELD);
    assert.ok(await held(page, `#${part}`), `the focus goes to #${part}, not ${await holder(page)}`);
  }
  for (const where of ['#copy-answer', '#link', '#zoom-in', '#zoom-out', '#span-1Y', '#map-name', '#map-numbers']) {
    await page.locator(where).focus();
    await page.keyboard.press('Enter');
    await page.waitForTimeout(TYPED);
    await idle(page);
    assert.ok(await held(page, where), `the focus stays on ${where}, not on ${await holder(page)}`);
  }
  await page.locator('#show-keys').focus();
  await page.keyboard.press('Enter');
  await page.locator('#close-keys').waitFor();
  assert.ok(await held(page, '#close-keys'));
  await page.keyboard.press('Escape');
  assert.ok(await held(page, '#show-keys'));
  await close();
});

/** A finger on the screen: down, a moment, up. @param {Page} page */
async function finger(page) {
  const session = await page.context().newCDPSession(page);
  /** @param {string} where @param {{ across?: number, down?: number, moment?: number }} [at] share of what is tapped, and how long, in milliseconds */
  return async (where, { across = 0.5, down = 0.5, moment = 160 } = {}) => {
    const target = page.locator(where).first();
    await target.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const box = await target.boundingBox();
    assert.ok(box, where);
    const touchPoints = [{ x: box.x + across * box.width, y: box.y + down * box.height }];
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await page.waitForTimeout(moment);
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
}

test('the same steps with a finger, on a phone of 390 pixels', slow, async () => {
  const { page, faults, close } = await startedPage(opened, {
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
  });
  const tap = await finger(page);
  const text = (/** @type {string} */ where) => page.locator(where).first().innerText();
  const content = async (/** @type {string} */ where) => (await page.locator(where).textContent()) ?? '';
  const fits = async (/** @type {string} */ when) =>
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, when);
  /** What the list of a phone gives back, once it was tapped. @param {string} list @param {string} value */
  const chosen = async (list, value) => {
    await page.locator(list).evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await page.locator(list).selectOption(value);
  };

  // 1. The finding is read without scrolling.
  const plain = await page.locator('#answer .plain').boundingBox();
  assert.ok(plain, 'the answer is there');
  assert.match(await text('#answer .plain'), /^Yes, 0\.40/);
  await fits('the finding');

  // 2. The sample.
  await tap('#show-sample');
  await page.waitForFunction(() => document.querySelector('#matrix:not(.empty) canvas[aria-label*=" series"]'));
  await idle(page);
  assert.match(await text('#drop .banner'), /Synthetic sample: 13 series, invented numbers/);

  // 3. The answer.
  assert.match(await text('#answer .verdict'), /SUPPORTED|CONTRADICTED|INCONCLUSIVE|NOT TESTABLE/);
  assert.match(await text('#answer .tag'), /synthetic/i);
  await fits('the answer');

  // 4. Weekly returns.
  const daily = await content(BASIS);
  await chosen('#set-frequency', 'weekly');
  assert.match(await changed(page, BASIS, daily), /weekly/);

  // 5. A period, as the calendar of a phone gives it.
  const weekly = await content(BASIS);
  await tap('#set-period > summary');
  await page.locator('#set-from').waitFor();
  await fits('the menu of the period');
  await page.locator('#set-from').fill('2021-06-15');
  assert.match(await changed(page, BASIS, weekly), /2021-06-(1[5-9]|2\d) to/);
  await tap('#answer h1');
  await page.locator('#set-from').waitFor({ state: 'hidden' });

  // 6. A row of the ranking.
  const row = await content('#ranking .readout');
  await tap('#ranking canvas', { down: 0.8 });
  const read = await changed(page, '#ranking .readout', row);
  assert.equal(await page.locator('#pair-b').inputValue(), read.match(/^[\w-]+/)?.[0]);

  // 7. A claim and its reasons.
  await tap('#why-positive-since-pandemic > summary', { moment: 200 });
  await page.locator('#why-positive-since-pandemic .behind').waitFor();
  await idle(page);
  assert.match(await text('#why-positive-since-pandemic .behind'), /bitcoin: S-BTC/);
  await fits('a claim that is open');

  // 8. A claim of one's own.
  await tap('#own-sentence');
  await page.waitForFunction(() => document.activeElement?.id === 'own-sentence');
  await page.keyboard.insertText('S-BTC moves more with S-SMALLTECH than with S-UTILITIES');
  await tap('#own-write');
  await page.locator('[data-claim="own-1"]').waitFor();
  await idle(page);
  assert.equal(
    await text('[data-claim="own-1"] .question'),
    'Does S-BTC move more with S-SMALLTECH than with S-UTILITIES?',
  );

  // 9. A year of the line over time, and a day of it.
  const first = () => page.locator('.strip-handle.from').getAttribute('aria-valuetext');
  const whole = await first();
  await tap('#rolling .heading button[aria-pressed="false"]');
  await page.waitForFunction(
    (whole) => document.querySelector('.strip-handle.from')?.getAttribute('aria-valuetext') !== whole,
    whole,
  );
  await tap('#rolling .chart:not(.strip) canvas', { across: 0.6 });
  assert.match(await content('#rolling .readout'), /^\d{4}-\d\d-\d\d: /);

  // 10. A cell of the map.
  const cell = await content('#matrix .readout');
  await tap('#matrix canvas', { across: 0.6, down: 0.9 });
  assert.match(await changed(page, '#matrix .readout', cell), /^S-\w+ × S-\w+: .* returns in common$/);
  await fits('the map');

  // 11. A series is found, and is of another class.
  const were = Number.parseInt(await text('#set-universe > summary'), 10);
  await tap('#find');
  await page.waitForFunction(() => document.activeElement?.id === 'find');
  await page.keyboard.insertText('S-UTILITIES');
  await tap('.row[data-id="S-UTILITIES"] .row-handle', { moment: 240 });
  await page.locator('.series-form[data-series="S-UTILITIES"]').waitFor();
  await fits('a row that is open');
  await chosen('#class-S-UTILITIES', 'other');
  await page.waitForFunction(
    (n) => Number.parseInt(document.querySelector('#set-universe > summary')?.textContent ?? '', 10) === n,
    were - 1,
  );
  await idle(page);

  // 12. A report is saved, and the class taken back.
  await tap('#save > summary');
  await page.locator('#save-html').waitFor();
  await fits('the menu of what is saved');
  const { name, path } = await saved(page, () => tap('#save-html'));
  assert.equal(name, 'sectorscope-report.html');
  assert.match(readFileSync(path, 'utf8'), /Does S-BTC move more with S-SMALLTECH than with S-UTILITIES\?/);
  await tap('#undo');
  await page.waitForFunction(
    (n) => Number.parseInt(document.querySelector('#set-universe > summary')?.textContent ?? '', 10) === n,
    were,
  );
  await idle(page);
  await fits('at the end');
  assert.deepEqual(faults, []);
  await close();
});
