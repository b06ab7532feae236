// The calibration's table on the methods page.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** The table of the methods page: what the page uses and what textbooks offer, one row for each procedure and kind. */
export function calibrationTable() {
  const { rows } = JSON.parse(readFileSync(join(root, 'crates', 'calibration', 'results.json'), 'utf8'));
  const escape = (/** @type {string} */ text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const lengths = [250, 500, 1250];
  const designs = ['normal', 'moderate', 'heavy'];
  const shown = rows.filter(
    (/** @type {any} */ row) => ['page', 'claims', 'textbook'].includes(row.used) && lengths.includes(row.n),
  );
  /** @type {Map<string, any[]>} */
  const byId = new Map();
  for (const row of shown) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
  const body = [...byId.values()].map((all) => {
    const [{ procedure, kind, used, nominal }] = all;
    const cell = (/** @type {string} */ design, /** @type {number} */ n) => {
      const found = all.find((/** @type {any} */ row) => row.design === design && row.n === n);
      return `<td>${found ? (100 * found.value).toFixed(1) : '–'}</td>`;
    };
    return `<tr><th scope="row">${escape(procedure)}</th><td>${escape(kind)}</td><td>${escape(used)}</td><td>${100 * nominal}</td>${designs.flatMap((design) => lengths.map((n) => cell(design, n))).join('')}</tr>`;
  });
  return (
    `<table><thead><tr><th scope="col" rowspan="2">Procedure</th><th scope="col" rowspan="2">What is counted</th><th scope="col" rowspan="2">Used by</th><th scope="col" rowspan="2">Should be</th>${designs.map((design) => `<th scope="colgroup" colspan="3">${design}</th>`).join('')}</tr>` +
    `<tr>${designs.flatMap(() => lengths.map((n) => `<th scope="col">${n}</th>`)).join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`
  );
}
