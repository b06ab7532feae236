// Hundreds of series dropped on the built page: seconds until the ranking, the map of all pairs and quiet; the page's longest task;
// the renderer's peak memory. node bench/drops.mjs [SETS, by default 500,2000]
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { root } from '../xtask/setup.mjs';
import { serve } from '../xtask/serve.mjs';
import { load, openBrowser } from './browser.mjs';
import { SETS } from './data.mjs';

/** In the page: when each thing was there, in milliseconds behind the drop, and the longest task since. */
function watch() {
  const seen = { ranking: 0, map: 0, longest: 0, tasks: 0 };
  Object.assign(window, { seen });
  let began = Number.POSITIVE_INFINITY;
  document.addEventListener('change', () => (began = Math.min(began, performance.now())), true);
  new PerformanceObserver((list) =>
    list.getEntries().forEach(({ duration }) => {
      seen.longest = Math.max(seen.longest, duration);
      seen.tasks += 1;
    }),
  ).observe({ type: 'longtask' });
  const map = () =>
    document.querySelector('#matrix:not(.empty) canvas[aria-label*=" series"]')?.getAttribute('aria-label');
  const finding = map();
  const look = () => {
    const answer = document.querySelector('#answer');
    if (performance.now() < began) return void setTimeout(look, 5);
    if (
      !seen.ranking &&
      /files read in/.test(document.querySelector('#drop')?.textContent ?? '') &&
      !answer?.matches('.dim')
    )
      seen.ranking = performance.now() - began;
    if (seen.ranking && !seen.map && map() && map() !== finding) seen.map = performance.now() - began;
    setTimeout(look, 5);
  };
  look();
}

/** @param {string} set */
async function dropped(set) {
  const paths = SETS[set]?.paths() ?? [];
  const server = await serve(join(root, 'dist'));
  const { browser, memory, forget, close } = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(180_000);
    await page.goto(server.url);
    await page.waitForFunction(() => document.querySelector('#privacy.locked'));
    await page.waitForTimeout(1_500);
    await forget();
    const before = await memory('VmRSS');
    const input = page.locator('input[type=file]').first();
    await page.evaluate(watch);
    const began = performance.now();
    await input.setInputFiles(paths);
    await page.waitForFunction(() => Reflect.get(window, 'seen')?.map > 0);
    await page.waitForFunction(() => !document.querySelector('#working:not([hidden])'));
    const quiet = performance.now() - began;
    const seen = /** @type {Record<string, number>} */ (await page.evaluate(() => Reflect.get(window, 'seen')));
    return { ...seen, quiet, peak: await memory('VmHWM'), before };
  } finally {
    await close();
    await server.close();
  }
}

/** @param {string[]} sets */
export async function dropsTable(sets) {
  const rows = [
    '| dropped | ranking, s | map of all pairs, s | quiet, s | longest task of the page, ms | peak, MiB (before) | load |',
  ];
  rows.push('|---|---|---|---|---|---|---|');
  for (const set of sets) {
    const { ranking = 0, map = 0, quiet, longest = 0, peak, before } = await dropped(set);
    const seconds = [ranking, map, quiet].map((time) => (time / 1000).toFixed(1));
    const memory = `${peak.toFixed(0)} (${before.toFixed(0)})`;
    rows.push(`| ${SETS[set]?.what} | ${seconds.join(' | ')} | ${longest.toFixed(0)} | ${memory} | ${load()} |`);
  }
  return rows.join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(await dropsTable((process.argv[2] ?? '500,2000').split(',')));
