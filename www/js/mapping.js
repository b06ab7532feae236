// What is decided about single files: the parts of it, and what came of it.

/** @typedef {import('./protocol.js').Mend} Mend */

/** What became of a file that was read once more, in the words of a notice. */
export const BECAME = { prices: 'is read', sectors: 'is read', asks: 'still asks', refused: 'is refused' };

/** Mends of which a file has one or the other. @type {Mend[]} */
const EITHER = ['next-day', 'days-as-written'];

/** The part of the mapping that is of files in this file, an archive. @template T @param {Record<string, T>} mapping @param {string} name */
export const inside = (mapping, name) =>
  Object.fromEntries(Object.entries(mapping).filter(([file]) => file.startsWith(`${name}/`)));

/**
 * The mends of a file with one more, or without it; none where nothing is left.
 * @param {Mend[] | undefined} mends @param {Mend} mend @param {boolean} on
 */
export function toggled(mends = [], mend, on) {
  const gives = (/** @type {Mend} */ other) =>
    other === mend || (on && EITHER.includes(mend) && EITHER.includes(other));
  const others = mends.filter((other) => !gives(other));
  const wanted = on ? [...others, mend] : others;
  return wanted.length > 0 ? wanted : undefined;
}
