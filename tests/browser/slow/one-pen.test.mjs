// The law of the one pen: every table of the page is the engine's table, cell by cell, and every table of the engine is on the page.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ask } from '../../../bin/ask.mjs';
import { engineWith } from '../../support/engine.mjs';
import { drop, idle, newPage, open, openedFile, saved, settled, startedPage, unfold } from '../../support/page.mjs';

/** @typedef {import('../../../www/js/protocol.ts').Table} Table */
/** @typedef {Omit<Table, 'columns'> & { columns: string[] }} Seen */
/** @typedef {import('../../../www/js/protocol.ts').Question} Question */

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
});

/** Every table of the page, with all folds open; of a cell with a control its value; and what opens beneath the row of each file. @param {import('playwright-core').Page} page @param {string[]} files */
async function tablesOfPage(page, files) {
  const unfold = () =>
    page.locator('details').evaluateAll((all) => {
      for (const details of all) /** @type {HTMLDetailsElement} */ (details).open = true;
    });
  await unfold();
  await unfold();
  // A claim that is opened selects its pair.
  await idle(page);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.table-toggle .details-body')].every((body) => body.childElementCount > 0),
  );
  const tables = [...(await seen(page, 'main table'))];
  for (const name of files) {
    await openedFile(page, name);
    tables.push(...(await seen(page, `.file[data-name="${name}"] table`)));
  }
  return tables;
}

/** Tables as they are seen. @param {import('playwright-core').Page} page @param {string} which @returns {Promise<Seen[]>} */
const seen = (page, which) =>
  page.locator(which).evaluateAll((tables) =>
    tables.map((table) => {
      const { rows, caption } = /** @type {HTMLTableElement} */ (table);
      const [head, ...body] = [...rows];
      const columns = [...(head?.cells ?? [])].filter((cell) => !('control' in cell.dataset));
      return {
        caption: caption?.textContent ?? '',
        columns: columns.map((cell) => cell.textContent ?? ''),
        rows: body.map((row) => [...row.cells].slice(0, columns.length).map((cell) => cell.textContent ?? '')),
      };
    }),
  );

/** Every table that the engine writes for the page. @param {import('../../../pkg/sectorscope.js').Engine} engine @param {Record<string, unknown>} chosen the settings @param {{ a: string, b: string }} pair @param {string} since */
function tablesOfEngine(engine, chosen, pair, since) {
  const [settings, whole] = [JSON.stringify(chosen), JSON.stringify({ ...chosen, from: undefined })];
  const { found: ranking, sections: ranked } = ask(engine, settings, { about: 'ranking', depth: 'full' });
  assert.ok([ranking.reference, ...ranking.rows.map(({ id }) => id)].includes(pair.b));
  const sections = [
    ...ranked,
    ...ask(engine, settings, { about: 'claims', depth: 'full' }).sections,
    ...ask(engine, settings, { about: 'late-series' }).sections,
    ...ask(engine, settings, { about: 'files' }).sections,
    ...ask(engine, settings, { about: 'composites' }).sections,
    ...ask(engine, settings, { about: 'alignment', ...pair }).sections,
    ...ask(engine, settings, { about: 'moments' }).sections,
    ...ask(engine, whole, { about: 'rolling', ...pair }).sections,
  ];
  const blocks = [
    ...sections.flatMap((section) => section.blocks),
    ...ask(engine, settings, { about: 'details', of: 'matrix' }),
    ...ask(engine, settings, { about: 'details', of: 'strips' }),
    ...ask(engine, whole, { about: 'details', of: { rolling: pair } }),
    ...ask(engine, whole, { about: 'details', of: { performance: { since } } }),
  ];
  return blocks.flatMap((block) => ('table' in block ? [block.table] : []));
}

/** A table of the engine with its columns by name. @param {Table} table @returns {Seen} */
function shown({ caption, columns, rows }) {
  const names = columns.map(({ name }) => name);
  return { caption, columns: names, rows };
}

/** Both ways, rows of a form in any order. @param {Seen[]} page @param {Seen[]} engine */
function assertSame(page, engine) {
  const text = (/** @type {Seen} */ { caption, columns, rows }) =>
    JSON.stringify({ caption, columns, rows: rows.map((row) => row.join('\t')).sort() });
  const captions = (/** @type {Seen[]} */ tables) => tables.map(({ caption }) => caption).sort();
  assert.deepEqual(captions(page), captions(engine), 'the same tables');
  const [left, right] = [page.map(text).sort(), engine.map(text).sort()];
  left.forEach((table, i) => assert.equal(table, right[i]));
}

