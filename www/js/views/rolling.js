// The selected pair over time.
import { drawRolling } from '../../../pkg/sectorscope.js';
import { createChart, pointerAt } from '../charts.js';
import { byId, h, lazyDetails, replace } from '../dom.js';
import { correlation, count, dayOf, interval, isoDate, percent } from '../format.js';
import { shownPair, watch } from '../store.js';
import { basis } from './ranking.js';

/** @typedef {import('../store.js').State} State */
/** @typedef {import('../protocol.js').Rolling} Rolling */

const HEIGHT = 260;
/** The years in which, the note says, the correlation was highest. */
const BANDS = [2020, 2022, 2024].map((year) => ({ from: dayOf(`${year}-01-01`), to: dayOf(`${year}-12-31`), label: String(year) }));
const SPANS = /** @type {const} */ ([['1Y', 365], ['3Y', 1096], ['5Y', 1826], ['All', 0]]);

/** Whether the line shows more than chance, in a sentence. @param {import('../protocol.js').ConstantBand} band @param {number} confidence */
function fluctuation({ simultaneous, p, replicates, block }, confidence) {
  if (!simultaneous || p === null || block === null) return 'There are too few returns to say what chance alone would show.';
  const how = `p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`}, ${count(replicates)} lines of resampled returns in blocks of ${Math.round(block)}`;
  return p <= 1 - confidence ? `The line leaves the band of chance (${interval(...simultaneous)}): the correlation has changed (${how}).`
    : `Its highs and lows stay within what chance alone would show (${interval(...simultaneous)}): by them no change can be told (${how}). The claims test known dates and years, which is sharper.`;
}

/** The one day on which the correlation changed most, in a sentence. @param {Rolling} rolling @param {number} confidence */
function changed({ change }, confidence) {
  if (!change) return null;
  const { day, low, high, r_before: before, r_after: after, p } = change;
  return p <= 1 - confidence
    ? `The largest single change: ${day} (${percent(confidence)} interval ${low} to ${high}), from ${correlation(before)} to ${correlation(after)}; a constant correlation has p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`} (cumulated sums, in units of volatility).`
    : `No single lasting change can be told (cumulated sums, in units of volatility: p = ${p.toFixed(2)}). That test hardly sees a correlation that rises and falls back.`;
}

/** @param {Rolling} rolling */
function table(rolling) {
  return h('table', null,
    h('caption', null, `Correlation of ${rolling.a} and ${rolling.b} over the ${rolling.window} returns that end on each day`),
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Last day'), h('th', { scope: 'col' }, 'Correlation'))),
    h('tbody', null, [...rolling.dates].map((day, i) => (Number.isNaN(rolling.r[i]) ? null
      : h('tr', null, h('th', { scope: 'row' }, isoDate(day)), h('td', null, correlation(rolling.r[i], 4)))))));
}

