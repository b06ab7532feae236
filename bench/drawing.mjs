// Milliseconds of a redraw: script alone, and until the canvas is painted. This project and its peers in one page, interleaved.
import { fileURLToPath } from 'node:url';
import { serve } from '../xtask/serve.mjs';
import { root } from '../xtask/setup.mjs';
import { load, median, openBrowser } from './browser.mjs';
import { installPeers } from './peers.mjs';

/** The first redraws are of code that was not compiled yet. */
const DROPPED = 5;

/** What is drawn: lines of a length, or cells. @type {{ work: string, what: 'lines' | 'map', make: string }[]} */
const PICTURES = [
  { work: 'redraw 1 line of 2,500 days', what: 'lines', make: 'lines(1, 2500)' },
  { work: 'redraw 1 line of 150,000 days', what: 'lines', make: 'lines(1, 150000)' },
  { work: 'redraw 10 lines of 2,500 days', what: 'lines', make: 'lines(10, 2500)' },
  { work: '500 x 500 cells', what: 'map', make: 'cells(500)' },
];

/**
 * Medians of interleaved redraws: script and total, by who draws.
 * @param {number} rounds
 */
export async function drawingRows(rounds) {
  installPeers();
  const server = await serve(root);
  const { browser, close } = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}bench/drawing.html`);
    await page.waitForFunction('window.ready');
    const rows = [];
    for (const { work, what, make } of PICTURES) {
      await page.evaluate(make);
      const all = /** @type {string[]} */ (await page.evaluate(`who('${what}')`));
      /** @type {Map<string, [number, number][]>} */
      const times = new Map(all.map((who) => [who, []]));
      for (let round = 0; round < rounds + DROPPED; round += 1)
        for (const who of all) times.get(who)?.push(await page.evaluate(`draw('${what}', '${who}')`));
      const medians = [...times].map(([who, taken]) => {
        const [script, total] = [0, 1].map((at) => median(taken.slice(DROPPED).map((pair) => pair[at] ?? Number.NaN)));
        return /** @type {const} */ ([who, { script: script ?? Number.NaN, total: total ?? Number.NaN }]);
      });
      rows.push({ work, times: new Map(medians), load: load() });
    }
    return rows;
  } finally {
    await close();
    await server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log('| work | who | script, ms | until painted, ms | load |\n|---|---|---|---|---|');
  for (const { work, times, load } of await drawingRows(Number(process.argv[2] ?? 25)))
    for (const [who, { script, total }] of times)
      console.log(`| ${work} | ${who} | ${script.toFixed(1)} | ${total.toFixed(1)} | ${load} |`);
}
