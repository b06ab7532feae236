// npm run types: writes the page's types of what the engine is asked and answers, from the Rust ones.
import { spawnSync } from 'node:child_process';
import { root } from './setup.mjs';

const test = ['test', '--quiet', '--package', 'sectorscope', '--lib', 'workspace::types'];
const { status } = spawnSync('cargo', test, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, UPDATE_TYPES: '1' },
});
process.exitCode = status ?? 1;
