// What files ask and what can be done about them: answered by mouse and by keyboard, reported, and taken back.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.mjs';
import { random } from '../support/layouts.mjs';
import { idle, onDroppedPage, open, openedFile } from '../support/page.mjs';
import { slow } from '../support/quick.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
const folder = mkdtempSync(join(tmpdir(), 'sectorscope-questions-'));
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

/** @param {string} name @param {string[]} lines */
const write = (name, lines) => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};

/** Days from a Monday on. @param {number} count @param {(weekday: number) => boolean} [trades] Sunday is 0 */
const days = (count, trades = () => true) =>
  Array.from({ length: count * 2 }, (_, i) => new Date(Date.UTC(2023, 0, 2) + i * 86_400_000))
    .filter((day) => trades(day.getUTCDay()))
    .slice(0, count)
    .map((day) => day.toISOString().slice(0, 10));
/** Prices that move a little each day. @param {number} count @param {number} seed */
const walk = (count, seed) => {
  const next = random(seed);
  let price = 100;
  return Array.from({ length: count }, () => {
    price *= 1 + 0.02 * (next() - 0.5);
    return Number(price.toFixed(2));
  });
};
const weekday = (/** @type {number} */ day) => day > 0 && day < 6;
const sundayToThursday = (/** @type {number} */ day) => day < 5;

/** What is said of a file, once its row is open. */
const item = (/** @type {Page} */ page, /** @type {string} */ name) => page.locator(`.file[data-name="${name}"]`);

/** What became of a file. @param {Page} page @param {string} name */
const word = async (page, name) => (await openedFile(page, name)).locator('.word').innerText();

/** Presses a button of a file with the mouse. @param {Page} page @param {string} name @param {string | RegExp} text */
const byMouse = async (page, name, text) => (await openedFile(page, name)).getByRole('button', { name: text }).click();

/** Goes to a button of a file with Tab, and presses a key. @param {Page} page @param {string} name @param {RegExp} text @param {string} key */
async function byKey(page, name, text, key) {
  await (await openedFile(page, name)).locator('.file-line button').focus();
  for (let i = 0; i < 20; i += 1) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
    );
    if (text.test(label)) {
      await page.keyboard.press(key);
      return;
    }
  }
  assert.fail(`${text} is not reached by Tab in ${name}`);
}

/** Waits until a file has been read with an answer; the focus is still in its row, and it was spoken of. @param {Page} page @param {string} name */
async function answered(page, name) {
  await page.waitForFunction(
    (name) => document.querySelector('#status')?.textContent?.startsWith(`${name} is read.`),
    name,
  );
  await idle(page);
  assert.equal(await word(page, name), 'read');
  await focusIn(page, name);
}

/** @param {Page} page @param {string} name */
async function focusIn(page, name) {
  const focused = await page.evaluate(
    () => /** @type {HTMLElement | null | undefined} */ (document.activeElement?.closest('.file'))?.dataset.name,
  );
  assert.equal(focused, name, 'the focus stays in the row of the file');
}

/** A cell of the table of series, by its head. @param {Page} page @param {string} id @param {string} head */
async function seriesCell(page, id, head) {
  const cell = await page.waitForFunction(
    ({ id, head }) => {
      const fold = /** @type {HTMLDetailsElement | null} */ (document.querySelector('#series-table'));
      if (fold) fold.open = true;
      const heads = [...document.querySelectorAll('#series-table thead th')].map((cell) => cell.textContent);
      const row = /** @type {HTMLTableRowElement | null} */ (
        document.querySelector(`#series-table tr[data-id="${id}"]`)
      );
      return row?.cells[heads.indexOf(head)]?.textContent;
    },
    { id, head },
  );
  return String(await cell.jsonValue());
}

