// What README.md says is so: its numbers are the finding's, its example is what the command prints, its tables what is read.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sectorscope } from '../../xtask/command.mjs';
import { readme } from '../../xtask/readme.mjs';
import { root } from '../../xtask/setup.mjs';

const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
const text = () => read('README.md');
/** What stands between marks, each once. @param {RegExp} marks @param {string} of */
const all = (marks, of) => [...new Set([...of.matchAll(marks)].map(([, found = '']) => found))].sort();

test('the finding, and what the command prints, are what the engine says', () => {
  const made = readme(text());
  const words = made.replaceAll(/\s/g, ' ');
  if (process.env.UPDATE_GOLDENS) writeFileSync(join(root, 'README.md'), made);
  assert.equal(text(), made, 'README.md is stale: UPDATE_GOLDENS=1 makes it anew');
  // The words come from what the page shows; the numbers are those of the report that can be verified.
  const { ranking, claims } = JSON.parse(read('findings/2025-09.json'));
  const of = (/** @type {string} */ id) => ranking.rows.findIndex((/** @type {{ id: string }} */ row) => row.id === id);
  const { r, low, high } = ranking.rows[of('PSCT')];
  assert.ok(words.includes(`Yes: ${r.toFixed(2)} (95 %: ${low.toFixed(2)} to ${high.toFixed(2)}).`));
  assert.equal(of('PSCT'), 1);
  assert.ok(
    words.includes(`2nd of ${ranking.rows.length}, and ${ranking.first_place.could_be_first.length} could be first.`),
  );
  for (const { question, verdict } of claims)
    assert.match(
      made,
      new RegExp(`\\| ${question.replaceAll(/[?()]/g, '\\$&')} \\| . ${verdict.replace('-', ' ')} \\|`),
    );
});

test('the five verdicts are named', () => {
  const [, type = ''] = /export type Verdict = ([^;]+);/.exec(read('www/js/engine-types.ts')) ?? [];
  const [, claims = ''] = /## Claims\n([\s\S]*?)\n## /.exec(text()) ?? [];
  assert.deepEqual(
    all(/\*\*([a-z ]+)\*\*/g, claims),
    all(/"([a-z-]+)"/g, type).map((word) => word.replace('-', ' ')),
  );
});

test('the table of what is read has every shape, and codes and sources that there are', () => {
  /** @type {{ shapes: { name: string }[], findings: { code: string, severity: string }[] }} */
  const { shapes, findings } = JSON.parse(sectorscope(['formats']));
  const [, part = ''] = /## What it reads\n([\s\S]*?)\n## /.exec(text()) ?? [];
  const row = (/** @type {string} */ name) => part.split('\n').find((line) => line.startsWith(`| **${name}`)) ?? '';
  const table = part
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .join('\n');
  assert.deepEqual(all(/(?<!\*)\*([a-z -]+)\*(?!\*)/g, table), shapes.map(({ name }) => name).sort());
  const weights = new Map(findings.map(({ code, severity }) => [code, severity]));
  for (const [name, weight] of /** @type {const} */ ([
    ['Asked about', 'warning'],
    ['Refused', 'error'],
  ])) {
    const codes = all(/`([a-z-]+)`/g, row(name));
    assert.ok(codes.length > 3, name);
    for (const code of codes) assert.equal(weights.get(code), weight, code);
  }
  const [, from = '', layouts] = /\*\*Files from\*\* \| (.*), and many more: (\d+) layouts/.exec(table) ?? [];
  const guide = read('www/files.html');
  for (const source of from.split(', '))
    assert.match(guide, new RegExp(`<h3 id="name-[^>]*>(<a [^>]*>)?${source}`), source);
  const kept = readdirSync(join(root, 'tests/fixtures'), { withFileTypes: true });
  assert.equal(
    Number(layouts),
    kept.filter(({ name }) => existsSync(join(root, 'tests/fixtures', name, 'good'))).length,
  );
});

test('shares of simulated samples are those that were counted', () => {
  const [, part = ''] = /## How surely\n([\s\S]*?)\n## /.exec(text()) ?? [];
  const counted = read('crates/calibration/README.md').replaceAll(/\s+/g, ' ');
  const [interval = '', textbook = '', verdicts = ''] =
    part
      .replaceAll(/\s+/g, ' ')
      .match(/[\d.]+(?: to [\d.]+)? %/g)
      ?.slice(1) ?? [];
  for (const [share, sentence] of [
    [interval, `${interval} for Pearson`],
    [textbook, `Fisher's interval covers ${textbook} in the moderate design`],
    [verdicts, `it is supported in at most ${verdicts} of the markets`],
  ])
    assert.ok(share && counted.includes(sentence ?? ''), sentence);
});

test('it is short, and whatever it leads to is there', () => {
  assert.ok(text().trim().split('\n').length <= 150);
  const paths = [...all(/\]\((?!https?:)([^)#]+)\)/g, text()), ...all(/(?:src|srcset)="([^"]+)"/g, text())];
  assert.ok(paths.length > 10);
  for (const path of paths) assert.ok(existsSync(join(root, path)), path);
});
