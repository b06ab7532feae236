// What is pressed by a key and then is gone gives the focus on to what is next; it never falls to the page as a whole.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fallen, focusOn, watchFocus } from '../support/focus.mjs';
import { writeLayouts } from '../support/layouts.mjs';
import { drop, idle, newPage, open, openedFile, settled, startedPage, unfold } from '../support/page.mjs';
import { slow } from '../support/quick.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
const folder = mkdtempSync(join(tmpdir(), 'sectorscope-focus-'));
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

/** @param {string} name @param {string[]} lines */
function write(name, lines) {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  return join(folder, name);
}

/** Presses a button by a key, and waits until it is gone, and the focus where it belongs. @param {Page} page @param {string} where @param {string} then */
async function press(page, where, then) {
  const button = page.locator(where).first();
  await button.focus();
  const pressed = await button.elementHandle();
  await page.keyboard.press('Enter');
  if (!then.startsWith(where)) await pressed?.waitForElementState('hidden');
  await focusOn(page, then);
  await idle(page);
  await focusOn(page, then);
}

test('files: an answer, a file that is removed, and all of them', slow, async () => {
  const days = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2022, 0, 3 + i)).toISOString().slice(0, 10));
  const asking = ['one.csv', 'two.csv', 'three.csv'].map((name, n) =>
    write(name, [
      'Date,Close,Close',
      ...days.map((day, i) => `${day},${100 + (((n + 2) * i) % 7)},${50 + (((n + 3) * i) % 5)}`),
    ]),
  );
  const { paths, series } = writeLayouts(join(folder, 'layouts'));
  const late = [...(series.BTC ?? [])].map(
    ([iso, price]) => `${new Date(Date.parse(`${iso}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)},${price}`,
  );
  const btc = write('BTC-USD.csv', ['Date,Close', ...late]);
  const { page, faults, close } = await startedPage(opened);
  await drop(page, [...paths.filter((path) => !path.includes('btc')), btc, ...asking]);
  await settled(page);
  await watchFocus(page);

  // What a notice offers is done, and the notice gone: the answer that it stood in stays.
  await press(page, '#answer .warning button', '#answer');
  // Two questions stand at the top, and a third comes up behind them.
  const ask = '#asks .ask:first-child .answer-button:first-child';
  for (const left of [2, 1]) {
    await press(page, '#asks .answer-button', ask);
    assert.equal(await page.locator('#asks .ask').count(), left);
  }
  await press(page, '#asks .answer-button', '#answer');

  // The next row of the list; from the last, the one before; and where the list shows nothing more, what finds others.
  const rows = () =>
    page.locator('.row[data-id]').evaluateAll((all) => all.map((row) => row.getAttribute('data-id') ?? ''));
  const remove = async (/** @type {string} */ id, /** @type {string} */ next) => {
    await page.locator(`.row[data-id="${id}"] .row-handle`).focus();
    await page.keyboard.press('Enter');
    await page.locator('.file-line button').waitFor();
    await press(page, '.file-line button', `.row[data-id="${next}"] .row-handle`);
    assert.ok(!(await rows()).includes(id));
  };
  await page.locator('#sort').selectOption('name');
  await remove('BTC', 'PSCT');
  // With it goes another of its series.
  await remove('XLC', 'XLE');
  await remove('two', 'three');
  await openedFile(page, 'one.csv');
  await press(page, '.file-line button', '#find');

  await page.locator('#more-files > summary').focus();
  await page.keyboard.press('Enter');
  await press(page, '#clear-files', '#more-files > summary');
  // Step by step back, as far as the finding, where there is no bar any more.
  for (let steps = 0; steps < 20 && (await page.locator('#bar').isVisible()); steps += 1) {
    await page.locator('#undo').focus();
    await page.keyboard.press('Enter');
    await page.waitForTimeout(300);
    await idle(page);
  }
  await focusOn(page, '#answer');
  assert.deepEqual(await fallen(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('claims, lines, the curve, undo, and the sample', slow, async () => {
  const { page, faults, close } = await newPage(opened);
  await watchFocus(page);
  for (const [at, sentence] of [
    'S-BTC moves more with S-SMALLTECH than with S-UTILITIES',
    'S-BTC moves more with S-UTILITIES than with S-SMALLTECH',
  ].entries()) {
    await page.locator('#own-sentence').fill(sentence);
    await page.keyboard.press('Enter');
    await page.locator(`[data-claim="own-${at + 1}"]`).waitFor();
  }
  await idle(page);
  const question = () => page.locator('[data-claim="own-1"] .question').innerText();
  const removed = await question();
  await unfold(page, '#why-own-1');
  await press(page, '#drop-own-1', '#drop-own-1');
  await page.locator('[data-claim="own-2"]').waitFor({ state: 'detached' });
  assert.notEqual(await question(), removed, 'the next has come in its place');
  await press(page, '#drop-own-1', '#why-causes > summary');

  for (const id of ['S-UTILITIES', 'S-HEALTH']) {
    await page.locator('#add-line').selectOption(id);
    await page.locator(`#line-away-${id}`).waitFor();
  }
  await idle(page);
  await press(page, '#line-away-S-UTILITIES', '.lines li:has(#line-away-S-HEALTH) button:first-child');
  await press(page, '#line-away-S-HEALTH', '#add-line');

  await unfold(page, '#specification');
  await press(page, '#run-curve', '#stop-curve');
  await press(page, '#stop-curve', '#run-curve');

  // With nothing left to take again the button stays, and so does the hand on it.
  await page.locator('#set-frequency').selectOption('weekly');
  await idle(page);
  await press(page, '#undo', '#undo');
  await press(page, '#redo', '#redo[aria-disabled="true"]');
  await press(page, '#redo', '#redo[aria-disabled="true"]');

  await press(page, '#clear-sample', '#sample-first');
  await press(page, '#sample-first', '#clear-sample');
  assert.deepEqual(await fallen(page), []);
  assert.deepEqual(faults, []);
  await close();
});
