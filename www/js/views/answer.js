// The answer in words, before any picture.
import { byId, h, replace, unbroken } from '../dom.js';
import { correlation, count, counted, interval, ordinal, percent } from '../format.js';
import { watch } from '../store.js';
import { FIRST_CLAIM } from './claims.js';
import { copyButton } from './copying.js';
import { saving } from './saving.js';
import { badge, why } from './verdict.js';

/** @typedef {import('../store.js').State} State */
/** @typedef {import('../protocol.js').Ranking} Ranking */
/** @typedef {import('../protocol.js').RankingRow} RankingRow */

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
  const beside = rest.filter((row) => row.in_confidence_set).length;
  const low = top.low;
  const near = low === null ? [] : rest.filter((row) => row.high !== null && row.high >= low);
  if (top.in_confidence_set !== null) {
    lines.push(
      beside === 0
        ? rest.length > 0
          ? `It can be told from every other (confidence set at ${percent(1 - (ranking.resampling?.set_level ?? 0.1))}).`
          : ''
        : `${count(beside)} of the other ${rest.length} cannot be told from it, so the order is uncertain.`,
    );
  } else if (near.length > 0) {
    // Until the order is tested: intervals are no test, but where they do not overlap at all there is little to argue about.
    const how =
      near.length === rest.length
        ? near.length === 1
          ? 'The other interval overlaps'
          : `All ${near.length} other intervals overlap`
        : `${near.length} of the other ${rest.length} intervals ${near.length === 1 ? 'overlaps' : 'overlap'}`;
    lines.push(`${how} this one, so the order is uncertain.`);
  } else if (rest.length > 0) {
    lines.push('Its interval lies above all others.');
  }
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

/** Days that are labelled wrongly make every daily number wrong: say so, and offer the repair. @param {State} state @param {import('../actions.js').Actions} actions */
function shiftWarning({ labelShift, files }, actions) {
  if (!labelShift) return null;
  const already = files.series.find((member) => member.id === labelShift.id)?.shift_days ?? 0;
  const days = already + labelShift.days;
  return h(
    'p',
    { class: 'warning' },
    `${labelShift.message} `,
    h(
      'button',
      { id: 'repair-shift', type: 'button', onclick: () => actions.describe(labelShift.id, { shift_days: days }) },
      `Shift ${labelShift.id} by ${days < 0 ? '\u2212' : '+'}${counted(Math.abs(days), 'day')}`,
    ),
  );
}

/** The note's first claim on these files, where it can be tested. @param {State} state */
const firstClaim = ({ claims }) => claims.find(({ id, verdict }) => id === FIRST_CLAIM && verdict !== 'not-testable');

/** What the claim says in ten seconds: where the claimed series stands among the others. @param {import('../protocol.js').Claim} claim */
function headline(claim) {
  const { evidence, roles, verdict } = claim;
  const claimed = roles.small_tech?.[0] ?? '';
  if (!evidence) return claim.question;
  /** @type {{ r: number, p_greater: number, p_less: number }[]} */
  const rivals = evidence.raw.rivals;
  const rank = 1 + rivals.filter(({ r }) => r > evidence.raw.r).length;
  const close = rivals.filter(({ p_greater: above, p_less: below }) => above > 0.05 && below > 0.05).length;
  const firm = verdict !== 'inconclusive' || close === 0 ? '' : `; ${close} cannot be told from it`;
  return `Small tech (${claimed}) is ${ordinal(rank)} of the ${count(rivals.length + 1)} sectors that ${roles.reference?.[0]} moves with${firm}.`;
}

/** @param {State} state */
function body(state) {
  const { ranking, rankingError } = state;
  const claim = firstClaim(state);
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
    (s) => [s.ranking, s.rankingError, s.claims, s.labelShift, s.sample, s.files, s.phase, s.fault],
    (state) => {
      const { title, lines } = body(state);
      const claim = state.ranking && firstClaim(state);
      said.textContent = '';
      const text = [
        state.labelShift?.message,
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
