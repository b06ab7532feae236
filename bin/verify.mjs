// A report, made again from the files it rests on.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compared, isReport, missed, planned } from './again.mjs';
import { Refusal, readJson } from './arguments.mjs';
import { ask } from './ask.mjs';
import { importFile, slicesOf } from './files.mjs';

/**
 * Runs a report again on files.
 * @param {typeof import('../pkg/sectorscope.js')} bindings @param {string} reportPath @param {string[]} paths
 * @param {(line: string) => void} say
 * @returns {number} 0 where the report is the same, 1 where it is not
 */
export function verify({ Engine, Sha256 }, reportPath, paths, say) {
  const report = readJson(reportPath);
  if (!isReport(report)) throw new Refusal(`${reportPath} is not a report of this program.`);
  const hashed = new Map(
    paths.map((path) => {
      const sha256 = new Sha256();
      for (const slice of slicesOf(path)) sha256.update(slice);
      return [sha256.finish(), path];
    }),
  );
  const { missing, runs, settings } = planned(report, hashed, (path) => basename(path));
  if (missing.length > 0) {
    const list = missed(missing).map((line) => `  ${line}`);
    throw new Refusal(`None of the files named is this one of the report, to the byte:\n${list.join('\n')}`);
  }
  const engine = new Engine();
  for (const { name, file, options, entries } of runs) importFile(engine, file, name, { [name]: options, ...entries });
  const again = ask(engine, JSON.stringify(settings), { about: 'report', format: 'json' });
  const { same, lines } = compared(readFileSync(reportPath, 'utf8').replace(/\n$/, ''), again);
  lines.forEach((line) => say(line));
  return same ? 0 : 1;
}