test('the order of day and month is answered by mouse and by keyboard', async () => {
  const open = (/** @type {number} */ k) =>
    Array.from({ length: 12 }, (_, i) => `0${1 + (i % 9)}/${String(i + 1).padStart(2, '0')}/2022,${k + i}`);
  const paths = ['one.csv', 'two.csv'].map((name, i) => write(name, ['Date,Close', ...open(10 * (i + 1))]));
  await onDroppedPage(opened, paths, async ({ page }) => {
    await byMouse(page, 'one.csv', /^Day first: 1 February 2022|^Day first: /);
    await answered(page, 'one.csv');
    assert.equal(await word(page, 'two.csv'), 'asks');
    await byKey(page, 'two.csv', /^Month first: /, 'Enter');
    await answered(page, 'two.csv');
  });
});

test('the column of prices is answered by mouse and by keyboard', async () => {
  const two = (/** @type {number} */ seed) => {
    const [a, b] = [walk(60, seed), walk(60, seed + 1)];
    return ['Date,Close,Close', ...days(60, weekday).map((day, i) => `${day},${a[i]},${b[i]}`)];
  };
  const levels = [
    'Date,Price Return,Total Return',
    ...days(60, weekday).map((day, i) => `${day},${4500 + i},${9000 + 2 * i}`),
  ];
  const paths = [write('pair.csv', two(1)), write('pair too.csv', two(3)), write('levels.csv', levels)];
  await onDroppedPage(opened, paths, async ({ page }) => {
    const second = `Close, column 3: ${walk(60, 2)[0]}`;
    assert.deepEqual(await (await openedFile(page, 'pair.csv')).locator('.answers button').allInnerTexts(), [
      `Close, column 2: ${walk(60, 1)[0]}`,
      second,
    ]);
    await byMouse(page, 'pair.csv', second);
    await answered(page, 'pair.csv');
    await byKey(page, 'levels.csv', /^Total Return: 9000$/, 'Space');
    await answered(page, 'levels.csv');
    assert.match((await seriesCell(page, 'levels', 'Column')) ?? '', /Total Return$/);
    // In the form the answer stands, and can be taken back.
    await openedFile(page, 'pair.csv');
    const prices = item(page, 'pair.csv').locator('select[id^="map-price_column"]');
    assert.equal(await prices.inputValue(), '3');
    await prices.selectOption('');
    await page.waitForFunction(() => document.querySelector('.file[data-name=\"pair.csv\"].asks'));
    // One answer for both.
    await item(page, 'pair.csv').locator('.answers input').check();
    await byMouse(page, 'pair.csv', second);
    await answered(page, 'pair.csv');
    assert.equal(await word(page, 'pair too.csv'), 'read');
  });
});

test('the rows that are meant are answered by mouse and by keyboard, and taken back', async () => {
  const [usd, eur] = [walk(90, 5), walk(90, 6)];
  const rows = days(90).flatMap((day, i) => [`${day},USD,${usd[i]}`, `${day},EUR,${eur[i]}`]);
  const paths = ['QXE.csv', 'QXF.csv'].map((name) => write(name, ['Date,Currency,Close', ...rows]));
  await onDroppedPage(opened, paths, async ({ page }) => {
    assert.deepEqual(await (await openedFile(page, 'QXE.csv')).locator('.answers button').allInnerTexts(), [
      'EUR: 90 rows',
      'USD: 90 rows',
      'Each is a series of its own',
    ]);
    await byMouse(page, 'QXE.csv', 'USD: 90 rows');
    await answered(page, 'QXE.csv');
    assert.equal(await seriesCell(page, 'QXE', 'Days'), '90');
    assert.equal(await seriesCell(page, 'QXE', 'Currency'), 'USD');
    await byKey(page, 'QXF.csv', /^Each is a series/, 'Enter');
    await answered(page, 'QXF.csv');
    assert.equal(await page.locator('#series-table tr[data-id^="QXF"]').count(), 2);
    await openedFile(page, 'QXE.csv');
    assert.equal(
      await item(page, 'QXE.csv').locator('select[id^="map-rows"] option:checked').innerText(),
      'Currency USD',
    );
    await byKey(page, 'QXE.csv', /^Undo, QXE.csv: Rows with Currency USD are used$/, 'Enter');
    await page.waitForFunction(() => document.querySelector('.file[data-name=\"QXE.csv\"].asks'));
    await idle(page);
    await focusIn(page, 'QXE.csv');
    assert.match((await page.locator('#status').textContent()) ?? '', /^QXE\.csv still asks\./);
  });
});

