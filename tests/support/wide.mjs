// A table of very many series.
import { random } from './layouts.mjs';

/** Prices that move together, a column for each series, as CSV text: the same every time. @param {number} series @param {number} days */
export function wideTable(series, days) {
  const next = random(12_345);
  const noise = () => next() - 0.5;
  const prices = new Float64Array(series).fill(100);
  const lines = [`Date,${Array.from({ length: series }, (_, number) => `S${number}`).join(',')}`];
  for (let day = 0; day < days; day += 1) {
    const market = noise();
    prices.forEach((price, at) => {
      prices[at] = price * (1 + 0.02 * (market + noise()));
    });
    const date = new Date(Date.UTC(2019, 0, 1 + day)).toISOString().slice(0, 10);
    lines.push(`${date},${Array.from(prices, (price) => price.toFixed(4)).join(',')}`);
  }
  return lines.join('\n');
}
