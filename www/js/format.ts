// What the page counts and measures itself: files, bytes, seconds. English only, and never by the browser's locale. The numbers of
// the study come written.

const GROUPED = new Intl.NumberFormat('en-US');
const SPELLED = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** `12,345` */
export const count = (n: number): string => GROUPED.format(n);

/** `1 row`, `2,191 rows` */
export const counted = (n: number, noun: string, plural = `${noun}s`): string =>
  `${count(n)} ${n === 1 ? noun : plural}`;

/** `1.5 kB` */
export function bytes(n: number): string {
  if (n < 1000) return `${n} B`;
  const [size, unit] = n < 1e6 ? [n / 1e3, 'kB'] : n < 1e9 ? [n / 1e6, 'MB'] : [n / 1e9, 'GB'];
  return `${size < 10 ? size.toFixed(1) : size.toFixed(0)} ${unit}`;
}

/** ISO date of a day counted from 1970-01-01. */
export const isoDate = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** `3 April 2020` */
export const spelledDate = (iso: string): string => SPELLED.format(new Date(`${iso}T00:00:00Z`));

/** `0.41 s`, `83 ms` */
export const duration = (milliseconds: number): string =>
  milliseconds < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