test('what is to be done is answered by mouse and by keyboard, and taken back', async () => {
  const early = (/** @type {number} */ seed) => {
    const prices = walk(90, seed);
    return ['Date,Close', ...days(90, sundayToThursday).map((day, i) => `${day},${prices[i]}`)];
  };
  const paths = [write('QXA.csv', early(7)), write('QXB.csv', early(8))];
  await onDroppedPage(opened, paths, async ({ page }) => {
    await byMouse(page, 'QXA.csv', 'Move every day to the next');
    await answered(page, 'QXA.csv');
    assert.equal(await seriesCell(page, 'QXA', 'First day'), '2023-01-03');
    await byKey(page, 'QXB.csv', /^Leave the days as written$/, 'Space');
    await answered(page, 'QXB.csv');
    assert.equal(await seriesCell(page, 'QXB', 'First day'), '2023-01-02');
    // The other mend takes the place of the first.
    await byMouse(page, 'QXA.csv', 'Leave the days as written');
    await page.waitForFunction(() =>
      document.querySelector('.file[data-name=\"QXA.csv\"] .in-force')?.textContent?.startsWith('Days are left'),
    );
    await answered(page, 'QXA.csv');
    assert.equal(await item(page, 'QXA.csv').locator('.in-force').count(), 1);
    await item(page, 'QXA.csv').getByLabel('Days are left as written', { exact: true }).uncheck();
    await page.waitForFunction(() => document.querySelector('.file[data-name=\"QXA.csv\"].asks'));
    await byKey(page, 'QXB.csv', /^Undo, QXB.csv: Days are left as written$/, 'Enter');
    await page.waitForFunction(() => document.querySelector('.file[data-name=\"QXB.csv\"].asks'));
  });
});

test('a file that is read offers to be read otherwise, and back', async () => {
  const stamped = (/** @type {number} */ seed) => {
    const prices = walk(90, seed);
    return ['time,close', ...days(90, sundayToThursday).map((day, i) => `${day}T23:00:00Z,${prices[i]}`)];
  };
  const paths = [write('QXC.csv', stamped(9)), write('QXD.csv', stamped(10))];
  await onDroppedPage(opened, paths, async ({ page }) => {
    assert.equal(await seriesCell(page, 'QXC', 'First day'), '2023-01-03');
    assert.match(
      await (await openedFile(page, 'QXC.csv')).locator(':scope > .diagnostic').first().innerText(),
      /^Series QXC has prices from/,
    );
    await byMouse(page, 'QXC.csv', 'Leave the days as written');
    await answered(page, 'QXC.csv');
    assert.equal(await seriesCell(page, 'QXC', 'First day'), '2023-01-02');
    await byMouse(page, 'QXC.csv', /^Undo, QXC.csv/);
    await page.waitForFunction(() => !document.querySelector('.file[data-name=\"QXC.csv\"] .in-force'));
    await answered(page, 'QXC.csv');
    assert.equal(await seriesCell(page, 'QXC', 'First day'), '2023-01-03');
    await byKey(page, 'QXD.csv', /^Leave the days as written$/, 'Enter');
    await answered(page, 'QXD.csv');
    await byKey(page, 'QXD.csv', /^Undo, QXD.csv/, 'Space');
    await page.waitForFunction(() => !document.querySelector('.file[data-name=\"QXD.csv\"] .in-force'));
    await answered(page, 'QXD.csv');
  });
});

