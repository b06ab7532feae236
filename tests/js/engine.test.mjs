// The engine in Node, called as the worker calls it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask } from '../../bin/ask.mjs';
import { Engine, giveBack, initSync, nextStripe, sumsOf } from '../../pkg/sectorscope.js';
import { root } from '../../xtask/setup.mjs';
import { engineWith } from '../support/engine.mjs';
import { random } from '../support/layouts.mjs';
import { wideTable } from '../support/wide.mjs';

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

test('there are as many parts as the work is long', () => {
  const [series, days] = [240, 1000];
  const engine = new Engine();
  const ids = Array.from({ length: series }, (_, number) => `S${number}`);
  const next = random(12_345);
  const noise = () => next() - 0.5;
  const dates = Array.from({ length: days }, (_, day) =>
    new Date(Date.UTC(2019, 0, 1 + day)).toISOString().slice(0, 10),
  );
  const market = dates.map(noise);
  for (const id of [...ids, 'BTC-USD', 'ETH-USD', 'PSCT', 'XLK']) {
    let price = 100;
    const lines = dates.map((date, day) => {
      price *= 1 + 0.02 * ((market[day] ?? 0) + noise());
      return `${date},${price.toFixed(6)}\n`;
    });
    const handle = engine.begin(`${id}.csv`, '{}');
    engine.feed(handle, new TextEncoder().encode(`Date,Close\n${lines.join('')}`));
    engine.finish(handle);
  }
  const fund = { class: 'equity', kind: 'fund', sector: 'Information Technology' };
  const settings = JSON.stringify({ series: Object.fromEntries(ids.map((id) => [id, fund])), replicates: 199 });
  // Parts for every hundred thousand values of series: a loop over series, or over pairs, that no longer pauses has fewer.
  /** @type {[object, number][]} */
  const questions = [
    [{ about: 'ranking', depth: 'order' }, 7],
    [{ about: 'ranking', depth: 'full' }, 36],
    [{ about: 'claims', depth: 'order' }, 12],
    [{ about: 'claims', depth: 'full' }, 145],
    [{ about: 'late-series' }, 1.5],
    [{ about: 'moments' }, 2.5],
    [{ about: 'strips' }, 2],
    [{ about: 'rolling-lines', a: 'BTC-USD', others: ids }, 2],
    [{ about: 'matrix' }, 100],
    [{ about: 'details', of: 'matrix' }, 100],
    [{ about: 'table', table: 'returns' }, 9],
    [{ about: 'curve-points', from: 0, to: 2 }, 20],
    [{ about: 'report', format: 'json' }, 380],
  ];
  for (const [question, expected] of questions) {
    const asking = engine.beginAsking(settings, JSON.stringify(question));
    let parts = 1;
    while (asking.goOn() === undefined) parts += 1;
    asking.free();
    const found = (parts / (series * days)) * 100_000;
    assert.ok(
      found >= expected,
      `${JSON.stringify(question).slice(0, 80)}: ${found.toFixed(1)} parts, not ${expected}`,
    );
  }
});

test('what others compute of a matrix of very many series changes no bit of it', () => {
  const engine = new Engine();
  const handle = engine.begin('wide.csv', '{}');
  engine.feed(handle, new TextEncoder().encode(wideTable(1_300, 2_600)));
  engine.finish(handle);
  const whole = ask(engine, '{}', { about: 'matrix' }).found;
  const asking = engine.beginAsking('{}', '{"about":"matrix"}');
  let [stripes, waited] = [0, 0];
  /** @type {{ found: typeof whole } | undefined} */
  let answer;
  while (answer === undefined) {
    answer = asking.goOn(2);
    if (asking.waits) waited += 1;
    // One gives its sums when there is nothing left to do, the other never can.
    for (let stripe = asking.waits ? nextStripe() : undefined; stripe; stripe = nextStripe()) {
      stripes += 1;
      const { id, rows, left, right, diagonal } = stripe;
      giveBack(id, stripes === 1 ? sumsOf(rows, left, right, diagonal) : undefined);
    }
  }
  asking.free();
  assert.deepEqual([stripes, waited], [2, 1]);
  assert.deepEqual(answer.found, whole);
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
