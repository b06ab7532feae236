// The tables of defaults and limits on the page about methods.
import { sectorscope } from './command.mjs';
import { escape, wordTable } from './word-table.mjs';

/**
 * @typedef {{ key: string, what: string, value: string, possible: string }} Setting
 * @typedef {{ what: string, value: string }} Fixed
 */

const sentence = (/** @type {string} */ text) => escape(text.replace(/^./, (first) => first.toUpperCase()));

/** All three, by the names that the page asks for. @returns {[string, string][]} */
export function defaultTables() {
  /** @type {{ settings: Setting[], fixed: Fixed[], limits: Fixed[] }} */
  const { settings, fixed, limits } = JSON.parse(sectorscope(['defaults']));
  const plain = (/** @type {string} */ first, /** @type {Fixed[]} */ rows) =>
    wordTable(
      [first, 'Number'],
      rows.map(({ what, value }) => [sentence(what), escape(value)]),
    );
  return [
    [
      'defaults',
      wordTable(
        ['Setting', 'What it is', 'Default', 'Possible'],
        settings.map(({ key, what, value, possible }) => [
          `<code>${escape(key)}</code>`,
          sentence(what),
          escape(value),
          escape(possible),
        ]),
      ),
    ],
    ['fixed', plain('Held fixed', fixed)],
    ['sizes', plain('Of a file, at most', limits)],
  ];
}
