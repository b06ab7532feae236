// The picture that carries the claim: sorted dots with intervals.
import { drawRanking, rankingHeight } from '../../../pkg/sectorscope.js';
import { createChart, pointerAt } from '../charts.js';
import { byId, h, lazyDetails, replace } from '../dom.js';
import { correlation, count, interval, percent } from '../format.js';
import { shownPair, watch } from '../store.js';

/** @typedef {import('../store.js').State} State */
/** @typedef {import('../protocol.ts').Ranking} Ranking */

/** What the correlations are computed from, in words. @param {State} state */
export function basis({ settings }) {
  const { frequency = 'daily', returns = 'log', method = 'pearson', align = 'shared' } = settings;
  const name = { pearson: 'Pearson', spearman: 'Spearman', kendall: 'Kendall' }[method] ?? method;
  return `${frequency} ${returns} returns, ${name}${align === 'shared' ? '' : `, ${align === 'forward-fill' ? 'forward-filled' : 'returns first'}: for comparison only`}`;
}

/** Equity series that stay out of the ranking: funds of one industry, and broad, size and theme funds. @param {State} state @param {Ranking} ranking */
function unranked({ files }, ranking) {
  const there = new Set([
    ranking.reference,
    ...ranking.rows.map(({ id }) => id),
    ...ranking.excluded.map(({ id }) => id),
  ]);
  const out = files.series.filter(
    (member) => member.class === 'equity' && !member.ignored && member.part_of === null && !there.has(member.id),
  );
  const industries = new Set(ranking.industries);
  const note = (/** @type {typeof out} */ members, /** @type {string} */ why, /** @type {string} */ how) =>
    members.length > 0 &&
    h('p', { class: 'legend' }, `Not ranked, since they ${why}: ${members.map(({ id }) => id).join(', ')}. ${how}`);
  return [
    note(
      out.filter(({ id }) => industries.has(id)),
      'stand for one industry of a sector',
      'Give a size under Series to rank one.',
    ),
    note(
      out.filter(({ id }) => !industries.has(id)),
      'have no sector',
      'Give one under Series to rank it.',
    ),
  ];
}

/** Who could be first, and how stable the first place is, in two sentences. @param {Ranking} ranking */
function firmness({ first_place: first, resampling }) {
  if (!first) return null;
  const set = `${count(first.could_be_first.length)} of ${count(Object.keys(first.ranks).length)} could be first: nobody is told to lie above them, by raw returns and by returns in units of their volatility.`;
  if (!resampling || resampling.block === null) return set;
  return `${set} “First in”: of ${count(resampling.replicates)} bootstrap replicates in blocks of ${Math.round(resampling.block)} returns, seed ${resampling.seed}.`;
}

/** @param {State} state @param {Ranking} ranking */
function table(state, ranking) {
  const confidence = percent(state.settings.confidence ?? 0.95);
  return h(
    'table',
    null,
    h('caption', null, `Correlation with ${ranking.reference}, ${basis(state)}`),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        [
          'Rank',
          'Series',
          'Name',
          'Correlation',
          `${confidence} low`,
          'high',
          'Returns',
          'Possible ranks',
          'Could be first',
          'First in',
        ].map((text) => h('th', { scope: 'col' }, text)),
      ),
    ),
    h(
      'tbody',
      null,
      ranking.rows.map((row, i) =>
        h(
          'tr',
          { 'data-id': row.id },
          h('td', null, i + 1),
          h('th', { scope: 'row' }, row.id),
          h('td', null, state.files.series.find((member) => member.id === row.id)?.name ?? ''),
          h('td', null, correlation(row.r, 4)),
          h('td', null, correlation(row.low, 4)),
          h('td', null, correlation(row.high, 4)),
          h('td', null, count(row.n)),
          h('td', null, row.ranks ? `${row.ranks[0]} to ${row.ranks[1]}` : '–'),
          h('td', null, row.in_confidence_set === null ? '–' : row.in_confidence_set ? 'yes' : 'no'),
          h('td', null, row.probability_top === null ? '–' : percent(row.probability_top)),
        ),
      ),
    ),
  );
}

/** @type {Record<string, string>} */
const ORDERS = { year: '', frequency: '', method: '', volatility: 'in units of volatility' };
/** @type {Record<string, string>} */
const METHODS = { pearson: 'Pearson', spearman: 'Spearman', kendall: 'Kendall' };

/** The places under other choices: whether an order is one of the data or of a choice. @param {Ranking} ranking */
function orders({ rows, orders: others, reference }) {
  const name = (/** @type {import('../protocol.ts').Order} */ { by, name: own }) => ORDERS[by] || METHODS[own] || own;
  return h(
    'table',
    { class: 'orders' },
    h('caption', null, `Rank, and correlation with ${reference}, where one thing is chosen differently`),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        h('th', { scope: 'col' }, 'Series'),
        others.map((order) => h('th', { scope: 'col' }, name(order))),
      ),
      h(
        'tr',
        null,
        h('th', { scope: 'col' }, 'Returns'),
        others.map(({ n }) => h('td', null, count(n))),
      ),
    ),
    h(
      'tbody',
      null,
      rows.map(({ id }, i) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, id),
          others.map(({ places }) => {
            const { r = null, rank = null } = places[i] ?? {};
            return h(
              'td',
              rank === 1 ? { class: 'first-place' } : null,
              rank === null ? '–' : `${rank} `,
              h('small', null, correlation(r)),
            );
          }),
        ),
      ),
    ),
  );
}

