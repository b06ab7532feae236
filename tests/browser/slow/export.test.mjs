// The report that the page saves: the same in Node, and a file that can be read anywhere and can do nothing.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from '../../../xtask/setup.mjs';
import { violations } from '../../support/axe.mjs';
import { idle, newPage, open, saved, savedReport } from '../../support/page.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sectorscope-export-'));
/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

const FORMS = ['html', 'markdown', 'json', 'ranking', 'claims', 'matrix', 'rolling', 'returns', 'prices'];

test('every form is saved, twice the same, and as Node prints it', async () => {
  const { page, faults, close } = await newPage(opened);
  /** @type {Record<string, string>} */
  const forms = {};
  for (const form of FORMS) {
    const { name, text } = await savedReport(page, form);
    assert.equal(
      name,
      `sectorscope-${{ html: 'report.html', markdown: 'report.md', json: 'report.json' }[form] ?? `${form}.csv`}`,
    );
    forms[form] = text;
  }
  await page.waitForFunction(() => document.querySelector('#status')?.textContent === 'Saved sectorscope-prices.csv');
  for (const form of ['html', 'markdown', 'ranking']) assert.equal((await savedReport(page, form)).text, forms[form]);
  assert.deepEqual(faults, []);
  await close();
  const sectorscope = (/** @type {string[]} */ args) =>
    spawnSync(process.execPath, [join(root, 'bin', 'sectorscope.mjs'), ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
  sectorscope(['sample', join(folder, 'sample')]);
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(JSON.parse(forms.json ?? '').settings));
  const args = [
    'analyze',
    ...readdirSync(join(folder, 'sample')).map((name) => join(folder, 'sample', name)),
    '--settings',
    join(folder, 'settings.json'),
  ];
  for (const format of ['html', 'markdown', 'json'])
    assert.ok(sectorscope([...args, '--format', format]).stdout === forms[format], format);
  // The second cell of a table's first line is a file of settings.
  const [, set = ''] = /^# sectorscope [^,]+; settings:,"(.+)"\r\n/.exec(forms.ranking ?? '') ?? [];
  writeFileSync(join(folder, 'settings.json'), set.replaceAll('""', '"'));
  assert.equal(sectorscope([...args, '--tables', join(folder, 'tables')]).status, 0);
  for (const name of readdirSync(join(folder, 'tables'))) {
    assert.equal(readFileSync(join(folder, 'tables', name), 'utf8'), forms[name.replace('.csv', '')], name);
  }
  writeFileSync(join(folder, 'report.html'), forms.html ?? '');
  writeFileSync(join(folder, 'report.json'), forms.json ?? '');
});

test('the HTML report from disk: everything in it, with and without scripts, wide and narrow', async () => {
  const { claims, files } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  for (const javaScriptEnabled of [false, true]) {
    for (const [width, colorScheme] of /** @type {const} */ ([
      [360, 'light'],
      [1280, 'dark'],
    ])) {
      const context = await opened.browser.newContext({
        viewport: { width, height: 800 },
        colorScheme,
        javaScriptEnabled,
      });
      const page = await context.newPage();
      /** @type {string[]} */
      const faults = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith('file:') || request.resourceType() !== 'document') faults.push(request.url());
      });
      await page.goto(pathToFileURL(join(folder, 'report.html')).href);
      const text = await page.locator('body').innerText();
      for (const { sentence } of claims) assert.ok(text.includes(sentence), sentence);
      for (const { sha256 } of files) assert.ok(text.includes(sha256), sha256);
      const ranking = page.locator(`#summary figure .${colorScheme} svg`);
      assert.ok(await ranking.isVisible());
      assert.match(
        (await ranking.locator('title').textContent()) ?? '',
        /^Correlations with S-BTC, sorted\. SYNTHETIC sample, daily log returns/,
      );
      assert.equal(
        await page.locator(`#summary figure .${colorScheme === 'light' ? 'dark' : 'light'} svg`).isVisible(),
        false,
      );
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      // The policy lets the style in.
      assert.notEqual(
        await page
          .locator('.verdict')
          .first()
          .evaluate((badge) => getComputedStyle(badge).borderTopStyle),
        'none',
      );
      if (javaScriptEnabled) {
        assert.deepEqual(await violations(page), []);
      }
      assert.deepEqual(faults, []);
      await context.close();
    }
  }
});

