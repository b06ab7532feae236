// Moving through time by hand: drag to zoom, shift and drag to pan, wheel and pinch about the pointer, two fingers to pan, a double
// click for all. A finger by itself reads, and lets the page scroll up and down.
import { type Chart, pointerAt } from './charts.ts';
import { h } from './dom.ts';
import type { TimelineLayout } from './protocol.ts';
import { type Period, moved, within, zoomed } from './time.ts';

/** A drag shorter than this, in CSS pixels, is a press. */
const A_DRAG = 8;
/** How much one pixel of the wheel zooms. */
const WHEEL = 0.0016;
/** Share of the period that a key moves it by. */
const STEP = 0.2;

type Moves = {
  /** The period that is shown, and all there is. */
  period: () => Period | null;
  all: () => Period | null;
  look: (period: Period | null) => void;
};

/** Where a drag began, and what was shown then. */
type Drag = { x: number; pans: boolean; period: Period; moved: boolean };

export function moveInTime(chart: Chart<TimelineLayout>, { period, all, look }: Moves): void {
  const { canvas } = chart;
  const box = h('div', { class: 'zoom-box', hidden: true });
  chart.element.append(box);
  const fingers = new Map<number, number>();
  let drag: Drag | null = null;
  let pinch: { span: number; middle: number; period: Period } | null = null;

  /** The day at a place across the chart. */
  const dayAt = (x: number, [from, to]: Period): number => {
    const { left = 0, right = 1 } = chart.layout?.plot ?? {};
    return from + Math.min(1, Math.max(0, (x - left) / Math.max(1, right - left))) * (to - from);
  };
  /** Days for each pixel. */
  const daysPerPixel = ([from, to]: Period) => {
    const { left = 0, right = 1 } = chart.layout?.plot ?? {};
    return (to - from) / Math.max(1, right - left);
  };
  function showBox(from: number, to: number) {
    const { left = 0, right = 0, top = 0, bottom = 0 } = chart.layout?.plot ?? {};
    const [start, end] = [Math.max(left, Math.min(from, to)), Math.min(right, Math.max(from, to))];
    box.hidden = false;
    box.style.left = `${start}px`;
    box.style.width = `${Math.max(0, end - start)}px`;
    box.style.top = `${top}px`;
    box.style.height = `${bottom - top}px`;
  }
  const span = () => {
    const [a = 0, b = 0] = fingers.values();
    return { span: Math.max(10, Math.abs(a - b)), middle: (a + b) / 2 };
  };

  canvas.addEventListener('pointerdown', (event) => {
    const shown = period();
    if (!shown || event.button !== 0) return;
    const { x } = pointerAt(event, canvas);
    if (event.pointerType === 'touch') {
      fingers.set(event.pointerId, x);
      if (fingers.size === 2) pinch = { ...span(), period: shown };
      return;
    }
    drag = { x, pans: event.shiftKey, period: shown, moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    const { x } = pointerAt(event, canvas);
    const whole = all();
    if (fingers.has(event.pointerId)) {
      fingers.set(event.pointerId, x);
      if (!pinch || !whole || fingers.size < 2) return;
      const now = span();
      const about = dayAt(pinch.middle, pinch.period);
      const held = zoomed(pinch.period, whole, pinch.span / now.span, about) ?? whole;
      look(moved(held, whole, (pinch.middle - now.middle) * daysPerPixel(held)));
      return;
    }
    if (!drag || !whole) return;
    drag.moved ||= Math.abs(x - drag.x) >= A_DRAG;
    if (!drag.moved) return;
    if (drag.pans) look(moved(drag.period, whole, (drag.x - x) * daysPerPixel(drag.period)));
    else showBox(drag.x, x);
  });
  const end = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    if (fingers.size < 2) pinch = null;
    const [done, whole] = [drag, all()];
    drag = null;
    box.hidden = true;
    if (!done?.moved || done.pans || !whole || event.type === 'pointercancel') return;
    const days = [done.x, pointerAt(event, canvas).x].map((x) => dayAt(x, done.period)).sort((a, b) => a - b);
    look(within([days[0] ?? 0, days[1] ?? 0], whole));
  };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
  canvas.addEventListener('dblclick', () => look(null));
  canvas.addEventListener(
    'wheel',
    (event) => {
      const [shown, whole] = [period(), all()];
      // Without the focus or a key the wheel scrolls the page.
      const zooms = event.ctrlKey || event.metaKey || document.activeElement === canvas;
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (!shown || !whole || !(zooms || sideways)) return;
      event.preventDefault();
      if (sideways) return look(moved(shown, whole, event.deltaX * daysPerPixel(shown)));
      const factor = Math.exp(WHEEL * event.deltaY * (event.deltaMode === 1 ? 16 : 1));
      look(zoomed(shown, whole, factor, dayAt(pointerAt(event, canvas).x, shown)));
    },
    { passive: false },
  );
  canvas.addEventListener('keydown', (event) => {
    const [shown, whole] = [period(), all()];
    if (!shown || !whole || event.ctrlKey || event.metaKey || event.altKey) return;
    const days = STEP * (shown[1] - shown[0]);
    const next: Record<string, () => Period | null> = {
      '+': () => zoomed(shown, whole, 0.5),
      '=': () => zoomed(shown, whole, 0.5),
      '-': () => zoomed(shown, whole, 2),
      ...(event.shiftKey
        ? { ArrowLeft: () => moved(shown, whole, -days), ArrowRight: () => moved(shown, whole, days) }
        : {}),
      ...(shown[0] > whole[0] || shown[1] < whole[1] ? { Escape: () => null } : {}),
    };
    const go = next[event.key];
    if (!go) return;
    event.preventDefault();
    look(go());
  });
}
