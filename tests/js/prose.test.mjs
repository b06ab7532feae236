// The pages about methods and files, as they are built: places to link to, links, and what they promise of files.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { command } from '../../bin/command.mjs';
import { root } from '../../xtask/setup.mjs';

const PAGES = ['methods.html', 'files.html'];
/** What the page about methods explains, one place for each kind of number that is shown. */
const PLACES =
  `ranking interval confidence-set rank-intervals claim-top-sector claim-altcoins-lower claim-more-correlated
  claim-positive-since claim-peaks-with-tech claim-joint-fall claim-causes claim-beyond-market claim-own detectable ways history
  influential-days rolling constant-band change-point performance years quarters conventions lead-lag calendar composites moments
  curve matrix days late-series jumps calibration thresholds defaults`.split(/\s+/);

const folder = mkdtempSync(join(tmpdir(), 'sectorscope-prose-'));
after(() => rmSync(folder, { recursive: true }));

const built = (/** @type {string} */ page) => readFileSync(join(root, 'dist', page), 'utf8');
const ids = (/** @type {string} */ page) => [...built(page).matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
const code = (/** @type {string} */ html) => [...html.matchAll(/<code>([^<]+)<\/code>/g)].map(([, text = '']) => text);

test('every kind of number has its place on the methods page', () => {
  const found = new Set(ids('methods.html'));
  assert.deepEqual(
    PLACES.filter((place) => !found.has(place)),
    [],
  );
});

test('every link has a target, and leads out in a tab of its own', () => {
  for (const page of PAGES) {
    assert.equal(new Set(ids(page)).size, ids(page).length, `${page} has an id twice`);
    for (const [link, url = ''] of built(page).matchAll(/<a [^>]*href="([^"]*)"[^>]*>/g)) {
      if (/^https:/.test(url)) {
        assert.match(link, /target="_blank" rel="noopener noreferrer"/, `${page}: ${url}`);
        continue;
      }
      assert.ok(!link.includes('target='), `${page}: ${url} stays in its tab`);
      const [path = '', place] = url.split('#');
      const file = path === './' ? 'index.html' : path || page;
      assert.ok(existsSync(join(root, 'dist', file)), `${page}: there is no ${file}`);
      if (place !== undefined) assert.ok(ids(file).includes(place), `${page}: ${file} has no #${place}`);
    }
    assert.doesNotMatch(built(page), /<script|\{\{| style="/, page);
  }
});

test('the defaults on the page are those of the engine', () => {
  const cells = built('methods.html');
  for (const text of ['63 daily, 26 weekly, 12 monthly', '2020-03-11', '1,999', '99 to 99,999', '2,048 MiB'])
    assert.ok(cells.includes(`<td>${text}</td>`), text);
});

test('symbols that mean two things are those of the catalog', () => {
  const [, section = ''] = built('files.html').split('id="symbols"');
  const symbols = code(section.split('</section>')[0] ?? '');
  const catalog = readFileSync(join(root, 'src', 'catalog', 'mod.rs'), 'utf8');
  const meant = symbols.filter((symbol) => /\d+-USD$/.test(symbol));
  assert.ok(meant.length > 5);
  for (const symbol of meant) {
    const plain = symbol.replace(/\d+-USD$/, '-USD');
    assert.ok(symbols.includes(plain) && catalog.includes(`("${plain}", "${symbol}")`), `${plain}: ${symbol}`);
  }
  const listed = ['catalog.csv', 'shares.csv'].map((name) => readFileSync(join(root, 'src', 'catalog', name), 'utf8'));
  for (const symbol of ['ATOM', 'DASH', 'STX', 'COMP', 'CAKE', 'AR', 'PI']) {
    assert.ok(symbols.includes(symbol), symbol);
    for (const list of listed) assert.match(list, new RegExp(`^${symbol},`, 'm'));
  }
});

const script = readFileSync(join(root, 'examples', 'download.py'), 'utf8');
const DOWNLOADED = [...(script.match(/SYMBOLS = \{([\s\S]*?)\n\}/)?.[1] ?? '').matchAll(/"([A-Z]+(?:-USD)?)"/g)].map(
  ([, symbol = '']) => symbol,
);

/** A table as the script writes it: days by symbols, the cells of funds empty at weekends. @param {string[]} symbols */
function table(symbols) {
  /** @type {Date[]} */
  const days = [];
  for (let day = Date.UTC(2018, 11, 3); day < Date.UTC(2025, 5, 1); day += 86_400_000) days.push(new Date(day));
  const price = (/** @type {number} */ row, /** @type {number} */ column) =>
    (100 * Math.exp(0.05 * Math.sin(row * (2.1 + 0.01 * column)) + 0.04 * Math.cos(row * 1.7))).toPrecision(8);
  const rows = days.map((day, row) => {
    const rests = day.getUTCDay() % 6 === 0;
    const cells = symbols.map((symbol, column) => (rests && !symbol.endsWith('-USD') ? '' : price(row, column)));
    return `${day.toISOString().slice(0, 10)},${cells.join(',')}`;
  });
  const path = join(folder, `${symbols.length}.csv`);
  writeFileSync(path, `Date,${symbols.join(',')}\n${rows.join('\n')}\n`);
  const last = symbols.map((symbol, column) => {
    const row = days.findLastIndex((day) => symbol.endsWith('-USD') || day.getUTCDay() % 6 !== 0);
    return [days[row]?.toISOString().slice(0, 10), Number(price(row, column))];
  });
  return { path, last };
}

/** What the command prints. @param {string[]} args */
async function sectorscope(args) {
  let [printed, complaint] = ['', ''];
  const out = (/** @type {string} */ text) => {
    printed += text;
  };
  const status = await command(args, {
    out,
    err: (text) => {
      complaint += text;
    },
  });
  assert.equal(status, 0, complaint);
  return printed;
}

test('what the script for Python writes is read as it is', async () => {
  assert.ok(DOWNLOADED.length > 25);
  const { path, last } = table(DOWNLOADED);
  const { files } = JSON.parse(await sectorscope(['import', path, '--json']));
  assert.equal(files[0].outcome, 'prices');
  const rejected = Object.keys(files[0].ledger.rejected);
  assert.deepEqual(rejected, [], 'empty cells are no trouble');
  const { series, claims } = JSON.parse(await sectorscope(['analyze', path, '--replicates', '99', '--json']));
  assert.deepEqual(
    series.map((/** @type {{ id: string }} */ { id }) => id),
    DOWNLOADED.map((symbol) => symbol.replace('-USD', '')),
  );
  assert.deepEqual(
    series.map((/** @type {{ last: string }} */ { last }) => last),
    last.map(([day]) => day),
  );
  const open = claims.filter((/** @type {{ verdict: string }} */ { verdict }) => verdict === 'not-testable');
  assert.deepEqual(
    open.map((/** @type {{ id: string }} */ { id }) => id),
    ['causes'],
  );
});

test('the smallest sets of files test their claims', async () => {
  const rows = [...built('files.html').matchAll(/<tr data-claim="([^"]+)">.*?<td>(.*?)<\/td>/g)];
  assert.equal(rows.length, 7);
  for (const [, id, cell = ''] of rows) {
    const symbols = code(cell).map((symbol) => (['BTC', 'ETH', 'SOL'].includes(symbol) ? `${symbol}-USD` : symbol));
    const { claims } = JSON.parse(await sectorscope(['analyze', table(symbols).path, '--replicates', '99', '--json']));
    const claim = claims.find((/** @type {{ id: string }} */ claim) => claim.id === id);
    assert.ok(claim, `there is no claim ${id}`);
    assert.notEqual(claim.verdict, 'not-testable', `${id}: ${claim.sentence ?? ''}`);
  }
});

test('the script for Python is one', (t) => {
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0);
  if (!python) return t.skip('there is no Python on this machine');
  const check = 'import ast, sys; ast.parse(open(sys.argv[1], encoding="utf-8").read())';
  const done = spawnSync(python, ['-c', check, join(root, 'examples', 'download.py')], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
});