/** @param {import('../store.js').Store} store @param {import('../actions.js').Actions} actions */
export function rankingView(store, actions) {
  const host = byId('ranking');
  /** @type {import('../charts.js').Chart<import('../protocol.ts').IntervalsLayout>} */
  const chart = createChart('Ranking', 'Arrow up and down choose a series.');
  const heading = h('div', { class: 'heading' });
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  const notes = h('div');
  host.append(heading, chart.element, readout, notes);

  const rowAt = (/** @type {PointerEvent | MouseEvent} */ event) => {
    const index = Math.floor(
      (pointerAt(event, chart.canvas).y - (chart.layout?.top ?? 0)) / (chart.layout?.rowHeight ?? 1),
    );
    return store.get().ranking?.rows[index] ? index : -1;
  };
  const choose = (/** @type {number} */ index) => {
    const { ranking } = store.get();
    const row = ranking?.rows[index];
    if (ranking && row) actions.select(ranking.reference, row.id);
  };
  chart.canvas.addEventListener('click', (event) => choose(rowAt(event)));
  chart.canvas.addEventListener('pointermove', (event) => {
    chart.canvas.style.cursor = rowAt(event) < 0 ? 'default' : 'pointer';
  });
  chart.canvas.addEventListener('keydown', (event) => {
    const { ranking } = store.get();
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!ranking || step === undefined) return;
    event.preventDefault();
    choose(Math.min(ranking.rows.length - 1, Math.max(0, selectedRow(store.get()) + step)));
  });

  /** @param {State} state */
  function selectedRow(state) {
    const pair = shownPair(state);
    if (!pair || !state.ranking || ![pair.a, pair.b].includes(state.ranking.reference)) return -1;
    const other = pair.a === state.ranking.reference ? pair.b : pair.a;
    return state.ranking.rows.findIndex((row) => row.id === other);
  }

  watch(
    store,
    (s) => [s.ranking, s.selection, s.files],
    (state) => {
      const { ranking } = state;
      host.classList.toggle('empty', !ranking);
      const rows = (ranking?.rows ?? []).map(({ id, r, low, high, in_confidence_set: set }) => ({
        label: id,
        value: r,
        low,
        high,
        filled: set === true,
      }));
      const selected = selectedRow(state);
      const confidence = state.settings.confidence ?? 0.95;
      const row = ranking?.rows[selected];
      readout.textContent =
        row && ranking
          ? `${row.id}, ${state.files.series.find((member) => member.id === row.id)?.name ?? row.id}: ${correlation(row.r)} with ${ranking.reference} (${interval(row.low, row.high)}), ${count(row.n)} returns`
          : '';
      chart.show(
        {
          size: (width) => ({ width, height: rankingHeight(rows.length) }),
          draw: (canvas, scale, theme) =>
            drawRanking(canvas, scale, theme, rows, selected < 0 ? undefined : selected, confidence),
        },
        ranking
          ? `Correlations with ${ranking.reference}, sorted. First: ${ranking.rows
              .slice(0, 3)
              .map((r) => `${r.id} ${correlation(r.r)}`)
              .join(', ')}.`
          : 'No ranking yet.',
      );
    },
  );

  watch(
    store,
    (s) => [s.ranking, s.files, s.settings],
    (state) => {
      const { ranking } = state;
      replace(
        heading,
        h('h2', { id: 'ranking-title' }, ranking ? `Moves together with ${ranking.reference}` : 'Ranking'),
        ranking &&
          h(
            'p',
            { class: 'basis' },
            `${basis(state)}, ${count(ranking.n)} returns, ${ranking.first} to ${ranking.last}`,
          ),
      );
      if (!ranking) {
        replace(notes);
        return;
      }
      const { bottleneck } = ranking.days;
      replace(
        notes,
        h(
          'p',
          { class: 'legend' },
          `dot: correlation · line: ${percent(state.settings.confidence ?? 0.95)} interval · `,
          h('span', { class: 'dot filled' }),
          ' could be first ',
          h('span', { class: 'dot' }),
          ' could not',
        ),
        firmness(ranking) && h('p', { class: 'legend', id: 'firmness' }, firmness(ranking)),
        bottleneck &&
          h(
            'p',
            { class: 'warning' },
            `${bottleneck.message} `,
            h(
              'button',
              {
                id: 'drop-bottleneck',
                type: 'button',
                onclick: () => actions.describe(bottleneck.id, { ignore: true }),
              },
              `Leave ${bottleneck.id} out`,
            ),
          ),
        unranked(state, ranking),
        ranking.excluded.map(({ reason }) => h('p', { class: 'warning' }, `Not ranked: ${reason}`)),
        lazyDetails('ranking-table', 'Table', () => table(state, ranking)),
        ranking.orders.length > 0 &&
          lazyDetails('ranking-orders', 'By year, frequency and measure', () => orders(ranking)),
      );
    },
  );
}
