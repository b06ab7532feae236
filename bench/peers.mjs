// The peers in JavaScript, installed when they are first asked for.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages, root, run, say } from '../xtask/setup.mjs';

/** Installs what bench/package.json pins, unless all of it is there. */
export function installPeers() {
  ensurePackages();
  const there = ['papaparse', 'udsv', 'd3-dsv', 'uplot'].every((peer) =>
    existsSync(join(root, 'bench', 'node_modules', peer)),
  );
  if (there) return;
  say('installing the peers');
  run('npm', ['ci', '--prefix', 'bench', '--ignore-scripts', '--no-audit', '--no-fund']);
}
