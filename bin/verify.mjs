// A report, made again from the files it rests on.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Refusal, readJson } from './arguments.mjs';
import { ask } from './ask.mjs';
import { importFile, slicesOf } from './files.mjs';

/** Where two values differ, as paths, each with both. @param {unknown} was @param {unknown} is @param {string} [path] @returns {string[]} */
function differences(was, is, path = '') {
  if (Object.is(was, is)) return [];
  if (typeof was !== 'object' || typeof is !== 'object' || !was || !is || Array.isArray(was) !== Array.isArray(is)) {
    return [`${path}: ${JSON.stringify(was)} in the report, ${JSON.stringify(is)} now`];
  }
  const [before, after] = [/** @type {Record<string, unknown>} */ (was), /** @type {Record<string, unknown>} */ (is)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    differences(before[key], after[key], path ? `${path}.${key}` : key),
  );
}

/**
 * Runs a report again on files that are known by their SHA-256, so that their folders do not matter.
 * @param {typeof import('../pkg/sectorscope.js')} bindings @param {string} reportPath @param {string[]} paths
 * @param {(line: string) => void} say
 * @returns {number} 0 where the report is the same, 1 where it is not
 */
export function verify({ Engine, Sha256 }, reportPath, paths, say) {
  const text = readFileSync(reportPath, 'utf8').replace(/\n$/, '');
  const report = readJson(reportPath);
  if (report.schema !== 1 || !Array.isArray(report.files))
    throw new Refusal(`${reportPath} is not a report of this program.`);
  const hashed = new Map(
    paths.map((path) => {
      const sha256 = new Sha256();
      for (const slice of slicesOf(path)) sha256.update(slice);
      return [sha256.finish(), path];
    }),
  );
  const archives = report.files
    .filter((/** @type {any} */ file) => file.layout === 'zip')
    .map((/** @type {any} */ file) => `${file.name}/`);
  const whole = report.files.filter(
    (/** @type {any} */ file) => !archives.some((/** @type {string} */ folder) => file.name.startsWith(folder)),
  );
  const missing = whole.filter((/** @type {any} */ file) => !hashed.has(file.sha256));
  if (missing.length > 0) {
    const list = missing
      .map((/** @type {any} */ file) => `  ${file.name} (SHA-256 ${file.sha256 || 'not known'})`)
      .join('\n');
    throw new Refusal(`None of the files named is this one of the report, to the byte:\n${list}`);
  }
  const engine = new Engine();
  // Files without a name in the report have their own again, in the order of the report.
  const nameless = report.settings.file_names === false;
  const name = (/** @type {any} */ file, /** @type {number} */ at) =>
    nameless ? `${String(at).padStart(6, '0')}/${basename(hashed.get(file.sha256) ?? '')}` : file.name;
  const mapping = Object.fromEntries(
    whole.flatMap((/** @type {any} */ file, /** @type {number} */ at) =>
      Object.entries(report.settings.mapping ?? {})
        .filter(([of]) => of === file.name || of.startsWith(`${file.name}/`))
        .map(([of, options]) => [of.replace(file.name, name(file, at)), options]),
    ),
  );
  whole.forEach((/** @type {any} */ file, /** @type {number} */ at) => {
    importFile(engine, hashed.get(file.sha256) ?? '', name(file, at), mapping);
  });
  const settings = { ...report.settings, mapping: nameless ? mapping : (report.settings.mapping ?? {}) };
  const again = ask(engine, JSON.stringify(settings), { about: 'report', format: 'json' });
  const counted = `${whole.length} files, ${report.claims.length} claims, ${text.length} characters`;
  if (again === text) {
    say(`The same, to the byte: ${counted}.`);
    return 0;
  }
  const now = JSON.parse(again);
  const [was, is] = [report.engine?.build, now.engine.build];
  const builds = `${was ?? 'none'} in the report, ${is} now`;
  // The first build that a text names is the engine's.
  const without = (/** @type {string} */ text, /** @type {string | undefined} */ build) =>
    text.replace(`,"build":${JSON.stringify(build)}`, '');
  if (without(again, is) === without(text, was)) {
    say(`The same but for the engine's build (${builds}): ${counted}.`);
    return 0;
  }
  if (was !== is) say(`Made by another build of the engine: ${builds}.`);
  now.engine.build = was;
  const found = differences(report, now);
  say(`${found.length || 'No'} values differ${found.length ? '' : ', but the text does'}:`);
  for (const line of found.slice(0, 20)) say(`  ${line}`);
  if (found.length > 20) say(`  and ${found.length - 20} more`);
  return 1;
}
