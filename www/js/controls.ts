// Fields and buttons: what a person changes, with what happens then.
import { type Children, type Props, h } from './dom.ts';

/** A value and the words for it. */
export type Option = readonly [value: string, text: string];

/** A field with its label above it. */
export const field = (label: string, control: Node): HTMLElement =>
  h('label', { class: 'field' }, h('span', null, label), control);

export const button = (id: string | null, text: string, onclick: () => void, props: Props = {}): HTMLButtonElement =>
  h('button', { id, type: 'button', onclick, ...props }, text);

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