test('the policy of the HTML report refuses scripts, pictures, styles and requests', async () => {
  const context = await opened.browser.newContext();
  const page = await context.newPage();
  /** @type {string[]} */
  const requests = [];
  page.on('request', (request) => {
    if (request.resourceType() !== 'document') requests.push(request.url());
  });
  const injected = `<script>document.title = 'run'</script><img src="${opened.server.url}leak.png" onerror="document.title = 'run'"><style>h1 { display: none }</style><link rel="stylesheet" href="${opened.server.url}leak.css">`;
  const before = [...opened.server.seen];
  writeFileSync(
    join(folder, 'injected.html'),
    readFileSync(join(folder, 'report.html'), 'utf8').replace('<main>', `<main>${injected}`),
  );
  /** @type {string[]} */
  const refused = [];
  page.on('console', (message) => refused.push(message.text()));
  await page.goto(pathToFileURL(join(folder, 'injected.html')).href);
  await page.waitForTimeout(300);
  assert.equal(await page.title(), 'Does bitcoin move with small-cap tech? Sectorscope report on a SYNTHETIC sample');
  assert.ok(await page.locator('h1').isVisible());
  for (const kind of ['script', 'style', 'image'])
    assert.ok(
      refused.some((words) => words.includes('Content Security Policy') && words.includes(kind)),
      `${kind}: ${refused.join('\n')}`,
    );
  const fetched = await page.evaluate(
    (url) =>
      fetch(url, { mode: 'no-cors' }).then(
        () => 'open',
        () => 'refused',
      ),
    opened.server.url,
  );
  assert.equal(fetched, 'refused');
  assert.deepEqual(opened.server.seen, before, 'no request reached the server');
  await context.close();
});

test('every chart is saved as it is shown, as PNG and as SVG', async () => {
  const { page, faults, close } = await newPage(opened, { colorScheme: 'dark' });
  await idle(page);
  for (const [section, name] of /** @type {const} */ ([
    ['ranking', 'ranking'],
    ['rolling', 'correlation-over-time'],
    ['matrix', 'all-pairs'],
  ])) {
    const save = async (/** @type {string} */ form) => {
      const file = await saved(page, () => page.locator(`#${section} .chart-save button`, { hasText: form }).click());
      assert.equal(file.name, `sectorscope-${name}.${form.toLowerCase()}`);
      return readFileSync(file.path);
    };
    const canvas = await page
      .locator(`#${section} canvas`)
      .first()
      .evaluate((canvas) => canvas.clientWidth);
    const png = await save('PNG');
    const svg = (await save('SVG')).toString();
    const shown = await page.evaluate((svg) => {
      const picture = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
      return {
        name: picture.localName,
        width: Number(picture.getAttribute('width')),
        height: Number(picture.getAttribute('height')),
        title: picture.querySelector('title')?.textContent ?? '',
        text: picture.textContent ?? '',
      };
    }, svg);
    assert.equal(shown.name, 'svg');
    // The map of pairs is saved whole, with its numbers, whatever is in sight.
    const most = section === 'matrix' ? canvas + 400 : canvas + 40;
    assert.ok(shown.width > canvas && shown.width < most, `${shown.width} ${canvas}: a frame around it`);
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    assert.ok(
      Math.abs(width - 2 * shown.width) <= 2 && Math.abs(height - 2 * shown.height) <= 2,
      `${width} x ${height}`,
    );
    assert.ok(shown.title.length > 10);
    assert.ok(section === 'rolling' || shown.text.includes('S-SMALLTECH'), 'text is text');
    assert.ok(svg.includes('fill="#14171c"'), 'the ground of the dark theme');
  }
  assert.deepEqual(faults, []);
  await close();
});
