#!/usr/bin/env node
// The engine without a page: the same WebAssembly, on files of this machine.
import { openSync, readSync, closeSync, readFileSync, writeFileSync, mkdirSync, statSync, existsSync } from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const USAGE = `usage:
  sectorscope analyze FILES... [options]            rank, correlate, report
  sectorscope import FILES... [options] [--json]    read the files and say what is in them
  sectorscope verify REPORT.json FILES...           run a report again: same, or what differs
  sectorscope sample FOLDER                         write the synthetic sample
options:
  --settings FILE.json   every setting, as a report prints it
  --map FILE.json        how to read single files: {"a.csv": {"date_order": "day-first", "price_column": "Close", ...}}
  --reference ID         the series all others are compared with (default BTC)
  --from DATE --to DATE  prices from and to these days, both included
  --frequency daily|weekly|monthly   --returns log|simple   --method pearson|spearman|kendall
  --window N             returns in a window of the rolling correlation
  --align shared|returns-first|forward-fill
  --seed N --replicates N   what is resampled, and how often
  --left-out FILE.csv    write every row and cell that was left out, with line and reason
  --format json|html|markdown   print the whole report in this form; --json is short for the first
  --tables FOLDER        write ranking, claims, matrix, rolling and returns as CSV`;

const SLICE = 1 << 20;

const FORMATS = ['json', 'html', 'markdown'];

/** A sentence for the person at the terminal; ends the program with status 2. */
class Refusal extends Error {}

/** The engine rejects with a plain object { code, message }; anything else is a bug and keeps its stack. @param {unknown} error */
const isRejection = (error) => Boolean(error && typeof error === 'object' && 'code' in error && !(error instanceof Error));

/** A whole number, or the text itself, which the engine then refuses. @param {string} text */
const whole = (text) => (/^\d+$/.test(text) ? Number(text) : text);

/** Settings that options set, by option. @type {Record<string, (text: string) => [string, unknown]>} */
const OPTIONS = {
  '--reference': (text) => ['reference', text],
  '--from': (text) => ['from', text],
  '--to': (text) => ['to', text],
  '--frequency': (text) => ['frequency', text],
  '--returns': (text) => ['returns', text],
  '--method': (text) => ['method', text],
  '--window': (text) => ['window', whole(text)],
  '--align': (text) => ['align', text],
  '--seed': (text) => ['seed', whole(text)],
  '--replicates': (text) => ['replicates', whole(text)],
};

/** @param {string} path */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Refusal(`${path} could not be read: ${error instanceof Error ? error.message : error}.`);
  }
}

/** @param {string[]} args */
function parse(args) {
  /** @type {string[]} */
  const paths = [];
  /** @type {Record<string, unknown>} */
  const chosen = {};
  /** @type {Record<string, unknown>} */
  let settings = {};
  /** @type {{ format?: string, leftOut?: string, tables?: string }} */
  const output = {};
  /** @param {string} format */
  const choose = (format) => {
    if (!FORMATS.includes(format)) throw new Refusal(`There is no format '${format}': ${FORMATS.join(', ')} are possible.`);
    if (output.format && output.format !== format) throw new Refusal(`One report has one format: ${output.format} or ${format}.`);
    output.format = format;
  };
  for (let i = 0; i < args.length; i += 1) {
    const arg = /** @type {string} */ (args[i]);
    if (arg === '--json') { choose('json'); continue; }
    if (!arg.startsWith('--')) { paths.push(arg); continue; }
    const value = args[i + 1];
    if (!['--settings', '--map', '--left-out', '--format', '--tables'].includes(arg) && !OPTIONS[arg]) throw new Refusal(`There is no option ${arg}.\n${USAGE}`);
    if (value === undefined || value.startsWith('--')) throw new Refusal(`${arg} needs a value.`);
    i += 1;
    if (arg === '--settings') settings = readJson(value);
    else if (arg === '--map') chosen.mapping = readJson(value);
    else if (arg === '--left-out') output.leftOut = value;
    else if (arg === '--format') choose(value);
    else if (arg === '--tables') output.tables = value;
    else {
      const [key, setting] = /** @type {NonNullable<typeof OPTIONS[string]>} */ (OPTIONS[arg])(value);
      chosen[key] = setting;
    }
  }
  return { paths, settings: { ...settings, ...chosen }, ...output };
}

async function loadEngine() {
  const pkg = fileURLToPath(new URL('../pkg/', import.meta.url));
  if (!existsSync(join(pkg, 'sectorscope.js'))) throw new Refusal('The engine is not built yet: run `npm run build` once.');
  const bindings = await import('../pkg/sectorscope.js');
  bindings.initSync({ module: readFileSync(join(pkg, 'sectorscope_bg.wasm')) });
  return bindings;
}

