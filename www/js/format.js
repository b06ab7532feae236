// Numbers and dates as people read them. English only, and never by the browser's locale: pictures of the page agree.

const MINUS = '\u2212';

/** A correlation: two decimals, a real minus sign. @param {number | null | undefined} r */
export function correlation(r, digits = 2) {
  if (r === null || r === undefined || !Number.isFinite(r)) return '–';
  const text = Math.abs(r).toFixed(digits);
  return r < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** @param {number | null | undefined} low @param {number | null | undefined} high */
export function interval(low, high) {
  if (low === null || low === undefined || high === null || high === undefined) return 'no interval';
  return `${correlation(low)} to ${correlation(high)}`;
}

/** `12,345` @param {number} count */
export const count = (count) => String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** `1 row`, `2,191 rows` @param {number} n @param {string} noun @param {string} [plural] */
export const counted = (n, noun, plural = `${noun}s`) => `${count(n)} ${n === 1 ? noun : plural}`;

/** `1st`, `2nd`, `11th` @param {number} n */
export function ordinal(n) {
  const teen = n % 100 >= 11 && n % 100 <= 13;
  return `${n}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;
}

/** `95 %` @param {number} share */
export const percent = (share) => `${Number((share * 100).toFixed(2))} %`;

/** `+3.1 %`, with a real minus sign @param {number} share */
export const signedPercent = (share) => `${share > 0 ? '+' : ''}${correlation(share * 100, 1)} %`;

/** `= 0.012`, `< 0.001` @param {number | null} p */
export const pValue = (p) => (p === null ? 'unknown' : p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`);

/** @param {number} bytes */
export function bytes(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${size < 10 ? size.toFixed(1) : size.toFixed(0)} ${unit}`;
}

/** ISO date of a day counted from 1970-01-01. @param {number} day */
export const isoDate = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** Days since 1970-01-01 of an ISO date. @param {string} iso */
export const dayOf = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / 86_400_000);

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `3 April 2020` @param {string} iso */
export function spelledDate(iso) {
  const [year, month, day] = iso.split('-').map(Number);
  return `${day} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** `March 2020` @param {number} month  twelve times the year, and months since January */
export const monthName = (month) => `${MONTHS[month % 12]} ${Math.floor(month / 12)}`;

/** `0.41 s`, `83 ms` @param {number} milliseconds */
export const duration = (milliseconds) =>
  milliseconds < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
