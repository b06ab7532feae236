// The calibration's tables on the methods page.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';
import { escape } from './word-table.mjs';

/**
 * @typedef {{ experiment: string, id: string, procedure: string, kind: string, used: string, nominal: number | null,
 *   design: string, n: number, value: number }} Row
 */

const LENGTHS = [250, 500, 1250];
const DESIGNS = ['normal', 'moderate', 'heavy'];

/** @returns {Row[]} */
function rows() {
  return JSON.parse(readFileSync(join(root, 'crates', 'calibration', 'results.json'), 'utf8')).rows;
}

const percent = (/** @type {number | null | undefined} */ share, digits = 1) =>
  share === null || share === undefined ? '–' : (100 * share).toFixed(digits);
const countsVerdicts = (/** @type {Row} */ { experiment }) =>
  experiment.startsWith('claims-') || experiment === 'history';

/** Rows by a key, in their order. @template K @param {Row[]} all @param {(row: Row) => K} key @returns {Map<K, Row[]>} */
function grouped(all, key) {
  const groups = new Map();
  for (const row of all) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

/** What the page and the claims use and what textbooks offer, one row for each procedure and kind. */
export function calibrationTable() {
  const shown = rows().filter(
    (row) => !countsVerdicts(row) && ['page', 'claims', 'textbook'].includes(row.used) && LENGTHS.includes(row.n),
  );
  const body = [...grouped(shown, (row) => row.id).values()].map((all) => {
    const [{ procedure, kind, used, nominal }] = /** @type {[Row]} */ (all);
    const cell = (/** @type {string} */ design, /** @type {number} */ n) =>
      `<td>${percent(all.find((row) => row.design === design && row.n === n)?.value)}</td>`;
    return `<tr><th scope="row">${escape(procedure)}</th><td>${escape(kind)}</td><td>${escape(used)}</td><td>${percent(nominal, 0)}</td>${DESIGNS.flatMap((design) => LENGTHS.map((n) => cell(design, n))).join('')}</tr>`;
  });
  return (
    `<table><thead><tr><th scope="col" rowspan="2">Procedure</th><th scope="col" rowspan="2">What is counted</th><th scope="col" rowspan="2">Used by</th><th scope="col" rowspan="2">Should be</th>${DESIGNS.map((design) => `<th scope="colgroup" colspan="3">${design}</th>`).join('')}</tr>` +
    `<tr>${DESIGNS.flatMap(() => LENGTHS.map((n) => `<th scope="col">${n}</th>`)).join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`
  );
}

/** How often each claim ends in each verdict, one row for each claim and market. */
export function verdictsTable() {
  const counted = rows().filter((row) => countsVerdicts(row) && row.procedure.includes(': '));
  const designs = DESIGNS.filter((design) => counted.some((row) => row.design === design));
  const verdicts = ['supported', 'contradicted'];
  const claim = (/** @type {Row} */ { procedure }) => procedure.slice(0, procedure.indexOf(': '));
  const body = [...grouped(counted, claim)].map(([words, all]) => {
    const of = (/** @type {string} */ design, /** @type {string} */ verdict) =>
      all.find((row) => row.design === design && row.procedure.endsWith(`: ${verdict}`));
    const should = (/** @type {string} */ verdict) => {
      const row = of(/** @type {string} */ (designs[0]), verdict);
      return `<td>${row?.kind === 'power' ? 'often' : percent(row?.nominal, 0)}</td>`;
    };
    const cells = designs.flatMap((design) =>
      verdicts.map((verdict) => `<td>${percent(of(design, verdict)?.value)}</td>`),
    );
    return all.some((row) => verdicts.some((verdict) => row.procedure.endsWith(`: ${verdict}`)))
      ? `<tr><th scope="row">${escape(words)}</th>${verdicts.map(should).join('')}${cells.join('')}</tr>`
      : '';
  });
  const groups = ['should be', ...designs];
  return (
    `<table><thead><tr><th scope="col" rowspan="2">Claim and market</th>${groups.map((group) => `<th scope="colgroup" colspan="2">${group}</th>`).join('')}</tr>` +
    `<tr>${groups.flatMap(() => verdicts.map((verdict) => `<th scope="col">${verdict}</th>`)).join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`
  );
}
