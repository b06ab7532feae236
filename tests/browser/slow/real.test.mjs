// Real price files, where there are any: the folder is named by the variable REAL_DATA.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { drop, numberIn, open, setPeriod, settled, startedPage, tableBehind } from '../../support/page.mjs';

const data = process.env.REAL_DATA;
const skip = data ? false : 'REAL_DATA is unset';

test('47 real files: bitcoin, nine altcoins, 37 funds', { skip }, async () => {
  const coins = join(data ?? '', 'study', 'gyumin5-close-only-2025-09');
  const funds = join(data ?? '', 'study', 'yfinance-etf-2025-12');
  const paths = [
    ...readdirSync(coins)
      .filter((name) => name.endsWith('-USD.csv'))
      .map((name) => join(coins, name)),
    ...readdirSync(funds).map((name) => join(funds, name)),
  ];
  assert.equal(paths.length, 47);
  const opened = await open();
  const { page, faults, close } = await startedPage(opened);
  await drop(page, paths);
  await settled(page);
  const notice = await page.locator('#drop .banner').innerText();
  console.log(`  ${notice.split('\n')[0]}`);
  assert.match(notice, /^47 files read in /);
  await setPeriod(page, '2020-01-01', '2025-09-30');
  await page.waitForFunction(() =>
    document.querySelector('#days .blocks p')?.textContent?.includes('2020-01-02 to 2025-09-30'),
  );
  const [, ...rows] = await tableBehind(page, 'ranking-table');
  const psct = rows.find((row) => row[0] === 'PSCT') ?? [];
  assert.equal(numberIn(psct[3] ?? ''), 0.3997);
  assert.equal(numberIn(psct[6] ?? ''), 1443);
  assert.match(
    await page.locator('#answer').innerText(),
    /^Does bitcoin move with small-cap tech\?\s+Yes, 0\.40 .*Cannot tell: 2nd of 21, and \d+ could be first\.\s+◆ INCONCLUSIVE/s,
  );
  const verdicts = await page
    .locator('#claims .claim')
    .evaluateAll((cards) =>
      Object.fromEntries(
        cards.map((card) => [card.getAttribute('data-claim'), card.querySelector('.verdict')?.classList[1]]),
      ),
    );
  assert.deepEqual(verdicts, {
    'top-sector-altcoins': 'inconclusive',
    'altcoins-lower': 'inconclusive',
    'small-over-large-tech': 'inconclusive',
    'positive-since-pandemic': 'supported',
    'peaks-with-tech': 'inconclusive',
    'january-2025-joint-fall': 'inconclusive',
    causes: 'not-testable',
  });
  assert.equal(await page.locator('#files > .warning').isVisible(), false, 'every symbol is known');
  assert.deepEqual(faults, []);
  await close();
  await opened.close();
});
