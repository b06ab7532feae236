// The pictures of README.md: they show what the page shows. `UPDATE_GOLDENS=1` makes them anew.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../../xtask/setup.mjs';
import { idle, newPage, open, startedPage } from '../../support/page.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

/** The first screen of a common window, and a window in which a card has room. */
const FIRST = { width: 1280, height: 800 };
const WINDOW = { width: 1280, height: 900 };
const QUALITY = 82;
/** Side of a square, in pixels of the page: as high as a line of text, so that how a font is smoothed averages out. */
const SQUARE = 20;
/** Of 255, by which two squares may differ, and how many of them may differ by more. */
const NEAR = 12;
const STRAYS = 0.01;
/** Larger pictures make a page of text slow. */
const MOST_BYTES = 150_000;

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
});

/** What stands in a part of the page, word by word; a chart by what it says of itself. @param {Page} page @param {Box} box */
const wordsIn = (page, box) =>
  page.evaluate(({ x, y, width, height }) => {
    const inside = (/** @type {DOMRect} */ rect) =>
      rect.width > 1 &&
      rect.height > 1 &&
      rect.top >= y &&
      rect.bottom <= y + height &&
      rect.left >= x &&
      rect.right <= x + width;
    const words = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof HTMLCanvasElement && inside(node.getBoundingClientRect()))
        words.push(node.getAttribute('aria-label') ?? '');
      if (!(node instanceof Text) || !node.parentElement?.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      if (inside(range.getBoundingClientRect())) words.push((node.textContent ?? '').replaceAll(/\s+/g, ' ').trim());
    }
    return words.filter(Boolean).join('\n');
  }, box);

/** The mean colours of each square of a picture, row by row. @param {Buffer} picture @param {number} wide in pixels of the page */
async function squaresOf(picture, wide) {
  const context = await opened.browser.newContext();
  const page = await context.newPage();
  try {
    return await page.evaluate(
      async ({ data, wide, side }) => {
        const image = new Image();
        image.src = `data:image/webp;base64,${data}`;
        await image.decode();
        const scale = wide / image.naturalWidth;
        const [width, height] = [image.naturalWidth * scale, image.naturalHeight * scale].map(Math.round);
        const canvas = new OffscreenCanvas(width ?? 0, height ?? 0);
        const pen = canvas.getContext('2d');
        if (!pen) throw new Error('no canvas');
        pen.imageSmoothingQuality = 'high';
        pen.drawImage(image, 0, 0, canvas.width, canvas.height);
        const { data: pixels } = pen.getImageData(0, 0, canvas.width, canvas.height);
        const rows = [];
        for (let top = 0; top + side <= canvas.height; top += side) {
          const row = [];
          for (let left = 0; left + side <= canvas.width; left += side) {
            const sums = [0, 0, 0];
            for (let y = top; y < top + side; y += 1)
              for (let x = left; x < left + side; x += 1)
                for (const c of [0, 1, 2]) sums[c] = (sums[c] ?? 0) + (pixels[4 * (y * canvas.width + x) + c] ?? 0);
            row.push(...sums.map((sum) => sum / (side * side)));
          }
          rows.push(row);
        }
        return rows;
      },
      { data: picture.toString('base64'), wide, side: SQUARE },
    );
  } finally {
    await context.close();
  }
}

/** The share of squares that differ. @param {number[][]} a @param {number[][]} b */
function difference(a, b) {
  assert.deepEqual([a.length, a[0]?.length], [b.length, b[0]?.length], 'pictures of one size');
  const all = a.flatMap((row, y) => row.map((value, x) => Math.abs(value - (b[y]?.[x] ?? 0))));
  return all.filter((far) => far > NEAR).length / all.length;
}

/** A part of the page as a small picture. @param {Page} page @param {Box} clip */
async function pictureOf(page, clip) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    clip: { ...clip, y: clip.y + (await page.evaluate(() => scrollY)), scale: 1 },
    captureBeyondViewport: false,
  });
  await session.detach();
  return Buffer.from(data, 'base64');
}

/**
 * Holds the pictures of both themes, and the words in them, to the page.
 * @param {string} name @param {(options: import('playwright-core').BrowserContextOptions) => ReturnType<typeof startedPage>} make
 * @param {(page: Page) => Promise<Box>} place where the picture is
 * @param {string} part of the picture, whose absence is to be seen
 */
async function hold(name, make, place, part) {
  const path = (/** @type {string} */ ending) => join(root, 'docs', `${name}${ending}`);
  const themes = [];
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    // At twice the pixels, for screens that have them.
    const { page, faults, close } = await make({ viewport: WINDOW, deviceScaleFactor: 2, colorScheme });
    await idle(page);
    const box = await place(page);
    const [words, now] = [`${await wordsIn(page, box)}\n`, await pictureOf(page, box)];
    assert.ok(words.split('\n').length > 10, words);
    if (process.env.UPDATE_GOLDENS) {
      mkdirSync(join(root, 'docs'), { recursive: true });
      writeFileSync(path('.txt'), words);
      writeFileSync(path(`-${colorScheme}.webp`), now);
    }
    assert.equal(words, readFileSync(path('.txt'), 'utf8'), 'other words: UPDATE_GOLDENS=1 makes the picture anew');
    const kept = readFileSync(path(`-${colorScheme}.webp`));
    assert.ok(kept.length < MOST_BYTES, `${name}, ${colorScheme}: ${kept.length} bytes`);
    const shown = await squaresOf(kept, box.width);
    const far = difference(await squaresOf(now, box.width), shown);
    assert.ok(far <= STRAYS, `${name}, ${colorScheme}: ${(100 * far).toFixed(1)} % of it looks otherwise`);
    // What the comparison is worth.
    await page.locator(part).evaluate((element) => {
      /** @type {HTMLElement} */ (element).style.visibility = 'hidden';
    });
    const less = difference(await squaresOf(await pictureOf(page, box), box.width), shown);
    assert.ok(less > STRAYS, `${name}, ${colorScheme}: without ${part} it looks the same`);
    assert.deepEqual(faults, []);
    themes.push(shown);
    await close();
  }
  const [light = [], dark = []] = themes;
  assert.ok(difference(light, dark) > 0.9, `${name}: dark looks as light`);
}

test('the first screen, with the finding', () =>
  hold(
    'first-screen',
    (options) => startedPage(opened, { ...options, viewport: FIRST }),
    async (page) => {
      await page.locator('#ranking canvas').waitFor();
      return { x: 0, y: 0, ...FIRST };
    },
    '#answer .statement',
  ));

test('a pair over time, of the synthetic sample', () =>
  hold(
    'over-time',
    (options) => newPage(opened, options),
    async (page) => {
      const card = page.locator('#time');
      // Below the head of the page, which stays in place.
      await card.evaluate((element) => scrollBy(0, element.getBoundingClientRect().top - 64));
      const box = await card.boundingBox();
      assert.ok(box && box.y > 50 && box.y + box.height <= WINDOW.height, JSON.stringify(box));
      return box;
    },
    '#performance canvas',
  ));
