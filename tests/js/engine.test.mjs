// The engine in Node, called as the worker calls it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask } from '../../bin/ask.mjs';
import { Engine, initSync } from '../../pkg/sectorscope.js';
import { root } from '../../xtask/setup.mjs';

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
