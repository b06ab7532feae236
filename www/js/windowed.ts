// A long list of rows of one height, of which only those in sight are there; one of them may have something open beneath it.
import { h, patch } from './dom.ts';

/** Rows kept beyond what is in sight, above and below. */
const BEYOND = 8;

type Made<Row> = { element: HTMLElement; show: (row: Row) => void };

export class Windowed<Row> {
  readonly element: HTMLElement;
  readonly #canvas: HTMLElement;
  readonly #make: (key: string) => Made<Row>;
  readonly #panel: HTMLElement;
  readonly #height: () => number;
  #rows: [key: string, row: Row][] = [];
  #made = new Map<string, Made<Row>>();
  #open: string | null = null;
  #current = 0;

  /** `height` of a row in CSS pixels; `panel` is what opens beneath a row. */
  constructor(label: string, height: () => number, panel: HTMLElement, make: (key: string) => Made<Row>) {
    this.#height = height;
    this.#make = make;
    this.#panel = panel;
    this.#canvas = h('div', { class: 'window', role: 'list', 'aria-label': label });
    this.element = h('div', { class: 'windowed' }, this.#canvas);
    this.element.addEventListener('scroll', () => this.#draw(), { passive: true });
    this.element.addEventListener('keydown', (event) => this.#step(event));
    // In the next frame: to draw may change the very sizes that are observed.
    const resized = new ResizeObserver(() => requestAnimationFrame(() => this.#draw()));
    resized.observe(this.element);
    resized.observe(panel);
  }

  /** Shows these rows; beneath the one with the key `open` the panel stands. */
  show(rows: [key: string, row: Row][], open: string | null): void {
    this.#rows = rows;
    this.#open = open;
    this.#current = Math.min(this.#current, Math.max(0, rows.length - 1));
    this.#draw();
  }

  /** Brings a row into sight, and the focus to it. */
  goTo(key: string): void {
    const at = this.#rows.findIndex(([known]) => known === key);
    if (at >= 0) this.#focus(at);
  }

  #openAt(): number {
    return this.#rows.findIndex(([key]) => key === this.#open);
  }

  #top(at: number): number {
    const open = this.#openAt();
    return at * this.#height() + (open >= 0 && at > open ? this.#panel.offsetHeight : 0);
  }

  #focus(at: number): void {
    this.#current = at;
    const [top, { scrollTop, clientHeight }] = [this.#top(at), this.element];
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + this.#height() > scrollTop + clientHeight)
      this.element.scrollTop = top + this.#height() - clientHeight;
    this.#draw();
    this.#handle(at)?.focus({ preventScroll: true });
  }

  /** What of a row takes the focus. */
  #handle(at: number): HTMLElement | null {
    const [key] = this.#rows[at] ?? [''];
    return this.#made.get(key)?.element.querySelector<HTMLElement>('[data-handle]') ?? null;
  }

  /** The rows are one stop of the Tab key; arrows go from one to the next. */
  #step(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 8,
      PageUp: -8,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    const onRow = event.target instanceof Element && event.target.closest('[data-handle]');
    if (step === undefined || !onRow || this.#rows.length === 0) return;
    event.preventDefault();
    this.#focus(Math.min(this.#rows.length - 1, Math.max(0, this.#current + step)));
  }

  #draw(): void {
    // Where there is nothing to show, to ask how much is in sight would only force a layout.
    if (this.#rows.length + this.#made.size === 0) return;
    const height = this.#height();
    const open = this.#openAt();
    // What opens is measured, and so is what is in sight once its height is known.
    if (open >= 0 && !this.#panel.isConnected) this.#canvas.append(this.#panel);
    const panel = open >= 0 ? this.#panel.offsetHeight : 0;
    this.#canvas.style.height = `${this.#rows.length * height + panel}px`;
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor((scrollTop - panel) / height) - BEYOND);
    const last = Math.min(this.#rows.length, Math.ceil((scrollTop + clientHeight) / height) + BEYOND);
    const held = this.#canvas.contains(document.activeElement) ? this.#current : -1;
    const seen = new Map<string, Made<Row>>();
    const shown: HTMLElement[] = [];
    this.#rows.forEach(([key, row], at) => {
      if ((at < first || at >= last) && at !== open && at !== held) return;
      const made = this.#made.get(key) ?? this.#make(key);
      seen.set(key, made);
      made.show(row);
      const { element } = made;
      element.style.top = `${this.#top(at)}px`;
      element.style.height = `${height}px`;
      element.setAttribute('aria-posinset', String(at + 1));
      element.setAttribute('aria-setsize', String(this.#rows.length));
      const handle = element.querySelector<HTMLElement>('[data-handle]');
      if (handle) {
        handle.tabIndex = at === this.#current ? 0 : -1;
        handle.onfocus = () => {
          this.#current = at;
        };
      }
      shown.push(element);
      if (at === open) shown.push(this.#panel);
    });
    this.#made = seen;
    this.#panel.style.top = `${(open + 1) * height}px`;
    // In the order in which they are read.
    patch(this.#canvas, shown);
  }
}
