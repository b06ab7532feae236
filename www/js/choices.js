// The choices behind the specification curve, in words.

/** @typedef {import('./protocol.ts').Specification} Specification */
/** @typedef {import('./protocol.ts').CurvePoint} CurvePoint */

const MEASURES = /** @type {Record<string, string>} */ ({
  'pearson both cosine': 'Pearson, both kinds of returns',
  'pearson raw cosine': 'Pearson, raw returns alone',
  'pearson devolatilised cosine': 'Pearson, in units of volatility alone',
  'pearson both newey-west': 'Pearson, Newey-West errors',
  'spearman both cosine': 'Spearman',
  'kendall both cosine': 'Kendall',
});
/** @type {{ name: string, of: (specification: Specification) => string, short?: (value: string) => string }[]} */
export const CHOICES = [
  { name: 'Period of a return', of: ({ frequency }) => frequency },
  { name: 'Kind of return', of: ({ returns }) => returns },
  {
    name: 'Measure',
    of: ({ association, lenses, errors }) => MEASURES[`${association} ${lenses} ${errors}`] ?? association,
  },
  { name: 'Calendars', of: ({ align }) => align },
  {
    name: 'From',
    of: ({ from }) => from ?? 'the claim’s day',
    short: (value) => `from ${value}`,
  },
  { name: 'Up to', of: ({ to }) => to ?? 'the last day', short: (value) => `to ${value}` },
  {
    name: 'Series',
    of: ({ next_best: nextBest }) => (nextBest ? 'the next best' : 'as proposed'),
    short: (value) => (value === 'as proposed' ? 'proposed series' : 'next best series'),
  },
];

/** @param {CurvePoint} point */
export const supports = ({ verdict }) => verdict === 'supported';
/** @param {CurvePoint} point */
export const contradicts = ({ verdict }) => verdict === 'contradicted';

/** Points of one claim with different answers: combinations that come to the very same numbers count once. @param {CurvePoint[]} points @param {string} claim */
export function distinct(points, claim) {
  const own = points.filter((point) => point.claim === claim);
  return [...new Map(own.map((point) => [`${point.effect} ${point.p} ${point.n} ${point.verdict}`, point])).values()];
}

/** The claims that combinations speak of, with their questions. @param {CurvePoint[]} points @param {import('./protocol.ts').Claim[]} claims */
export const asked = (points, claims) =>
  claims.filter(({ id }) => points.some(({ claim }) => claim === id)).map(({ id, question }) => ({ id, question }));

/** The choices that were made in more than one way, with the ways. @param {Specification[]} specifications */
export const made = (specifications) =>
  CHOICES.map((choice) => ({ choice, values: [...new Set(specifications.map(choice.of))] })).filter(
    ({ values }) => values.length > 1,
  );

/** What a choice is called where there is little room. @param {typeof CHOICES[number]} choice @param {string} value */
export const shortly = ({ short }, value) => (short ? short(value) : value);
