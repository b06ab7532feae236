// Charts are touched: dragged, pinched, turned by the wheel, read by a finger, stepped through by keys; all charts follow.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { idle, newPage, open } from '../support/page.mjs';

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
});

/** @typedef {import('playwright-core').Page} Page */

/** The first and last visible day, as the ends of the strip say. @param {Page} page */
const visible = async (page) => {
  const ends = await page
    .locator('.strip-handle')
    .evaluateAll((ends) => ends.map((end) => end.getAttribute('aria-valuetext') ?? ''));
  return /** @type {[string, string]} */ (ends);
};

/** @param {Page} page @param {string} where */
async function boxOf(page, where) {
  await page.locator(where).scrollIntoViewIfNeeded();
  const box = await page.locator(where).boundingBox();
  assert.ok(box, where);
  return box;
}

/** Drags across a chart, at a hand's pace. @param {Page} page @param {string} where @param {number} from share of its width @param {number} to */
async function drag(page, where, from, to) {
  const box = await boxOf(page, where);
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + from * box.width, y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step += 1) {
    await page.mouse.move(box.x + (from + ((to - from) * step) / 8) * box.width, y);
    await page.waitForTimeout(20);
  }
  await page.mouse.up();
}

const LINE = '#rolling canvas';

test('a chart over time is zoomed by a drag, panned with shift, turned by the wheel, and reset by a double click', async () => {
  const { page, faults, close } = await newPage(opened);
  const whole = await visible(page);
  await drag(page, LINE, 0.3, 0.6);
  const part = await visible(page);
  assert.ok(part[0] > whole[0] && part[1] < whole[1], `${part} inside ${whole}`);
  // The growth beneath follows.
  assert.match(await page.locator('#performance .readout').innerText(), new RegExp(`since ${part[0]?.slice(0, 7)}`));
  await page.keyboard.down('Shift');
  await drag(page, LINE, 0.5, 0.7);
  await page.keyboard.up('Shift');
  const panned = await visible(page);
  assert.ok(panned[0] < part[0] && panned[1] < part[1], `${panned} earlier than ${part}`);
  const box = await boxOf(page, LINE);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -240);
  await page.keyboard.up('Control');
  await page.waitForTimeout(100);
  const closer = await visible(page);
  assert.ok(closer[0] > panned[0] && closer[1] < panned[1], `${closer} inside ${panned}`);
  await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
  assert.deepEqual(await visible(page), whole);
  // Without the focus or a key the wheel is the page's.
  await page.locator('#answer').focus();
  await page.mouse.wheel(0, 200);
  await page.waitForTimeout(200);
  assert.deepEqual(await visible(page), whole);
  assert.deepEqual(faults, []);
  await close();
});

test('keys step, zoom, move and reset; the ends of the strip are sliders', async () => {
  const { page, close } = await newPage(opened);
  const whole = await visible(page);
  await page.locator(LINE).focus();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  const near = await visible(page);
  assert.ok(near[0] > whole[0] && near[1] < whole[1]);
  await page.keyboard.press('Shift+ArrowRight');
  const later = await visible(page);
  assert.ok(later[0] > near[0] && later[1] > near[1]);
  await page.keyboard.press('ArrowLeft');
  assert.match(await page.locator('#rolling .readout').innerText(), /^\d{4}-\d\d-\d\d: /);
  assert.equal(await page.locator('#rolling .readout').getAttribute('aria-live'), 'polite');
  assert.equal(await page.locator('#performance .readout').getAttribute('aria-live'), 'off', 'one chart speaks');
  await page.keyboard.press('Escape');
  assert.deepEqual(await visible(page), whole);
  await page.locator('.strip-handle.from').focus();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('PageUp');
  const cut = await visible(page);
  assert.ok(cut[0] > whole[0] && cut[1] === whole[1], `${cut}`);
  await page.keyboard.press('Home');
  assert.deepEqual(await visible(page), whole);
  const handle = await boxOf(page, '.strip-handle.to');
  await page.mouse.move(handle.x + 4, handle.y + 10);
  await page.mouse.down();
  await page.mouse.move(handle.x - 300, handle.y + 10, { steps: 6 });
  await page.mouse.up();
  const shorter = await visible(page);
  assert.ok(shorter[0] === whole[0] && shorter[1] < whole[1], `${shorter}`);
  // The window is taken along by hand.
  await drag(page, '.strip-window', 0.5, 0.7);
  const along = await visible(page);
  assert.ok(along[0] > shorter[0] && along[1] > shorter[1], `${along} later than ${shorter}`);
  await close();
});

