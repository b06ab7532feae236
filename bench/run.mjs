// `npm run bench`: one table of all that is measured beside a peer, each row interleaved in one run and compared before a time counts;
// then starts, sizes, hundreds of series dropped at once, and how times grow. About a quarter of an hour; `node bench/run.mjs quick` takes fewer
// rounds and no file above 50 MB.
import { cpus } from 'node:os';
import { drawingRows } from './drawing.mjs';
import { dropsTable } from './drops.mjs';
import { growthTable } from './growth.mjs';
import { importSets } from './import.mjs';
import { startTables } from './start.mjs';
import { statisticsRows } from './statistics.mjs';
import { load, median } from './browser.mjs';

const quick = process.argv[2] === 'quick';
const rounds = quick ? 3 : 7;

/** What no reader can be faster than: it is no peer. */
const LIMIT = 'reading alone';

/** A row: what, the own figure, and those of the peers; `more` says whether more is better. @param {string} work @param {string} unit @param {Map<string, number>} figures @param {boolean} more */
function row(work, unit, figures, more) {
  const [[, own = Number.NaN] = [], ...peers] = figures;
  const sorted = peers.filter(([who]) => who !== LIMIT).sort(([, a], [, b]) => (more ? b - a : a - b));
  const [[best, figure] = ['', Number.NaN], ...others] = sorted;
  const spelled = (/** @type {number} */ value) => value.toFixed(value < 100 ? 1 : 0);
  const ratio = more ? own / figure : figure / own;
  const limits = peers.filter(([who]) => who === LIMIT);
  const rest = [...others, ...limits].map(([who, value]) => `${who} ${spelled(value)}`).join(', ');
  console.log(
    `| ${work}, ${unit} | ${spelled(own)} | ${best} ${spelled(figure)} | ${ratio.toFixed(2)} | ${rest} | ${load()} |`,
  );
}

console.log(
  `${cpus()[0]?.model}, ${cpus().length} cores; Node ${process.versions.node}; medians of ${rounds} rounds.\n`,
);
console.log('| work | sectorscope | best peer | times as fast as it | others | load |\n|---|---|---|---|---|---|');

const { rows, versions } = await statisticsRows(rounds);
for (const { work, times } of rows) row(work, 'ms', times, false);

for (const { work, times } of await drawingRows(quick ? 9 : 25)) {
  const of = (/** @type {'script' | 'total'} */ part) => new Map([...times].map(([who, time]) => [who, time[part]]));
  row(work, 'script, ms', of('script'), false);
  row(work, 'until painted, ms', of('total'), false);
}

const sets = ['1mb', 'long', 'many', ...(quick ? [] : ['300mb'])];
const memory = [];
for await (const { what, megabytes, results } of importSets({ sets, rounds: quick ? 2 : 3, runs: 3 })) {
  for (const [part, which] of /** @type {const} */ ([
    ['first run', 'first'],
    ['later runs', 'later'],
  ])) {
    const speeds = [...results].map(
      ([who, taken]) => /** @type {const} */ ([who, (megabytes / median(taken[which])) * 1000]),
    );
    row(`${what}, ${part}`, 'MB/s', new Map(speeds), true);
  }
  const peaks = [...results].map(([who, { peak, base }]) => `${who} ${peak.toFixed(0)} (${base.toFixed(0)})`);
  memory.push(`- ${what}: ${peaks.join(', ')}`);
}
console.log(`\n${versions}. "Reading alone" reads the bytes and drops them.\n`);
console.log(`Peak of the renderer, MiB (before):\n\n${memory.join('\n')}`);
console.log(`\n${await startTables(quick ? 3 : 5)}`);
console.log(`\n${await dropsTable(quick ? ['500'] : ['500', '2000'])}`);
console.log(`\n${growthTable()}`);