/** @param {import('../store.js').Store} store @param {import('../actions.js').Actions} actions */
export function rollingView(store, actions) {
  const host = byId('rolling');
  const chart = createChart('Correlation over time', 'Arrow left and right move along the line.');
  const crosshair = h('div', { class: 'crosshair', hidden: true });
  chart.element.append(crosshair);
  const heading = h('div', { class: 'heading' });
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  const notes = h('div');
  host.append(heading, chart.element, readout, notes);
  let at = -1;

  /** Moves the crosshair to a row of the data; -1 hides it. @param {number} index */
  function point(index) {
    const { rolling } = store.get();
    const { layout } = chart;
    const day = rolling?.dates[index];
    at = day === undefined ? -1 : index;
    const visible = layout && day !== undefined && day >= layout.firstDate && day <= layout.lastDate;
    crosshair.hidden = !visible;
    if (!rolling || !visible) {
      readout.textContent = rolling ? summary(rolling) : '';
      return;
    }
    const share = (day - layout.firstDate) / Math.max(1, layout.lastDate - layout.firstDate);
    crosshair.style.left = `${layout.plot.left + share * (layout.plot.right - layout.plot.left)}px`;
    crosshair.style.top = `${layout.plot.top}px`;
    crosshair.style.height = `${layout.plot.bottom - layout.plot.top}px`;
    const r = rolling.r[index];
    readout.textContent = `${isoDate(day)}: ${r === undefined || Number.isNaN(r) ? `not yet ${rolling.window} returns` : correlation(r)} over the ${rolling.window} returns before`;
  }

  /** @param {Rolling} rolling */
  function summary({ a, b, whole }) {
    return whole.r === null ? `${a} and ${b} have no correlation: ${whole.undefined === 'zero_variance' ? 'one of them never changes' : 'too few days in common'}.`
      : `Whole period: ${correlation(whole.r)} (${interval(whole.low, whole.high)}), ${count(whole.n)} returns.`;
  }

  chart.canvas.addEventListener('pointermove', (event) => {
    const { rolling } = store.get();
    const { layout } = chart;
    if (!rolling || !layout) return;
    const share = (pointerAt(event, chart.canvas).x - layout.plot.left) / Math.max(1, layout.plot.right - layout.plot.left);
    if (share < 0 || share > 1) { point(-1); return; }
    const day = layout.firstDate + share * (layout.lastDate - layout.firstDate);
    const after = rolling.dates.findIndex((date) => date >= day);
    point(after < 0 ? rolling.dates.length - 1 : after);
  });
  chart.canvas.addEventListener('pointerleave', () => point(-1));
  chart.canvas.addEventListener('keydown', (event) => {
    const last = (store.get().rolling?.dates.length ?? 0) - 1;
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -21, PageDown: 21, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined || last < 0) return;
    event.preventDefault();
    point(Math.min(last, Math.max(0, (at < 0 ? last : at) + step)));
  });
  chart.canvas.addEventListener('blur', () => point(-1));

  watch(store, (s) => [s.rolling, s.band, s.visible], (state) => {
    const { rolling, band, visible } = state;
    host.classList.toggle('empty', !rolling);
    chart.show({
      size: (width) => ({ width, height: HEIGHT }),
      draw: (canvas, scale, theme) => drawRolling(canvas, scale, theme, rolling?.dates ?? new Float64Array(), rolling?.r ?? new Float64Array(), {
        visible: visible ?? null,
        bands: BANDS,
        whole: rolling && rolling.whole.r !== null ? { value: rolling.whole.r, low: band?.simultaneous?.[0] ?? null, high: band?.simultaneous?.[1] ?? null } : null,
      }),
    }, rolling ? `Correlation of ${rolling.a} and ${rolling.b} over time. ${summary(rolling)}` : 'No pair selected.');
    point(-1);
  });

  watch(store, (s) => [s.rolling, s.band, s.files, s.settings, s.visible], (state) => {
    const { rolling, band, files, visible } = state;
    const pair = shownPair(state);
    const ids = files.series.filter((member) => !member.ignored).map((member) => member.id);
    const choice = (/** @type {'a' | 'b'} */ side) => pair && h('select', { id: `pair-${side}`, 'aria-label': side === 'a' ? 'First series of the pair' : 'Second series of the pair', value: pair[side],
      onchange: (/** @type {Event} */ event) => { const id = /** @type {HTMLSelectElement} */ (event.target).value; actions.select(side === 'a' ? id : pair.a, side === 'a' ? pair.b : id); } },
    ids.filter((id) => id !== pair[side === 'a' ? 'b' : 'a']).map((id) => h('option', { value: id }, id)));
    const last = rolling?.dates.at(-1);
    const first = rolling?.dates[0];
    replace(heading,
      h('h2', { id: 'rolling-title' }, 'Over time'),
      pair && h('p', { class: 'pair-choice' }, choice('a'), ' × ', choice('b')),
      rolling && h('p', { class: 'basis' }, `${basis(state)}, windows of ${rolling.window}`),
      rolling && h('div', { class: 'buttons', role: 'group', 'aria-label': 'Visible period' }, SPANS.map(([name, days]) => {
        const from = last === undefined || days === 0 ? null : Math.max(first ?? 0, last - days);
        const pressed = from === null ? visible === null : visible?.[0] === from;
        return h('button', { id: `span-${name}`, type: 'button', 'aria-pressed': String(pressed), onclick: () => actions.look(from === null || last === undefined ? null : [from, last]) }, name);
      })));
    replace(notes, rolling && [
      band && h('p', { id: 'band' }, fluctuation(band, state.settings.confidence ?? 0.95)),
      h('p', { id: 'change' }, changed(rolling, state.settings.confidence ?? 0.95)),
      h('p', { class: 'legend' }, `dashed: the whole period; band: where all windows would lie together, at ${percent(state.settings.confidence ?? 0.95)}, if the correlation never changed; only what leaves it is coloured. Neighbouring points share all but one of their ${rolling.window} returns: the line is a picture, not evidence.`),
      lazyDetails('rolling-table', 'Table', () => table(rolling)),
    ]);
  });
}