/** The tables of the claims under every combination. @param {import('../../../pkg/sectorscope.js').Engine} engine @param {string} settings */
function tablesOfCurve(engine, settings) {
  const { length: to } = ask(engine, settings, { about: 'specifications' });
  const points = ask(engine, settings, { about: 'curve-points', from: 0, to });
  const blocks = ask(engine, settings, { about: 'curve', points }).flatMap((section) => section.blocks);
  return blocks.flatMap((block) => ('table' in block ? [block.table] : []));
}

/** @param {import('playwright-core').Page} page @param {import('../../../pkg/sectorscope.js').Engine} engine */
async function hold(page, engine, curve = false) {
  const files = ask(engine, '{}', { about: 'files' }).found.files.map(({ name }) => name);
  const onPage = await tablesOfPage(page, files);
  const pair = { a: await page.locator('#pair-a').inputValue(), b: await page.locator('#pair-b').inputValue() };
  const settings = { from: '2020-03-10' };
  const since = onPage.map(({ caption }) => caption.match(/^What 1 on (\S+) became/)?.[1]).find(Boolean) ?? '';
  const written = [
    ...tablesOfEngine(engine, settings, pair, since),
    ...(curve ? tablesOfCurve(engine, JSON.stringify(settings)) : []),
  ];
  assert.ok(written.length > 30 && written.every(({ rows }) => rows.length > 0), `${written.length} tables`);
  assertSame(onPage, written.map(shown));
}

test('the tables of the sample', async () => {
  const { page, close } = await newPage(opened);
  await unfold(page, '#specification');
  await page.locator('#run-curve').click();
  await page.locator('#stop-curve').waitFor();
  await page.locator('#run-curve').waitFor({ timeout: 240_000 });
  await idle(page);
  await hold(page, engineWith(), true);
  await close();
});

const data = process.env.REAL_DATA;
test('the tables of 47 real files', { skip: data ? false : 'REAL_DATA is unset' }, async () => {
  const [coins, funds] = ['gyumin5-close-only-2025-09', 'yfinance-etf-2025-12'].map((name) =>
    join(data ?? '', 'study', name),
  );
  // Three funds are in both folders.
  const paths = [
    ...readdirSync(coins ?? '')
      .filter((name) => name.endsWith('-USD.csv'))
      .map((name) => join(coins ?? '', name)),
    ...readdirSync(funds ?? '').map((name) => join(funds ?? '', name)),
  ];
  assert.equal(paths.length, 47);
  const { page, close } = await startedPage(opened);
  await drop(page, paths);
  await settled(page);
  await idle(page);
  await hold(page, engineWith(paths));
  await close();
});

test('a table is saved with every digit, by the button in its fold', async () => {
  const { page, faults, close } = await newPage(opened);
  const csv = async (/** @type {string} */ fold) => {
    await page.locator(`#${fold} > summary`).click();
    const { name, path } = await saved(page, () => page.locator(`#${fold} .table-save button`).first().click());
    const [settings, ...lines] = readFileSync(path, 'utf8').trim().split('\r\n');
    assert.match(settings ?? '', /^# sectorscope .+; settings:,"\{.*""seed"":\d+.*\}"$/);
    return { name, lines };
  };
  const ranking = await csv('ranking-table');
  assert.equal(ranking.name, 'sectorscope-ranking.csv');
  assert.equal(ranking.lines.length, 8);
  assert.match(ranking.lines[1] ?? '', /^S-DISCRETIONARY,1,Synthetic consumer discretionary,0\.\d{12,},/);
  const matrix = await csv('matrix-table');
  assert.equal(matrix.name, 'sectorscope-matrix.csv');
  assert.match(matrix.lines[2] ?? '', /^S-ETH,0\.\d{12,},,\d+,/);
  await unfold(page, '#why-altcoins-lower');
  assert.match((await csv('claim-altcoins-lower-table')).lines[0] ?? '', /^What,Number,low,high,Coverage,p,n$/);
  assert.deepEqual(faults, []);
  await close();
});
