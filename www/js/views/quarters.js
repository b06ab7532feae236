// Quarter by quarter: does the correlation rise with the size of technology's move against the market?
import { drawScatter } from '../../../pkg/sectorscope.js';
import { createChart } from '../charts.js';
import { byId, h, lazyDetails, replace } from '../dom.js';
import { peaksEvidence } from '../evidence.js';
import { correlation, count, signedPercent } from '../format.js';
import { readAlong } from '../reading.js';
import { watch } from '../store.js';
import { NAMED_YEARS } from './rolling.js';
import { peaks, peaksPair } from './years.js';

/** @typedef {import('../protocol.ts').Quarter} Quarter */
/** @typedef {Pick<import('../protocol.ts').QuarterlySlope, 'slope' | 'intercept'>} Fit */

const HEIGHT = 260;
/** How near, in CSS pixels, a pointer must come to a point. */
const NEAR = 24;

const named = (/** @type {Quarter} */ { quarter }) => NAMED_YEARS.includes(Number(quarter.slice(0, 4)));
/** A fit as it is drawn. @param {Fit | null | undefined} fit @returns {Fit[]} */
const line = (fit) => (fit ? [{ slope: fit.slope, intercept: fit.intercept }] : []);
const signed = (/** @type {number} */ x, /** @type {number} */ digits) =>
  `${x > 0 ? '+' : ''}${correlation(x, digits)}`;

/** The line that was fitted to one of the pictures. @param {import('../protocol.ts').Claim | null} claim @param {'as-is' | 'adjusted'} which */
const fit = (claim, which) =>
  which === 'adjusted' ? peaksEvidence(claim)?.adjusted : peaksEvidence(claim)?.lenses.raw?.quarters.slope;

/** What the lines say. @param {import('../protocol.ts').Claim | null} claim */
function slopes(claim) {
  const [raw] = line(fit(claim, 'as-is'));
  const [adjusted] = line(fit(claim, 'adjusted'));
  return raw
    ? `For each 10 points that tech leaves the market behind or lags it, Fisher’s z changes by ${signed(raw.slope / 10, 2)}${adjusted ? `; volatility-adjusted, by ${signed(adjusted.slope / 10, 2)}` : ''}.`
    : '';
}

/** @param {Quarter} quarter */
const said = ({ quarter, n, r, r_adjusted: adjusted, relative, tech }) =>
  `${quarter}: correlation ${correlation(r)}${adjusted === null ? '' : `, ${correlation(adjusted)} volatility-adjusted`}; tech ${signedPercent(Math.exp(tech) - 1)}, ${signedPercent(Math.exp(relative) - 1)} against the market; ${count(n)} returns`;

/** @param {import('../protocol.ts').Claim} claim @param {Quarter[]} quarters */
function table(claim, quarters) {
  return h(
    'table',
    null,
    h('caption', null, `Correlation of ${peaksPair(claim)} in each quarter; log returns`),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        ['Quarter', 'Correlation', 'Adjusted', 'Tech less market', 'Tech', 'Daily volatility', 'Returns'].map((text) =>
          h('th', { scope: 'col' }, text),
        ),
      ),
    ),
    h(
      'tbody',
      null,
      quarters.map(({ quarter, n, r, r_adjusted: adjusted, relative, tech, volatility }) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, quarter),
          h('td', null, correlation(r, 4)),
          h('td', null, correlation(adjusted, 4)),
          h('td', null, correlation(relative, 4)),
          h('td', null, correlation(tech, 4)),
          h('td', null, correlation(volatility, 4)),
          h('td', null, count(n)),
        ),
      ),
    ),
  );
}

