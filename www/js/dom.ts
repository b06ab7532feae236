// Elements from plain calls. Data reaches the page only as text nodes and attributes, never as markup.

export type Child = Node | string | number | null | undefined | false;
export type Children = Child | Child[];
/** Beginning with `on`: listeners; `value` and `checked`: properties; else attributes, which booleans set or leave out. */
export type Props = Record<string, unknown>;

/** An element. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props?: Props | null,
  ...children: Children[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value as EventListener);
    else if (name === 'value' || name === 'checked') continue;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...nodes(children));
  // After the children: a select's value needs its options.
  if (props && 'value' in props) Reflect.set(element, 'value', props.value ?? '');
  if (props && 'checked' in props) Reflect.set(element, 'checked', Boolean(props.checked));
  return element;
}

const nodes = (children: Children[]): (Node | string)[] =>
  children
    .flat()
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));

/** Replaces what is in a host. The focused element, and which `<details>` are open, carry over by id. */
export function replace(host: Element, ...children: Children[]): void {
  const focused = host.contains(document.activeElement) ? document.activeElement?.id : '';
  const open = new Map(
    [...host.querySelectorAll<HTMLDetailsElement>('details[id]')].map((details) => [details.id, details.open]),
  );
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes(children));
  for (const details of fragment.querySelectorAll<HTMLDetailsElement>('details[id]')) {
    const was = open.get(details.id);
    if (was === undefined) continue;
    details.open = was;
    // The browser would say so later; until then an open table would stand empty.
    details.dispatchEvent(new Event('toggle'));
  }
  host.replaceChildren(fragment);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** Makes these the children of a host, in this order; those that are there already stay where the hand is on them. */
export function patch(host: Element, children: Element[]): void {
  const wanted = new Set(children);
  const held = host.contains(document.activeElement) ? document.activeElement : null;
  for (const child of [...host.children]) if (!wanted.has(child)) child.remove();
  children.forEach((child, at) => {
    if (host.children[at] !== child) host.insertBefore(child, host.children[at] ?? null);
  });
  // What was moved has lost the focus on the way.
  if (held instanceof HTMLElement && held.isConnected && held !== document.activeElement)
    held.focus({ preventScroll: true });
}

/** Elements by name, made once and brought up to date: what a person opened, or holds, stays. */
export class Kept<Item, Made extends { element: Element }> {
  readonly #make: (name: string, item: Item) => Made;
  #made = new Map<string, Made>();

  constructor(make: (name: string, item: Item) => Made) {
    this.#make = make;
  }

  /** The elements of these names, in order; those of other names are forgotten. */
  of(items: [string, Item][], update: (made: Made, item: Item) => void): Element[] {
    const made = new Map<string, Made>();
    for (const [name, item] of items) {
      const one = this.#made.get(name) ?? this.#make(name, item);
      update(one, item);
      made.set(name, one);
    }
    this.#made = made;
    return [...made.values()].map(({ element }) => element);
  }
}

/** The element with this id; a missing one is a bug of the page. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

/** A `<details>` whose body is made when it is opened: a table of thousands of rows costs nothing until wanted. */
export class Fold {
  readonly element: HTMLDetailsElement;
  readonly #summary = h('summary');
  readonly #content: HTMLElement;
  #body: (() => Children | Promise<Children>) | null = null;

  constructor(id: string) {
    this.#content = h('div', { class: 'details-body', tabindex: '0' });
    this.element = h('details', { id, class: 'table-toggle' }, this.#summary, this.#content);
    this.element.addEventListener('toggle', () => void this.#fill());
  }

  /** What stands in it from now on. */
  show(summary: string, body: () => Children | Promise<Children>): void {
    if (this.#summary.textContent !== summary) this.#summary.textContent = summary;
    this.#body = body;
    void this.#fill();
  }

  async #fill(): Promise<void> {
    const body = this.#body;
    if (!this.element.open || !body) return;
    const children = body();
    if (!(children instanceof Promise)) {
      this.#body = null;
      replace(this.#content, children);
      return;
    }
    const found = await children;
    // Meanwhile it may have been given something else.
    if (this.#body !== body) return;
    this.#body = null;
    replace(this.#content, found);
  }
}

/** A fold that is shown once and then left alone. */
export function fold(id: string, summary: string, body: () => Children): HTMLDetailsElement {
  const one = new Fold(id);
  one.show(summary, body);
  return one.element;
}

/** Hands the person a file. */
export function save(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  h('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** A sentence in which words with a hyphen, such as symbols and dates, stay on one line. */
export const unbroken = (text: string): Child[] =>
  text.split(/(\S*\w-\w\S*)/).map((part, i) => (i % 2 === 1 ? h('span', { class: 'whole' }, part) : part));
