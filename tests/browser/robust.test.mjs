// Bad files, questions, cancelling, crashes: what a page must survive.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../xtask/setup.mjs';
import { storedZip } from '../support/archive.mjs';
import { random, writeLayouts } from '../support/layouts.mjs';
import {
  drop,
  numberIn,
  onDroppedPage,
  open,
  openedFile,
  openedSeries,
  saved,
  savedReport,
  settled,
  startedPage,
  tableBehind,
} from '../support/page.mjs';
import { slow } from '../support/quick.mjs';
import { wideTable } from '../support/wide.mjs';

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
const folder = mkdtempSync(join(tmpdir(), 'sectorscope-robust-'));
const write = (/** @type {string} */ name, /** @type {string | Buffer} */ content) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

/** @param {import('playwright-core').Page} page @param {string} name */
const said = async (page, name) => {
  const file = await openedFile(page, name);
  await file.locator('.facts').waitFor();
  return {
    outcome: await file.locator('.word').innerText(),
    text: (await file.locator('.diagnostic').allInnerTexts()).join('\n'),
  };
};

test('each bad file gets a clear message where it belongs, and the others are analysed', async () => {
  const { paths } = writeLayouts(join(folder, 'good'));
  mkdirSync(join(folder, 'empty'), { recursive: true });
  const days = Array.from({ length: 300 }, (_, i) =>
    new Date(Date.UTC(2022, 0, 3) + i * 86_400_000).toISOString().slice(0, 10),
  );
  const bad = [
    write('error.csv', '<!DOCTYPE html><html><body>404</body></html>'),
    write('empty.csv', ''),
    write('header.csv', 'Date,Close\n'),
    write('paper.csv', '%PDF-1.7\n%âãÏÓ'),
    write('XLK (1).csv', `Date,Close\n${days.map((day, i) => `${day},${100 + i}`).join('\n')}\n`),
    write('MGK.csv', `Date,Close\n2001-01-02,5\n2022-01-03,6\n`),
    write('IWM.csv', `Date,Close\n${days.map((day) => `${day},7`).join('\n')}\n`),
    join(folder, 'empty'),
  ];
  await onDroppedPage(opened, [...paths, ...bad], async ({ page }) => {
    for (const [name, outcome, pattern] of /** @type {const} */ ([
      ['error.csv', 'refused', /web page.*Download the file again/],
      ['empty.csv', 'refused', /empty file; expected a table/],
      ['header.csv', 'refused', /Line 1.*rows with a date and a price/],
      ['paper.csv', 'refused', /PDF document/],
      ['XLK (1).csv', 'read', /XLK is also in XLK\.csv/],
      ['IWM.csv', 'read', /never changes/],
      ['empty', 'refused', /folder without files/],
    ])) {
      const got = await said(page, name);
      assert.equal(got.outcome, outcome, name);
      assert.match(got.text, pattern, name);
    }
    await openedSeries(page, 'XLK~2');
    assert.equal(await page.locator('[id="use-XLK~2"]').isChecked(), false);
    // Broad funds are not ranked by default; asked for, the two bad ones say why they have no number.
    for (const id of ['MGK', 'IWM']) {
      await openedSeries(page, id);
      await page.locator(`[id="sector-${id}"]`).selectOption('Information Technology');
    }
    await page.waitForFunction(() =>
      document.querySelector('#ranking')?.textContent?.includes('MGK has only 1 day in common with BTC'),
    );
    // Two choices are two rounds: the second may draw the table anew after it was opened.
    await page.waitForFunction(() => {
      const details = /** @type {HTMLDetailsElement | null} */ (document.querySelector('#ranking-table'));
      if (details) details.open = true;
      return /IWM.*–/.test([...(details?.querySelectorAll('tbody tr') ?? [])].at(-1)?.textContent ?? '');
    });
  });
});

