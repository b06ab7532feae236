// The tables of the page about files: what is read, and all that can be reported of a file.
import { sectorscope } from './command.mjs';
import { escape, wordTable } from './word-table.mjs';

/**
 * @typedef {{ name: string, what: string }} Shape
 * @typedef {{ code: string, severity: string, leaves_out: string, meaning: string }} Finding
 */

/** Both tables, by the names that the page asks for. @returns {[string, string][]} */
export function formatTables() {
  /** @type {{ shapes: Shape[], findings: Finding[] }} */
  const { shapes, findings } = JSON.parse(sectorscope(['formats']));
  return [
    [
      'shapes',
      wordTable(
        ['Shape', 'What it looks like'],
        shapes.map(({ name, what }) => [escape(name), escape(what)]),
      ),
    ],
    [
      'findings',
      wordTable(
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
