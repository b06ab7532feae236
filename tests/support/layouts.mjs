// Invented price files in every layout of this version, long enough to be ranked, and what a plain reading of them gives.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FIRST = Date.UTC(2022, 0, 3);
const DAYS = 540;
const DAY = 86_400_000;

/** A small seeded generator (mulberry32): tests must not change from run to run. @param {number} seed */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** @typedef {Map<string, number>} Prices  price by ISO day */

/** Prices of a coin and of funds that share a factor with it. @returns {Record<string, Prices>} */
function invent() {
  const next = random(7);
  const normal = () => Array.from({ length: 12 }, next).reduce((sum, u) => sum + u, -6);
  const funds = ['XLK', 'PSCT', 'XLF', 'XLE', 'XLU', 'XLV', 'XLP', 'XLI', 'XLB', 'XLRE', 'XLC', 'XLY'];
  /** @type {Record<string, Prices>} */
  const series = Object.fromEntries(['BTC', ...funds].map((name) => [name, new Map()]));
  const level = Object.fromEntries(
    Object.keys(series).map((name, i) => [name, name === 'BTC' ? 40_000 : 1_200 + 35 * i]),
  );
  for (let i = 0; i < DAYS; i += 1) {
    const date = new Date(FIRST + i * DAY);
    const iso = date.toISOString().slice(0, 10);
    const weekday = date.getUTCDay() % 6 !== 0;
    const common = normal();
    for (const [k, name] of Object.keys(series).entries()) {
      if (name !== 'BTC' && !weekday) continue;
      const share = name === 'BTC' ? 1 : 0.2 + 0.05 * k;
      level[name] = /** @type {number} */ (level[name]) * Math.exp(0.01 * (share * common + normal()));
      series[name]?.set(iso, Number(/** @type {number} */ (level[name]).toFixed(2)));
    }
  }
  return series;
}

/** @param {number} price */
const american = (price) => price.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
/** @param {string} iso */
const monthFirst = (iso) => `${iso.slice(5, 7)}/${iso.slice(8)}/${iso.slice(0, 4)}`;

/**
 * Writes the files and returns their paths, the series in them, and the ledger of each.
 * @param {string} folder
 */
