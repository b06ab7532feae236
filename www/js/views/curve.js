// The specification curve of one claim: every combination by its effect, and beneath it what it chose.
import { curveHeight, drawCurve } from '../../../pkg/sectorscope.js';
import { createChart } from '../charts.js';
import { asked, contradicts, distinct, made, shortly, supports } from '../choices.js';
import { h, replace } from '../dom.js';
import { correlation, count, counted, pValue } from '../format.js';
import { crosshair, placeAt, readAlong } from '../reading.js';
import { watch } from '../store.js';

/** @typedef {import('../protocol.ts').CurvePoint} CurvePoint */
/** @typedef {import('../protocol.ts').Specification} Specification */

/** @param {CurvePoint} point */
const stance = (point) =>
  `${supports(point) ? 'supports' : contradicts(point) ? 'contradicts' : 'neither'} (p ${pValue(point.p)})`;

/** One boolean for each row of the dashboard and point. @param {Specification[]} specifications @param {CurvePoint[]} rows */
function dashboard(specifications, rows) {
  const chosen = rows.map(({ specification }) => /** @type {Specification} */ (specifications[specification]));
  const numbers = new Set(rows.map(({ specification }) => specification));
  return made(specifications.filter((_, number) => numbers.has(number))).flatMap(({ choice, values }) =>
    values.map((value, i) => ({
      label: shortly(choice, value),
      begins: i === 0,
      made: chosen.map((specification) => choice.of(specification) === value),
    })),
  );
}

/** @param {import('../store.js').Store} store @param {HTMLElement} host */
export function curveView(store, host) {
  /** @type {import('../charts.js').Chart<import('../protocol.ts').CurveLayout>} */
  const chart = createChart('Specification curve', 'Arrow left and right go from combination to combination.');
  const mark = crosshair(chart);
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  let claim = '';
  let question = '';
  const choice = h(
    'select',
    {
      id: 'curve-claim',
      onchange: () => {
        claim = choice.value;
        draw();
      },
    },
    [],
  );
  let offered = '';
  const notes = h('div');
  host.append(
    h('label', { class: 'field curve-claim' }, h('span', null, 'Claim'), choice),
    chart.element,
    readout,
    notes,
  );
  /** @type {(CurvePoint & { effect: number })[]} */
  let rows = [];

  const reader = readAlong(chart, {
    count: () => rows.length,
    page: 24,
    nearest: (x, _, { plot }) => placeAt(plot, rows.length, x),
    go(index) {
      const row = rows[index];
      const specification = row && store.get().curve?.specifications[row.specification];
      if (!row || !specification || !chart.layout) {
        mark(null);
        readout.textContent = middle();
        return;
      }
      const { plot, bottom } = chart.layout;
      const x = plot.left + ((index + 0.5) / rows.length) * (plot.right - plot.left);
      mark({ left: x, right: x, top: plot.top, bottom });
      readout.textContent = `${count(index + 1)} of ${count(rows.length)}: ${correlation(row.effect, 3)}, ${stance(row)}, ${counted(row.n, 'return')}: ${made(
        store.get().curve?.specifications ?? [],
      )
        .map(({ choice }) => shortly(choice, choice.of(specification)))
        .join(', ')}`;
    },
  });

  const middle = () =>
    rows.length === 0
      ? ''
      : `${counted(rows.length, 'different answer')} by effect: median ${correlation(rows[Math.floor((rows.length - 1) / 2)]?.effect, 3)}, from ${correlation(rows[0]?.effect, 3)} to ${correlation(rows.at(-1)?.effect, 3)}.`;

  function draw() {
    const { curve, claims } = store.get();
    const points = curve?.points ?? [];
    host.classList.toggle('empty', points.length === 0);
    const spoken = asked(points, claims);
    // The list is made anew only where it changes: it may be open.
    const ids = spoken.map(({ id }) => id).join(' ');
    if (ids !== offered) {
      offered = ids;
      replace(
        choice,
        spoken.map(({ id, question: text }) => h('option', { value: id }, text)),
      );
      if (spoken.every(({ id }) => id !== claim)) claim = spoken[0]?.id ?? '';
      choice.value = claim;
    }
    question = spoken.find(({ id }) => id === claim)?.question ?? '';
    rows = distinct(points, claim)
      .flatMap((point) => (point.effect === null ? [] : [{ ...point, effect: point.effect }]))
      .sort((a, b) => a.effect - b.effect);
    reader.forget();
    mark(null);
    readout.textContent = middle();
    if (!curve || points.length === 0) {
      replace(notes);
      return;
    }
    const [effects, stances] = [
      Float64Array.from(rows, ({ effect }) => effect),
      Int8Array.from(rows, (row) => (supports(row) ? 1 : contradicts(row) ? -1 : 0)),
    ];
    const choices = dashboard(curve.specifications, rows);
    const [pro, con] = [rows.filter(supports).length, rows.filter(contradicts).length];
    chart.show(
      {
        size: (width) => ({
          width,
          height: curveHeight(choices.length, choices.filter(({ begins }) => begins).length),
        }),
        draw: (canvas, scale, theme) => drawCurve(canvas, scale, theme, effects, stances, choices),
      },
      `${question} ${middle()} ${count(pro)} support it, ${count(con)} contradict it.`,
    );
    replace(
      notes,
      h(
        'p',
        { class: 'legend' },
        h('span', { class: 'swatch point supports' }),
        ` supports the claim: ${count(pro)} · `,
        h('span', { class: 'swatch point contradicts' }),
        ` contradicts it: ${count(con)} · `,
        h('span', { class: 'swatch point' }),
        ` neither: ${count(rows.length - pro - con)} · dashed: the median · beneath: what each combination chose${(chart.layout?.pointsPerColumn ?? 1) > 1 ? ', darker where more of a column did' : ''}`,
      ),
    );
  }
  watch(store, (s) => [s.curve], draw);
}
