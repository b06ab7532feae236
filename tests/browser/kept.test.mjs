// Work that is kept: taken back and again, over a reload, in a link; what is private stays out of what leaves.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { writeLayouts } from '../support/layouts.mjs';
import {
  chosenInMenu,
  drop,
  idle,
  newPage,
  open,
  openedFile,
  openedSeries,
  savedReport,
  settled,
  startedPage,
} from '../support/page.mjs';

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
const folder = mkdtempSync(join(tmpdir(), 'sectorscope-kept-'));
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

/** Presses as a hand does, for a quarter of a second. @param {import('playwright-core').Page} page @param {string} where */
async function press(page, where) {
  await page.locator(where).scrollIntoViewIfNeeded();
  const box = await page.locator(where).boundingBox();
  assert.ok(box, where);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.waitForTimeout(250);
  await page.mouse.up();
}

test('settings, classes and files are taken back and again, by button and by key', async () => {
  const { paths } = writeLayouts(folder);
  const { page, faults, close } = await startedPage(opened);
  await drop(page, paths);
  await settled(page);
  await page.locator('#set-frequency').selectOption('weekly');
  await page.waitForFunction(() => document.querySelector('#ranking .basis')?.textContent?.startsWith('weekly'));
  await idle(page);
  await openedSeries(page, 'XLE');
  await page.locator('#use-XLE').uncheck();
  await page.waitForFunction(() => document.querySelector('.row[data-id="XLE"].ignored'));
  await press(page, '#undo');
  await page.waitForFunction(() => document.querySelector('.row[data-id="XLE"]:not(.ignored)'));
  await press(page, '#undo');
  await page.waitForFunction(() => document.querySelector('#ranking .basis')?.textContent?.startsWith('daily'));
  await press(page, '#redo');
  await page.waitForFunction(() => document.querySelector('#ranking .basis')?.textContent?.startsWith('weekly'));
  await idle(page);
  await chosenInMenu(page, '#more-files', '#clear-files');
  await page.locator('#sample-first').waitFor();
  await page.locator('#answer').focus();
  await page.keyboard.press('Control+z');
  await page.waitForFunction(() => /^\d+ files read/.test(document.querySelector('#drop .banner')?.textContent ?? ''));
  await idle(page);
  assert.match(await page.locator('#ranking .basis').innerText(), /^weekly/);
  assert.deepEqual(faults, []);
  await close();
});

test('settings survive a reload; files do where a person wants it, until they are forgotten', async () => {
  const { paths } = writeLayouts(folder);
  const { page, faults, close } = await startedPage(opened);
  const ready = () =>
    page.waitForFunction(() => document.querySelector('#privacy')?.textContent?.includes('network is off'));
  await drop(page, paths);
  await settled(page);
  await page.locator('#set-method').selectOption('spearman');
  await page.waitForFunction(() => document.querySelector('#ranking .basis')?.textContent?.includes('Spearman'));
  await idle(page);
  await page.reload();
  await ready();
  assert.equal(await page.locator('#welcome').isVisible(), true, 'files are not kept unless that is wanted');
  await drop(page, paths);
  await settled(page);
  assert.match(await page.locator('#ranking .basis').innerText(), /Spearman/);
  await page.locator('#more-files > summary').click();
  await page.locator('#remember').check();
  await page.waitForFunction(() => document.querySelector('#drop .banner')?.textContent?.includes('Files are kept'));
  await page.reload();
  await settled(page);
  assert.match(await page.locator('#drop .banner').innerText(), /^10 files read in/);
  assert.match(await page.locator('#ranking .basis').innerText(), /Spearman/);
  await page.locator('#more-files > summary').click();
  await page.locator('#remember').uncheck();
  await page.waitForFunction(() => document.querySelector('#drop .banner')?.textContent?.includes('Nothing is kept'));
  await page.reload();
  await ready();
  assert.equal(await page.locator('#welcome').isVisible(), true);
  assert.deepEqual(faults, []);
  await close();
});

test('a link carries settings and claims, and neither a file nor a name', async () => {
  const { page, close } = await newPage(opened);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('#set-frequency').selectOption('weekly');
  await page.locator('#own-sentence').fill('S-BTC moves most with S-SMALLTECH');
  await page.keyboard.press('Enter');
  await page.locator('[data-claim="own-1"]').waitFor();
  await openedSeries(page, 'S-ETH');
  await page.locator('#name-S-ETH').fill('A private name');
  await page.keyboard.press('Enter');
  await idle(page);
  await press(page, '#link');
  await page.waitForFunction(() => location.hash.includes('frequency=weekly'));
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /frequency=weekly/);
  assert.ok(!/private|csv|synthetic/i.test(decodeURIComponent(link)), link);
  await close();
  const { page: other, close: closeOther } = await startedPage({ ...opened, server: { ...opened.server, url: link } });
  await other.locator('#show-sample').click();
  await idle(other);
  await closeOther();
  const { paths } = writeLayouts(folder);
  const fromLink = `${opened.server.url}#frequency=weekly&from=2022-06-01&returns=simple`;
  const { page: third, close: closeThird } = await startedPage({
    ...opened,
    server: { ...opened.server, url: fromLink },
  });
  await drop(third, paths);
  await settled(third);
  assert.match(await third.locator('#ranking .basis').innerText(), /^weekly simple returns, .* 2022-06-\d\d to/);
  await closeThird();
});

