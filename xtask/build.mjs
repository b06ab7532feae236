// Builds dist/: the very files that are served, tested and published.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bakedRanking } from './baked.mjs';
import { calibrationTable, verdictsTable } from './calibration.mjs';
import { defaultTables } from './defaults.mjs';
import { buildEngine, filesBelow, pkg } from './engine.mjs';
import { firstScreen } from './first-screen.mjs';
import { formatTables } from './formats.mjs';
import { formulas } from './formulas.mjs';
import { startedDrawing, writeSample } from './sample.mjs';
import { ensurePackages, root, say } from './setup.mjs';
import { thresholdTable } from './thresholds.mjs';
import { escape, wordTable } from './word-table.mjs';

export const dist = join(root, 'dist');

/** The text font, and where its licence lies. */
const FONT = join(root, 'node_modules', '@fontsource-variable', 'inter');

/** The finding that the page shows where there are no files. */
const FINDING = '2025-09';

/** Pages of prose, and where each lies. A source is a comment with title and description, then what www/prose.html stands around. */
const PROSE = /** @type {const} */ ([
  ['www/methods.html', 'methods.html'],
  ['www/files.html', 'files.html'],
  ['www/findings.html', 'findings/index.html'],
]);
/** The sign before the name. */
const MARK =
  '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 4h12M2 8h12M2 12h12"/><circle cx="11" cy="4" r="2.4"/><circle cx="9" cy="8" r="2.4"/><circle cx="5" cy="12" r="2.4"/></svg>';
/** What the page about files shows, and gives to whoever wants it. */
const SCRIPT = 'examples/download.py';

/** @param {Buffer | string} bytes */
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 12);

/** Where a file of assets lies in `dist/`: its name changes with its bytes. @param {string} name @param {Buffer} bytes */
const hashed = (name, bytes) => `assets/${name.replace('.', `-${digest(bytes)}.`)}`;

/** Font, style, worker, page and modules, by name. @param {string} id of the engine @returns {Promise<Record<string, Buffer>>} */
async function bundle(id) {
  const { build } = await import('esbuild');
  const text = async (/** @type {string} */ entry, /** @type {'esm' | 'iife'} */ format) => {
    const done = await build({
      entryPoints: [join(root, entry)],
      outdir: dist,
      format,
      target: 'es2022',
      bundle: true,
      minify: true,
      write: false,
      external: ['*.woff2'],
      define: { BUILD_ID: JSON.stringify(id) },
      legalComments: 'none',
      logLevel: 'warning',
    });
    return Buffer.from(/** @type {import('esbuild').OutputFile} */ (done.outputFiles[0]).contents);
  };
  const font = readFileSync(join(FONT, 'files', 'inter-latin-wght-normal.woff2'));
  const style = (await text('www/css/style.css', 'esm')).toString();
  return {
    'inter.woff2': font,
    'style.css': Buffer.from(style.replace('inter.woff2', basename(hashed('inter.woff2', font)))),
    'noscript.css': await text('www/css/noscript.css', 'esm'),
    'worker.js': await text('www/js/worker.ts', 'iife'),
    'theme.js': await text('www/js/early.ts', 'iife'),
    'app.js': await text('www/js/main.ts', 'esm'),
    'drawing.wasm': readFileSync(join(pkg, 'drawing_bg.wasm')),
    'sectorscope.wasm': readFileSync(join(pkg, 'sectorscope_bg.wasm')),
    'finding.json': readFileSync(join(root, 'findings', FINDING, 'rest.json')),
  };
}

/** The files that the finding rests on. */
function findingFiles() {
  /** @type {{ files: { name: string, bytes: number, sha256: string }[], series: { file: string, first: string, last: string }[] }} */
  const { files, series } = JSON.parse(readFileSync(join(root, 'findings', `${FINDING}.json`), 'utf8'));
  return wordTable(
    ['File', 'Days', 'Bytes', 'SHA-256'],
    files.map(({ name, bytes, sha256 }) => {
      const own = series.find(({ file }) => file === name);
      return [escape(name), `${own?.first} to ${own?.last}`, bytes.toLocaleString('en-US'), `<code>${sha256}</code>`];
    }),
    ['Bytes'],
  );
}

/**
 * A source with what its names in double braces stand for.
 * @param {string} source @param {(name: string) => string | undefined} part
 */
const filled = (source, part) =>
  readFileSync(join(root, source), 'utf8').replace(/\{\{([\w.-]+)\}\}/g, (_, name) => {
    const text = part(name);
    if (text === undefined) throw new Error(`${source} asks for ${name}, which there is not`);
    return text;
  });

