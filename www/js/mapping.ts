// What is decided about single files: the parts of it, and what came of it.

import type { FileReport, Mend } from './protocol.ts';

/** What became of a file that was read once more, in the words of a notice. */
export const BECAME = { prices: 'is read', sectors: 'is read', asks: 'still asks', refused: 'is refused' };

/** Mends of which a file has one or the other. */
const EITHER: Mend[] = ['next-day', 'days-as-written'];

/**
 * What files have in common for which one answer holds: their columns, or those to choose from where it is not known yet which are
 * used.
 */
export function kindOf({ name, columns, question }: FileReport): string {
  if (columns.length > 0) return JSON.stringify(columns);
  return question?.about === 'price-column'
    ? JSON.stringify(question.columns.map(({ choice, name: header }) => [choice, header]))
    : name;
}

/** The part of the mapping that is of files in this file, an archive. */
export const inside = <T>(mapping: Record<string, T>, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(mapping).filter(([file]) => file.startsWith(`${name}/`)));

/** The mends of a file with one more, or without it; none where nothing is left. */
export function toggled(mends: Mend[] = [], mend: Mend, on: boolean): Mend[] | undefined {
  const gives = (other: Mend) => other === mend || (on && EITHER.includes(mend) && EITHER.includes(other));
  const others = mends.filter((other) => !gives(other));
  const wanted = on ? [...others, mend] : others;
  return wanted.length > 0 ? wanted : undefined;
}