/** File names without folders, unless two are the same: then with as many folders as tell them apart. @param {string[]} paths */
function shortNames(paths) {
  const parts = paths.map((path) => resolve(path).split(sep));
  return parts.map((own, i) => {
    for (let depth = 1; depth <= own.length; depth += 1) {
      const name = own.slice(-depth).join('/');
      if (!parts.some((other, j) => j !== i && other.slice(-depth).join('/') === name)) return name;
    }
    throw new Refusal(`${paths[i]} is named twice.`);
  });
}

/** The bytes of a file, slice by slice; each is gone with the next. @param {string} path */
function* slicesOf(path) {
  if (!existsSync(path)) throw new Refusal(`${path} does not exist.`);
  const file = openSync(path, 'r');
  const buffer = new Uint8Array(SLICE);
  try {
    for (let read = readSync(file, buffer, 0, SLICE, null); read > 0; read = readSync(file, buffer, 0, SLICE, null)) yield buffer.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

/** The part of the mapping that is of files in this file, an archive. @param {Record<string, unknown>} mapping @param {string} name */
const inside = (mapping, name) => Object.fromEntries(Object.entries(mapping).filter(([file]) => file.startsWith(`${name}/`)));

/**
 * @param {import('../pkg/sectorscope.js').Engine} engine
 * @param {string} path @param {string} name @param {Record<string, unknown>} mapping
 */
function importFile(engine, path, name, mapping) {
  if (existsSync(path) && statSync(path).isDirectory()) {
    engine.refuse(name, 'folder', 'a folder', 'Name the files in it.');
    return;
  }
  const handle = engine.begin(name, JSON.stringify(mapping[name] ?? {}), JSON.stringify(inside(mapping, name)));
  for (const slice of slicesOf(path)) engine.feed(handle, slice);
  engine.finish(handle);
}

/** @param {any} report */
function printFiles(report) {
  for (const file of report.files) {
    const ledger = file.ledger;
    console.log(`${file.outcome.padEnd(8)}${file.name}: ${ledger.used} of ${ledger.records} records used, series ${file.series.join(', ') || 'none'}`);
    for (const diagnostic of file.diagnostics) console.log(`        ${diagnostic.severity}: ${diagnostic.message}`);
  }
}

/** @param {any} report */
function printRanking(report) {
  for (const problem of report.problems) console.log(`${problem.part}: ${problem.message}`);
  const ranking = report.ranking;
  if (!ranking) return;
  console.log(`\nMoves together with ${ranking.reference}: ${report.settings.frequency} ${report.settings.returns} returns, ${report.settings.method}, `
    + `${ranking.n} returns from ${ranking.first} to ${ranking.last}`);
  const number = (/** @type {number | null} */ value) => (value === null ? '     -' : value.toFixed(3).padStart(6));
  for (const row of ranking.rows) console.log(`  ${row.id.padEnd(16)} ${number(row.r)}   ${number(row.low)} .. ${number(row.high)}`);
  for (const excluded of ranking.excluded) console.log(`  not ranked: ${excluded.reason}`);
  if (ranking.days.costliest) console.log(ranking.days.costliest.message);
}

/** @param {any} report */
function printClaims(report) {
  for (const { verdict, question, sentence } of report.claims) console.log(`\n${question}\n  ${verdict}: ${sentence}`);
}

/**
 * Writes every table that has an answer; of the others it says why not.
 * @param {typeof import('../pkg/sectorscope.js')} bindings @param {import('../pkg/sectorscope.js').Engine} engine
 * @param {string} settings @param {string} folder
 */
function writeTables({ tableNames }, engine, settings, folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of tableNames()) {
    try {
      writeFileSync(join(folder, `${name}.csv`), engine.exportTable(settings, name));
    } catch (error) {
      if (!isRejection(error)) throw error;
      console.error(`No ${name}.csv: ${/** @type {{message: string}} */ (error).message}`);
    }
  }
}

/** Where two values differ, as paths, each with both. @param {unknown} was @param {unknown} is @param {string} [path] @returns {string[]} */
function differences(was, is, path = '') {
  if (Object.is(was, is)) return [];
  if (typeof was !== 'object' || typeof is !== 'object' || !was || !is || Array.isArray(was) !== Array.isArray(is)) {
    return [`${path}: ${JSON.stringify(was)} in the report, ${JSON.stringify(is)} now`];
  }
  const [before, after] = [/** @type {Record<string, unknown>} */ (was), /** @type {Record<string, unknown>} */ (is)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => differences(before[key], after[key], path ? `${path}.${key}` : key));
}

/**
 * Runs a report again on files that are known by their SHA-256, so that their folders do not matter.
 * @param {typeof import('../pkg/sectorscope.js')} bindings @param {string} reportPath @param {string[]} paths
 */
function verify({ Engine, Sha256 }, reportPath, paths) {
  const text = readFileSync(reportPath, 'utf8').replace(/\n$/, '');
  const report = readJson(reportPath);
  if (report.schema !== 1 || !Array.isArray(report.files)) throw new Refusal(`${reportPath} is no report of this program.`);
  const hashed = new Map(paths.map((path) => {
    const sha256 = new Sha256();
    for (const slice of slicesOf(path)) sha256.update(slice);
    return [sha256.finish(), path];
  }));
  const archives = report.files.filter((/** @type {any} */ file) => file.layout === 'zip').map((/** @type {any} */ file) => `${file.name}/`);
  const whole = report.files.filter((/** @type {any} */ file) => !archives.some((/** @type {string} */ folder) => file.name.startsWith(folder)));
  const missing = whole.filter((/** @type {any} */ file) => !hashed.has(file.sha256));
  if (missing.length > 0) {
    const list = missing.map((/** @type {any} */ file) => `  ${file.name} (SHA-256 ${file.sha256 || 'not known'})`).join('\n');
    throw new Refusal(`None of the files named is this one of the report, to the byte:\n${list}`);
  }
  const engine = new Engine();
  for (const file of whole) importFile(engine, hashed.get(file.sha256) ?? '', file.name, report.settings.mapping ?? {});
  const again = engine.exportReport(JSON.stringify(report.settings), 'json');
  const counted = `${whole.length} files, ${report.claims.length} claims, ${text.length} characters`;
  if (again === text) {
    console.log(`The same, to the byte: ${counted}.`);
    return;
  }
  const now = JSON.parse(again);
  const [was, is] = [report.engine?.build, now.engine.build];
  const builds = `${was ?? 'none'} in the report, ${is} now`;
  // The first build that a text names is the engine's.
  const without = (/** @type {string} */ text, /** @type {string | undefined} */ build) => text.replace(`,"build":${JSON.stringify(build)}`, '');
  if (without(again, is) === without(text, was)) {
    console.log(`The same but for the engine's build (${builds}): ${counted}.`);
    return;
  }
  if (was !== is) console.log(`Made by another build of the engine: ${builds}.`);
  now.engine.build = was;
  const found = differences(report, now);
  console.log(`${found.length || 'No'} values differ${found.length ? '' : ', but the text does'}:`);
  for (const line of found.slice(0, 20)) console.log(`  ${line}`);
  if (found.length > 20) console.log(`  and ${found.length - 20} more`);
  process.exitCode = 1;
}

async function main() {
  const [command = '', ...rest] = process.argv.slice(2);
  if (['--help', '-h', 'help'].includes(command)) { console.log(USAGE); return; }
  if (!['analyze', 'import', 'verify', 'sample'].includes(command)) throw new Refusal(USAGE);
  const { paths, settings, format, leftOut, tables } = parse(rest);
  if (command === 'import' && format && format !== 'json') throw new Refusal(`What is in the files can be printed as text or as JSON, not as ${format}: analyze them.`);
  if (command !== 'analyze' && tables) throw new Refusal('Only analyze writes tables.');
  const bindings = await loadEngine();
  const { Engine, sampleFiles } = bindings;
  if (command === 'sample') {
    const folder = paths[0];
    if (!folder || paths.length > 1) throw new Refusal('Name one folder to write the sample to.');
    mkdirSync(folder, { recursive: true });
    const files = sampleFiles();
    for (let i = 0; i + 1 < files.length; i += 2) {
      writeFileSync(join(folder, basename(/** @type {string} */ (files[i]))), /** @type {string} */ (files[i + 1]));
    }
    return;
  }
  if (command === 'verify') {
    const [report, ...files] = paths;
    if (!report || files.length === 0) throw new Refusal('Name a report, and the files it rests on.');
    verify(bindings, report, files);
    return;
  }
  if (paths.length === 0) throw new Refusal('Name at least one file.');
  const engine = new Engine();
  const names = shortNames(paths);
  const mapping = /** @type {Record<string, unknown>} */ (settings.mapping ?? {});
  paths.forEach((path, i) => importFile(engine, path, /** @type {string} */ (names[i]), mapping));
  const request = JSON.stringify(settings);
  const text = command === 'import' ? engine.importReport(request) : engine.exportReport(request, format ?? 'json');
  if (leftOut) writeFileSync(leftOut, engine.leftOut());
  if (tables) writeTables(bindings, engine, request, tables);
  if (format) { process.stdout.write(format === 'json' ? `${text}\n` : text); return; }
  const report = JSON.parse(text);
  printFiles(report);
  if (command === 'analyze') {
    printRanking(report);
    printClaims(report);
  }
}

try {
  await main();
} catch (error) {
  const known = error instanceof Refusal || isRejection(error);
  console.error(known ? /** @type {{message: string}} */ (error).message : error);
  process.exitCode = 2;
}
