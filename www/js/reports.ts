// Saved reports among what is dropped: they are made again from the files that are here, and not read as prices.
import { isReport } from '../../bin/again.mjs';
import type { Named } from './protocol.ts';

/** No report is longer; a longer file is not looked into. */
const LONGEST = 1 << 28;

async function holdsReport({ name, file }: Named): Promise<boolean> {
  if (!/\.json$/i.test(name) || file.size > LONGEST) return false;
  try {
    return isReport(JSON.parse(await file.text()));
  } catch {
    return false;
  }
}

/** Reports, and all other files. */
export async function partedReports(dropped: Named[]): Promise<{ reports: Named[]; files: Named[] }> {
  const are = await Promise.all(dropped.map(holdsReport));
  return { reports: dropped.filter((_, at) => are[at]), files: dropped.filter((_, at) => !are[at]) };
}
