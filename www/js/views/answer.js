// The answer in words, before any picture.
import { byId, h, replace, unbroken } from '../dom.js';
import { firstClaim, firstEvidence } from '../evidence.js';
import { correlation, count, counted, interval, ordinal, percent } from '../format.js';
import { watch } from '../store.js';
import { copyButton } from './copying.js';
import { saving } from './saving.js';
import { badge, why } from './verdict.js';

/** @typedef {import('../store.js').State} State */
/** @typedef {import('../protocol.ts').Ranking} Ranking */
/** @typedef {import('../protocol.ts').RankingRow} RankingRow */

/** @param {State} state @param {string} id */
const nameOf = ({ files, composites }, id) =>
  [...files.series, ...(composites?.composites ?? [])].find((member) => member.id === id)?.name ?? id;

/** How a series is called in a sentence: its symbol, and its name where that says more. @param {State} state @param {string} id */
function called(state, id) {
  const name = nameOf(state, id);
  return name === id ? id : `${id} (${name})`;
}

/** @param {State} state @param {Ranking} ranking */
export function sentences(state, ranking) {
  const [top, ...rest] = ranking.rows;
  if (!top || top.r === null) return { title: 'No series that changes can be ranked.', lines: [] };
  const { frequency = 'daily', method = 'pearson', confidence = 0.95 } = state.settings;
  const period = { daily: 'days', weekly: 'weeks', monthly: 'months' }[frequency] ?? 'returns';
  const measure =
    { pearson: 'Correlation', spearman: 'Rank correlation', kendall: 'Kendall’s tau' }[method] ?? 'Correlation';
  const lines = [
    `${measure} ${correlation(top.r)}, ${percent(confidence)} interval ${interval(top.low, top.high)}, from ${count(ranking.n)} ${period} (${ranking.first} to ${ranking.last}).`,
  ];
  const first = ranking.first_place?.could_be_first.length ?? 0;
  if (first === 1 && rest.length > 0) lines.push('It can be told from every other.');
  else if (first > 1)
    lines.push(`${count(first)} of ${count(ranking.rows.length)} could be first, so the order is uncertain.`);
  const small = smallTech(state, ranking);
  if (small && small.row !== top) {
    lines.push(
      `Small tech, ${called(state, small.row.id)}, is ${ordinal(small.rank)} of ${ranking.rows.length}: ${correlation(small.row.r)}, interval ${interval(small.row.low, small.row.high)}.`,
    );
  } else if (!small) {
    lines.push('To place small-cap tech, add a small-cap technology series, or mark one of yours.');
  }
  return {
    lines: lines.filter(Boolean),
    title: `Of ${counted(ranking.rows.length, 'equity series', 'equity series')}, ${called(state, top.id)} moves together most with ${called(state, ranking.reference)}.`,
  };
}

/** @param {State} state @param {Ranking} ranking */
function smallTech({ files }, ranking) {
  const isSmallTech = (/** @type {RankingRow} */ row) =>
    files.series.some(
      (member) => member.id === row.id && member.sector === 'Information Technology' && member.size === 'small',
    );
  const index = ranking.rows.findIndex(isSmallTech);
  const row = ranking.rows[index];
  return row ? { row, rank: index + 1 } : null;
}

/** Days that are labelled wrongly make every daily number wrong: say so, and offer the repair of all at once. @param {State} state @param {import('../actions.js').Actions} actions */
function shiftWarning({ lateSeries }, actions) {
  const [first, ...others] = lateSeries;
  if (!first) return null;
  const shift = (/** @type {number} */ days) => `${days < 0 ? '\u2212' : '+'}${counted(Math.abs(days), 'day')}`;
  return h(
    'div',
    { class: 'warning' },
    h('p', null, first.message),
    others.length > 0 &&
      h('p', null, `So do those of ${others.map(({ id, days }) => `${id} (${shift(days)})`).join(', ')}.`),
    h(
      'button',
      { id: 'repair-shift', type: 'button', onclick: () => actions.repair() },
      others.length > 0
        ? `Shift all ${count(lateSeries.length)} by their days`
        : `Shift ${first.id} by ${shift(first.days)}`,
    ),
  );
}

/** The claim that the answer shows: the note's first, where it can be tested and sectors are ranked by bitcoin. @param {State} state */
export function answered({ claims, ranking }) {
  const claim = firstClaim(claims);
  return claim && claim.verdict !== 'not-testable' && claim.roles.bitcoin?.[0] === ranking?.reference
    ? claim
    : undefined;
}

/** What the claim says in ten seconds: where the claimed series stands among the others. @param {import('../protocol.ts').Claim} claim */
function headline(claim) {
  const { roles, question } = claim;
  const claimed = roles.small_tech?.[0] ?? '';
  const evidence = firstEvidence(claim);
  const lens = evidence?.lenses.raw;
  if (!evidence || !lens) return question;
  const own = lens.claimed.r ?? Number.NaN;
  const rank = 1 + lens.rivals.filter(({ r }) => r > own).length;
  const possible = evidence.first_place.could_be_first.length;
  return `Small tech (${claimed}) is ${ordinal(rank)} of the ${count(evidence.sectors)} sectors that ${roles.bitcoin?.[0]} moves with; ${possible === 1 ? 'only one' : count(possible)} could be first.`;
}

/** @param {State} state */
function body(state) {
  const { ranking, rankingError } = state;
  const claim = answered(state);
  if (ranking && claim) return { title: headline(claim), lines: [claim.sentence, claim.needed ?? ''].filter(Boolean) };
  if (ranking) return sentences(state, ranking);
  if (state.phase === 'failed') return { title: 'The engine could not start.', lines: [state.fault] };
  if (state.files.files.length === 0)
    return {
      title: 'Drop price files to begin.',
      lines: ['One crypto asset and a few equity sectors are enough: one CSV each, or one table with all.'],
    };
  if (rankingError) return { title: 'No answer yet.', lines: [rankingError.message] };
  return { title: 'Reading …', lines: [] };
}

/** @param {import('../store.js').Store} store @param {import('../actions.js').Actions} actions */
export function answerView(store, actions) {
  const host = byId('answer');
  const said = h('span', { class: 'hint', role: 'status' });
  const toSave = saving(actions, said);
  watch(
    store,
    (s) => [s.ranking, s.rankingError, s.claims, s.lateSeries, s.sample, s.files, s.phase, s.fault],
    (state) => {
      const { title, lines } = body(state);
      const claim = state.ranking && answered(state);
      said.textContent = '';
      const text = [
        ...state.lateSeries.map(({ message }) => message),
        title,
        ...lines,
        state.sample ? '(Synthetic sample: invented numbers.)' : '',
      ]
        .filter(Boolean)
        .join(' ');
      replace(
        host,
        state.sample && h('p', { class: 'tag' }, 'Synthetic sample: invented numbers'),
        // Before the answer: while it stands, no number below can be trusted.
        shiftWarning(state, actions),
        claim && h('p', { class: 'claim-head' }, badge(claim.verdict)),
        h('h2', { id: 'answer-title' }, unbroken(title)),
        lines.map((line) => h('p', null, unbroken(line))),
        state.fault && state.phase === 'ready' && h('p', { class: 'warning' }, state.fault),
        state.ranking && h('p', { class: 'buttons' }, copyButton('copy-answer', 'the answer', text), toSave, said),
        claim && why(claim),
      );
    },
  );
}
