// The command: what is asked for, on files of this machine, as text.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal, USAGE, parse } from './arguments.mjs';
import { ask } from './ask.mjs';
import { importFile, shortNames } from './files.mjs';
import { shifted } from './shift.mjs';
import { printClaims, printFiles, printRanking } from './text.mjs';
import { verify } from './verify.mjs';

/** @typedef {{ out: (text: string) => void, err: (text: string) => void }} Output */

/** What the program knows of itself. */
const KNOWN = ['formats', 'thresholds', 'defaults'];

/** The engine rejects with a plain object { code, message }; anything else is a bug and keeps its stack. @param {unknown} error */
const isRejection = (error) =>
  Boolean(error && typeof error === 'object' && 'code' in error && !(error instanceof Error));

async function loadEngine() {
  const pkg = fileURLToPath(new URL('../pkg/', import.meta.url));
  if (!existsSync(join(pkg, 'sectorscope.js')))
    throw new Refusal('The engine is not built yet: run `npm run build` once.');
  const bindings = await import('../pkg/sectorscope.js');
  bindings.initSync({ module: readFileSync(join(pkg, 'sectorscope_bg.wasm')) });
  return bindings;
}

/**
 * Writes every table that has an answer; of the others it says why not.
 * @param {typeof import('../pkg/sectorscope.js')} bindings @param {import('../pkg/sectorscope.js').Engine} engine
 * @param {string} settings @param {string} folder @param {(line: string) => void} complain
 */
function writeTables({ tableNames }, engine, settings, folder, complain) {
  mkdirSync(folder, { recursive: true });
  for (const name of /** @type {import('../www/js/protocol.ts').TableName[]} */ (tableNames())) {
    try {
      writeFileSync(join(folder, `${name}.csv`), ask(engine, settings, { about: 'table', table: name }));
    } catch (error) {
      if (!isRejection(error)) throw error;
      complain(`No ${name}.csv: ${/** @type {{message: string}} */ (error).message}`);
    }
  }
}

/** @param {string[]} args @param {Output} output @returns {Promise<number>} */
async function obey([command = '', ...rest], { out, err }) {
  const say = (/** @type {string} */ line) => out(`${line}\n`);
  if (['--help', '-h', 'help'].includes(command)) {
    say(USAGE);
    return 0;
  }
  if (!['analyze', 'import', 'verify', 'sample', ...KNOWN].includes(command)) throw new Refusal(USAGE);
  const { paths, settings, format, leftOut, tables, shift, curve } = parse(rest);
  if (command === 'import' && format && format !== 'json')
    throw new Refusal(`What is in the files can be printed as text or as JSON, not as ${format}: analyze them.`);
  if (command !== 'analyze' && tables) throw new Refusal('Only analyze writes tables.');
  if (command !== 'analyze' && (shift || curve)) throw new Refusal('Only analyze takes --shift and --curve.');
  const bindings = await loadEngine();
  const { Engine, knownDefaults, knownFormats, knownThresholds, sampleFiles } = bindings;
  if (KNOWN.includes(command)) {
    if (paths.length > 0) throw new Refusal(`The ${command} are those of the program: name no file.`);
    say(command === 'formats' ? knownFormats() : command === 'defaults' ? knownDefaults() : knownThresholds());
    return 0;
  }
  if (command === 'sample') {
    const folder = paths[0];
    if (!folder || paths.length > 1) throw new Refusal('Name one folder to write the sample to.');
    mkdirSync(folder, { recursive: true });
    const files = sampleFiles();
    for (let i = 0; i + 1 < files.length; i += 2) {
      writeFileSync(join(folder, basename(/** @type {string} */ (files[i]))), /** @type {string} */ (files[i + 1]));
    }
    return 0;
  }
  if (command === 'verify') {
    const [report, ...files] = paths;
    if (!report || files.length === 0) throw new Refusal('Name a report, and the files it rests on.');
    return verify(bindings, report, files, say);
  }
  if (paths.length === 0) throw new Refusal('Name at least one file.');
  const engine = new Engine();
  const names = shortNames(paths);
  const mapping = /** @type {Record<string, Record<string, unknown>>} */ (settings.mapping ?? {});
  paths.forEach((path, i) => importFile(engine, path, /** @type {string} */ (names[i]), mapping));
  if (curve) settings.curve = true;
  const { request, moved } = shift ? shifted(engine, settings) : { request: JSON.stringify(settings), moved: [] };
  for (const line of moved) err(`${line}\n`);
  const text =
    command === 'import'
      ? ask(engine, request, { about: 'import-report' })
      : ask(engine, request, { about: 'report', format: format ?? 'json' });
  if (leftOut) {
    const rows = ask(engine, request, { about: 'left-out' });
    writeFileSync(leftOut, rows);
  }
  if (tables) writeTables(bindings, engine, request, tables, (line) => err(`${line}\n`));
  if (format) {
    out(format === 'json' ? `${text}\n` : text);
    return 0;
  }
  const report = JSON.parse(text);
  // The answer comes first, as on the page.
  if (command === 'analyze') {
    printClaims(report, say);
    printRanking(report, say);
    say('');
  }
  printFiles(report, mapping, say);
  return 0;
}

/**
 * Runs the command on its arguments.
 * @param {string[]} args @param {Output} output
 * @returns {Promise<number>} the exit status: 2, with a sentence, where there is no answer; 1 where a report is not the same
 */
export async function command(args, output) {
  try {
    return await obey(args, output);
  } catch (error) {
    const said = error instanceof Refusal || isRejection(error);
    const bug = error instanceof Error ? error.stack : String(error);
    output.err(`${said ? /** @type {{ message: string }} */ (error).message : bug}\n`);
    return 2;
  }
}
