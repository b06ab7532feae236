// Dates that are moved where the data show that they are labelled wrongly.
import { ask } from './ask.mjs';

/** A shift may uncover another: bitcoin's, and then a coin's beside it. */
const ROUNDS = 3;

/**
 * The settings with every late series moved, as a request, and a line for each.
 * @param {import('../pkg/sectorscope.js').Engine} engine @param {Record<string, unknown>} settings
 */
export function shifted(engine, settings) {
  /** @type {Record<string, { shift_days?: number }>} */
  const series = { ...(settings.series ?? {}) };
  /** @type {string[]} */
  const moved = [];
  const request = () => JSON.stringify({ ...settings, series });
  for (let round = 0; round < ROUNDS; round += 1) {
    const { found: late } = ask(engine, request(), { about: 'late-series' });
    if (late.length === 0) break;
    for (const { id, days } of late) {
      const before = series[id] ?? {};
      series[id] = { ...before, shift_days: (before.shift_days ?? 0) + days };
      moved.push(`The dates of ${id} are moved by ${days} ${Math.abs(days) === 1 ? 'day' : 'days'}.`);
    }
  }
  return { request: request(), moved };
}