test('a jump is mended and the mend undone, by mouse and by keyboard', async () => {
  const jump = (/** @type {number} */ seed, /** @type {number} */ factor) => {
    const prices = walk(120, seed).map((price, i) => (i < 60 ? price : price * factor));
    return ['Date,Close', ...days(120, weekday).map((day, i) => `${day},${prices[i]}`)];
  };
  const paths = [write('PENCE.csv', jump(11, 100)), write('HALF.csv', jump(12, 0.5))];
  await onDroppedPage(opened, paths, async ({ page }) => {
    const day = days(120, weekday)[60];
    const row = await openedFile(page, 'PENCE.csv');
    assert.match(
      await row.locator('.warning:not(.diagnostic)').innerText(),
      new RegExp(`100 times as high from ${day} on`),
    );
    await byMouse(page, 'PENCE.csv', `Treat it as a split or another unit on ${day}: divide later prices by 100`);
    await row.locator('.in-force').waitFor();
    await idle(page);
    assert.match(
      await row.locator('.in-force').innerText(),
      new RegExp(`^Prices of PENCE are divided by 100 from ${day} on\\.`),
    );
    assert.equal(await row.locator('.warning:not(.diagnostic)').count(), 0);
    assert.equal(await page.locator('#status').textContent(), `The prices of PENCE are divided by 100 from ${day} on.`);
    await focusIn(page, 'PENCE.csv');
    assert.equal(await (await openedFile(page, 'HALF.csv')).locator('.warning:not(.diagnostic)').count(), 1);
    await byMouse(page, 'PENCE.csv', 'Undo: leave the prices of PENCE as they are');
    await row.locator('.warning:not(.diagnostic)').waitFor();
    await byKey(page, 'HALF.csv', /multiply later prices by 2$/, 'Enter');
    await item(page, 'HALF.csv').locator('.in-force').waitFor();
    await idle(page);
    await focusIn(page, 'HALF.csv');
    await byKey(page, 'HALF.csv', /^Undo: leave the prices of HALF as they are$/, 'Space');
    await item(page, 'HALF.csv').locator('.warning:not(.diagnostic)').waitFor();
    await idle(page);
    await focusIn(page, 'HALF.csv');
  });
});

test('a file that is refused is read by an offer, by mouse and by keyboard, and refused again', async () => {
  const moves = (/** @type {number} */ seed) => {
    const next = random(seed);
    return days(90, weekday).map((day) => `${day},${(2 * (next() - 0.5)).toFixed(3)}%`);
  };
  const long = (/** @type {string} */ day) =>
    new Date(day).toLocaleDateString('en-US', { month: 'short', day: '2-digit', year: 'numeric', timeZone: 'UTC' });
  const prices = walk(90, 21);
  const unquoted = days(90, weekday).map((day, i) => `${long(day)},${prices[i]}`);
  const paths = [
    write('QXG.csv', ['Date,Daily return', ...moves(19)]),
    write('QXH.csv', ['Date,Daily return', ...moves(20)]),
    write('QXI.csv', ['Date,Close', ...unquoted]),
  ];
  await onDroppedPage(opened, paths, async ({ page }) => {
    for (const name of ['QXG.csv', 'QXH.csv', 'QXI.csv']) assert.equal(await word(page, name), 'refused');
    await byMouse(page, 'QXG.csv', 'Compound them to levels from 100');
    await answered(page, 'QXG.csv');
    assert.equal(await seriesCell(page, 'QXG', 'Days'), '90');
    assert.match(await item(page, 'QXG.csv').innerText(), /compounded to levels/i);
    await byKey(page, 'QXH.csv', /^Compound them to levels from 100$/, 'Enter');
    await answered(page, 'QXH.csv');
    await byMouse(page, 'QXG.csv', /^Undo, QXG.csv/);
    await page.waitForFunction(() => document.querySelector('.file[data-name=\"QXG.csv\"].refused'));
    await byKey(page, 'QXI.csv', /^Put the dates together$/, 'Space');
    await answered(page, 'QXI.csv');
    assert.equal(await seriesCell(page, 'QXI', 'First day'), '2023-01-02');
    await byKey(page, 'QXI.csv', /^Undo, QXI.csv/, 'Enter');
    await page.waitForFunction(() => document.querySelector('.file[data-name=\"QXI.csv\"].refused'));
  });
});