/** @param {import('../store.js').Store} store */
export function quartersView(store) {
  const host = byId('quarters');
  const heading = h('h3');
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  const notes = h('div');
  /** @returns {Quarter[]} sorted by the size of tech's move, along which the keys go */
  const quarters = () =>
    [...(peaksEvidence(peaks(store.get()))?.lenses.raw?.quarters.all ?? [])].sort(
      (a, b) => Math.abs(a.relative) - Math.abs(b.relative),
    );
  const twin = (
    /** @type {string} */ title,
    /** @type {(quarter: Quarter) => number | null} */ z,
    /** @type {'as-is' | 'adjusted'} */ which,
  ) => {
    /** @type {import('../charts.js').Chart<import('../protocol.ts').ScatterLayout>} */
    const chart = createChart(title, 'Arrow left and right go from quarter to quarter.');
    const points = () => quarters().filter((quarter) => z(quarter) !== null);
    const reader = readAlong(chart, {
      count: () => points().length,
      nearest(x, y, { plot, xMin, xMax, yMin, yMax }) {
        const distances = points().map((quarter) =>
          Math.hypot(
            plot.left + ((Math.abs(quarter.relative) - xMin) / (xMax - xMin)) * (plot.right - plot.left) - x,
            plot.bottom - (((z(quarter) ?? 0) - yMin) / (yMax - yMin)) * (plot.bottom - plot.top) - y,
          ),
        );
        const nearest = Math.min(...distances);
        return nearest <= NEAR ? distances.indexOf(nearest) : -1;
      },
      go: (index) => draw(points()[index]?.quarter ?? ''),
    });
    return { title, chart, points, which, z, reader };
  };
  const twins = [
    twin('As they are', ({ z }) => z, 'as-is'),
    twin('Volatility-adjusted', ({ z_adjusted: z }) => z, 'adjusted'),
  ];
  host.append(
    heading,
    h(
      'div',
      { class: 'twins' },
      twins.map(({ title, chart }) =>
        h(
          'figure',
          null,
          h(
            'figcaption',
            { class: 'basis' },
            h('strong', null, title),
            ': Fisher’s z of the quarter, by the size of tech’s log return less the market’s',
          ),
          chart.element,
        ),
      ),
    ),
    readout,
    notes,
  );

  /** Rings a quarter in both pictures. @param {string} selected */
  function draw(selected) {
    const claim = peaks(store.get());
    const of = quarters().find(({ quarter }) => quarter === selected);
    readout.textContent = of ? said(of) : slopes(claim);
    for (const { title, chart, points, which, z } of twins) {
      const shown = points();
      if (!claim || shown.length === 0) continue;
      const lines = line(fit(claim, which));
      const index = shown.findIndex(({ quarter }) => quarter === selected);
      const drawn = shown.map((quarter) => ({
        x: Math.abs(quarter.relative),
        y: z(quarter) ?? 0,
        label: quarter.quarter,
        emphasised: named(quarter),
      }));
      chart.show(
        {
          size: (width) => ({ width, height: HEIGHT }),
          draw: (canvas, scale, theme) =>
            drawScatter(canvas, scale, theme, drawn, lines, index < 0 ? undefined : index),
        },
        `${title}: correlations of ${shown.length} quarters by the size of tech’s move against the market. ${lines.map(({ slope }) => `Fisher’s z changes by ${signed(slope / 10, 3)} for each 10 points.`).join('')}`,
      );
    }
  }

  watch(
    store,
    (s) => [JSON.stringify(peaksEvidence(peaks(s))?.lenses.raw?.quarters ?? null), peaks(s)?.sentence],
    (state) => {
      const claim = peaks(state);
      const all = quarters();
      host.classList.toggle('empty', all.length === 0);
      twins.forEach(({ reader }) => reader.forget());
      draw('');
      if (!claim || all.length === 0) {
        replace(heading);
        replace(notes);
        return;
      }
      replace(heading, `Quarter by quarter: ${peaksPair(claim)}, and how far tech left the market`);
      replace(
        notes,
        h(
          'p',
          { class: 'legend' },
          h('span', { class: 'dot filled' }),
          ' quarters of years that the note names ',
          h('span', { class: 'dot' }),
          ' others · line: fitted over all. When markets swing more, correlations are higher by arithmetic alone: the second picture takes that out.',
        ),
        h('p', null, claim.sentence),
        lazyDetails('quarters-table', 'Table', () =>
          table(
            claim,
            [...all].sort((a, b) => (a.quarter < b.quarter ? -1 : 1)),
          ),
        ),
      );
    },
  );
}
