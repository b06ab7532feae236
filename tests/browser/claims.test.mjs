// The claims on the page: every card, roles, a claim of one's own, and a report that verifies.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../xtask/setup.mjs';
import { violations } from '../support/axe.mjs';
import { dailyAgain, idle, numberIn, onReadyPage, open, savedReport, unfold } from '../support/page.mjs';
import { slow } from '../support/quick.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sectorscope-claims-'));
/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

const CLAIMS = [
  'top-sector-altcoins',
  'altcoins-lower',
  'small-over-large-tech',
  'positive-since-pandemic',
  'peaks-with-tech',
  'january-2025-joint-fall',
  'causes',
];
const WORDS = /^(▲ SUPPORTED|▼ CONTRADICTED|◆ INCONCLUSIVE|○ NOT TESTABLE)$/;

/** @param {string[]} args */
const sectorscope = (args) =>
  spawnSync(process.execPath, [join(root, 'bin', 'sectorscope.mjs'), ...args], { encoding: 'utf8' });

test('every claim has a verdict, a sentence, and the reasons behind it', async () => {
  await onReadyPage(opened, async ({ page }) => {
    const cards = page.locator('#claims .claim');
    assert.deepEqual(await cards.evaluateAll((all) => all.map((card) => card.getAttribute('data-claim'))), CLAIMS);
    assert.match(await page.locator('#answer .verdict').innerText(), WORDS);
    // Every number says what it is, in its row and in the head of its column.
    const numbers = await page.locator('.claim .number').allInnerTexts();
    assert.equal(numbers.length, CLAIMS.length - 1);
    for (const number of numbers) assert.match(number, /^(bitcoin's return|[a-z]+( of z)?) −?\d\.\d+$/);
    assert.deepEqual(await page.locator('.claim-heads:visible > span').allInnerTexts(), [
      'verdict',
      'claim',
      'interval',
      'number, returns',
      'asked in other ways',
    ]);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await unfold(page, '#why-altcoins-lower');
    await page.locator('#copy-altcoins-lower').click();
    await page.locator('#copy-altcoins-lower', { hasText: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(
      copied,
      /^Do altcoins move with small-cap tech less than bitcoin does\? The correlations of \d+ altcoins with S-SMALLTECH /,
    );
    for (const [i, id] of CLAIMS.entries()) {
      const card = cards.nth(i);
      assert.match(await card.locator('.verdict').innerText(), WORDS);
      assert.match(await card.locator('.question').innerText(), /\?$/);
      await unfold(page, `#why-${id}`);
      const why = card.locator('.behind');
      await why.locator('dl').first().waitFor();
      const text = await why.innerText();
      if (id === 'causes') continue;
      assert.match(text, id === 'top-sector-altcoins' ? /altcoins: S-ETH, S-SOL, S-XRP/ : /bitcoin: S-BTC/, id);
      // Further numbers, kinds of returns, other ways, history; one day has the first alone.
      const tables = {
        'january-2025-joint-fall': 1,
        'top-sector-altcoins': 5,
        'altcoins-lower': 5,
        'peaks-with-tech': 6,
      };
      assert.equal(await why.locator('.table-toggle').count(), Reflect.get(tables, id) ?? 4, id);
    }
  });
});

test('a role can be cast anew, and left to the catalog again', slow, async () => {
  await onReadyPage(opened, async ({ page }) => {
    const title = () => page.locator('#answer-title').innerText();
    const proposed = await title();
    await unfold(page, '#own-more');
    await page.locator('#role-small_tech').selectOption('S-UTILITIES');
    await page.waitForFunction(() => document.querySelector('#answer-title')?.textContent?.includes('utilities'));
    await idle(page);
    assert.equal(await title(), 'Does bitcoin move with utilities?');
    assert.match(
      await page.locator('#answer .statement').innerText(),
      /^No: 7th of 7, and .* is ahead beyond chance\.$/,
    );
    assert.match((await page.locator('#status').textContent()) ?? '', /moves with most\? Now contradicted\./);
    assert.equal(await page.locator('#answer .verdict').innerText(), '▼ CONTRADICTED');
    await page.locator('#role-small_tech').selectOption('');
    await page.waitForFunction((title) => document.querySelector('#answer-title')?.textContent === title, proposed);
    await idle(page);
    // Another coin for bitcoin, because a person says so.
    assert.equal(await page.locator('#role-bitcoin').inputValue(), 'S-BTC');
    await page.locator('#role-bitcoin').selectOption('S-ETH');
    await unfold(page, '#why-small-over-large-tech');
    const whose = (/** @type {string} */ id) =>
      page.waitForFunction(
        (id) =>
          document.querySelector('[data-claim="small-over-large-tech"]')?.textContent?.includes(`${id} moves with`),
        id,
      );
    await whose('S-ETH');
    await page.locator('#role-bitcoin').selectOption('');
    await whose('S-BTC');
  });
});

test('a claim of one’s own is tested by the same rules, and taken back', slow, async () => {
  await onReadyPage(opened, async ({ page }) => {
    await unfold(page, '#own-more');
    await page.locator('#own-asset').selectOption('S-ETH');
    await page.locator('#own-kind').selectOption('more-correlated');
    await page.locator('#own-with').selectOption('S-SMALLTECH');
    await page.locator('#own-than').selectOption('S-UTILITIES');
    await page.locator('#own-add').click();
    const own = page.locator('[data-claim="own-1"]');
    await own.waitFor();
    assert.equal(
      await own.locator('.question').innerText(),
      'Does S-ETH move more with S-SMALLTECH than with S-UTILITIES?',
    );
    assert.equal(await own.locator('.verdict').innerText(), '▲ SUPPORTED');
    await page.locator('#own-sentence').fill('S-ETH goes up');
    await page.locator('#own-write').click();
    await page.locator('#own-wrong', { hasText: 'X moves most with Y' }).waitFor();
    await page.locator('#own-sentence').fill('S-ETH moves with S-SMALLTECH beyond the market');
    await page.keyboard.press('Enter');
    await page.locator('[data-claim="own-2"]').waitFor();
    assert.equal(await page.locator('#own-wrong').isVisible(), false);
    await unfold(page, '#why-own-2');
    const behind = page.locator('[data-claim="own-2"] .behind', { hasText: /Among your 2 claims|Beyond S-MARKET/ });
    await behind.waitFor(); // the card comes first, what stands behind it with the full answer
    await page.locator('#drop-own-2').click();
    await page.locator('[data-claim="own-2"]').waitFor({ state: 'detached' });
    await page.locator('#own-kind').selectOption('positive-since');
    await page.locator('#own-with').selectOption('S-MARKET');
    await page.locator('#own-since').fill('2022-01-01');
    await page.locator('#own-add').click();
    await page.locator('[data-claim="own-2"]').waitFor();
    await unfold(page, '#why-own-1');
    await page.locator('#drop-own-1').click();
    await page.waitForFunction(() => document.querySelectorAll('[data-claim^="own-"]').length === 1);
    assert.match(await own.locator('.question').innerText(), /^Has S-ETH moved with S-MARKET ever since 2022-01-01\?/);
    await unfold(page, '#why-own-1');
    await page.locator('#drop-own-1').click();
    await own.waitFor({ state: 'detached' });
  });
});

test('the report of the page verifies to the byte in Node, twice the same', slow, async () => {
  await onReadyPage(opened, async ({ page }) => {
    await page.locator('#own-sentence').fill('S-BTC moves most with S-SMALLTECH');
    await page.keyboard.press('Enter');
    await page.locator('[data-claim="own-1"]').waitFor();
    await idle(page);
    const saved = [(await savedReport(page, 'json')).path, (await savedReport(page, 'json')).path];
    assert.equal(sectorscope(['sample', join(folder, 'sample')]).status, 0);
    const files = readdirSync(join(folder, 'sample')).map((name) => join(folder, 'sample', name));
    for (const report of saved) {
      const verified = sectorscope(['verify', report, ...files]);
      assert.match(verified.stdout, /^The same, to the byte: 2 files, 9 claims/, verified.stderr + verified.stdout);
    }
    await unfold(page, '#why-own-1');
    await page.locator('#drop-own-1').click();
    await page.locator('[data-claim="own-1"]').waitFor({ state: 'detached' });
  });
});

test('the claims under every combination of settings, with progress, stopped and run to the end', slow, async () => {
  await onReadyPage(opened, async ({ page }) => {
    await unfold(page, '#specification');
    await page.locator('#run-curve').click();
    await page.locator('#specification progress').waitFor();
    await page.locator('#stop-curve').click();
    await page.locator('#run-curve').waitFor();
    await page.locator('#run-curve').click();
    await page.waitForFunction(() => document.querySelectorAll('#specification table').length === 2, null, {
      timeout: 60_000,
    });
    const rows = await page
      .locator('#specification table')
      .first()
      .evaluate((table) =>
        [.../** @type {HTMLTableElement} */ (table).rows]
          .slice(1)
          .map((row) => [...row.cells].map((cell) => cell.textContent)),
      );
    // All but the one about causes; one day has few other ways.
    assert.equal(rows.length, 7);
    for (const [claim, combinations, different, support, contradict] of rows) {
      const [all = 0, apart = 0, pro = 0, con = 0] = [combinations, different, support, contradict].map((n) =>
        numberIn(n ?? ''),
      );
      assert.ok(all <= 576 && apart <= all && pro + con <= apart, claim ?? '');
    }
    const periods = await page.locator('#specification table').nth(1).locator('tbody th').first().innerText();
    assert.equal(periods, 'Period of a return: daily');
    const basis = (await page.locator('#ranking .basis').textContent()) ?? '';
    // Another setting is another question.
    await page.locator('#set-frequency').selectOption('weekly');
    await page.waitForFunction(() => document.querySelectorAll('#specification table').length === 0);
    await dailyAgain(page, basis);
  });
});

test('the methods page has the calibration, and no problem that axe can find', slow, async () => {
  const context = await opened.browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  // The page's own policy allows no script: this one comes from outside it.
  await page.goto(`${opened.server.url}methods.html`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  const rows = page.locator('#calibration tbody tr');
  assert.ok((await rows.count()) > 40, String(await rows.count()));
  const used = await rows.locator('td:nth-child(3)').allInnerTexts();
  assert.ok(used.includes('page') && used.includes('textbook') && used.includes('claims'));
  assert.equal(await page.locator('a[href="./"]').count(), 1);
  assert.deepEqual(await violations(page), []);
  await context.close();
});
