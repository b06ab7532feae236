// The files that are measured on: synthetic prices in Yahoo's columns, one row a day, the same bytes wherever they are made.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../xtask/setup.mjs';

const HEADER = 'Date,Open,High,Low,Close,Adj Close,Volume\n';
/** Beneath `target`, which version control and the tests leave alone. */
const folder = join(root, 'target', 'bench');
/** The first day of every file: a calendar of nine thousand years is needed for 300 MB of days. */
// From here to 2400 a year is of no other calendar: 328,000 days.
const FIRST_DAY = Date.UTC(1501, 0, 1) / 86_400_000;

const FIRST_MINUTE = Date.UTC(2000, 0, 1);

/** Numbers in [0, 1), by a linear congruential generator. @param {number} seed */
export function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** A day's move of about two per cent: four uniform numbers are nearly normal. @param {() => number} next */
export const noise = (next) => (next() + next() + next() + next() - 2) * 0.02;

/**
 * Writes a file unless it is there; returns its path.
 * @param {string} name @param {number} bytes
 * @param {{ seed: number, price: number, symbols?: number, minutes?: boolean }} shape `price` is where prices begin, and sets how wide a
 *   row is; with `minutes` there is a row for each minute
 */
function file(name, bytes, { seed, price, symbols = 0, minutes = false }) {
  const path = join(folder, name);
  if (existsSync(path) && statSync(path).size >= bytes) return path;
  mkdirSync(join(path, '..'), { recursive: true });
  const next = random(seed);
  const unfinished = openSync(`${path}.part`, 'w');
  let text = symbols ? `Symbol,${HEADER}` : HEADER;
  let written = 0;
  let close = price;
  for (let row = 0; written + text.length < bytes; row += 1) {
    const instant = minutes
      ? FIRST_MINUTE + row * 60_000
      : (FIRST_DAY + (symbols ? Math.floor(row / symbols) : row)) * 86_400_000;
    const day = new Date(instant)
      .toISOString()
      .slice(0, minutes ? 19 : 10)
      .replace('T', ' ');
    const open = close * (0.99 + 0.02 * next());
    close = Math.min(9 * price, Math.max(price, close * (0.98 + 0.04 * next())));
    const cells = [open, Math.max(open, close) * 1.004, Math.min(open, close) * 0.996, close, close * 0.99].map(
      (value) => value.toFixed(6),
    );
    const symbol = symbols ? `S${100 + (row % symbols)},` : '';
    text += `${symbol}${day},${cells.join(',')},${Math.floor(1e8 + 9e8 * next())}\n`;
    if (text.length > 1 << 20) {
      written += writeSync(unfinished, text);
      text = '';
    }
  }
  writeSync(unfinished, text);
  closeSync(unfinished);
  renameSync(`${path}.part`, path);
  return path;
}

/** Paths of one file for each series: ten years of weekdays, of two coins, two funds that the catalogue knows, and others. @param {number} count */
function series(count) {
  const days = [];
  for (let day = Date.UTC(2015, 0, 1); days.length < 2_500; day += 86_400_000) {
    const date = new Date(day);
    if (date.getUTCDay() % 6 > 0) days.push(date.toISOString().slice(0, 10));
  }
  const market = random(9);
  const moves = days.map(() => noise(market));
  mkdirSync(join(folder, 'series'), { recursive: true });
  return Array.from({ length: count }, (_, at) => {
    const path = join(folder, 'series', `${['BTC-USD', 'ETH-USD', 'PSCT', 'XLK'][at] ?? `S${1000 + at}`}.csv`);
    if (existsSync(path)) return path;
    const next = random(1_000 + at);
    let price = 100;
    const rows = days.map((day, row) => {
      price *= Math.exp((at % 10) * 0.06 * (moves[row] ?? 0) + noise(next));
      const close = price.toFixed(4);
      return `${day},${close},${(price * 1.002).toFixed(4)},${(price * 0.998).toFixed(4)},${close},${close},1000`;
    });
    writeFileSync(path, `${HEADER}${rows.join('\n')}\n`);
    return path;
  });
}

/** The sets by name: what they are, and the paths of their files, made when they are asked for. @type {Record<string, { what: string, paths: () => string[] }>} */
export const SETS = {
  '1mb': { what: '1 MB, one file, rows of 71 bytes', paths: () => [file('1mb/A.csv', 1e6, { seed: 1, price: 10 })] },
  '20mb': {
    what: '20 MB, one file, rows of 71 bytes',
    paths: () => [file('20mb/A.csv', 20e6, { seed: 2, price: 10 })],
  },
  many: {
    what: '200 files of 250 kB, rows of 71 bytes',
    paths: () =>
      Array.from({ length: 200 }, (_, i) => file(`many/A${100 + i}.csv`, 250e3, { seed: 100 + i, price: 10 })),
  },
  medium: {
    what: '100 files of 1.5 MB',
    paths: () =>
      Array.from({ length: 100 }, (_, i) => file(`medium/A${100 + i}.csv`, 1.5e6, { seed: 100 + i, price: 10 })),
  },
  '300mb': {
    what: '300 MB, one table of 25 symbols, rows of 97 bytes',
    paths: () => [file('300mb/A.csv', 300e6, { seed: 3, price: 100_000, symbols: 25 })],
  },
  long: {
    what: '50 MB, one table of 25 symbols',
    paths: () => [file('long/A.csv', 50e6, { seed: 4, price: 10, symbols: 25 })],
  },
  '1gb': {
    what: '1 GB, one file, a row for each minute',
    paths: () => [file('1gb/A.csv', 1e9, { seed: 5, price: 10, minutes: true })],
  },
  '1gb-long': {
    what: '1 GB, one table of 100 symbols',
    paths: () => [file('1gb-long/A.csv', 1e9, { seed: 5, price: 10, symbols: 100 })],
  },
  500: { what: '500 files of 2,500 days', paths: () => series(500) },
  2000: { what: '2,000 files of 2,500 days', paths: () => series(2000) },
};
