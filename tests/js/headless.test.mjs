// The engine in Node: the JSON that other tools rely on, exit codes, and the same bytes everywhere.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { command } from '../../bin/command.mjs';
import { root } from '../../xtask/setup.mjs';
import { storedZip } from '../support/archive.mjs';
import { plainCorrelation, writeLayouts } from '../support/layouts.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sectorscope-headless-'));
after(() => rmSync(folder, { recursive: true }));

/** Runs the command in this process, under other variables where they are given. @param {string[]} args @param {Record<string, string>} [env] */
async function sectorscope(args, env = {}) {
  const before = Object.fromEntries(Object.keys(env).map((name) => [name, process.env[name]]));
  let [stdout, stderr] = ['', ''];
  Object.assign(process.env, env);
  try {
    const status = await command(args, {
      out: (text) => {
        stdout += text;
      },
      err: (text) => {
        stderr += text;
      },
    });
    return { status, stdout, stderr };
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
/** @param {string[]} args */
const report = async (args) => JSON.parse((await sectorscope([...args, '--json'])).stdout);

test('the report has the promised shape', async () => {
  const { paths, series } = writeLayouts(join(folder, 'layouts'));
  const got = await report(['analyze', ...paths]);
  assert.equal(got.schema, 1);
  for (const key of ['engine', 'settings', 'files', 'series', 'panel', 'ranking', 'matrix', 'rolling', 'claims'])
    assert.ok(key in got, key);
  for (const file of got.files) {
    assert.equal(file.outcome, 'prices');
    const rejected = Object.values(file.ledger.rejected).reduce((a, b) => a + b, 0);
    assert.equal(
      file.ledger.records,
      file.ledger.header + file.ledger.used + file.ledger.blank + file.ledger.duplicate + rejected,
    );
    const bytes = readFileSync(join(folder, 'layouts', file.name));
    assert.equal(file.bytes, bytes.length);
    assert.equal(file.sha256, createHash('sha256').update(bytes).digest('hex'));
  }
  assert.equal(got.series.length, 13);
  for (const key of [
    'id',
    'symbol',
    'file',
    'value_column',
    'class',
    'sector',
    'size',
    'first',
    'last',
    'count',
    'first_value',
    'last_value',
  ])
    assert.ok(key in got.series[0], key);
  assert.equal(got.ranking.reference, 'BTC');
  for (const row of got.ranking.rows) {
    assert.deepEqual(Object.keys(row).sort(), [
      'high',
      'id',
      'in_confidence_set',
      'low',
      'n',
      'probability_top',
      'r',
      'ranks',
      'together',
      'undefined',
    ]);
    const expected = plainCorrelation(series, Object.keys(series), 'BTC', row.id);
    assert.ok(Math.abs(row.r - expected.r) < 1e-12, row.id);
  }
  const { ids, r, n } = got.matrix;
  assert.equal(ids.length, 13);
  assert.equal(r[1][0], r[0][1]);
  assert.equal(n[0].length, 13);
  const [pair] = got.rolling.pairs;
  assert.equal(pair.dates.length, pair.r.length);
  assert.equal(pair.r[0], null);
});

test('the order of the files does not matter, nor does the time zone', async () => {
  const { paths } = writeLayouts(join(folder, 'layouts'));
  const first = (await sectorscope(['analyze', ...paths, '--json'], { TZ: 'UTC' })).stdout;
  assert.equal(
    (
      await sectorscope(['analyze', ...[...paths].reverse(), '--json'], {
        TZ: 'Pacific/Kiritimati',
        LC_ALL: 'tr_TR.UTF-8',
      })
    ).stdout,
    first,
  );
});

test('a report can be run again from its own settings', async () => {
  const { paths } = writeLayouts(join(folder, 'layouts'));
  const args = [
    '--frequency',
    'weekly',
    '--method',
    'spearman',
    '--from',
    '2022-03-01',
    '--to',
    '2023-03-31',
    '--window',
    '20',
    '--returns',
    'simple',
    '--align',
    'shared',
  ];
  const first = (await sectorscope(['analyze', ...paths, ...args, '--json'])).stdout;
  const settings = join(folder, 'settings.json');
  writeFileSync(settings, JSON.stringify(JSON.parse(first).settings));
  assert.equal((await sectorscope(['analyze', ...paths, '--settings', settings, '--json'])).stdout, first);
});

test('a report verifies on its files, wherever they lie, and says what differs', async () => {
  const { paths } = writeLayouts(join(folder, 'layouts'));
  const archive = join(folder, 'more.zip');
  writeFileSync(
    archive,
    storedZip({
      'in/extra.csv': Buffer.from(
        `Date,Close\n${Array.from({ length: 60 }, (_, i) => `${new Date(Date.UTC(2022, 0, 3 + i)).toISOString().slice(0, 10)},${100 + ((i * 7) % 11)}`).join('\n')}\n`,
      ),
    }),
  );
  const saved = join(folder, 'report.json');
  writeFileSync(
    saved,
    (await sectorscope(['analyze', ...paths, archive, '--replicates', '199', '--seed', '7', '--json'])).stdout,
  );
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere, { recursive: true });
  const moved = [...paths, archive].map((path, i) => {
    const copy = join(elsewhere, `${i}-${basename(path)}`);
    copyFileSync(path, copy);
    return copy;
  });
  const same = await sectorscope(['verify', saved, ...moved.reverse()]);
  assert.equal(same.status, 0, same.stderr);
  assert.match(same.stdout, /^The same, to the byte: \d+ files, 8 claims/);
  const report = JSON.parse(readFileSync(saved, 'utf8'));
  report.ranking.rows[0].r += 1e-9;
  writeFileSync(saved, JSON.stringify(report));
  const other = await sectorscope(['verify', saved, ...moved]);
  assert.equal(other.status, 1);
  assert.match(other.stdout, /^1 value differs:\n {2}ranking\.rows\.0\.r: /);
  const missing = await sectorscope(['verify', saved, ...moved.slice(1)]);
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /None of the files named is this one of the report/);
});

