// Fields, buttons and lists: what a person changes, with what happens then.
import { type Child, type Children, type Props, h } from './dom.ts';

/** A value and the words for it. */
export type Option = readonly [value: string, text: string];

/** A field with its label above it. */
export const field = (label: string, control: Node): HTMLElement =>
  h('label', { class: 'field' }, h('span', null, label), control);

export const button = (id: string | null, text: string, onclick: () => void, props: Props = {}): HTMLButtonElement =>
  h('button', { id, type: 'button', onclick, ...props }, text);

/** A link to a page that opens beside this one. */
export const beside = (href: string, text: string): HTMLAnchorElement =>
  h('a', { href, target: '_blank', rel: 'noopener' }, text);

export const options = (all: readonly Option[]): HTMLOptionElement[] =>
  all.map(([value, text]) => h('option', { value }, text));

export function select(
  id: string,
  value: string,
  choices: Children,
  change: (value: string) => void,
  props: Props = {},
): HTMLSelectElement {
  const element = h('select', { id, value, onchange: () => change(element.value), ...props }, choices);
  return element;
}

export function input(
  id: string,
  type: 'text' | 'date' | 'number',
  value: string | number,
  change: (value: string) => void,
  props: Props = {},
): HTMLInputElement {
  const element = h('input', { id, type, value, onchange: () => change(element.value), ...props });
  return element;
}

export function checkbox(
  id: string,
  checked: boolean,
  change: (checked: boolean) => void,
  props: Props = {},
): HTMLInputElement {
  const element = h('input', { id, type: 'checkbox', checked, onchange: () => change(element.checked), ...props });
  return element;
}

/** Choices under a label of their own. */
export type Group = { label: string; options: readonly Option[] };

const grouped = (groups: readonly Group[]): HTMLElement[] =>
  groups
    .filter((group) => group.options.length > 0)
    .flatMap((group) =>
      group.label ? [h('optgroup', { label: group.label }, options(group.options))] : options(group.options),
    );

/** Options beyond which a list has only the chosen one until a hand or a key comes to it. */
const MANY = 300;
/** What lists hold that were shown, and whether all of it is in them. */
const shownIn = new WeakMap<HTMLSelectElement, { key: string; groups: readonly Group[]; whole: boolean }>();

/** Puts in all that a list holds, before it opens. */
function complete({ currentTarget: list }: Event): void {
  const shown = list instanceof HTMLSelectElement && shownIn.get(list);
  if (!shown || shown.whole) return;
  shown.whole = true;
  const { value } = list;
  list.replaceChildren(...grouped(shown.groups));
  list.value = value;
}

/** Brings a list up to date; one that may be open is left as it is where nothing changed. */
export function showOptions(list: HTMLSelectElement, groups: readonly Group[], value: string): void {
  const key = JSON.stringify(groups);
  const before = shownIn.get(list);
  if (!before) for (const reached of ['focus', 'pointerdown']) list.addEventListener(reached, complete);
  const all = groups.flatMap((group) => group.options);
  const whole = all.length <= MANY || document.activeElement === list;
  if (before?.key !== key || (!before.whole && list.value !== value)) {
    shownIn.set(list, { key, groups, whole });
    list.replaceChildren(...(whole ? grouped(groups) : options(all.filter(([known]) => known === value))));
  }
  if (list.value !== value) list.value = value;
}

/** A word of a sentence that is a list: the list lies over the word, which shows what is chosen. */
export class Word {
  readonly element: HTMLElement;
  readonly #word = h('span', { 'aria-hidden': 'true' });
  readonly #list: HTMLSelectElement;

  constructor(id: string, label: string, change: (value: string) => void) {
    this.#list = select(id, '', [], change, { 'aria-label': label });
    this.element = h('span', { class: 'word-list' }, this.#word, this.#list);
  }

  /** `says` is shown in place of the text of the choice. */
  show(groups: readonly Group[], value: string, says?: string): void {
    showOptions(this.#list, groups, value);
    const text = groups.flatMap((group) => group.options).find(([known]) => known === value)?.[1] ?? value;
    this.#word.textContent = says ?? text;
  }
}

/** Lists that lie over the page and are open: one at a time. */
let opened: HTMLDetailsElement | null = null;
const close = () => {
  if (opened) opened.open = false;
  opened = null;
};
document.addEventListener('pointerdown', (event) => {
  if (opened && event.target instanceof Node && !opened.contains(event.target)) close();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !opened) return;
  const summary = opened.querySelector('summary');
  close();
  summary?.focus();
});

/** What opens over the page beneath a button; its body is made anew each time it opens. */
export function menu(id: string, summary: HTMLElement, body: () => Child[], right = false): HTMLDetailsElement {
  const content = h('div', { class: 'menu-body' });
  const element = h('details', { id, class: right ? 'menu right' : 'menu' }, summary, content);
  element.addEventListener('toggle', () => {
    // What stood in it is made anew when it opens again: until then nothing is there to be pressed.
    if (!element.open) return content.replaceChildren();
    if (opened !== element) close();
    opened = element;
    content.replaceChildren(...body().filter((child) => child instanceof Node));
    // It stays in the window, however far to the right its word stands.
    content.style.marginLeft = '';
    const beyond = content.getBoundingClientRect().right + 8 - document.documentElement.clientWidth;
    if (beyond > 0) content.style.marginLeft = `${-beyond}px`;
  });
  // What was chosen closes it, but for what may be followed by another choice.
  content.addEventListener('click', (event) => {
    if (!(event.target instanceof Element && event.target.closest('button, label.button'))) return;
    // What was chosen is gone: the hand goes back to where the list was opened.
    const held = content.contains(document.activeElement);
    close();
    if (held) summary.focus();
  });
  // The keys have gone on: it does not stay over the page.
  element.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && !element.contains(event.relatedTarget)) element.open = false;
  });
  return element;
}