export function writeLayouts(folder) {
  const series = invent();
  const rows = (/** @type {string} */ name) => [.../** @type {Prices} */ (series[name])];
  const tidy = (
    /** @type {string} */ name,
    /** @type {string} */ header,
    /** @type {(iso: string, price: number) => string} */ row,
    newestFirst = false,
  ) => {
    const lines = rows(name).map(([iso, price]) => row(iso, price));
    return [header, ...(newestFirst ? lines.reverse() : lines)];
  };
  const ohlc = (/** @type {number} */ price) =>
    `${(price * 0.99).toFixed(2)},${(price * 1.01).toFixed(2)},${(price * 0.98).toFixed(2)}`;
  const days = rows('XLK').map(([iso]) => iso);
  const at = (/** @type {string} */ name, /** @type {string} */ iso) => series[name]?.get(iso) ?? '';
  /** @type {Record<string, { lines: string[], header: number, eol?: string, bom?: boolean }>} */
  const files = {
    'btc-usd-max.csv': {
      header: 1,
      lines: tidy(
        'BTC',
        'snapped_at,price,market_cap,total_volume',
        (iso, price) => `${iso} 00:00:00 UTC,${price},${price * 19e6},${price * 1e5}`,
      ),
    },
    'XLK.csv': {
      header: 1,
      lines: tidy(
        'XLK',
        'Date,Open,High,Low,Close,Adj Close,Volume',
        (iso, price) => `${iso},${ohlc(price)},${(price * 1.07).toFixed(2)},${price},123456`,
      ),
    },
    'PSCT.csv': {
      header: 1,
      lines: tidy(
        'PSCT',
        'Date,Open,High,Low,Close,Volume,Dividends,Stock Splits,Capital Gains,ticker',
        (iso, price) => `${iso} 00:00:00-05:00,${ohlc(price)},${price},1000,0.0,0.0,0.0,PSCT`,
      ),
    },
    'download.csv': {
      header: 3,
      lines: [
        'Price,Close,Close,High,High,Volume,Volume',
        'Ticker,XLF,XLE,XLF,XLE,XLF,XLE',
        'Date,,,,,,',
        ...days.map((iso) => `${iso},${at('XLF', iso)},${at('XLE', iso)},1,1,5,5`),
      ],
    },
    'XLU.csv': { header: 1, lines: tidy('XLU', 'Date,Adj_Close', (iso, price) => `${iso},${price}`) },
    'xlv_us_d.csv': {
      header: 1,
      eol: '\r\n',
      lines: tidy('XLV', 'Date,Open,High,Low,Close,Volume', (iso, price) => `${iso},${ohlc(price)},${price},987`),
    },
    'XLP-HistoricalData.csv': {
      header: 1,
      eol: '\r\n',
      lines: tidy(
        'XLP',
        'Date,Close/Last,Volume,Open,High,Low',
        (iso, price) => `${monthFirst(iso)},$${price.toFixed(2)},555,$${ohlc(price).replaceAll(',', ',$')}`,
        true,
      ),
    },
    'XLI Historical Data.csv': {
      header: 1,
      bom: true,
      lines: tidy(
        'XLI',
        '"Date","Price","Open","High","Low","Vol.","Change %"',
        (iso, price) => `"${monthFirst(iso)}","${american(price)}","1.00","2.00","0.50","1.2M","-0.16%"`,
        true,
      ),
    },
    'wide.csv': {
      header: 1,
      lines: ['Date,XLB,XLRE', ...days.map((iso) => `${iso},${at('XLB', iso)},${at('XLRE', iso)}`)],
    },
    'long.csv': {
      header: 1,
      lines: [
        'date,symbol,close',
        ...days.flatMap((iso) => [`${iso},XLC,${at('XLC', iso)}`, `${iso},XLY,${at('XLY', iso)}`]),
      ],
    },
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, { lines, eol = '\n', bom = false }] of Object.entries(files)) {
    writeFileSync(join(folder, name), `${bom ? '\ufeff' : ''}${lines.join(eol)}${eol}`);
  }
  return {
    series,
    paths: Object.keys(files).map((name) => join(folder, name)),
    ledgers: Object.fromEntries(
      Object.entries(files).map(([name, { lines, header }]) => [
        name,
        { records: lines.length, header, used: lines.length - header },
      ]),
    ),
  };
}

/** Pearson correlation of daily log returns between the days that all the named series share: a second, plain implementation. @param {Record<string, Prices>} series @param {string[]} shared @param {string} a @param {string} b */
export function plainCorrelation(series, shared, a, b) {
  const days = [.../** @type {Prices} */ (series[a]).keys()]
    .filter((iso) => shared.every((name) => series[name]?.has(iso)))
    .sort();
  const returns = (/** @type {string} */ name) =>
    days
      .slice(1)
      .map((iso, i) =>
        Math.log(
          /** @type {number} */ (series[name]?.get(iso)) /
            /** @type {number} */ (series[name]?.get(/** @type {string} */ (days[i]))),
        ),
      );
  const [x, y] = [returns(a), returns(b)];
  const mean = (/** @type {number[]} */ v) => v.reduce((s, u) => s + u, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const sum = (/** @type {(i: number) => number} */ f) => x.reduce((s, _, i) => s + f(i), 0);
  const dx = (/** @type {number} */ i) => /** @type {number} */ (x[i]) - mx;
  const dy = (/** @type {number} */ i) => /** @type {number} */ (y[i]) - my;
  return { r: sum((i) => dx(i) * dy(i)) / Math.sqrt(sum((i) => dx(i) ** 2) * sum((i) => dy(i) ** 2)), n: x.length };
}
