// A button that copies a text, and says so itself.
import { button } from '../controls.ts';
import { byId } from '../dom.ts';

/** `what` is for a screen reader. */
export function copyButton(id: string, what: string, text: () => string): HTMLButtonElement {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      element.textContent = 'Copied';
    } catch {
      element.textContent = 'This browser does not let the page copy: select the text instead.';
    }
    byId('status').textContent = element.textContent;
  };
  const element = button(id, 'Copy', () => void copy(), { 'aria-label': `Copy ${what}` });
  return element;
}
