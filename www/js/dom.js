// Elements from plain calls. Data reaches the page only as text nodes and attributes, never as markup.

/** @typedef {Node | string | number | null | undefined | false} Child */
/** @typedef {Record<string, unknown>} Props */

/**
 * An element. Props beginning with `on` are listeners, `class` and `data-`/`aria-` ones are attributes, booleans set or
 * leave out an attribute; `value` and `checked` are properties.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Props | null} [props] @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === 'value' || name === 'checked') continue;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  // After the children: a select's value needs its options.
  if (props && 'value' in props) Reflect.set(element, 'value', props.value ?? '');
  if (props && 'checked' in props) Reflect.set(element, 'checked', Boolean(props.checked));
  return element;
}

/** @param {Element | DocumentFragment} parent @param {(Child | Child[])[]} children */
function append(parent, children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

/**
 * Replaces what is in a host. The focused element, and which `<details>` are open, carry over by id.
 * @param {Element} host @param {...(Child | Child[])} children
 */
export function replace(host, ...children) {
  const focused = host.contains(document.activeElement) ? document.activeElement?.id : '';
  const open = new Map(
    [...host.querySelectorAll('details[id]')].map((details) => [
      details.id,
      /** @type {HTMLDetailsElement} */ (details).open,
    ]),
  );
  const fragment = document.createDocumentFragment();
  append(fragment, children);
  for (const details of fragment.querySelectorAll('details[id]')) {
    const was = open.get(details.id);
    if (was === undefined) continue;
    /** @type {HTMLDetailsElement} */ (details).open = was;
    // The browser would say so later; until then an open table would stand empty.
    details.dispatchEvent(new Event('toggle'));
  }
  host.replaceChildren(fragment);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** The element with this id; a missing one is a bug of the page. @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

/**
 * A `<details>` whose body is built when it is first opened: a table of thousands of rows costs nothing until wanted.
 * @param {string} id @param {string} summary @param {() => Child | Child[]} body
 */
export function lazyDetails(id, summary, body) {
  const content = h('div', { class: 'details-body', tabindex: '0' });
  const details = h('details', { id, class: 'table-toggle' }, h('summary', null, summary), content);
  let filled = false;
  const fill = () => {
    if (details.open && !filled) {
      filled = true;
      append(content, [body()].flat());
    }
  };
  details.addEventListener('toggle', fill);
  return details;
}

/** Hands the person a file. @param {string} name @param {BlobPart} content @param {string} type */
export function save(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  h('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** A sentence in which words with a hyphen, such as symbols and dates, stay on one line. @param {string} text */
export const unbroken = (text) =>
  text.split(/(\S*\w-\w\S*)/).map((part, i) => (i % 2 === 1 ? h('span', { class: 'whole' }, part) : part));
