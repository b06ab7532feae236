// The table of thresholds on the page about methods.
import { sectorscope } from './command.mjs';
import { escape, wordTable } from './word-table.mjs';

/** @typedef {{ what: string, fewest: number, of: string, reason: string }} Threshold */

export function thresholdTable() {
  /** @type {Threshold[]} */
  const thresholds = JSON.parse(sectorscope(['thresholds']));
  const sentence = (/** @type {string} */ text) => text.replace(/^./, (first) => first.toUpperCase());
  return wordTable(
    ['What is reported', 'Takes at least', 'Why'],
    thresholds.map(({ what, fewest, of, reason }) => [
      escape(sentence(what)),
      `${fewest} ${of}`,
      escape(reason.trim()),
    ]),
  );
}