test('lines are added, muted, read together at the pointer, and taken away', async () => {
  const { page, close } = await newPage(opened);
  await page.locator('#add-line').selectOption('S-UTILITIES');
  await page.locator('#line-away-S-UTILITIES').waitFor();
  await idle(page);
  const box = await boxOf(page, LINE);
  await page.mouse.move(box.x + box.width * 0.7, box.y + 80);
  const keys = await page.locator('#rolling .legend').innerText();
  const beside = /volatility\s+whole period: \d\.\d\d\s+where the thin line would stay .*, 95\s%/;
  assert.match(keys, beside, 'what is drawn beside the lines is named');
  const tip = page.locator('#rolling .tip');
  assert.match(await tip.innerText(), /^\d{4}-\d\d-\d\d\s+S-SMALLTECH \S+\s+S-UTILITIES \S+$/);
  assert.match(await page.locator('#rolling .readout').innerText(), /; S-UTILITIES \S+$/);
  await page.locator('.lines button', { hasText: 'S-UTILITIES' }).click();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 80);
  assert.doesNotMatch(await tip.innerText(), /S-UTILITIES/, 'what is muted is not read');
  await page.locator('#line-away-S-UTILITIES').click();
  await page.waitForFunction(() => document.querySelectorAll('.lines .stroke').length === 1);
  await close();
});

test('rows of the ranking and cells say what they are where the pointer stands, and a claim that is opened selects its pair', async () => {
  const { page, close } = await newPage(opened);
  const box = await boxOf(page, '#ranking canvas');
  await page.mouse.move(box.x + box.width / 2, box.y + 15);
  assert.match(
    await page.locator('#ranking .tip').innerText(),
    /^S-\w+, .*\n.* with S-BTC \(.* to .*\), [\d,]+ returns$/,
  );
  await page.mouse.click(box.x + box.width / 2, box.y + 15);
  await idle(page);
  const chosen = (await page.locator('#ranking .readout').innerText()).split(',')[0];
  assert.equal(await page.locator('#pair-b').inputValue(), chosen);
  const map = await boxOf(page, '#matrix canvas');
  await page.mouse.move(map.x + map.width * 0.4, map.y + map.height * 0.7);
  assert.match(await page.locator('#matrix .tip').innerText(), /^S-\w+ × S-\w+\n.* returns in common$/);
  await page.locator('#why-positive-since-pandemic > summary').click();
  await page.waitForFunction(
    () => /** @type {HTMLSelectElement} */ (document.querySelector('#pair-b')).value === 'S-MARKET',
  );
  await close();
});

test('a finger reads by a tap and a drag, and two fingers zoom and pan', async () => {
  const { page, close } = await newPage(opened, {
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  const session = await page.context().newCDPSession(page);
  const box = await boxOf(page, LINE);
  const at = (/** @type {number} */ share, id = 0) => ({ x: box.x + share * box.width, y: box.y + 120, id });
  const touch = (
    /** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type,
    /** @type {{ x: number, y: number, id: number }[]} */ ...touchPoints
  ) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  const readout = () => page.locator('#rolling .readout').innerText();
  await touch('touchStart', at(0.5));
  await page.waitForTimeout(250);
  await touch('touchEnd');
  const tapped = await readout();
  assert.match(tapped, /^\d{4}-\d\d-\d\d: /, 'a tap reads, and what was read stays');
  await touch('touchStart', at(0.5));
  for (let step = 1; step <= 6; step += 1) await touch('touchMove', at(0.5 + 0.04 * step));
  await touch('touchEnd');
  const dragged = await readout();
  assert.ok(dragged.slice(0, 10) > tapped.slice(0, 10), `${dragged} later than ${tapped}`);
  const whole = await visible(page);
  await touch('touchStart', at(0.4, 0), at(0.6, 1));
  for (let step = 1; step <= 6; step += 1) await touch('touchMove', at(0.4 - 0.03 * step, 0), at(0.6 + 0.03 * step, 1));
  await touch('touchEnd');
  const part = await visible(page);
  assert.ok(part[0] > whole[0] && part[1] < whole[1], `${part} inside ${whole}`);
  assert.equal(await page.evaluate(() => visualViewport?.scale), 1, 'the page itself is not zoomed');
  await touch('touchStart', at(0.4, 0), at(0.6, 1));
  for (let step = 1; step <= 6; step += 1) await touch('touchMove', at(0.4 + 0.03 * step, 0), at(0.6 + 0.03 * step, 1));
  await touch('touchEnd');
  const panned = await visible(page);
  assert.ok(panned[0] < part[0] && panned[1] < part[1], `${panned} earlier than ${part}`);
  await close();
});