test('a report names no file and holds no price unless that is ticked', async () => {
  const { paths } = writeLayouts(folder);
  const { page, close } = await startedPage(opened);
  await drop(page, paths);
  await settled(page);
  const json = JSON.parse((await savedReport(page, 'json')).text);
  assert.ok(
    json.files.every((/** @type {{ name: string }} */ { name }, /** @type {number} */ at) => name === `file ${at + 1}`),
  );
  const { text, path } = await savedReport(page, 'html');
  for (const file of paths) assert.ok(!text.includes(file.split('/').at(-1) ?? ''), file);
  assert.ok(readFileSync(path, 'utf8').includes(json.files[0].sha256));
  const named = JSON.parse((await savedReport(page, 'json', true)).text);
  assert.ok(named.files.every((/** @type {{ name: string }} */ { name }) => name.includes('.')));
  await close();
});

test('a saved report that is dropped beside its files is the same again, to the byte, or says what differs', async () => {
  const { paths } = writeLayouts(folder);
  const [first = '', ...others] = paths;
  const { page, faults, close } = await startedPage(opened);
  await drop(page, paths);
  await settled(page);
  const outcome = async (/** @type {string} */ text) => {
    const path = join(folder, 'report.json');
    writeFileSync(path, text);
    await drop(page, [path]);
    await page.waitForFunction(() => document.querySelector('#verified .ask')?.matches('.same, .differs, :has(pre)'));
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.waitForFunction((width) => document.documentElement.scrollWidth === width, width);
    }
    return page.locator('#verified .ask').innerText();
  };
  // With weekly returns set meanwhile: the report has its own settings.
  const nameless = (await savedReport(page, 'json')).text;
  const named = (await savedReport(page, 'json', true)).text;
  await page.selectOption('#set-frequency', 'weekly');
  await settled(page);
  const before = await page.locator('#ranking .basis').innerText();
  const empty = '{"schema":1,"files":[],"claims":[],"settings":{}}';
  assert.match(await outcome(empty), /^report\.json Made by another build of the engine: none in the report/);
  await page.locator('#dismiss-1').click();
  assert.match(
    await outcome(nameless.replace('"files":[', '"files":[null,')),
    /^report\.json It cannot be made again: /,
  );
  await page.locator('#dismiss-1').click();
  assert.equal(await page.locator('#ranking .basis').innerText(), before);
  const report = JSON.parse(nameless);
  report.ranking.rows[0].r += 1e-9;
  report.matrix.r[1] = 0.5;
  assert.match(
    await outcome(JSON.stringify(report)),
    /^report\.json 2 values differ:\s+ranking\.rows\.0\.r: .*\s+matrix\.r\.1: .{1,160}\s*Dismiss$/,
  );
  await page.locator('#dismiss-1').click();
  await (await openedFile(page, basename(first))).locator('[id^="remove-"]').click();
  await idle(page);
  assert.ok(others.length > 0);
  assert.match(
    await outcome(nameless),
    /^report\.json Files of this report that are not here, to the byte:\s+file \d+ \(SHA-256 [0-9a-f]{64}\)/,
  );
  assert.deepEqual(faults, []);
  await close();
});

test('a first day after the last changes nothing, and is named beside the field; unusable settings of a link give way', async () => {
  const { page, close } = await newPage(opened);
  const before = await page.locator('#ranking .basis').innerText();
  await page.locator('#set-period > summary').click();
  await page.locator('#set-to').fill('2022-12-31');
  await page.waitForFunction((before) => document.querySelector('#ranking .basis')?.textContent !== before, before);
  await idle(page);
  const shown = await page.locator('#ranking .basis').innerText();
  await page.locator('#set-from').fill('2030-01-01');
  assert.match(await page.locator('#set-period .warning').innerText(), /2030-01-01 lies after 2022-12-31/);
  await page.waitForTimeout(200);
  assert.equal(await page.locator('#ranking .basis').innerText(), shown);
  await page.locator('#set-from').fill('2021-01-04');
  await page.waitForFunction((shown) => document.querySelector('#ranking .basis')?.textContent !== shown, shown);
  assert.equal(await page.locator('#set-period .warning').isVisible(), false);
  await close();
  const { paths } = writeLayouts(folder);
  const url = `${opened.server.url}#frequency=hourly`;
  const { page: other, close: closeOther } = await startedPage({ ...opened, server: { ...opened.server, url } });
  await drop(other, paths);
  await settled(other);
  assert.match(await other.locator('#answer .warning').innerText(), /settings could not be used and were left out/);
  assert.match(await other.locator('#ranking .basis').innerText(), /^daily/);
  await closeOther();
});

test('a date is typed key by key, and a half-typed one changes nothing', async () => {
  const { page, close } = await newPage(opened);
  const before = await page.locator('#ranking .basis').innerText();
  await page.locator('#set-period > summary').click();
  await page.locator('#set-from').focus();
  for (const key of '06152021') {
    await page.keyboard.press(key);
    await page.waitForTimeout(120);
  }
  assert.equal(await page.locator('#set-from').inputValue(), '2021-06-15');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'set-from', 'the hand stays on the field');
  await page.waitForFunction((before) => document.querySelector('#ranking .basis')?.textContent !== before, before);
  await idle(page);
  assert.match(await page.locator('#ranking .basis').innerText(), /2021-06-1[56] to/);
  assert.match(await page.locator('#set-period > summary').innerText(), /since 15 June 2021/);
  await close();
});

test('a report of the sample is the same again, wherever it is dropped', async () => {
  const { page, faults, close } = await newPage(opened);
  const path = join(folder, 'sample-report.json');
  writeFileSync(path, (await savedReport(page, 'json')).text);
  await close();
  const other = await startedPage(opened);
  await drop(other.page, [path]);
  await other.page.waitForSelector('#verified .same');
  assert.match(await other.page.locator('#verified .ask').innerText(), /The same, to the byte: 2 files, 8 claims/);
  assert.deepEqual([...faults, ...other.faults], []);
  await other.close();
});