test('another build of the engine is named, and is not a difference by itself', async () => {
  const { paths } = writeLayouts(join(folder, 'layouts'));
  const saved = join(folder, 'other-build.json');
  const text = (await sectorscope(['analyze', ...paths, '--replicates', '99', '--json'])).stdout;
  const { build } = JSON.parse(text).engine;
  writeFileSync(saved, text.replace(`"build":"${build}"`, '"build":"0123456789abcdef"'));
  const same = await sectorscope(['verify', saved, ...paths]);
  assert.equal(same.status, 0, same.stderr);
  assert.ok(
    same.stdout.startsWith(`The same but for the engine's build (0123456789abcdef in the report, ${build} now): `),
    same.stdout,
  );
  const other = JSON.parse(readFileSync(saved, 'utf8'));
  other.ranking.n += 1;
  writeFileSync(saved, JSON.stringify(other));
  const differs = await sectorscope(['verify', saved, ...paths]);
  assert.equal(differs.status, 1);
  assert.match(
    differs.stdout,
    /^Made by another build of the engine: 0123456789abcdef in the report, [0-9a-f]{16} now\.\n1 value differs:\n {2}ranking\.n: /,
  );
});

test('where the settings are not the ones that the claims keep to, the answer says so', async () => {
  const { paths } = writeLayouts(join(folder, 'layouts'));
  const printed = async (/** @type {string[]} */ ...more) =>
    (await sectorscope(['analyze', ...paths, '--replicates', '99', '--format', 'markdown', ...more])).stdout;
  const line = 'The claims keep to their rule, whatever is set: daily log returns, Pearson, since 11 March 2020.';
  assert.ok((await printed('--frequency', 'weekly')).includes(line));
  assert.ok((await printed('--from', '2022-01-01')).includes(line));
  const plain = await printed('--from', '2020-03-10');
  assert.ok(plain.includes('Does bitcoin move with small-cap tech?') && !plain.includes(line));
});

