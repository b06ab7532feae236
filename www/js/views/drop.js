// Where files come in: buttons, progress, the sample's banner.
import { chosenFiles } from '../drop.js';
import { byId, h, replace } from '../dom.js';
import { bytes, count } from '../format.js';
import { watch } from '../store.js';

/** A button-like label around a hidden file input. @param {string} id @param {string} text @param {boolean} folder @param {import('../actions.js').Actions} actions */
function chooser(id, text, folder, actions) {
  const input = h('input', {
    id,
    type: 'file',
    multiple: true,
    class: 'visually-hidden',
    webkitdirectory: folder,
    onchange: () => {
      void actions.importFiles(chosenFiles(input.files));
      input.value = '';
    },
  });
  return h('label', { class: 'button', for: id }, text, input);
}

/** @param {import('../store.js').Store} store @param {import('../actions.js').Actions} actions */
export function dropView(store, actions) {
  const host = byId('drop');
  const bar = h(
    'p',
    { class: 'choose' },
    chooser('choose-files', 'Choose CSV files', false, actions),
    chooser('choose-folder', 'or a folder', true, actions),
    h('span', { class: 'hint' }, 'or drop files or a folder anywhere, or paste a table'),
  );
  const state = h('div', { class: 'drop-state' });
  host.append(bar, state);
  watch(
    store,
    (s) => [s.importing, s.sample, s.notice, s.files],
    ({ importing, sample, notice, files }) => {
      byId('status').textContent = importing ? 'Reading files' : notice;
      if (importing) {
        replace(
          state,
          h('progress', {
            'aria-label': 'Reading files',
            max: Math.max(1, importing.bytesTotal),
            value: importing.bytes,
          }),
          h(
            'span',
            { id: 'progress-text' },
            `${importing.files} of ${count(importing.filesTotal)} files, ${bytes(importing.bytes)} of ${bytes(importing.bytesTotal)}`,
          ),
          h('button', { id: 'cancel', type: 'button', onclick: () => actions.cancel() }, 'Cancel'),
        );
      } else if (sample) {
        replace(
          state,
          h(
            'p',
            { class: 'banner' },
            h('strong', null, `Showing: synthetic sample (${files.series.length} series, invented numbers). `),
            'Your first file replaces it. ',
            h('button', { id: 'clear-sample', type: 'button', onclick: () => actions.clear() }, 'Clear sample'),
          ),
        );
      } else {
        replace(
          state,
          h(
            'p',
            { class: 'banner' },
            notice && `${notice} `,
            files.files.length > 0
              ? h('button', { id: 'clear-files', type: 'button', onclick: () => actions.clear() }, 'Remove all files')
              : h(
                  'button',
                  { id: 'show-sample', type: 'button', onclick: () => actions.showSample() },
                  'Show the synthetic sample',
                ),
          ),
        );
      }
    },
  );
}
