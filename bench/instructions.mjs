// Instructions of ten kernels, counted by callgrind in native code, beside those on record: a count has no noise, so a change of
// bench/instructions.json shows in review what became slower. Needs valgrind. `node bench/instructions.mjs` compares,
// `node bench/instructions.mjs record` writes.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../xtask/setup.mjs';

const RECORD = join(root, 'bench', 'instructions.json');
/** A change beyond this share is named. */
const NOTED = 0.01;

/** @param {string} program @param {string[]} words */
function output(program, words) {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}\n${stderr}`);
  return { stdout, stderr };
}

const built = output('cargo', ['bench', '--bench', 'instructions', '--no-run', '--message-format', 'json']).stdout;
const program = built
  .split('\n')
  .filter((line) => line.includes('"executable":"'))
  .map((line) => JSON.parse(line))
  .find(({ target }) => target.name === 'instructions').executable;

/** @param {string} kernel */
function count(kernel) {
  const { stderr } = output('valgrind', [
    '--tool=callgrind',
    '--callgrind-out-file=/dev/null',
    '--toggle-collect=*instructions*measured*',
    program,
    kernel,
  ]);
  return Number(/Collected : (\d+)/.exec(stderr)?.[1]);
}

/** @type {Record<string, number>} */
const before = existsSync(RECORD) ? JSON.parse(readFileSync(RECORD, 'utf8')) : {};
const kernels = output(program, ['--list']).stdout.trim().split('\n');
const now = Object.fromEntries(kernels.map((kernel) => [kernel, count(kernel)]));
console.log('| kernel | million instructions | on record | change |\n|---|---|---|---|');
for (const [kernel, instructions] of Object.entries(now)) {
  const was = before[kernel] ?? Number.NaN;
  const change = instructions / was - 1;
  const words = Math.abs(change) > NOTED ? `${(100 * change).toFixed(1)} %` : '';
  console.log(`| ${kernel} | ${(instructions / 1e6).toFixed(1)} | ${(was / 1e6).toFixed(1)} | ${words} |`);
}
if (process.argv[2] === 'record') writeFileSync(RECORD, `${JSON.stringify(now, null, 2)}\n`);
