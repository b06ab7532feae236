// A report in short, for people at a terminal.
import { answerLines } from './answers.mjs';
import { count } from './number.mjs';

/** A method as it is written: it bears a name. @param {string} method */
const named = (method) => method.replace(/^./, (first) => first.toUpperCase());

/** @param {any} report @param {Record<string, any>} mapping @param {(line: string) => void} say */
export function printFiles(report, mapping, say) {
  for (const file of report.files) {
    const ledger = file.ledger;
    say(
      `${file.outcome.padEnd(8)}${file.name}: ${count(ledger.used)} of ${count(ledger.records)} records used, series ${file.series.join(', ') || 'none'}`,
    );
    for (const diagnostic of file.diagnostics) say(`        ${diagnostic.severity}: ${diagnostic.message}`);
    for (const line of answerLines(file, mapping[file.name] ?? {})) say(`        ${line}`);
  }
}

/** @param {any} report @param {(line: string) => void} say */
export function printRanking(report, say) {
  for (const problem of report.problems) say(`${problem.part}: ${problem.message}`);
  const ranking = report.ranking;
  if (!ranking) return;
  say(
    `\nMoves together with ${ranking.reference}: ${report.settings.frequency} ${report.settings.returns} returns, ${named(report.settings.method)}, ` +
      `${count(ranking.n)} returns from ${ranking.first} to ${ranking.last}`,
  );
  const number = (/** @type {number | null} */ value) => (value === null ? '     -' : value.toFixed(3).padStart(6));
  for (const row of ranking.rows) {
    const ranks = row.ranks ? `rank ${row.ranks[0]} to ${row.ranks[1]}` : '';
    say(`  ${row.id.padEnd(16)} ${number(row.r)}   ${number(row.low)} .. ${number(row.high)}   ${ranks}`.trimEnd());
  }
  const { first_place: first } = ranking;
  if (first) {
    const of = Object.keys(first.ranks).length;
    say(`${first.could_be_first.length} of ${of} could be first: ${first.could_be_first.join(', ')}`);
  }
  for (const excluded of ranking.excluded) say(`  not ranked: ${excluded.reason}`);
  if (ranking.days.bottleneck) say(ranking.days.bottleneck.message);
}

/** @param {any} report @param {(line: string) => void} say */
export function printClaims(report, say) {
  for (const late of report.late_series) say(late.message);
  if (report.late_series.length > 0) say('To move their dates: --shift auto.');
  for (const { verdict, question, sentence, needed } of report.claims) {
    say(`\n${question}\n  ${verdict}: ${sentence}`);
    if (needed) say(`  ${needed}`);
  }
  for (const of of report.curve?.summaries ?? []) {
    say(
      `\nUnder every combination of choices: ${of.question}\n  ${count(of.distinct)} different answers: ${count(of.supported)} support it, ` +
        `${count(of.contradicted)} contradict it, ${count(of.too_few)} have too few returns.`,
    );
  }
}
