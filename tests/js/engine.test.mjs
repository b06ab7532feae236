// The engine in Node, called as the worker calls it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask } from '../../bin/ask.mjs';
import { Engine, initSync } from '../../pkg/sectorscope.js';
import { root } from '../../xtask/setup.mjs';
import { engineWith } from '../support/engine.mjs';

initSync({ module: readFileSync(join(root, 'pkg', 'sectorscope_bg.wasm')) });

test('a file under way goes with the others when all are cleared', () => {
  const engine = new Engine();
  const bytes = new TextEncoder().encode('Date,Close\n2024-01-02,1\n2024-01-03,2\n');
  const read = (/** @type {string} */ name, /** @type {() => void} */ between) => {
    const handle = engine.begin(name, '{}');
    engine.feed(handle, bytes);
    between();
    engine.finish(handle);
    return ask(engine, '{}', { about: 'files' }).found.files.map((file) => file.name);
  };
  assert.deepEqual(
    read('XLK.csv', () => {}),
    ['XLK.csv'],
  );
  assert.deepEqual(
    read('XLE.csv', () => engine.change(JSON.stringify({ to: 'clear' }))),
    [],
  );
});

test('an answer in parts is the answer, of the files as they were when it was asked for', () => {
  const engine = engineWith();
  const pair = { a: 'S-BTC', b: 'S-SMALLTECH' };
  /** Each question, and whether it has more parts than one. @type {[object, boolean][]} */
  const questions = [
    [{ about: 'files' }, false],
    [{ about: 'ranking', depth: 'full' }, true],
    [{ about: 'claims', depth: 'full' }, true],
    [{ about: 'constant-band', ...pair }, true],
    [{ about: 'rolling', ...pair }, false],
    [{ about: 'curve-points', from: 0, to: 48 }, true],
    [{ about: 'report', format: 'json' }, true],
    [{ about: 'table', table: 'ranking' }, true],
  ];
  const whole = questions.map(([question]) => engine.ask('{}', JSON.stringify(question)));
  for (const [number, [question, long]] of questions.entries()) {
    const asking = engine.beginAsking('{}', JSON.stringify(question));
    let [parts, answer] = [1, asking.goOn()];
    if (number === questions.length - 1) engine.change(JSON.stringify({ to: 'clear' }));
    for (; answer === undefined; parts += 1) answer = asking.goOn();
    asking.free();
    assert.deepEqual(answer, whole[number], JSON.stringify(question));
    assert.equal(parts > 10, long, `${JSON.stringify(question)}: ${parts} parts`);
  }
  assert.throws(() => engine.beginAsking('{}', '{"about":"weather"}'), { code: 'bad-question' });
});

test('what is not a question is refused by its kind', () => {
  const engine = new Engine();
  const { code, message } = (() => {
    try {
      return engine.ask('{}', '{"about":"weather"}');
    } catch (error) {
      return /** @type {{ code: string, message: string }} */ (error);
    }
  })();
  assert.equal(code, 'bad-question');
  assert.match(message, /weather/);
});
