// The engine's id, by which a report names what computed it: it changes where a number could, and nowhere else.
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { command } from '../../bin/command.mjs';
import { engineId, pkg } from '../../xtask/engine.mjs';
import { root } from '../../xtask/setup.mjs';

const copy = mkdtempSync(join(tmpdir(), 'sectorscope-engine-'));
for (const name of ['src', 'crates', 'www', 'tests/js', 'index.html', 'README.md', 'package-lock.json', 'Cargo.toml'])
  cpSync(join(root, name), join(copy, name), { recursive: true });
for (const name of ['Cargo.lock', 'rust-toolchain.toml', '.cargo/config.toml'])
  cpSync(join(root, name), join(copy, name));
after(() => rmSync(copy, { recursive: true }));

/** The id after a line is added to a file. @param {string} name @param {string} line */
function touched(name, line) {
  const path = join(copy, name);
  const before = readFileSync(path);
  appendFileSync(path, line);
  try {
    return engineId(copy);
  } finally {
    rmSync(path);
    appendFileSync(path, before);
  }
}

const own = engineId(copy);

test('it is the same for the same sources, wherever they lie', () => {
  assert.match(own, /^[0-9a-f]{16}$/);
  assert.equal(own, engineId(root));
});

test('the page, tests, documents and other crates leave it as it is', () => {
  for (const name of [
    'www/css/style.css',
    'www/js/main.ts',
    'index.html',
    'README.md',
    'tests/js/engine-id.test.mjs',
    'src/import/cells/number/tests.rs',
    'crates/goldens/src/lib.rs',
    'crates/calibration/results.json',
    'crates/stats/tests/properties.rs',
    'crates/properties/src/lib.rs',
    'crates/chart/src/tests/mod.rs',
    'crates/chart/tests/svg.rs',
  ])
    assert.equal(touched(name, '\n'), own, name);
});

test('sources of the modules, what they depend on, toolchain and flags change it', () => {
  for (const name of [
    'src/lib.rs',
    'src/catalog/catalog.csv',
    'crates/module/src/lib.rs',
    'crates/drawing/src/lib.rs',
    'crates/chart/src/axis.rs',
    'crates/chart/Cargo.toml',
    'crates/ground/src/date.rs',
    'crates/stats/src/sum.rs',
    'crates/stats/Cargo.toml',
    'Cargo.toml',
    'Cargo.lock',
    'rust-toolchain.toml',
    '.cargo/config.toml',
  ])
    assert.notEqual(touched(name, '\n'), own, name);
});

test('modules, page and report carry it', async () => {
  const [stamped] = readFileSync(join(pkg, 'stamp'), 'utf8').split(' ');
  const assets = join(root, 'dist', 'assets');
  const app = readdirSync(assets).find((name) => name.startsWith('app-')) ?? '';
  assert.ok(readFileSync(join(assets, app), 'utf8').includes(`"${stamped}"`), 'the page compares it at the start');
  const drawing = readFileSync(join(pkg, 'drawing_bg.wasm'));
  assert.ok(drawing.includes(String(stamped)), 'what the page draws with is of the same build');
  const sample = readdirSync(join(pkg, 'sample')).map((name) => join(pkg, 'sample', name));
  let report = '';
  await command(['analyze', ...sample, '--replicates', '99', '--json'], {
    out: (text) => {
      report += text;
    },
    err: (text) => assert.fail(text),
  });
  assert.equal(JSON.parse(report).engine.build, stamped);
  assert.equal(stamped, own, 'the modules in pkg/ are made from these sources');
});
