// The command as a package: packed, and run by npx from the packed file, without a network.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../xtask/setup.mjs';

test('npx runs the command from the packed file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sectorscope-package-'));
  const run = (/** @type {string} */ program, /** @type {string[]} */ args, /** @type {string} */ cwd) => {
    const done = spawnSync(program, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
    assert.equal(done.status, 0, done.stderr);
    return done.stdout;
  };
  try {
    const packed = run('npm', ['pack', '--silent', '--pack-destination', folder], root).trim();
    const command = ['--yes', '--offline', '--package', join(folder, packed), 'sectorscope'];
    run('npx', [...command, 'sample', 'prices'], folder);
    const files = readdirSync(join(folder, 'prices')).map((name) => join('prices', name));
    assert.ok(files.length > 1);
    const report = JSON.parse(run('npx', [...command, 'analyze', ...files, '--replicates', '99', '--json'], folder));
    assert.equal(report.claims[0].id, 'top-sector-bitcoin');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
