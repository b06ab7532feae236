// The command, run for what it prints.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** What the command prints. @param {string[]} args */
export function sectorscope(args) {
  const engine = join(root, 'bin', 'sectorscope.mjs');
  const done = spawnSync(process.execPath, [engine, ...args], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`the engine could not ${args[0]}: ${done.stderr}`);
  return done.stdout;
}
