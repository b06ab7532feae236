// A button that copies a text, and says so itself.
import { byId, h } from '../dom.js';

/** @param {string} id @param {string} what  for a screen reader @param {string} text */
export function copyButton(id, what, text) {
  const button = h(
    'button',
    {
      id,
      type: 'button',
      'aria-label': `Copy ${what}`,
      onclick: async () => {
        try {
          await navigator.clipboard.writeText(text);
          button.textContent = 'Copied';
        } catch {
          button.textContent = 'This browser does not let the page copy: select the text instead.';
        }
        byId('status').textContent = button.textContent;
      },
    },
    'Copy',
  );
  return button;
}
