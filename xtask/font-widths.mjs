// Writes the table of the text font's advance widths, by which charts set text without measuring it: a browser measures every character
// of the font's subset. Run after the font's version changes.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser, root } from './setup.mjs';

const FOLDER = join(root, 'node_modules', '@fontsource-variable', 'inter');
const TABLE = join(root, 'src', 'chart', 'widths.rs');
/** The font's own units, in which widths of its regular weight are whole. */
const UNITS = 2048;

/** Characters of the subset that text can hold, by the font's own list: first and last of each range. */
const { latin } = JSON.parse(readFileSync(join(FOLDER, 'unicode.json'), 'utf8'));
const characters = latin.split(',').flatMap((/** @type {string} */ range) => {
  const [first = 0, last = first] = range
    .slice(2)
    .split('-')
    .map((end) => Number.parseInt(end, 16));
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).filter(
    (c) => c >= 0x20 && (c < 0x7f || c > 0x9f),
  );
});

/**
 * Width of each character in regular and bold; none where another font stands in, as then the width changes with the font behind it.
 * @param {{ font: string, characters: number[], units: number }} of @returns {Promise<([number, number] | null)[]>}
 */
async function measured({ font, characters, units }) {
  document.fonts.add(await new FontFace('Inter', `url(data:font/woff2;base64,${font})`, { weight: '100 900' }).load());
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  context.fontKerning = 'none';
  const width = (/** @type {string} */ style, /** @type {string} */ family, /** @type {number} */ c) => {
    context.font = `${style} ${units}px ${family}`;
    return Math.round(context.measureText(String.fromCodePoint(c)).width);
  };
  return characters.map((c) => {
    const regular = width('normal', 'Inter', c);
    const same = (/** @type {string} */ before) =>
      ['serif', 'monospace'].every((behind) => width('normal', before + behind, c) === regular);
    return same('Inter, ') && (regular === 0 || !same('')) ? [regular, width('bold', 'Inter', c)] : null;
  });
}

const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox'] });
const page = await browser.newPage();
const font = readFileSync(join(FOLDER, 'files', 'inter-latin-wght-normal.woff2')).toString('base64');
const widths = await page.evaluate(measured, { font, characters, units: UNITS });
await browser.close();

/** Runs of characters that follow each other. @type {{ first: number, widths: [number, number][] }[]} */
const runs = [];
characters.forEach((/** @type {number} */ c, /** @type {number} */ i) => {
  const [last, width] = [runs.at(-1), widths[i]];
  if (!width) return;
  if (last && last.first + last.widths.length === c) last.widths.push(width);
  else runs.push({ first: c, widths: [width] });
});
const pair = (/** @type {[number, number]} */ [regular, bold]) => `[${regular}, ${bold}],`;
/** As many pairs as a line holds. @param {[number, number][]} widths @returns {string[]} */
const lines = (widths) =>
  widths.length === 0 ? [] : [`        ${widths.slice(0, 8).map(pair).join(' ')}`, ...lines(widths.slice(8))];
const row = (/** @type {(typeof runs)[number]} */ { first, widths }) =>
  `    (0x${first.toString(16)}, &[\n${lines(widths).join('\n')}\n    ]),`;
writeFileSync(
  TABLE,
  `//! Advance widths of the text font, written by xtask/font-widths.mjs.

/// Units of an em.
pub(super) const UNITS: f64 = ${UNITS}.0;

/// Runs of characters: the first of them, and of each the width in regular and in bold.
#[rustfmt::skip]
pub(super) const WIDTHS: [(u32, &[[u16; 2]]); ${runs.length}] = [
${runs.map(row).join('\n')}
];
`,
);
execFileSync('rustfmt', ['--edition', '2024', '--check', TABLE], { stdio: 'inherit' });