test('the report as HTML and Markdown, and its tables', async () => {
  const { paths } = writeLayouts(join(folder, 'layouts'));
  const args = ['analyze', ...paths, '--replicates', '99'];
  const { claims, files, ranking, settings } = await report(args);
  for (const format of ['html', 'markdown']) {
    const first = await sectorscope([...args, '--format', format], { TZ: 'UTC' });
    assert.equal(first.status, 0, first.stderr);
    for (const file of files) assert.ok(first.stdout.includes(file.sha256), file.name);
    assert.equal(
      (await sectorscope([...args, '--format', format], { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' })).stdout,
      first.stdout,
    );
    // With the settings that it prints, every text can be made again.
    const printed =
      first.stdout.replaceAll('&quot;', '"').match(/^(?:<div.*<code>|)(\{\n {2}"align".*?\n\})/ms)?.[1] ?? '';
    assert.deepEqual(JSON.parse(printed), settings);
  }
  const tables = join(folder, 'tables');
  assert.equal((await sectorscope([...args, '--tables', tables])).status, 0);
  assert.deepEqual(readdirSync(tables).sort(), [
    'claims.csv',
    'matrix.csv',
    'prices.csv',
    'ranking.csv',
    'returns.csv',
    'rolling.csv',
  ]);
  const lines = (/** @type {string} */ name) => readFileSync(join(tables, name), 'utf8').split('\r\n');
  assert.equal(lines('claims.csv').length, claims.length + 3);
  assert.equal(lines('returns.csv').length, ranking.n + 3);
  assert.equal(Number(lines('ranking.csv')[2]?.split(',')[3]), ranking.rows[0].r);
  assert.match(lines('ranking.csv')[0] ?? '', /^# sectorscope [^,]+; settings:,"\{.*""seed"":\d+.*\}"$/);
  // The prices are a file as any other, and are ranked the same.
  const again = await sectorscope(['analyze', join(tables, 'prices.csv'), '--replicates', '99', '--json']);
  assert.deepEqual(JSON.parse(again.stdout).ranking.rows, ranking.rows);
  const nothing = join(folder, 'XLK.csv');
  writeFileSync(nothing, 'Date,Close\n2024-01-02,1\n2024-01-03,2\n');
  const some = await sectorscope(['analyze', nothing, '--tables', join(folder, 'some')]);
  assert.equal(some.status, 0);
  assert.match(some.stderr, /^No ranking\.csv: .+\nNo rolling\.csv: .+\nNo returns\.csv: .+\nNo prices\.csv: .+\n$/);
  assert.deepEqual(readdirSync(join(folder, 'some')).sort(), ['claims.csv', 'matrix.csv']);
});

test('native and WebAssembly give the same bytes', async () => {
  // The Rust tests hold the native report of the sample to this digest (tests/it/same_bytes.rs).
  const expected = readFileSync(join(root, 'tests', 'golden', 'sample-report.sha256'), 'utf8').trim();
  const sample = join(folder, 'sample');
  assert.equal((await sectorscope(['sample', sample])).status, 0);
  const paths = readdirSync(sample).map((name) => join(sample, name));
  const text = (await sectorscope(['analyze', ...paths, '--json'])).stdout.replace(/\n$/, '');
  const { build } = JSON.parse(text).engine;
  assert.match(build, /^[0-9a-f]{16}$/);
  const bytes = text.replace(`,"build":"${build}"`, '');
  assert.equal(createHash('sha256').update(bytes).digest('hex'), expected);
});

test('Shift-JIS and GB18030 read like their UTF-8 twins', async () => {
  // The Rust tests hold native decoding to the same twins (tests/it/import/encodings.rs).
  const fixtures = join(root, 'tests', 'fixtures', 'encodings');
  for (const [name, encoding] of [
    ['shift-jis', 'Shift-JIS'],
    ['gb18030', 'GB18030'],
  ]) {
    const read = (/** @type {string} */ ending) => report(['import', join(fixtures, `${name}.${ending}`)]);
    const [file, twin] = [await read('csv'), await read('utf-8.csv')];
    const known = (/** @type {any} */ { series }) => series.map((/** @type {any} */ { file: _, ...rest }) => rest);
    assert.equal(twin.series.length, 6);
    assert.deepEqual(known(file), known(twin));
    assert.equal(file.files[0].diagnostics[0].message, `The text is not UTF-8: read as ${encoding}.`);
  }
});

test('a packed file gives what the file gives; a mapping reaches into an archive', async () => {
  const plain = join(folder, 'SPY.csv');
  writeFileSync(plain, 'Date,Close\n03/04/2020,1\n04/05/2020,2\n');
  writeFileSync(`${plain}.gz`, gzipSync(readFileSync(plain)));
  const archive = join(folder, 'a.zip');
  writeFileSync(archive, storedZip({ 'in/SPY': readFileSync(plain) }));
  const settings = join(folder, 'mapping.json');
  writeFileSync(
    settings,
    JSON.stringify({
      mapping: { 'a.zip/in/SPY': { date_order: 'day-first' }, 'SPY.csv.gz': { date_order: 'day-first' } },
    }),
  );
  const asked = await report(['import', archive, `${plain}.gz`]);
  assert.deepEqual(
    asked.files.map((/** @type {any} */ { name, outcome, layout }) => [name, outcome, layout]),
    [
      ['SPY.csv.gz', 'asks', 'tidy'],
      ['a.zip', 'asks', 'zip'],
      ['a.zip/in/SPY', 'asks', 'tidy'],
    ],
  );
  const answered = await report(['import', archive, `${plain}.gz`, '--settings', settings]);
  assert.deepEqual(
    answered.files.map((/** @type {any} */ { outcome }) => outcome),
    ['prices', 'prices', 'prices'],
  );
  assert.deepEqual(
    answered.series.map((/** @type {any} */ { first }) => first),
    ['2020-04-03', '2020-04-03'],
  );
});

test('a file that asks prints its answers, and is read with one of them', async () => {
  const days = Array.from({ length: 30 }, (_, i) => `2024-01-${String(i + 1).padStart(2, '0')}`);
  const files = {
    'QXA.csv': [
      'Date,Currency,Close',
      ...days.flatMap((day, i) => [`${day},USD,${100 + i}`, `${day},EUR,${90 + i * i}`]),
    ],
    'QXB.csv': ['Date,Close,Close', ...days.map((day, i) => `${day},${100 + i},${50 + i}`)],
    'QXC.csv': ['Date,Close', '03/04/2020,1', '04/05/2020,2'],
  };
  const paths = Object.entries(files).map(([name, lines]) => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  });
  const { stdout } = await sectorscope(['import', ...paths]);
  assert.equal(stdout.match(/^ {8}asks: .*\? Write the answer to a file for --map:$/gm)?.length, 3, stdout);
  const options = [...stdout.matchAll(/: (\{.*\})$/gm)].map(([, option = '']) => JSON.parse(option));
  assert.deepEqual(
    options.map((option) => Object.keys(option)[0]),
    ['QXA.csv', 'QXA.csv', 'QXA.csv', 'QXB.csv', 'QXB.csv', 'QXC.csv', 'QXC.csv'],
  );
  for (const option of options) {
    const map = join(folder, 'answer.json');
    writeFileSync(map, JSON.stringify(option));
    const read = await report(['import', ...paths, '--map', map]);
    const [name] = Object.keys(option);
    assert.equal(
      read.files.find((/** @type {any} */ file) => file.name === name).outcome,
      'prices',
      JSON.stringify(option),
    );
  }
  // The currency that was chosen stands in the report's table of series, in every form.
  const map = join(folder, 'answer.json');
  writeFileSync(map, JSON.stringify(options[1]));
  const args = ['analyze', String(paths[0]), '--map', map];
  assert.equal((await report(args)).series[0].currency, 'USD', JSON.stringify(options[1]));
  const text = async (/** @type {string} */ format) => (await sectorscope([...args, '--format', format])).stdout;
  assert.match(await text('markdown'), /^\| QXA \|.*\| USD \| used \|/m);
  assert.match(await text('html'), /<td>USD<\/td><td>used<\/td>/);
});

test('the page and Node run the same engine', async () => {
  const assets = join(root, 'dist', 'assets');
  const served = readdirSync(assets).find((name) => /^sectorscope-.*\.wasm$/.test(name)) ?? '';
  assert.ok(readFileSync(join(assets, served)).equals(readFileSync(join(root, 'pkg', 'sectorscope_bg.wasm'))));
});

test('what the page draws with comes without the engine', () => {
  const size = (/** @type {string} */ name) => readFileSync(join(root, 'pkg', name)).length;
  assert.ok(size('drawing_bg.wasm') < size('sectorscope_bg.wasm') / 5);
});

test('what cannot be answered ends with status 2 and a sentence', async () => {
  const { paths } = writeLayouts(join(folder, 'layouts'));
  mkdirSync(join(folder, 'somewhere'), { recursive: true });
  for (const [args, pattern] of /** @type {[string[], RegExp][]} */ ([
    [[], /usage/],
    [['frobnicate'], /usage/],
    [['analyze'], /at least one file/],
    [['analyze', join(folder, 'missing.csv')], /does not exist/],
    [['analyze', ...paths, '--reference', 'NOPE'], /no series 'NOPE'/],
    [['analyze', ...paths, '--frequency', 'hourly'], /hourly/],
    [['analyze', ...paths, '--from', '2024-02-30'], /2024-02-30/],
    [['analyze', ...paths, '--window', 'many'], /window|many/],
    [['analyze', ...paths, '--colour', 'red'], /no option --colour/],
    [['analyze', ...paths, '--from'], /needs a value/],
    [['analyze', ...paths, '--format', 'pdf'], /no format 'pdf': json, html, markdown/],
    [['analyze', ...paths, '--format', 'html'], /One report has one format: html or json/],
    [['import', ...paths, '--tables', folder], /Only analyze writes tables/],
  ])) {
    const { status, stdout, stderr } = await sectorscope([...args, '--json']);
    assert.equal(status, 2, args.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, pattern);
    assert.doesNotMatch(stderr, /\bat .*:\d+:\d+/, 'a sentence, not a stack');
  }
  const some = await report(['analyze', ...paths, join(folder, 'somewhere')]);
  const refused = some.files.find((/** @type {any} */ file) => file.name === 'somewhere');
  assert.equal(refused.outcome, 'refused');
  assert.match(refused.diagnostics[0].message, /folder/);
  assert.equal(some.ranking.rows.length, 12, 'the others are analysed');
});

test('text for people', async () => {
  const { paths } = writeLayouts(join(folder, 'layouts'));
  const { stdout } = await sectorscope(['analyze', ...paths]);
  assert.match(stdout, /Moves together with BTC: daily log returns, Pearson, \d+ returns from/);
  assert.match(stdout, /prices {2}XLK\.csv: \d+ of \d+ records used, series XLK/);
});

test('the claims come first; late coins are withheld until one option moves them', async () => {
  const sample = join(folder, 'sample');
  await sectorscope(['sample', sample]);
  const [coins, sectors] = ['synthetic-coins.csv', 'synthetic-sectors.csv'].map((name) => join(sample, name));
  const late = join(folder, 'synthetic-coins.csv');
  const nextDay = (/** @type {string} */ day) =>
    new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const moved = readFileSync(/** @type {string} */ (coins), 'utf8').replaceAll(/^\d{4}-\d\d-\d\d/gm, nextDay);
  writeFileSync(late, moved);
  const text = async (/** @type {(string | undefined)[]} */ ...args) =>
    (await sectorscope(/** @type {string[]} */ (['analyze', ...args]))).stdout;
  const right = await text(coins, sectors);
  assert.ok(right.indexOf('Do altcoins move with small-cap tech') < right.indexOf('Moves together with S-BTC'));
  assert.match(right, /\d of \d could be first: S-/);
  assert.match(right, /log returns, Pearson, \d,\d{3} returns from/);
  assert.match(right, /: \d,\d{3} of \d,\d{3} records used/);
  const withheld = await text(late, sectors);
  assert.match(withheld.split('\n', 1)[0] ?? '', /S-BTC.*late/);
  assert.equal(withheld.match(/^ {2}withheld: /gm)?.length, 7);
  assert.doesNotMatch(withheld, /^ {2}(supported|contradicted|inconclusive): /m);
  const { stdout: mended, stderr: told } = await sectorscope(
    /** @type {string[]} */ (['analyze', late, sectors, '--shift', 'auto']),
  );
  assert.match(told, /The dates of S-BTC are moved by -1 day\./);
  const verdicts = (/** @type {string} */ of) => of.match(/^ {2}[\w-]+(?=: )/gm);
  assert.deepEqual(verdicts(mended), verdicts(right));
  assert.deepEqual(verdicts(mended)?.includes('  withheld'), false);
  // What was moved is a setting of the report, so that it verifies.
  const saved = join(folder, 'moved.json');
  const asked = await sectorscope(['analyze', late, /** @type {string} */ (sectors), '--shift', 'auto', '--json']);
  writeFileSync(saved, asked.stdout);
  const { settings } = JSON.parse(asked.stdout);
  assert.deepEqual(settings.series['S-BTC'], { shift_days: -1 });
  assert.equal((await sectorscope(['verify', saved, late, /** @type {string} */ (sectors)])).status, 0);
});

test('the curve is asked for by an option, and own claims are sentences', async () => {
  const sample = join(folder, 'sample');
  await sectorscope(['sample', sample]);
  const files = ['synthetic-coins.csv', 'synthetic-sectors.csv'].map((name) => join(sample, name));
  const settings = join(folder, 'own.json');
  const ask = async (/** @type {string} */ claim, /** @type {string[]} */ ...more) => {
    writeFileSync(settings, JSON.stringify({ claims: [claim], replicates: 99 }));
    return sectorscope(['analyze', ...files, '--settings', settings, '--json', ...more]);
  };
  const plain = JSON.parse((await ask('S-BTC moves more with S-SMALLTECH than with S-ENERGY since 2021-01-01')).stdout);
  assert.ok(!plain.curve);
  const own = plain.claims.at(-1);
  assert.equal(own.verdict, 'supported');
  const whole = JSON.parse(
    (await ask('S-BTC moves more with S-SMALLTECH than with S-ENERGY since 2021-01-01', '--curve')).stdout,
  );
  assert.ok(Object.keys(whole.curve).length > 0);
  assert.deepEqual(whole.claims, plain.claims);
  const unreadable = await ask('S-BTC dances with S-ENERGY');
  assert.equal(unreadable.status, 2);
  assert.match(unreadable.stderr, /'S-BTC dances with S-ENERGY' is not understood.*X moves more with Y than with Z/);
});

test('the command itself: what is asked for on standard output, sentences on the other, and the status', async () => {
  const { paths } = writeLayouts(join(folder, 'layouts'));
  const run = (/** @type {string[]} */ ...args) =>
    spawnSync(process.execPath, [join(root, 'bin', 'sectorscope.mjs'), ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...process.env, TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' },
    });
  const analysed = run('analyze', ...paths, '--json');
  assert.equal(
    analysed.stdout,
    (await sectorscope(['analyze', ...paths, '--json'])).stdout,
    'in any time zone and locale',
  );
  const imported = run('import', ...paths, '--json');
  assert.deepEqual([imported.status, imported.stderr], [0, '']);
  assert.equal(JSON.parse(imported.stdout).files.length, paths.length);
  const refused = run('analyze', join(folder, 'missing.csv'));
  assert.deepEqual([refused.status, refused.stdout], [2, '']);
  assert.match(refused.stderr, /^.*missing\.csv does not exist\.\n$/);
});
