// Where files come in: buttons, progress, the sample's banner.
import type { Actions } from '../actions.ts';
import { button } from '../controls.ts';
import { byId, h, replace } from '../dom.ts';
import { chosenFiles } from '../drop.ts';
import { bytes, count } from '../format.ts';
import type { State, Store } from '../store.ts';

/** A button-like label around a hidden file input. */
function chooser(id: string, text: string, folder: boolean, actions: Actions): HTMLElement {
  const input = h('input', {
    id,
    type: 'file',
    multiple: true,
    class: 'visually-hidden',
    webkitdirectory: folder,
    onchange: () => {
      void actions.import.files(chosenFiles(input.files));
      input.value = '';
    },
  });
  return h('label', { class: 'button', for: id }, text, input);
}

const banner = ({ ui: { sample, notice }, answers }: State, actions: Actions) => {
  const { files = [], series = [] } = answers.files?.found ?? {};
  if (sample)
    return h(
      'p',
      { class: 'banner' },
      h('strong', null, `Showing: synthetic sample (${series.length} series, invented numbers). `),
      'Your first file replaces it. ',
      button('clear-sample', 'Clear sample', () => actions.import.clear()),
    );
  return h(
    'p',
    { class: 'banner' },
    notice && `${notice} `,
    files.length > 0
      ? button('clear-files', 'Remove all files', () => actions.import.clear())
      : button('show-sample', 'Show the synthetic sample', () => actions.import.showSample()),
  );
};

/** How far the reading is: made once, so that a hand on Cancel stays on it. */
function progressBar(actions: Actions) {
  const bar = h('progress', { 'aria-label': 'Reading files' });
  const text = h('span', { id: 'progress-text' });
  const cancel = button('cancel', 'Cancel', () => actions.import.cancel());
  return {
    elements: [bar, text, cancel],
    show({ files, filesTotal, bytes: read, bytesTotal }: NonNullable<State['ui']['importing']>) {
      bar.max = Math.max(1, bytesTotal);
      bar.value = read;
      text.textContent = `${files} of ${count(filesTotal)} files, ${bytes(read)} of ${bytes(bytesTotal)}`;
    },
  };
}

export function dropView(store: Store, actions: Actions): void {
  const bar = h(
    'p',
    { class: 'choose' },
    chooser('choose-files', 'Choose CSV files', false, actions),
    chooser('choose-folder', 'or a folder', true, actions),
    h('span', { class: 'hint' }, 'or drop files or a folder anywhere, or paste a table'),
  );
  const host = h('div', { class: 'drop-state' });
  byId('drop').append(bar, host);
  const progress = progressBar(actions);
  store.watch(
    ({ ui, answers }) => [ui.importing, ui.sample, ui.notice, answers.files],
    (state) => {
      const { importing, notice } = state.ui;
      byId('status').textContent = importing ? 'Reading files' : notice;
      if (!importing) return replace(host, banner(state, actions));
      progress.show(importing);
      if (!host.contains(progress.elements[0] ?? null)) replace(host, progress.elements);
    },
  );
}
