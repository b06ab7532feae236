// For a reader without files: how to check it on one's own, and what the page shows until then.
import type { Actions } from '../actions.ts';
import { beside, button } from '../controls.ts';
import { byId, h } from '../dom.ts';
import { spelledDate } from '../format.ts';
import { FINDING, finding } from '../finding.ts';
import { glide } from '../holding.ts';
import type { Store } from '../store.ts';
import { chooser } from './bar.ts';

export function welcomeView(store: Store, actions: Actions): void {
  const host = byId('welcome');
  const { files, answers } = finding;
  const last = answers.ranking?.found.last ?? '';
  host.append(
    h(
      'p',
      { class: 'opening' },
      'A bank’s note of January 2025 claims that bitcoin moves most with small-cap tech. Does it?',
    ),
    h(
      'div',
      { class: 'invitation' },
      h(
        'div',
        null,
        h('h2', null, 'Check it on your own price files'),
        h(
          'p',
          null,
          h(
            'span',
            { class: 'long' },
            'Drop CSVs, a folder, a ZIP or a workbook anywhere on this page, or paste a table. ',
          ),
          'Files stay on this device: the page cannot open a connection.',
        ),
      ),
      h(
        'p',
        { class: 'buttons' },
        chooser('first-files', '+ Add files', false, actions, true),
        chooser('first-folder', 'Folder', true, actions),
        button('show-sample', 'Try the synthetic sample', () => actions.import.showSample()),
        beside('files.html#sources', 'Where do I get files?'),
      ),
    ),
    h(
      'p',
      { class: 'until' },
      h('span', { class: 'tag real' }, 'Real data'),
      ` Until then: what the engine found in ${files} public daily series to ${spelledDate(last)}. Yours may differ. No price is in this page, only results. `,
      h(
        'span',
        { class: 'links' },
        beside('findings/', 'Sources and hashes'),
        ' ',
        beside(FINDING.report, 'Full report'),
        ' ',
        beside('findings/#again', 'Run it again'),
      ),
    ),
  );
  store.watch(
    ({ ui }) => [ui.finding],
    ({ ui }) => {
      // As the page begins nothing moves, and to ask where it stands would only force a layout.
      if (host.hidden === ui.finding)
        glide([byId('main')], () => {
          host.hidden = !ui.finding;
          byId('bar').hidden = ui.finding;
        });
      document.body.classList.toggle('finding', ui.finding);
    },
  );
}
