// Stretches of days that the charts over time show.
import type { State } from './store.ts';

/** First and last day. */
export type Period = [number, number];

/** Days that stay visible however far one zooms in. */
const SHORTEST = 30;

/** First and last day that there is. */
export function ends({ answers }: State): Period | null {
  const dates = answers.rolling?.found.dates;
  const [first, last] = [dates?.[0], dates?.at(-1)];
  return first === undefined || last === undefined ? null : [first, last];
}

/** First and last day that the charts over time show. */
export const visiblePeriod = (state: State): Period | null => {
  const all = ends(state);
  return all && (state.ui.visible ?? all);
};

/** The last days of all there is; none where that is all. */
export function lastDays(state: State, days: number): Period | null {
  const [first, last] = ends(state) ?? [];
  return first === undefined || last === undefined || last - days <= first ? null : [last - days, last];
}

/** Named days, as far as there are any of them. */
export function named(state: State, from: number, to: number): Period | null {
  const [first = Infinity, last = -Infinity] = ends(state) ?? [];
  const period: Period = [Math.max(first, from), Math.min(last, to)];
  return period[0] < period[1] ? period : null;
}

/** Index of the first of ascending days that is not before a day; the last where none is. */
export function indexOfDay(days: Float64Array, day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? Infinity) < day) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, days.length - 1);
}

/** A period within all there is, as long as it can be; none where it is all. */
export function within([from, to]: Period, [first, last]: Period): Period | null {
  const width = Math.min(last - first, Math.max(SHORTEST, to - from));
  const start = Math.round(Math.min(last - width, Math.max(first, from)));
  return width >= last - first ? null : [start, Math.round(start + width)];
}

/** Shorter or longer by a factor, about a day that stays where it is. */
export function zoomed([from, to]: Period, all: Period, factor: number, about = (from + to) / 2): Period | null {
  const width = Math.max(SHORTEST, (to - from) * factor);
  const share = to === from ? 0.5 : (about - from) / (to - from);
  return within([about - share * width, about + (1 - share) * width], all);
}

/** Earlier or later by some days. */
export const moved = ([from, to]: Period, all: Period, days: number): Period | null =>
  within([from + days, to + days], all);
