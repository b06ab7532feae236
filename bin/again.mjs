// A report made again from the files it rests on, here and on the page: which files it takes, and whether what comes is the same.

/**
 * A file of a report, and the same file as it is now.
 * @template File
 * @typedef {{ name: string, file: File, options: object, entries: Record<string, object> }} Run
 */

/** What a report says of itself, as far as it is needed to make it again. @typedef {{ name: string, sha256: string | null, layout: string | null }} Listed */

/** Whether a JSON text is a report of this program. @param {any} report */
export const isReport = (report) =>
  report?.schema === 1 && Array.isArray(report.files) && Array.isArray(report.claims) && Boolean(report.settings);

/** The files of a report that are not in an archive. @param {{ files: Listed[] }} report */
function wholeFiles({ files }) {
  const archives = files.filter(({ layout }) => layout === 'zip').map(({ name }) => `${name}/`);
  return files.filter(({ name }) => !archives.some((folder) => name.startsWith(folder)));
}

/**
 * What it takes to make a report again: files are known by their SHA-256, so that their folders do not matter.
 * @template File
 * @param {any} report @param {Map<string, File>} hashed files by their SHA-256 @param {(file: File) => string} nameOf
 * @returns {{ missing: Listed[], runs: Run<File>[], settings: object }}
 */
export function planned(report, hashed, nameOf) {
  const whole = wholeFiles(report);
  const had = (/** @type {Listed} */ { sha256 }) => (sha256 ? hashed.get(sha256) : undefined);
  const missing = whole.filter((file) => had(file) === undefined);
  /** @type {Record<string, object>} */
  const known = report.settings.mapping ?? {};
  // Files without a name in the report have their own again, in the order of the report.
  const nameless = report.settings.file_names === false;
  /** @type {Record<string, object>} */
  const mapping = {};
  const runs = whole.flatMap((listed, at) => {
    const file = had(listed);
    if (file === undefined) return [];
    const name = nameless ? `${String(at).padStart(6, '0')}/${nameOf(file)}` : listed.name;
    const own = Object.entries(known).filter(([of]) => of === listed.name || of.startsWith(`${listed.name}/`));
    const renamed = Object.fromEntries(own.map(([of, options]) => [of.replace(listed.name, name), options]));
    Object.assign(mapping, renamed);
    const { [name]: options = {}, ...entries } = renamed;
    return [{ name, file, options, entries }];
  });
  return { missing, runs, settings: { ...report.settings, mapping: nameless ? mapping : known } };
}

/** Names of files that are not there, each with its hash. @param {Listed[]} missing */
export const missed = (missing) => missing.map(({ name, sha256 }) => `${name} (SHA-256 ${sha256 || 'not known'})`);

/** Most characters of a value that is named. */
const SHOWN = 60;

/** A value as it is named: of a long one, where it begins. @param {unknown} value */
function named(value) {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** Where two values differ, as paths, each with both. @param {unknown} was @param {unknown} is @param {string} [path] @returns {string[]} */
function differences(was, is, path = '') {
  if (Object.is(was, is)) return [];
  if (typeof was !== 'object' || typeof is !== 'object' || !was || !is || Array.isArray(was) !== Array.isArray(is)) {
    return [`${path}: ${named(was)} in the report, ${named(is)} now`];
  }
  const [before, after] = [/** @type {Record<string, unknown>} */ (was), /** @type {Record<string, unknown>} */ (is)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    differences(before[key], after[key], path ? `${path}.${key}` : key),
  );
}

/**
 * Whether a report is the same again: first what it comes to, then what differs.
 * @param {string} text of the report @param {string} again the same, made now
 * @returns {{ same: boolean, lines: string[] }}
 */
export function compared(text, again) {
  const [report, now] = [JSON.parse(text), JSON.parse(again)];
  const counted = `${wholeFiles(report).length} files, ${report.claims.length} claims, ${text.length} characters`;
  if (again === text) return { same: true, lines: [`The same, to the byte: ${counted}.`] };
  const [was, is] = [report.engine?.build, now.engine.build];
  const builds = `${was ?? 'none'} in the report, ${is} now`;
  // The first build that a text names is the engine's.
  const without = (/** @type {string} */ text, /** @type {string | undefined} */ build) =>
    text.replace(`,"build":${JSON.stringify(build)}`, '');
  if (without(again, is) === without(text, was))
    return { same: true, lines: [`The same but for the engine's build (${builds}): ${counted}.`] };
  now.engine.build = was;
  const found = differences(report, now);
  const built = was === is ? [] : [`Made by another build of the engine: ${builds}.`];
  const values = found.length === 1 ? '1 value differs' : `${found.length || 'No'} values differ`;
  const shown = found.slice(0, 20);
  const more = found.length > shown.length ? [`and ${found.length - shown.length} more`] : [];
  return {
    same: false,
    lines: [
      ...built,
      `${values}${found.length ? '' : ', but the text does'}:`,
      ...[...shown, ...more].map((line) => `  ${line}`),
    ],
  };
}