test('what was left out of a file can be saved, with line and reason', async () => {
  await onDroppedPage(
    opened,
    [write('holes.csv', 'Date,Close\n2022-01-03,1\nnever,2\n2022-01-05,=1+1\n2022-01-06,4\n')],
    async ({ page }) => {
      assert.match((await said(page, 'holes.csv')).text, /Line 3: found 'never', expected a date/);
      const file = await saved(page, () => page.locator('.file[data-name="holes.csv"] .left-out').click());
      assert.equal(file.name, 'holes.csv-left-out.csv');
      const [settings, ...lines] = readFileSync(file.path, 'utf8').split('\r\n');
      assert.match(settings ?? '', /^# sectorscope /);
      assert.deepEqual(lines, [
        'file,line,code,column,found,expected',
        'holes.csv,3,unreadable-date,,never,"a date of the calendar, such as 2024-01-31"',
        `holes.csv,4,unreadable-price,Close,'=1+1,"a price such as 1234.56 or 1,234.56"`,
        '',
      ]);
    },
  );
});

test('a sector file says which sector a stock belongs to; a snapshot at midnight can be moved back', async () => {
  const days = Array.from({ length: 300 }, (_, i) =>
    new Date(Date.UTC(2022, 0, 3) + i * 86_400_000).toISOString().slice(0, 10),
  );
  const steps = random(7);
  const walk = days.reduce(
    (/** @type {number[]} */ prices) => [...prices, (prices.at(-1) ?? 100) * (1 + (steps() - 0.5) / 20)],
    [],
  );
  await onDroppedPage(
    opened,
    [
      write(
        'stocks.csv',
        `Date,AAA,BBB\n${days.map((day, i) => `${day},${walk[i]},${1e4 / /** @type {number} */ (walk[i])}`).join('\n')}\n`,
      ),
      write(
        'btc-usd-max.csv',
        `snapped_at,price\n${days.map((day, i) => `${day} 00:00:00 UTC,${3 * /** @type {number} */ (walk[Math.max(i - 1, 0)])}`).join('\n')}\n`,
      ),
      write('sectors.csv', 'symbol,sector,size\nAAA,Robots,small\nBBB,Mines,large\n'),
    ],
    async ({ page }) => {
      const file = page.locator('.row.sectors');
      assert.equal(await file.locator('.n').innerText(), '2 symbols in 2 sectors, 0 left out');
      assert.equal(await (await openedSeries(page, 'AAA')).locator('[id="sector-AAA"]').inputValue(), 'Robots');
      assert.match((await said(page, 'btc-usd-max.csv')).text, /one price a day, taken at 00:00 UTC/);
      const shift = page.locator('[data-shift="BTC"]');
      await shift.click();
      await shift.waitFor({ state: 'detached' });
      await page.waitForFunction(() =>
        document.querySelector('#answer-title')?.textContent?.includes('Which sector does bitcoin move with most?'),
      );
      assert.match(await page.locator('#answer .plain').innerText(), /^Small-cap robots, Robots, small/);
      await page.locator('#find').fill('AAA');
      assert.match(await page.locator('.row[data-id="AAA"]').innerText(), /part of Robots, small/);
    },
  );
});

test('a file whose dates read two ways asks, blocks no other file, and is read when answered', async () => {
  const { paths } = writeLayouts(join(folder, 'good'));
  // Monthly dates, always before the 13th: no row tells the day from the month.
  const rows = Array.from({ length: 12 }, (_, i) => `0${1 + (i % 9)}/${String(i + 1).padStart(2, '0')}/2022,${10 + i}`);
  await onDroppedPage(opened, [...paths, write('open.csv', `Date,Close\n${rows.join('\n')}\n`)], async ({ page }) => {
    assert.equal(await page.locator('#ranking canvas').isVisible(), true);
    assert.match(await page.locator('#drop .banner').innerText(), /10 of 11 files read in .*1 asks/s);
    const asks = page.locator('#asks .ask');
    assert.match(await asks.innerText(), /'02\/02\/2022'|'01\/0|reads two ways/);
    const choices = await asks.locator('button[data-order]').allInnerTexts();
    assert.match(choices.join(), /2022.*2022/);
    await asks.locator('button[data-order="day-first"]').click();
    await page.waitForFunction(() => !document.querySelector('#asks .ask'));
    assert.equal((await said(page, 'open.csv')).outcome, 'read');
    assert.equal(await page.locator('.row[data-id="open"]').count(), 1);
  });
});

test('while no file gives a series, the page says what became of them and what to do, and lists no claim', async () => {
  const days = ['02/03/2022', '03/04/2022', '04/05/2022'];
  const asks = write('both-ways.csv', `Date,Close\n${days.map((day, i) => `${day},${10 + i}`).join('\n')}\n`);
  const refused = write('paper.csv', '%PDF-1.7\n%âãÏÓ');
  const shown = async (/** @type {import('playwright-core').Page} */ page) => {
    assert.equal(await page.locator('#claims').isVisible(), false);
    assert.doesNotMatch(await page.locator('#answer').innerText(), /crypto series/);
    // Nothing is set, so there is no room for settings: what is said begins below the buttons.
    const [bar, line] = await Promise.all([
      page.locator('#drop').boundingBox(),
      page.locator('.ask').first().boundingBox(),
    ]);
    assert.ok(bar && line && line.y - bar.y - bar.height <= 12, JSON.stringify([bar, line]));
    return page.locator('#answer-title').innerText();
  };
  await onDroppedPage(opened, [refused], async ({ page }) => {
    assert.equal(await shown(page), 'This file could not be used.');
    assert.match(await page.locator('.ask.refused').innerText(), /paper\.csv.*PDF document/s);
    await drop(page, [asks]);
    await page.locator('.ask.asks').waitFor();
    assert.equal(await shown(page), 'No series yet.');
    assert.equal(await page.locator('.ask.refused').count(), 1);
    await page.locator('.ask.asks [data-order="day-first"]').click();
    // Something is there now, and each claim says what it lacks.
    await page.locator('.claim').first().waitFor();
    assert.equal(await page.locator('#claims-title').innerText(), 'The note’s claims');
    assert.equal(await page.locator('.claim .verdict.not-testable').count(), 8);
    assert.equal(await page.locator('.ask').count(), 0);
  });
});

test('an archive gives its files, asks for them, and goes with them', slow, async () => {
  const asking = 'Date,Close\n03/04/2022,1\n04/05/2022,2\n';
  const fixture = (/** @type {string} */ name) => readFileSync(join(root, 'tests', 'fixtures', 'encodings', name));
  const entries = {
    'in/OPEN.csv': asking,
    'in/shift-jis.csv': fixture('shift-jis.csv'),
    'gb18030.csv': fixture('gb18030.csv'),
    'inner.zip': 'PK',
  };
  await onDroppedPage(opened, [write('a.zip', storedZip(entries))], async ({ page }) => {
    assert.equal(await page.locator('.row[data-file="a.zip"] .what').innerText(), 'read');
    assert.equal(await page.locator('.row[data-file="a.zip/in/OPEN.csv"] .what').innerText(), 'asks');
    // The browser's own decoders: the names are in the list of series.
    for (const name of ['日経平均株価', '髙島屋－本店', '沪深300指数', '𠮷野家'])
      assert.match(await page.locator('#files .windowed').innerText(), new RegExp(name));
    await page.locator('#asks button[data-order="day-first"]').click();
    await page.waitForFunction(() => !document.querySelector('.row.asks'));
    assert.equal((await said(page, 'a.zip/in/OPEN.csv')).outcome, 'read');
    await page.locator('#find').fill('');
    await page.locator('.row[data-file="a.zip"] .row-handle').click();
    await page.locator('.file[data-name="a.zip"] button[aria-label^="Remove"]').click();
    await page.waitForFunction(() => document.querySelectorAll('.row').length === 0);
  });
});

test('an unknown symbol is asked for, and can be described', async () => {
  const { paths } = writeLayouts(join(folder, 'good'));
  const next = random(3);
  let price = 50;
  const rows = Array.from({ length: 300 }, (_, i) => {
    price *= 1 + 0.02 * (next() - 0.5);
    return `${new Date(Date.UTC(2022, 0, 3) + i * 86_400_000).toISOString().slice(0, 10)},${price.toFixed(2)}`;
  });
  await onDroppedPage(opened, [...paths, write('QXZZY.csv', `Date,Close\n${rows.join('\n')}\n`)], async ({ page }) => {
    assert.match(await page.locator('#files > .warning').innerText(), /1 series not in the catalog: QXZZY/);
    await openedSeries(page, 'QXZZY');
    await page.locator('#class-QXZZY').selectOption('equity');
    await page.locator('#sector-QXZZY').selectOption('Energy');
    await page.locator('#size-QXZZY').selectOption('small');
    await page.locator('#name-QXZZY').fill('My own fund');
    await page.locator('#name-QXZZY').press('Enter');
    await page.waitForFunction(() =>
      document.querySelector('.row[data-id="QXZZY"]')?.textContent?.includes('My own fund'),
    );
    await page.waitForFunction(() => document.querySelector('.row[data-id="QXZZY"]')?.textContent?.includes('ranked'));
    assert.equal(await page.locator('#files > .warning').isVisible(), false);
    // One company stands for no sector.
    await page.locator('#kind-QXZZY').selectOption('stock');
    await page.waitForFunction(() => !document.querySelector('.row[data-id="QXZZY"]')?.textContent?.includes('ranked'));
  });
});

test('how a file is read can be changed, for one or for all like it', slow, async () => {
  const { paths } = writeLayouts(join(folder, 'good'));
  const days = Array.from({ length: 40 }, (_, i) =>
    new Date(Date.UTC(2022, 0, 3) + i * 86_400_000).toISOString().slice(0, 10),
  );
  const text = (/** @type {number} */ k) =>
    `Date;Close;Fixing\n${days.map((day, i) => `${day};${100 + k + i},5;${900 + k + i},25`).join('\n')}\n`;
  await onDroppedPage(opened, [...paths, write('one.csv', text(1)), write('two.csv', text(2))], async ({ page }) => {
    const preview = async (/** @type {string} */ name) => {
      const file = await openedFile(page, name);
      return file.locator('table tbody tr').first().locator('td').allInnerTexts();
    };
    assert.deepEqual(await preview('one.csv'), ['2022-01-03', '101.5'], 'a decimal comma is found by itself');
    const form = page.locator('.file[data-name="one.csv"] .mapping');
    await form.locator('input[type=checkbox]').check();
    await form.locator('select').nth(1).selectOption('Fixing');
    await page.waitForFunction(() =>
      document.querySelector('#drop .banner')?.textContent?.includes('one.csv is read.'),
    );
    assert.deepEqual(await preview('one.csv'), ['2022-01-03', '901.25']);
    assert.deepEqual(await preview('two.csv'), ['2022-01-03', '902.25'], 'for all files with the same columns');
    const report = JSON.parse((await savedReport(page, 'json', true)).text);
    assert.deepEqual(report.settings.mapping, {
      'one.csv': { price_column: 'Fixing' },
      'two.csv': { price_column: 'Fixing' },
    });
  });
});

test('days that are labelled wrongly are found, and repaired with a click', async () => {
  const { paths, series } = writeLayouts(join(folder, 'good'));
  const late = [.../** @type {Map<string, number>} */ (series.BTC)].map(
    ([iso, price]) => `${new Date(Date.parse(`${iso}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)},${price}`,
  );
  await onDroppedPage(
    opened,
    [...paths.filter((path) => !path.includes('btc')), write('BTC-USD.csv', `Date,Close\n${late.join('\n')}\n`)],
    async ({ page }) => {
      assert.match(
        await page.locator('#answer .warning').innerText(),
        /BTC's dates appear to be one day late: moved back, /,
      );
      await page.locator('#answer .warning button', { hasText: /^Shift / }).click();
      await page.waitForFunction(() => !document.querySelector('#answer .warning'));
      assert.equal(await (await openedSeries(page, 'BTC')).locator('#shift-BTC').inputValue(), '-1');
      const [, first = []] = await tableBehind(page, 'ranking-table');
      assert.ok(numberIn(first[3] ?? '') > 0.3);
    },
  );
});

test('a drop is taken where what lay under the pointer was drawn anew, and a drag that leaves leaves nothing', async () => {
  const { paths } = writeLayouts(join(folder, 'good'));
  const { page, faults, close } = await startedPage(opened);
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  const drag = (/** @type {'dragEnter' | 'dragOver' | 'dragCancel' | 'drop'} */ type) =>
    session.send('Input.dispatchDragEvent', { type, x: 200, y: 300, data });
  await drag('dragEnter');
  await drag('dragOver');
  assert.equal(await page.locator('#overlay').isVisible(), true);
  await drag('dragCancel');
  await page.mouse.move(220, 320);
  assert.equal(await page.locator('#overlay').isVisible(), false);
  const under = await page.evaluateHandle(() => document.elementFromPoint(200, 300));
  await drag('dragEnter');
  await drag('dragOver');
  await under.evaluate((element) => element?.replaceWith(element.cloneNode(true)));
  await drag('drop');
  await settled(page);
  assert.equal(await page.locator('#overlay').isVisible(), false);
  assert.match(await page.locator('#drop .banner').innerText(), /^10 files read/);
  assert.deepEqual(faults, []);
  await close();
});

test('a pasted table is read', async () => {
  const { page, close } = await startedPage(opened);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData(
      'text/plain',
      `Date\tBTC\tXLK\tXLE\n${Array.from({ length: 60 }, (_, i) => `${new Date(Date.UTC(2024, 0, 1) + i * 86_400_000).toISOString().slice(0, 10)}\t${100 + ((i * 37) % 11)}\t${50 + ((i * 17) % 7)}\t${20 + ((i * 13) % 5)}`).join('\n')}`,
    );
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  });
  await settled(page);
  assert.equal(await page.locator('.row.of-series').count(), 3);
  assert.match(await page.locator('#answer h1').innerText(), /^Which sector does bitcoin move with most\?/);
  await close();
});

/** A file of this many megabytes, in slices so that it is quick to make. @param {string} name @param {number} megabytes */
function large(name, megabytes) {
  const rows = Array.from(
    { length: 30_000 },
    (_, i) =>
      `${new Date(Date.UTC(1940, 0, 1) + i * 86_400_000).toISOString().slice(0, 10)},${(100 + (i % 77) / 7).toFixed(6)},11.500000,9.750000,${(100 + (i % 91) / 9).toFixed(6)},123456789\n`,
  ).join('');
  return write(name, `Date,Open,High,Low,Close,Volume\n${rows.repeat(Math.ceil((megabytes * 1e6) / rows.length))}`);
}

test('a large import shows progress, leaves the page free, and stops when it is cancelled', slow, async () => {
  const path = large('XLF.csv', 400);
  const { page, faults, close } = await startedPage(opened);
  await page.evaluate(() => {
    const scope = /** @type {any} */ (globalThis);
    scope.longest = 0;
    scope.beats = 0;
    let last = performance.now();
    const beat = () => {
      const now = performance.now();
      scope.longest = Math.max(scope.longest, now - last);
      last = now;
      scope.beats += 1;
      setTimeout(beat, 0);
    };
    beat();
  });
  await drop(page, [path]);
  // As a hand presses it: down, and up a quarter of a second later.
  const cancel = page.locator('#cancel');
  await cancel.waitFor();
  const box = await cancel.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.waitForTimeout(250);
  await page.mouse.up();
  const began = Date.now();
  // That it stopped before the end of the file is the claim; the times are for reading.
  await page.waitForFunction(() => document.querySelector('#drop .banner')?.textContent?.startsWith('Cancelled'));
  const { longest, beats } = await page.evaluate(() => ({
    longest: /** @type {any} */ (globalThis).longest,
    beats: /** @type {any} */ (globalThis).beats,
  }));
  console.log(
    `  cancelled ${Date.now() - began} ms after the press; longest pause of the page ${longest.toFixed(0)} ms`,
  );
  assert.ok(beats > 10, 'the page went on while the file was read');
  assert.deepEqual(faults, []);
  await close();
});

test('many files that are read as streams are all read', slow, async () => {
  // Streams that fill a buffer of ours stop answering after some sixty files in Chromium 156.
  const first = large('S100.csv', 1.1);
  const text = readFileSync(first);
  const { page, faults, close } = await startedPage(opened);
  await drop(page, [first, ...Array.from({ length: 69 }, (_, i) => write(`S${101 + i}.csv`, text))]);
  await page.waitForFunction(() =>
    document.querySelector('#drop .banner')?.textContent?.startsWith('70 files read in'),
  );
  assert.deepEqual(faults, []);
  await close();
});

test(
  'a large file that changes or goes between its prices and its SHA-256 is named, and holds up no report',
  slow,
  async () => {
    const { page, faults, close } = await startedPage(opened);
    const paths = ['BTC-USD.csv', 'XLF.csv'].map((name) => large(name, 3));
    const [rewritten, removed] = /** @type {[string, string]} */ (paths);
    // A change shows by the time of the last one, which Chromium compares by the second.
    for (const path of paths) utimesSync(path, 1_600_000_000, 1_600_000_000);
    const [worker] = /** @type {[import('playwright-core').Worker]} */ (page.workers());
    // Lets the second reading of each file, which is for its SHA-256, begin only when the test says so.
    await worker.evaluate(() => {
      const scope = /** @type {any} */ (self);
      const gate = new Promise((resolve) => {
        scope.openGate = resolve;
      });
      const { stream } = Blob.prototype;
      const read = new Set();
      Blob.prototype.stream = /** @this {Blob} */ function () {
        if (!read.has(this)) {
          read.add(this);
          return stream.call(this);
        }
        /** @type {ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>} */
        let reader;
        return new ReadableStream(
          {
            start: () =>
              gate.then(() => {
                reader = stream.call(this).getReader();
              }),
            pull: async (controller) => {
              const { done, value } = await reader.read();
              if (done) controller.close();
              else controller.enqueue(value);
            },
          },
          { highWaterMark: 0 },
        );
      };
    });
    await drop(page, paths);
    await settled(page);
    const hash = async (/** @type {string} */ name) => {
      return (await openedFile(page, name)).locator('.facts dd').last().innerText();
    };
    for (const path of paths) assert.equal(await hash(basename(path)), 'follows');
    // As many bytes as before: nothing but the time tells.
    writeFileSync(rewritten, readFileSync(rewritten, 'utf8').replaceAll('1', '2'));
    rmSync(removed);
    await worker.evaluate(() => /** @type {any} */ (self).openGate());
    for (const name of paths.map((path) => basename(path))) {
      await openedFile(page, name);
      await page.waitForFunction(
        (name) =>
          document
            .querySelector(`.file[data-name="${name}"]`)
            ?.textContent?.includes('changed after it was read: its prices are used, but no SHA-256 can vouch'),
        name,
      );
      assert.equal(await hash(name), 'unknown');
    }
    const { files } = JSON.parse((await savedReport(page, 'json', true)).text);
    const told = Object.fromEntries(
      files.map((/** @type {{ name: string, sha256: string }} */ file) => [file.name, file.sha256]),
    );
    assert.deepEqual(told, { 'BTC-USD.csv': '', 'XLF.csv': '' });
    assert.deepEqual(faults, []);
    await close();
  },
);

test('the report knows the SHA-256 of every file, also of one that is hashed behind its prices', slow, async () => {
  const { page, faults, close } = await startedPage(opened);
  const paths = [
    large('XLF.csv', 3),
    write(
      'BTC-USD.csv',
      `Date,Close\n${Array.from({ length: 400 }, (_, i) => `${new Date(Date.UTC(2020, 0, 1) + i * 86_400_000).toISOString().slice(0, 10)},${100 + ((i * 37) % 11)}`).join('\n')}\n`,
    ),
  ];
  await drop(page, paths);
  await settled(page);
  const { files } = JSON.parse((await savedReport(page, 'json', true)).text);
  const told = Object.fromEntries(
    files.map((/** @type {{ name: string, sha256: string }} */ file) => [file.name, file.sha256]),
  );
  const expected = Object.fromEntries(
    paths.map((path) => [basename(path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
  assert.deepEqual(told, expected);
  await openedFile(page, 'XLF.csv');
  await page.waitForFunction((hash) => {
    const all = document.querySelectorAll('.file[data-name="XLF.csv"] .facts dd');
    return [...all].at(-1)?.textContent === hash;
  }, expected['XLF.csv'] ?? 'none');
  assert.deepEqual(faults, []);
  await close();
});

test('the matrix of very many series is shared with another worker, which ends with it', slow, async (context) => {
  const { page, faults, close } = await startedPage(opened);
  const worker = page.workers()[0];
  /** What was sent to others of the worker, what came back, and when they ended. */
  const others = () => worker?.evaluate(() => /** @type {any} */ (self).others);
  const alone = await worker?.evaluate(() => {
    const { Worker } = self;
    /** @type {string[]} */
    const others = [];
    Object.assign(self, {
      others,
      Worker: class extends Worker {
        /** @param {string} address */
        constructor(address) {
          super(address);
          this.addEventListener('message', ({ data }) => others.push(data.type));
        }
        /** @param {any[]} words */
        postMessage(...words) {
          others.push(words[0].type);
          super.postMessage(words[0], words[1] ?? []);
        }
        terminate() {
          others.push('end');
          super.terminate();
        }
      },
    });
    return navigator.hardwareConcurrency < 2;
  });
  if (alone) {
    await close();
    return context.skip('there is one processor');
  }
  await drop(page, [write('wide.csv', wideTable(1_100, 2_400))]);
  await page.locator('#matrix canvas[aria-label^="Heat map of 1100 series"]').waitFor();
  while (!(await others()).includes('end')) await page.waitForTimeout(50);
  const count = Number(await worker?.evaluate(() => navigator.hardwareConcurrency)) - 1;
  const said = await others();
  for (const word of ['help', 'stripe', 'sums', 'end'])
    assert.equal(said.filter((/** @type {string} */ other) => other === word).length, Math.min(4, count), said.join());
  assert.deepEqual(faults, []);
  await close();
});

test('a crashed engine is started again with the same files, its network still locked', slow, async () => {
  const { paths } = writeLayouts(join(folder, 'good'));
  const { page, close } = await startedPage(opened);
  await drop(page, paths);
  await settled(page);
  const before = await page.locator('#answer .plain').innerText();
  const worker = page.workers()[0];
  // What the engine does when it traps: an error that nothing catches.
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('unreachable');
    }, 0);
  });
  await page.waitForFunction(() => document.querySelector('#answer .warning')?.textContent?.includes('started again'));
  await page.waitForFunction((before) => document.querySelector('#answer .plain')?.textContent === before, before);
  assert.match(await page.locator('#drop .banner').innerText(), /^10 files read/);
  assert.equal(page.workers().length, 1);
  // A trap inside a call is caught by the worker, which then says so itself.
  await page
    .workers()[0]
    ?.evaluate(() => /** @type {any} */ (self).onmessage({ data: { type: 'ask', id: 1, question: 1n, settings: {} } }));
  await page.waitForFunction(() => document.querySelector('#answer .warning')?.textContent?.includes('BigInt'));
  await page.waitForFunction((before) => document.querySelector('#answer .plain')?.textContent === before, before);
  assert.equal(page.workers().length, 1);
  const refused = await page.workers()[0]?.evaluate(
    (url) =>
      fetch(url).then(
        () => false,
        () => true,
      ),
    opened.server.url,
  );
  assert.equal(refused, true);
  await page.locator('#set-frequency').selectOption('weekly');
  await page.waitForFunction(() => document.querySelector('#ranking .basis')?.textContent?.includes('weekly'));
  await close();
});
