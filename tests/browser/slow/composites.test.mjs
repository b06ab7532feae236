// The altcoin index on the page: what it shows, and that it can be ranked by and paired like any series.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  drop,
  idle,
  numberIn,
  onReadyPage,
  open,
  openedSeries,
  settled,
  startedPage,
  unfold,
} from '../../support/page.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sectorscope-composites-'));
/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

/** The answer names the reference. @param {import('playwright-core').Page} page @param {string} id */
const rankedBy = async (page, id) => {
  await page.waitForFunction(
    (id) => document.querySelector('#ranking figcaption')?.textContent?.startsWith(`Correlations with ${id}`),
    id,
  );
  await idle(page);
};

test('the sample has an index by equal weights, by volatility, and a component', async () => {
  await onReadyPage(opened, async ({ page }) => {
    await unfold(page, '#composites');
    const rows = page.locator('#composites tbody tr[data-id]');
    assert.deepEqual(await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-id'))), [
      'ALTX',
      'ALTX-IV',
      'CRYPTO-PC1',
    ]);
    const cells = await rows.first().locator('td').allInnerTexts();
    assert.match(cells[3] ?? '', /^0\.\d\d \(0\.\d\d to 0\.\d\d\)$/);
    assert.match(
      cells[6] ?? '',
      /^\u2212[\d.]+\s%, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d, (recovered on \d{4}|not recovered)/,
    );
    assert.match(await page.locator('#composites').innerText(), /No ALTX-CAP: No file gives the market capitalisation/);
    assert.match(await page.locator('#composites').innerText(), /Today's altcoins are those that survived/);
    await page.locator('#composites-table-2 summary').click();
    const parts = page.locator('#composites-table-2 tbody tr');
    await parts.first().waitFor();
    const weights = await parts.locator('td:nth-child(4)').allInnerTexts();
    assert.equal(weights.length, 3);
    assert.ok(
      Math.abs(weights.map((text) => numberIn(text.replace(/\s%/, ''))).reduce((sum, weight) => sum + weight) - 100) <
        0.2,
      String(weights),
    );
  });
});

test('sectors are ranked by the index and by bitcoin again, with the keyboard, and it makes a pair', async () => {
  await onReadyPage(opened, async ({ page }) => {
    await unfold(page, '#composites');
    await page.locator('#rank-by-ALTX').focus();
    await page.keyboard.press('Enter');
    await rankedBy(page, 'ALTX');
    assert.equal(await page.locator('#set-reference').inputValue(), 'ALTX');
    assert.equal(await page.locator('#rank-by-ALTX').getAttribute('aria-pressed'), 'true');
    assert.match(
      await page.locator('#answer').innerText(),
      /Which sector does Altcoin index, equal weights move with most\?/,
    );
    // It stays out of the heat map and the list of series.
    assert.equal(await page.locator('.row[data-id="ALTX"]').count(), 0);
    assert.ok(!(await page.locator('#matrix canvas').getAttribute('aria-label'))?.includes('14 series'));
    await page.locator('#pair-b').selectOption('CRYPTO-PC1');
    await page.waitForFunction(() =>
      document.querySelector('#rolling canvas')?.getAttribute('aria-label')?.includes('ALTX and CRYPTO-PC1'),
    );
    await idle(page);
    await page.locator('#rank-by-ALTX').click();
    await rankedBy(page, 'S-BTC');
    await unfold(page, '#own-more');
    await page.locator('#own-asset').selectOption('ALTX-IV');
    await page.locator('#own-add').click();
    await page.locator('#claims .claim[data-claim="own-1"] .question', { hasText: 'ALTX-IV' }).waitFor();
    await unfold(page, '#why-own-1');
    await page.locator('#drop-own-1').click();
    await page.locator('[data-claim="own-1"]').waitFor({ state: 'detached' });
  });
});

test('two coins that are one are reported, and one of them is left out by a button', async () => {
  const { page, faults, close } = await startedPage(opened);
  let coin = 10;
  let other = 10;
  const tables = {
    'BTC-USD': 'Date,Close\n',
    'ETH-USD': 'Date,Close\n',
    'ADA-USD': 'Date,Close\n',
    PSCT: 'Date,Close\n',
    XLK: 'Date,Close\n',
  };
  for (let row = 0; row < 200; row += 1) {
    const day = new Date(Date.UTC(2022, 0, 1 + row)).toISOString().slice(0, 10);
    coin *= 1 + 0.05 * Math.sin(row * row);
    other *= 1 + 0.05 * Math.sin(row * row * 1.7 + 1);
    for (const [name, price] of Object.entries({
      'BTC-USD': other,
      'ETH-USD': coin,
      'ADA-USD': 3 * coin,
      PSCT: coin * other,
      XLK: other,
    })) {
      tables[/** @type {keyof typeof tables} */ (name)] += `${day},${price}\n`;
    }
  }
  const paths = Object.entries(tables).map(([name, text]) => {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, text);
    return path;
  });
  await drop(page, paths);
  await settled(page);
  await unfold(page, '#composites');
  const warning = page.locator('#composites .warning');
  await warning.filter({ hasText: 'ADA and ETH move as one' }).waitFor();
  await warning.getByRole('button', { name: 'Leave ADA out' }).click();
  // With one altcoin left there is nothing to average.
  await page.locator('#composites').waitFor({ state: 'hidden' });
  await openedSeries(page, 'ADA');
  assert.equal(await page.locator('#use-ADA').isChecked(), false);
  assert.deepEqual(faults, []);
  await close();
});
