// The choices behind the specification curve, in words.

/** @typedef {import('./protocol.js').Specification} Specification */
/** @typedef {import('./protocol.js').SpecificationRow} SpecificationRow */

const LEVEL = 0.05;
/** @type {Record<string, string>} */
export const CLAIMS = {
  'top-sector-bitcoin': 'Small-cap tech is bitcoin’s top sector',
  'top-sector-altcoins': 'Small-cap tech is the altcoins’ top sector',
  'altcoins-lower': 'Altcoins lower than bitcoin',
  'small-over-large-tech': 'Small over large tech',
  'positive-since-pandemic': 'Positive with the market',
};
/** @type {{ name: string, of: (specification: Specification) => string, short?: (value: string) => string }[]} */
export const CHOICES = [
  { name: 'Period of a return', of: ({ frequency }) => frequency },
  { name: 'Kind of return', of: ({ returns }) => returns },
  { name: 'Measure', of: ({ method }) => method },
  { name: 'Calendars', of: ({ align }) => align },
  { name: 'From', of: ({ from }) => from, short: (value) => `from ${value}` },
  { name: 'Up to', of: ({ to }) => to ?? 'the last day', short: (value) => `to ${value}` },
  {
    name: 'Volatility',
    of: ({ devolatilised }) => (devolatilised ? 'in units of it' : 'as it is'),
    short: (value) => (value === 'as it is' ? 'raw' : 'by volatility'),
  },
  {
    name: 'Series',
    of: ({ stand_ins: standIns }) => (standIns ? 'the next best' : 'as proposed'),
    short: (value) => (value === 'as proposed' ? 'proposed series' : 'next best series'),
  },
];

/** @param {SpecificationRow} row */
export const supports = (row) => row.p_for !== null && row.p_for <= LEVEL;
/** @param {SpecificationRow} row */
export const contradicts = (row) => row.p_against !== null && row.p_against <= LEVEL;

/** The choices that were made in more than one way, with the ways. @param {Specification[]} specifications */
export const made = (specifications) =>
  CHOICES.map((choice) => ({ choice, values: [...new Set(specifications.map(choice.of))] })).filter(
    ({ values }) => values.length > 1,
  );

/** What a choice is called where there is little room. @param {typeof CHOICES[number]} choice @param {string} value */
export const shortly = ({ short }, value) => (short ? short(value) : value);
