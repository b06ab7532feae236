// Settings and claims as the fragment of an address. It names no file, and carries no price and no name that a person gave.
import type { Settings } from './protocol.ts';

/** What travels; what is known of files and of single series stays here. */
const TRAVELS = [
  'reference',
  'universe',
  'altcoins',
  'roles',
  'from',
  'to',
  'frequency',
  'returns',
  'method',
  'window',
  'align',
  'pandemic',
  'note',
  'claims',
  'confidence',
  'seed',
  'replicates',
] as const satisfies readonly (keyof Settings)[];

/** Settings as a fragment: texts as they are, all else as JSON. */
export function fragmentOf(settings: Settings): string {
  const parameters = new URLSearchParams();
  for (const key of TRAVELS) {
    const value = settings[key];
    if (value !== undefined) parameters.set(key, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return parameters.toString();
}

/** The settings in a fragment, unchecked; undefined where it carries none. */
export function settingsIn(fragment: string): Settings | undefined {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ''));
  const found = TRAVELS.flatMap((key) => {
    const text = parameters.get(key);
    return text === null ? [] : [[key, value(text)] as const];
  });
  return found.length > 0 ? (Object.fromEntries(found) as Settings) : undefined;
}

/** A day or a word is not JSON; a number, a list or an object is. */
function value(text: string): unknown {
  if (!/^[[{\d]/.test(text) || /^\d{4}-/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
