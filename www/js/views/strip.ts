// The whole range beneath the charts over time, with the part of it that they show: moved and made longer or shorter by hand or keys.
import { drawStrip } from '../../../pkg/drawing.js';
import type { Actions } from '../actions.ts';
import { type Chart, createChart } from '../charts.ts';
import { h } from '../dom.ts';
import { isoDate } from '../format.ts';
import { NONE } from '../over-time.ts';
import type { TimelineLayout } from '../protocol.ts';
import type { Store } from '../store.ts';
import { type Period, ends, moved, visiblePeriod, within } from '../time.ts';

const HEIGHT = 36;
/** Share of all days that an arrow key moves an end by. */
const STEP = 0.01;

/** Which part of the window is held. */
type Part = 'from' | 'to' | 'both';

export function stripView(host: HTMLElement, store: Store, actions: Actions): void {
  const chart: Chart<TimelineLayout> = createChart('The whole range', '', false);
  chart.canvas.tabIndex = -1;
  const handle = (part: Part, label: string) =>
    h('div', { class: `strip-handle ${part}`, role: 'slider', tabindex: '0', 'aria-label': label, 'data-part': part });
  const [from, to] = [handle('from', 'First visible day'), handle('to', 'Last visible day')];
  const window = h('div', { class: 'strip-window', 'data-part': 'both' }, from, to);
  chart.element.classList.add('strip');
  chart.element.append(window);
  host.append(chart.element);

  const put = (part: Part, [first, last]: Period, days: number) => {
    const all = ends(store.get());
    if (!all) return;
    if (part === 'both') return actions.choose.look(moved([first, last], all, days));
    // An end stops short of the other.
    const next: Period =
      part === 'from' ? [Math.min(first + days, last - 30), last] : [first, Math.max(last + days, first + 30)];
    actions.choose.look(within([Math.max(all[0], next[0]), Math.min(all[1], next[1])], all));
  };
  let held: { part: Part; x: number; period: Period } | null = null;
  const days = (pixels: number) => {
    const { left = 0, right = 1 } = chart.layout?.plot ?? {};
    const [first, last] = ends(store.get()) ?? [0, 0];
    return (pixels / Math.max(1, right - left)) * (last - first);
  };
  window.addEventListener('pointerdown', (event) => {
    const part = event.target instanceof HTMLElement ? event.target.dataset.part : undefined;
    const period = visiblePeriod(store.get());
    if (!part || !period || event.button !== 0) return;
    held = { part: part as Part, x: event.clientX, period };
    window.setPointerCapture(event.pointerId);
  });
  window.addEventListener('pointermove', (event) => {
    if (held) put(held.part, held.period, days(event.clientX - held.x));
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    window.addEventListener(end, () => {
      held = null;
    });
  // Beside the window: it comes there.
  chart.canvas.addEventListener('pointerdown', (event) => {
    const [period, all] = [visiblePeriod(store.get()), ends(store.get())];
    if (!period || !all) return;
    const { left = 0 } = chart.layout?.plot ?? {};
    const day = all[0] + days(event.clientX - chart.canvas.getBoundingClientRect().left - left);
    actions.choose.look(moved(period, all, day - (period[0] + period[1]) / 2));
  });
  window.addEventListener('keydown', (event) => {
    const part = event.target instanceof HTMLElement ? (event.target.dataset.part as Part) : undefined;
    const [period, all] = [visiblePeriod(store.get()), ends(store.get())];
    if (!part || part === 'both' || !period || !all) return;
    const step = STEP * (all[1] - all[0]);
    const steps: Record<string, number> = {
      ArrowLeft: -step,
      ArrowDown: -step,
      ArrowRight: step,
      ArrowUp: step,
      PageDown: -10 * step,
      PageUp: 10 * step,
      Home: -Infinity,
      End: Infinity,
    };
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    put(part, period, Math.min(all[1] - all[0], Math.max(all[0] - all[1], by)));
  });

  function place() {
    const [period, all] = [visiblePeriod(store.get()), ends(store.get())];
    const { plot } = chart.layout ?? {};
    window.hidden = !period || !all || !plot;
    if (!period || !all || !plot) return;
    const at = (day: number) => plot.left + ((day - all[0]) / Math.max(1, all[1] - all[0])) * (plot.right - plot.left);
    window.style.left = `${at(period[0])}px`;
    window.style.width = `${at(period[1]) - at(period[0])}px`;
    for (const [handle, day] of [
      [from, period[0]],
      [to, period[1]],
    ] as const) {
      handle.setAttribute('aria-valuemin', String(all[0]));
      handle.setAttribute('aria-valuemax', String(all[1]));
      handle.setAttribute('aria-valuenow', String(day));
      handle.setAttribute('aria-valuetext', isoDate(day));
    }
  }
  store.watch(
    ({ answers }) => [answers.rolling],
    ({ answers }) => {
      const rolling = answers.rolling?.found;
      chart.show(
        {
          size: (width) => ({ width, height: HEIGHT }),
          draw: (on, scale, theme) => {
            const layout = drawStrip(on, scale, theme, rolling?.dates ?? NONE, rolling?.r ?? NONE);
            // Its place follows from the layout, which is known once this returns.
            queueMicrotask(place);
            return layout;
          },
        },
        'The whole range.',
      );
    },
  );
  store.watch(({ ui, answers }) => [ui.visible, answers.rolling], place);
}
