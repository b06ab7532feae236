// Files of every layout, dropped on the built page; ranking, matrix and ledger read from the page's tables.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { plainCorrelation, writeLayouts } from '../../support/layouts.mjs';
import { numberIn, onDroppedPage, open, openedFile, tableBehind } from '../../support/page.mjs';

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
const folder = mkdtempSync(join(tmpdir(), 'sectorscope-layouts-'));
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

test('files of every layout are read, ranked and accounted for', async () => {
  const { series, paths, ledgers } = writeLayouts(folder);
  await onDroppedPage(opened, paths, async ({ page }) => {
    assert.match(await page.locator('#drop .banner').innerText(), /^10 files read in /);
    assert.equal(await page.locator('#answer .tag').count(), 0, 'the first file replaces the sample');

    const names = Object.keys(series);
    const [, ...ranked] = await tableBehind(page, 'ranking-table');
    assert.equal(ranked.length, 12);
    const values = ranked.map((row) => numberIn(/** @type {string} */ (row[3])));
    assert.deepEqual(
      values,
      [...values].sort((a, b) => b - a),
      'sorted, strongest first',
    );
    for (const [id = '', , , r = '', low = '', high = '', n = ''] of ranked) {
      const expected = plainCorrelation(series, names, 'BTC', id);
      assert.equal(numberIn(r), Number(expected.r.toFixed(4)), id);
      assert.equal(numberIn(n), expected.n);
      assert.ok(numberIn(low) < numberIn(r) && numberIn(r) < numberIn(high));
    }

    const [header = [], ...rows] = await tableBehind(page, 'matrix-table');
    const ids = header.slice(1);
    assert.deepEqual([...ids].sort(), [...names].sort());
    assert.equal(ids[0], 'BTC', 'the reference comes first');
    rows.forEach((row, i) => {
      row.slice(1).forEach((cell, j) => {
        const [a, b] = [/** @type {string} */ (ids[i]), /** @type {string} */ (ids[j])];
        if (i === j) return assert.equal(cell, '');
        const { r, n } = plainCorrelation(series, [a, b], a, b);
        assert.equal(numberIn(cell), i < j ? n : Number(r.toFixed(4)), `${a} x ${b}`);
      });
    });

    for (const [name, { records, header: headers, used }] of Object.entries(ledgers)) {
      const file = await openedFile(page, name);
      assert.equal(await file.locator('.word').innerText(), 'read');
      await file.locator('.facts').waitFor();
      const cells = await file
        .locator('.facts dt')
        .evaluateAll((names) => names.map((name) => [name.textContent, name.nextElementSibling?.textContent ?? '']));
      const { Size: _, 'SHA-256': __, ...ledger } = Object.fromEntries(cells);
      const expected = { Records: records, Header: headers, Used: used, Blank: 0, 'Repeated days': 0, 'Left out': 0 };
      assert.deepEqual(
        Object.fromEntries(Object.entries(ledger).map(([name, n]) => [name, numberIn(n)])),
        expected,
        name,
      );
    }
  });
});

test('a whole folder can be dropped', async () => {
  writeLayouts(folder);
  await onDroppedPage(opened, [folder], async ({ page }) => {
    assert.match(await page.locator('#drop .banner').innerText(), /^10 files read in /);
  });
});

test('one selection drives every chart', async () => {
  const { paths } = writeLayouts(folder);
  await onDroppedPage(opened, paths, async ({ page }) => {
    const shown = () => page.locator('#pair-b').inputValue();
    const first = await shown();
    await page.locator('#ranking canvas').focus();
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(
      (first) => /** @type {HTMLSelectElement} */ (document.querySelector('#pair-b')).value !== first,
      first,
    );
    const second = await shown();
    assert.match(await page.locator('#ranking .readout').innerText(), new RegExp(`^${second},`));
    assert.match(await page.locator('#matrix .readout').innerText(), new RegExp(second));
    const [header = []] = await tableBehind(page, 'matrix-table');
    await page.locator('#matrix canvas').focus();
    await page.keyboard.press(header.indexOf(second) < header.length - 1 ? 'ArrowDown' : 'ArrowUp');
    await page.waitForFunction(
      (second) => /** @type {HTMLSelectElement} */ (document.querySelector('#pair-b')).value !== second,
      second,
    );
    const pair = await page.locator('#matrix .readout').innerText();
    assert.equal(pair.split(':')[0], `${await page.locator('#pair-a').inputValue()} × ${await shown()}`);
  });
});
