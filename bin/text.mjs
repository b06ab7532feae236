// A report in short, for people at a terminal.

/** @param {any} report @param {(line: string) => void} say */
export function printFiles(report, say) {
  for (const file of report.files) {
    const ledger = file.ledger;
    say(
      `${file.outcome.padEnd(8)}${file.name}: ${ledger.used} of ${ledger.records} records used, series ${file.series.join(', ') || 'none'}`,
    );
    for (const diagnostic of file.diagnostics) say(`        ${diagnostic.severity}: ${diagnostic.message}`);
  }
}

/** @param {any} report @param {(line: string) => void} say */
export function printRanking(report, say) {
  for (const problem of report.problems) say(`${problem.part}: ${problem.message}`);
  const ranking = report.ranking;
  if (!ranking) return;
  say(
    `\nMoves together with ${ranking.reference}: ${report.settings.frequency} ${report.settings.returns} returns, ${report.settings.method}, ` +
      `${ranking.n} returns from ${ranking.first} to ${ranking.last}`,
  );
  const number = (/** @type {number | null} */ value) => (value === null ? '     -' : value.toFixed(3).padStart(6));
  for (const row of ranking.rows)
    say(`  ${row.id.padEnd(16)} ${number(row.r)}   ${number(row.low)} .. ${number(row.high)}`);
  for (const excluded of ranking.excluded) say(`  not ranked: ${excluded.reason}`);
  if (ranking.days.costliest) say(ranking.days.costliest.message);
}

/** @param {any} report @param {(line: string) => void} say */
export function printClaims(report, say) {
  for (const { verdict, question, sentence } of report.claims) say(`\n${question}\n  ${verdict}: ${sentence}`);
}
