// The finding that the page shows: results without a price, made by this very engine from files that are named by their hash.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { finding } from '../../xtask/finding.mjs';
import { root } from '../../xtask/setup.mjs';

const NAME = '2025-09';
const read = (/** @type {string} */ path) => readFileSync(join(root, 'findings', path), 'utf8').trimEnd();

test('it holds no price, and names every file with its hash', () => {
  const report = JSON.parse(read(`${NAME}.json`));
  assert.equal(report.settings.prices, false);
  assert.equal(report.files.length, 47);
  for (const { sha256, preview } of report.files) {
    assert.match(sha256, /^[0-9a-f]{64}$/);
    assert.deepEqual(preview, []);
  }
  for (const { first_value: first, last_value: last } of report.series) assert.deepEqual([first, last], [null, null]);
});

const data = process.env.REAL_DATA;
test('the same files give it again', { skip: data ? false : 'REAL_DATA is unset' }, () => {
  const [coins, funds] = ['gyumin5-close-only-2025-09', 'yfinance-etf-2025-12'].map((name) =>
    join(data ?? '', 'study', name),
  );
  const in_ = (/** @type {string} */ folder) => readdirSync(folder).map((name) => join(folder, name));
  const made = finding([...in_(coins ?? '').filter((path) => path.endsWith('-USD.csv')), ...in_(funds ?? '')]);
  /** The build of the engine is part of a report, and another for every change of its source; the HTML names the hash of the JSON. @param {string} text @param {string} json */
  const anyBuild = (text, json) =>
    text
      .replaceAll(createHash('sha256').update(json).digest('hex'), '#')
      .replaceAll(JSON.parse(json).engine.build, '#');
  for (const [file, path] of /** @type {const} */ ([
    ['first.json', `${NAME}/first.json`],
    ['rest.json', `${NAME}/rest.json`],
    ['report.json', `${NAME}.json`],
    ['report.html', `${NAME}.html`],
  ]))
    assert.ok(
      anyBuild(made[file].trimEnd()) === anyBuild(read(path)),
      `${path} is not what the engine says now: make it again`,
    );
});
