// What the command line asks for.
import { readFileSync } from 'node:fs';

export const USAGE = `usage:
  sectorscope analyze FILES... [options]            rank, correlate, report
  sectorscope import FILES... [options] [--json]    read the files and say what is in them
  sectorscope verify REPORT.json FILES...           run a report again: same, or what differs
  sectorscope sample FOLDER                         write the synthetic sample
  sectorscope formats                               what is read, and all that can be said of a file, as JSON
  sectorscope thresholds                            how many returns, days or series each statement takes, as JSON
  sectorscope defaults                              what holds where nothing is set, and the limits, as JSON
options:
  --settings FILE.json   every setting, as a report prints it
  --map FILE.json        how to read single files: {"a.csv": {"date_order": "day-first", "price_column": "Close",
                         "rows": {"column": "Currency", "value": "USD"}, "mends": ["next-day"], ...}}; a file that asks
                         prints its answers in this form
  --reference ID         the series all others are compared with (default BTC)
  --from DATE --to DATE  prices from and to these days, both included
  --frequency daily|weekly|monthly   --returns log|simple   --method pearson|spearman|kendall
  --window N             returns in a window of the rolling correlation
  --align shared|returns-first|forward-fill
  --shift auto           move the dates of every series whose days are labelled wrongly, and say which
  --curve                every claim under every combination of choices, in the report
  --seed N --replicates N   what is resampled, and how often
  --left-out FILE.csv    write every row and cell that was left out, with line and reason
  --format json|html|markdown   print the whole report in this form; --json is short for the first
  --tables FOLDER        write ranking, claims, matrix, rolling, returns and prices as CSV, each below a line that
                         begins with # and holds the settings`;

const FORMATS = ['json', 'html', 'markdown'];

/** A sentence for the person at the terminal; ends the program with status 2. */
export class Refusal extends Error {}

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
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Refusal(`${path} could not be read: ${error instanceof Error ? error.message : error}.`);
  }
}

/** @param {string[]} args */
export function parse(args) {
  /** @type {string[]} */
  const paths = [];
  /** @type {Record<string, unknown>} */
  const chosen = {};
  /** @type {Record<string, unknown>} */
  let settings = {};
  /** @type {{ format?: import('../www/js/protocol.ts').Format, leftOut?: string, tables?: string, shift?: boolean, curve?: boolean }} */
  const output = {};
  /** @param {string} format */
  const choose = (format) => {
    if (!FORMATS.includes(format))
      throw new Refusal(`There is no format '${format}': ${FORMATS.join(', ')} are possible.`);
    if (output.format && output.format !== format)
      throw new Refusal(`One report has one format: ${output.format} or ${format}.`);
    output.format = /** @type {import('../www/js/protocol.ts').Format} */ (format);
  };
  for (let i = 0; i < args.length; i += 1) {
    const arg = /** @type {string} */ (args[i]);
    if (arg === '--json') {
      choose('json');
      continue;
    }
    if (arg === '--curve') {
      output.curve = true;
      continue;
    }
    if (!arg.startsWith('--')) {
      paths.push(arg);
      continue;
    }
    const value = args[i + 1];
    if (!['--settings', '--map', '--left-out', '--format', '--tables', '--shift'].includes(arg) && !OPTIONS[arg])
      throw new Refusal(`There is no option ${arg}.\n${USAGE}`);
    if (value === undefined || value.startsWith('--')) throw new Refusal(`${arg} needs a value.`);
    i += 1;
    if (arg === '--settings') settings = readJson(value);
    else if (arg === '--map') chosen.mapping = readJson(value);
    else if (arg === '--left-out') output.leftOut = value;
    else if (arg === '--format') choose(value);
    else if (arg === '--tables') output.tables = value;
    else if (arg === '--shift') {
      if (value !== 'auto')
        throw new Refusal(`Dates can be shifted 'auto' alone, not '${value}'; a single series by the settings.`);
      output.shift = true;
    } else {
      const [key, setting] = /** @type {NonNullable<typeof OPTIONS[string]>} */ (OPTIONS[arg])(value);
      chosen[key] = setting;
    }
  }
  return { paths, settings: { ...settings, ...chosen }, ...output };
}