/**
 * A page of prose in the frame that all share.
 * @param {string} source @param {string} target @param {(name: string) => string | undefined} part
 */
function prose(source, target, part) {
  const up = '../'.repeat(target.split('/').length - 1);
  const own = (/** @type {string} */ name) => {
    const text = part(name);
    return text?.startsWith('assets/') ? up + text : text;
  };
  const [, title, description, main] = /^<!-- (.*?): (.*?) -->\n(.*)$/s.exec(filled(source, own)) ?? [];
  const frame = new Map([
    ...Object.entries({ title, description, main: main?.trimEnd(), up, home: up || './' }),
    ...PROSE.map(([, page]) => /** @type {const} */ ([`at-${page}`, page === target ? ' aria-current="page"' : ''])),
  ]);
  return filled('www/prose.html', (name) => frame.get(name) ?? own(name));
}

/**
 * The parts of the first screen that the build draws: the pictures first, then what the page makes around them.
 * @param {string} id of the engine
 */
async function firstScreenParts(id) {
  const pictures = bakedRanking(await startedDrawing(id), FINDING);
  const parts = await firstScreen(filled('index.html', (name) => (name === 'baked-ranking' ? pictures : '')));
  return [...parts].map(([part, html]) => /** @type {const} */ ([`baked-${part}`, html]));
}

/**
 * Bundles the page around the modules that lie in `pkg/`. Files that are the same stay, and old ones go last, so that a page that is
 * being served is whole at any time.
 * @param {string} id of the engine
 */
export async function bundleDist(id) {
  const assets = await bundle(id);
  const wanted = new Set(['.nojekyll', 'LICENSE-MIT', 'LICENSE-APACHE', 'LICENSE-INTER']);
  const write = (/** @type {string} */ name, /** @type {Buffer | string} */ content) => {
    writeFileSync(join(dist, name), content);
    wanted.add(name);
  };
  mkdirSync(join(dist, 'assets'), { recursive: true });
  const parts = new Map([
    ['mark', MARK],
    ['calibration', calibrationTable()],
    ['verdicts', verdictsTable()],
    ['thresholds', thresholdTable()],
    ...defaultTables(),
    ...formatTables(),
    ['finding-files', findingFiles()],
    ...formulas(),
    ...(await firstScreenParts(id)),
    ['script', escape(readFileSync(join(root, SCRIPT), 'utf8').trimEnd())],
  ]);
  for (const [name, bytes] of Object.entries(assets)) {
    const path = hashed(name, bytes);
    wanted.add(path);
    if (!existsSync(join(dist, path))) write(path, bytes);
    parts.set(name, path);
  }
  for (const name of ['LICENSE-MIT', 'LICENSE-APACHE']) cpSync(join(root, name), join(dist, name));
  cpSync(join(FONT, 'LICENSE'), join(dist, 'LICENSE-INTER'));
  write('.nojekyll', '');
  write(basename(SCRIPT), readFileSync(join(root, SCRIPT)));
  mkdirSync(join(dist, 'sample'), { recursive: true });
  for (const path of filesBelow(join(pkg, 'sample'))) write(`sample/${basename(path)}`, readFileSync(path));
  mkdirSync(join(dist, 'findings'), { recursive: true });
  for (const end of ['html', 'json'])
    write(`findings/${FINDING}.${end}`, readFileSync(join(root, 'findings', `${FINDING}.${end}`)));
  const part = parts.get.bind(parts);
  write('index.html', filled('index.html', part));
  for (const [source, target] of PROSE) write(target, prose(source, target, part));
  for (const path of filesBelow(dist)) {
    const name = path.slice(dist.length + 1).replaceAll('\\', '/');
    if (!wanted.has(name)) rmSync(path);
  }
  return assets;
}

/**
 * Builds everything.
 * @param {import('./engine.mjs').Profile} [profile]
 */
export async function buildDist(profile = 'release') {
  ensurePackages();
  const id = buildEngine(profile);
  await writeSample(id);
  const assets = await bundleDist(id);
  if (profile !== 'release') return say(`dist/ is ready, with modules for tests (${profile}): not to be published`);
  const sizes = Object.entries({ ...assets, 'index.html': readFileSync(join(dist, 'index.html')) }).map(
    ([name, bytes]) => `${name} ${(gzipSync(bytes, { level: 9 }).length / 1000).toFixed(1)} kB`,
  );
  say(`dist/ is ready (gzip: ${sizes.join(', ')})`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildDist(process.argv[2] === 'wasm-dev' ? 'wasm-dev' : 'release');
}
