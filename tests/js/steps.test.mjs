// The runner of steps: order, output that is kept together, and failures that stop the others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSteps, summary } from '../../xtask/steps.mjs';

/** Runs steps, and keeps what they print. @param {import('../../xtask/steps.mjs').Step[]} steps */
async function run(steps) {
  let text = '';
  const result = await runSteps(steps, (more) => {
    text += more;
  });
  return { result, text };
}

const script = (/** @type {string} */ code) => /** @type {[string, string[]]} */ ([process.execPath, ['-e', code]]);

test('a step waits for those it needs, and two run at a time', async () => {
  /** @type {string[]} */
  const order = [];
  let [active, most] = [0, 0];
  const step = (/** @type {string} */ name, /** @type {string[]} */ needs = []) => ({
    name,
    needs,
    run: async () => {
      active += 1;
      most = Math.max(most, active);
      await new Promise((waited) => {
        setTimeout(waited, 5);
      });
      active -= 1;
      order.push(name);
    },
  });
  const { result } = await run([step('last', ['first', 'other']), step('first'), step('other'), step('free')]);
  assert.equal(order.at(-1), 'last');
  assert.equal(most, 2);
  assert.deepEqual(result.steps.map(({ name }) => name).sort(), ['first', 'free', 'last', 'other']);
  await assert.rejects(run([step('alone', ['missing'])]), /nothing brings what these steps need: alone/);
});

test('what steps print is kept together', async () => {
  const talk = (/** @type {string} */ name, /** @type {number} */ wait) => ({
    name,
    run: async (/** @type {import('../../xtask/steps.mjs').Context} */ { command }) => {
      await command(...script(`console.log('${name} 1'); setTimeout(() => console.log('${name} 2'), ${wait})`));
    },
  });
  const { text } = await run([talk('slow', 120), talk('fast', 1)]);
  assert.match(text, /slow 1\nslow 2\n {2}slow: [\d.]+ s\n[\s\S]*fast 1\nfast 2\n/);
});

test('the first failure ends the run, and the step beside it', async () => {
  let ended = Promise.resolve('');
  const fails = {
    name: 'fails',
    run: async (/** @type {import('../../xtask/steps.mjs').Context} */ { command }) => {
      await command(...script('process.exit(3)'));
    },
  };
  const hangs = {
    name: 'hangs',
    run: async (/** @type {import('../../xtask/steps.mjs').Context} */ { command }) => {
      const hanging = command(...script('setTimeout(() => {}, 60_000)'));
      ended = hanging.catch((error) => error.message);
      await hanging;
    },
  };
  await assert.rejects(run([hangs, fails]), /ended with 3/);
  assert.match(await ended, /ended with SIGTERM/);
});

test('the summary has every step, and the ten slowest tests', () => {
  const tests = Array.from({ length: 30 }, (_, i) => ({ name: `test ${i}`, seconds: i }));
  const text = summary({ steps: [{ name: 'lints', seconds: 1.25 }], tests }, 12);
  assert.match(text, /1\.3 s {2}lints\n/);
  assert.match(text, /29\.0 s {2}test 29\n/);
  assert.ok(text.includes('test 20\n') && !text.includes('test 19\n'));
});