test('columns in doubt and weekends that repeat are kept by a press', async () => {
  // A program lost the points of the fractions: 29.690001 became 29690001, and 29.65 became 2965.
  const lost = (/** @type {number} */ seed) =>
    walk(90, seed).map((price, i) => String(i % 7 === 3 ? price.toFixed(1) : price.toFixed(6)).replace('.', ''));
  const rows = (/** @type {string[]} */ cells) => days(90, weekday).map((day, i) => `${day},${cells[i]}`);
  const [beside, filled] = [walk(90, 24), walk(90, 25)];
  const weekends = days(90).map((day, i) => {
    const weekdayOf = new Date(day).getUTCDay();
    return `${day},${filled[weekdayOf === 6 ? i - 1 : weekdayOf === 0 ? i - 2 : i]}`;
  });
  const both = lost(26).map((cell, i) => `${beside[i]},${cell}`);
  const paths = [
    write('QXJ.csv', ['Date,Close', ...rows(lost(22))]),
    write('QXK.csv', ['Date,Close', ...rows(lost(23))]),
    write('QXL.csv', ['Date,Close,Adj Close', ...rows(both)]),
    write('SPY.csv', ['Date,Close', ...weekends]),
  ];
  await onDroppedPage(opened, paths, async ({ page }) => {
    await byMouse(page, 'QXJ.csv', 'Use the numbers all the same');
    await answered(page, 'QXJ.csv');
    await byKey(page, 'QXK.csv', /^Use the numbers all the same$/, 'Enter');
    await answered(page, 'QXK.csv');
    await byKey(page, 'QXK.csv', /^Undo, QXK.csv/, 'Enter');
    await page.waitForFunction(() => document.querySelector('.file[data-name=\"QXK.csv\"].asks'));
    // An intact column beside a damaged one is read, and that is reported.
    assert.match((await seriesCell(page, 'QXL', 'Column')) ?? '', /Close$/);
    await (await openedFile(page, 'QXL.csv')).getByText('Close is read instead, which is intact').waitFor();
    await byKey(page, 'SPY.csv', /^Keep the weekends$/, 'Space');
    await answered(page, 'SPY.csv');
    assert.equal(await seriesCell(page, 'SPY', 'Days'), '90');
    await byMouse(page, 'SPY.csv', /^Undo, SPY.csv/);
    await page.waitForFunction(() => !document.querySelector('.file[data-name=\"SPY.csv\"] .in-force'));
  });
});

test('questions, offers and jumps pass the rules of accessibility, and fit a narrow screen', slow, async () => {
  const [a, b] = [walk(60, 13), walk(60, 14)];
  const pence = walk(120, 15).map((price, i) => (i < 60 ? price : price * 100));
  const paths = [
    write('asks.csv', ['Date,Close,Close', ...days(60, weekday).map((day, i) => `${day},${a[i]},${b[i]}`)]),
    write('early.csv', ['Date,Close', ...days(60, sundayToThursday).map((day, i) => `${day},${a[i]}`)]),
    write('jump.csv', ['Date,Close', ...days(120, weekday).map((day, i) => `${day},${pence[i]}`)]),
  ];
  await onDroppedPage(opened, paths, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    let seen = 0;
    for (const name of ['asks.csv', 'early.csv', 'jump.csv']) {
      await openedFile(page, name);
      assert.deepEqual(await violations(page), [], name);
      const sizes = await page
        .locator('#asks button, #files .answers button, #files .offers button, #files .warning button, #files .undo')
        .evaluateAll((buttons) =>
          buttons.map((button) => button.getBoundingClientRect()).map(({ height, right }) => ({ height, right })),
        );
      seen += sizes.length;
      for (const { height, right } of sizes) assert.ok(height >= 44 && right <= 360, `${height} high, to ${right}`);
    }
    assert.ok(seen >= 5);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});
