// What the engine found in real files, made long before: the page shows it to a reader who has none. It holds results and no price.
import first from '../../findings/2025-09/first.json';
import type { Defaults } from '../../pkg/sectorscope.js';
import type { Settings } from './protocol.ts';
import type { Answers } from './store.ts';

/** Where its report lies, and what it is called. */
export const FINDING = { name: '2025-09', report: 'findings/2025-09.html', data: 'findings/2025-09.json' };

type Finding = { files: number; settings: Settings; defaults: Defaults; answers: Answers };

/** Lists that stand for columns are columns again; a number that is none is NaN. */
function revived(_: string, value: unknown): unknown {
  if (!value || typeof value !== 'object' || !('column' in value) || !Array.isArray(value.column)) return value;
  return Float64Array.from(value.column, (x: number | null) => x ?? Number.NaN);
}

/** What is shown at once. */
export const finding = first as unknown as Finding;

/** What the charts below the first screen show. */
export const restOfFinding = (text: string): Answers => JSON.parse(text, revived) as Answers;
