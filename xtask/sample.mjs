// The synthetic sample, analysed at build time, so that the page shows it before the engine has started.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, pkg } from './engine.mjs';
import { root } from './setup.mjs';

/** Claims whose evidence the answer, and the pictures of years and quarters, show. */
const PICTURED = ['top-sector-bitcoin', 'peaks-with-tech'];

/** What the command says. @param {string[]} args */
export function sectorscope(args) {
  const engine = join(root, 'bin', 'sectorscope.mjs');
  const done = spawnSync(process.execPath, [engine, ...args], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`the engine could not ${args[0]}: ${done.stderr}`);
  return done.stdout;
}

/**
 * Writes `pkg/sample/` and `pkg/sample.json`, unless this engine has done so for this day.
 * @param {string} firstDay from which on prices count
 */
export function analyseSample(firstDay) {
  const [folder, analysed, stamp] = ['sample', 'sample.json', 'sample-stamp'].map((name) => join(pkg, name));
  if (!folder || !analysed || !stamp) return;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === firstDay) return;
  rmSync(folder, { recursive: true, force: true });
  sectorscope(['sample', folder]);
  const report = JSON.parse(sectorscope(['analyze', ...filesBelow(folder), '--from', firstDay, '--json']));
  const { files, series, ranking, claims } = report;
  // What is behind the verdicts is asked for once the engine is there, but for what the first pictures show.
  const verdicts = claims.map((/** @type {{ id: string, evidence: unknown }} */ claim) => ({
    ...claim,
    robustness: [],
    history: [],
    influential_days: null,
    evidence: PICTURED.includes(claim.id) ? claim.evidence : null,
  }));
  writeFileSync(analysed, JSON.stringify({ files, series, ranking, claims: verdicts }));
  writeFileSync(stamp, firstDay);
}
