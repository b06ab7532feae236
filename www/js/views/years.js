// The correlation with technology year by year: whether the years that the note names stand out.
import { drawRanking, rankingHeight } from '../../../pkg/sectorscope.js';
import { createChart } from '../charts.js';
import { byId, h, lazyDetails, replace } from '../dom.js';
import { peaksClaim, peaksEvidence } from '../evidence.js';
import { correlation, count, interval, pValue, percent } from '../format.js';
import { readAlong } from '../reading.js';
import { watch } from '../store.js';
import { NAMED_YEARS } from './rolling.js';

/** @typedef {import('../store.js').State} State */
/** @typedef {{ year: number, r: number, interval_95: [number, number], n: number }} Year */

/** The claim about the years in which the correlation peaks. @param {State} state */
export const peaks = ({ claims }) => peaksClaim(claims);

/** Who moves with whom in it. @param {import('../protocol.ts').Claim} claim */
export const peaksPair = ({ roles }) => `${roles.bitcoin?.[0] ?? 'bitcoin'} and ${roles.tech?.[0] ?? 'tech'}`;

/** @param {import('../store.js').Store} store */
export function yearsView(store) {
  const host = byId('years');
  /** @type {import('../charts.js').Chart<import('../protocol.ts').IntervalsLayout>} */
  const chart = createChart('Correlation by year', 'Arrow up and down choose a year.');
  const heading = h('h3');
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  const notes = h('div');
  host.append(heading, chart.element, readout, notes);
  /** @returns {Year[]} */
  const years = () => peaksEvidence(peaks(store.get()))?.lenses.raw?.years.all ?? [];
  /** Whether the years differ by more than chance. */
  const verdict = () => {
    const p = peaksEvidence(peaks(store.get()))?.lenses.devolatilised?.years.alike?.p;
    return typeof p !== 'number'
      ? ''
      : `One correlation for all ${years().length} years: p ${pValue(p)} (Welch’s test). ${p <= 0.05 ? 'They differ by more than chance.' : 'They differ no more than by chance.'}`;
  };
  const said = (/** @type {Year} */ { year, r, interval_95: [low, high], n }) =>
    `${year}: ${correlation(r)} (${interval(low, high)}), ${count(n)} returns`;

  /** @param {number} selected */
  function draw(selected) {
    const claim = peaks(store.get());
    const shown = years();
    host.classList.toggle('empty', shown.length === 0);
    readout.textContent = shown[selected] ? said(shown[selected]) : verdict();
    if (!claim || shown.length === 0) return;
    const rows = shown.map(({ year, r, interval_95: [low, high] }) => ({
      label: String(year),
      value: r,
      low,
      high,
      filled: NAMED_YEARS.includes(year),
    }));
    chart.show(
      {
        size: (width) => ({ width, height: rankingHeight(rows.length) }),
        draw: (canvas, scale, theme) =>
          drawRanking(canvas, scale, theme, rows, selected < 0 ? undefined : selected, 0.95),
      },
      `Correlation of ${peaksPair(claim)} by year. ${verdict()} ${shown.map(said).join('; ')}.`,
    );
  }
  const reader = readAlong(chart, {
    count: () => years().length,
    nearest: (_, y, { top, rowHeight }) => Math.floor((y - top) / rowHeight),
    go: (index) => draw(years()[index] ? index : -1),
  });

  watch(
    store,
    (s) => [JSON.stringify(peaksEvidence(peaks(s))?.lenses.raw?.years ?? null)],
    (state) => {
      const claim = peaks(state);
      reader.forget();
      draw(-1);
      if (!claim || years().length === 0) {
        replace(heading);
        replace(notes);
        return;
      }
      replace(heading, `Year by year: ${peaksPair(claim)}`);
      replace(
        notes,
        h(
          'p',
          { class: 'legend' },
          h('span', { class: 'dot filled' }),
          ' years that the note names ',
          h('span', { class: 'dot' }),
          ` other years · line: ${percent(0.95)} interval`,
        ),
        lazyDetails('years-table', 'Table', () =>
          h(
            'table',
            null,
            h('caption', null, `Correlation of ${peaksPair(claim)} in each year`),
            h(
              'thead',
              null,
              h(
                'tr',
                null,
                ['Year', 'Named', 'Correlation', `${percent(0.95)} low`, 'high', 'Returns'].map((text) =>
                  h('th', { scope: 'col' }, text),
                ),
              ),
            ),
            h(
              'tbody',
              null,
              years().map(({ year, r, interval_95: [low, high], n }) =>
                h(
                  'tr',
                  null,
                  h('th', { scope: 'row' }, year),
                  h('td', null, NAMED_YEARS.includes(year) ? 'yes' : ''),
                  h('td', null, correlation(r, 4)),
                  h('td', null, correlation(low, 4)),
                  h('td', null, correlation(high, 4)),
                  h('td', null, count(n)),
                ),
              ),
            ),
          ),
        ),
      );
    },
  );
}
