// The tables of the page about files: what is read, and all that can be said of a file.
import { sectorscope } from './sample.mjs';

/**
 * @typedef {{ name: string, what: string }} Shape
 * @typedef {{ code: string, severity: string, leaves_out: string, meaning: string }} Finding
 */

const escape = (/** @type {string} */ text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** @param {string[]} names @param {string[][]} rows */
const table = (names, rows) =>
  `<table class="words"><thead><tr>${names.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>` +
  `<tbody>${rows.map(([first = '', ...rest]) => `<tr><th scope="row">${first}</th>${rest.map((text) => `<td>${text}</td>`).join('')}</tr>`).join('')}</tbody></table>`;

/** Both tables, by the names that the page asks for. @returns {[string, string][]} */
export function formatTables() {
  /** @type {{ shapes: Shape[], findings: Finding[] }} */
  const { shapes, findings } = JSON.parse(sectorscope(['formats']));
  return [
    [
      'shapes',
      table(
        ['Shape', 'What it looks like'],
        shapes.map(({ name, what }) => [escape(name), escape(what)]),
      ),
    ],
    [
      'findings',
      table(
        ['Code', 'Weight', 'Leaves out', 'Meaning'],
        findings.map(({ code, severity, leaves_out, meaning }) => [
          `<code>${escape(code)}</code>`,
          severity,
          leaves_out || '–',
          escape(meaning),
        ]),
      ),
    ],
  ];
}
