// What charts take for granted of the browser: how wide its text is, and that pictures are saved whole.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { initSync, textWidth } from '../../pkg/drawing.js';
import { root } from '../../xtask/setup.mjs';
import { idle, onReadyPage, open, saved } from '../support/page.mjs';

const LABELS = [
  ...[
    'BTC',
    'PSCT',
    'XLK',
    'BTC-USD',
    'S-DISCRETIONARY',
    'BRK.B',
    '^GSPC',
    'WWW',
    'iii',
    'AVAX',
    'Tata',
    'LTYA',
    '1x4',
  ],
  ...[
    'Small-cap tech',
    'Consumer discretionary',
    'Communication',
    'S&P SmallCap 600 Information Technology',
    'All tech',
  ],
  ...[
    '0.40',
    '−0.05',
    '−.12',
    '.00',
    '1',
    '×20.1',
    '10 %',
    '95 % interval',
    '2020',
    '30 Sep',
    'Mar 2021',
    '1,397 days',
  ],
  ...[
    'no value',
    'Crédit Agricole',
    'Übersee “GmbH”',
    'price – volume…',
    '2nd of 21; 5 could be first',
    'Größe',
    'it’s',
    '(a/b) [c]',
  ],
];

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
});

test('text is as wide as charts take it to be', async () => {
  initSync({ module: readFileSync(join(root, 'pkg', 'drawing_bg.wasm')) });
  await onReadyPage(opened, async ({ page }) => {
    const styles = [12, 14, 16].flatMap((size) => [false, true].map((bold) => ({ size, bold })));
    for (const { size, bold } of styles) {
      const widths = await page.locator('#matrix canvas').evaluate(
        (canvas, { labels, font }) => {
          const context = /** @type {CanvasRenderingContext2D} */ (
            /** @type {HTMLCanvasElement} */ (canvas).getContext('2d')
          );
          context.save();
          context.font = font;
          const measured = labels.map((label) => context.measureText(label).width);
          context.restore();
          return measured;
        },
        { labels: LABELS, font: `${bold ? 'bold' : 'normal'} ${size}px Inter` },
      );
      LABELS.forEach((label, i) => {
        const taken = textWidth(label, size, bold);
        assert.ok(
          Math.abs((widths[i] ?? 0) / taken - 1) < 0.01,
          `${label}, ${size} ${bold}: ${widths[i]}, not ${taken}`,
        );
      });
    }
  });
});

test('a saved picture says what it shows, and is twice as fine as a page', async () => {
  await onReadyPage(opened, async ({ page }) => {
    const press = (/** @type {string} */ form) => () =>
      page.locator(`#ranking .chart-save button:has-text("${form}")`).click();
    const svg = readFileSync((await saved(page, press('SVG'))).path, 'utf8');
    const caption = await page.locator('#ranking figcaption').innerText();
    const written = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, words]) => words).join(' ');
    const basis = await page.locator('#ranking .heading .basis').innerText();
    assert.ok(written.startsWith(`${caption} ${basis}`), `${caption} ${basis}: ${written.slice(0, 300)}`);
    assert.match(basis, /^SYNTHETIC sample, daily/);
    assert.ok(written.includes(' Sectorscope, SYNTHETIC sample: invented numbers '), written);
    for (const key of await page.locator('#ranking .legend .key').allInnerTexts())
      assert.ok(written.includes(key.trim()), `${key} in ${written}`);
    assert.equal([...svg.matchAll(/<text /g)].length, [...svg.matchAll(/ textLength="[\d.]+" /g)].length);
    const png = readFileSync((await saved(page, press('PNG'))).path);
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    const [, wide = 0, high = 0] = svg.match(/^<svg [^>]*width="([\d.]+)" height="([\d.]+)"/)?.map(Number) ?? [];
    assert.ok(Math.abs(width - 2 * wide) <= 2 && Math.abs(height - 2 * high) <= 2, `${width} x ${height}`);
  });
});

test('a chart is drawn once each time that it is shown, not in a closed fold, and does not hear the height that it then has', async () => {
  await onReadyPage(opened, async ({ page }) => {
    // A chart that is shown where it has a width is given words, and one that is drawn a size.
    await page.evaluate(() => {
      /** @type {Record<string, { shown: number, drawn: number }>} */
      const counts = {};
      const of = (/** @type {Element} */ canvas) => {
        const name = canvas.getAttribute('aria-label')?.slice(0, 40) ?? '';
        counts[name] ??= { shown: 0, drawn: 0 };
        return counts[name];
      };
      const { prototype } = HTMLCanvasElement;
      const width = Object.getOwnPropertyDescriptor(prototype, 'width');
      Object.defineProperty(prototype, 'width', {
        ...width,
        set(value) {
          of(this).drawn += 1;
          width?.set?.call(this, value);
        },
      });
      prototype.setAttribute = function (name, value) {
        Element.prototype.setAttribute.call(this, name, value);
        if (name === 'aria-label' && this.parentElement?.clientWidth && !this.closest('details:not([open])'))
          of(this).shown += 1;
      };
      Reflect.set(globalThis, 'counts', counts);
    });
    const ranked = await page.locator('#set-universe > summary').innerText();
    const height = () => page.locator('#ranking canvas').evaluate((canvas) => canvas.clientHeight);
    const before = await height();
    await page.locator('#set-universe > summary').click();
    await page.locator('#rank-S-HEALTH').uncheck();
    await page.keyboard.press('Escape');
    await page.waitForFunction((n) => document.querySelector('#set-universe > summary')?.textContent !== n, ranked);
    await idle(page);
    assert.ok((await height()) < before, 'it has one row less');
    await page.locator('#undo').click();
    await page.waitForFunction((n) => document.querySelector('#set-universe > summary')?.textContent === n, ranked);
    await idle(page);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    /** @type {[string, { shown: number, drawn: number }][]} */
    const counts = await page.evaluate(() => Object.entries(Reflect.get(globalThis, 'counts')));
    assert.ok(counts.length >= 6, counts.map(([name]) => name).join());
    for (const [name, { shown, drawn }] of counts) assert.equal(drawn, shown, name);
  });
});
