// The keys, listed where a person asks for them; and the ones that hold for the whole page.
import type { Actions } from '../actions.ts';
import { button } from '../controls.ts';
import { byId, h } from '../dom.ts';
import type { Store } from '../store.ts';

const KEYS: [keys: string[], does: string][] = [
  [['?'], 'shows this list'],
  [['/'], 'finds a series'],
  [['Ctrl Z', 'Ctrl Y'], 'undo and redo'],
  [['← →'], 'move along a chart; with Page up and Page down by a month'],
  [['↑ ↓'], 'choose a row of the ranking, or of the heat map'],
  [['Home', 'End'], 'go to the first and to the last'],
  [['Escape'], 'closes a list'],
];

export function keysView(_store: Store, _actions: Actions): void {
  const dialog = byId('keys') as HTMLDialogElement;
  const close = button('close-keys', 'Close', () => dialog.close());
  dialog.append(
    h('h2', { id: 'keys-title' }, 'Keys'),
    h(
      'dl',
      { class: 'facts' },
      KEYS.flatMap(([keys, does]) => [
        h(
          'dt',
          null,
          keys.map((key) => h('kbd', null, key)),
        ),
        h('dd', null, does),
      ]),
    ),
    close,
  );
  const open = () => {
    if (!dialog.open) dialog.showModal();
  };
  byId('show-keys').addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    const field = event.target instanceof Element && event.target.closest('input, textarea, select');
    if (field || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '?') {
      event.preventDefault();
      open();
    }
  });
}
