// What became of saved reports that were dropped: the same again, to the byte, or what differs.
import type { Actions } from '../actions.ts';
import { button } from '../controls.ts';
import { byId, h, replace } from '../dom.ts';
import type { Verified } from '../protocol.ts';
import type { Store } from '../store.ts';

const outcome = ({ same }: Verified) => (same === null ? '' : same ? 'same' : 'differs');

export function verifiedView(store: Store, actions: Actions): void {
  const host = byId('verified');
  const line = ({ name, same, lines: [first, ...rest] }: Verified, at: number) =>
    h(
      'div',
      { class: `ask verified ${outcome({ name, same, lines: [] })}` },
      h('p', null, h('span', { class: 'name' }, name), ` ${first}`),
      rest.length > 0 && h('pre', { tabindex: '0' }, rest.map((text) => text.trim()).join('\n')),
      button(`dismiss-${at + 1}`, 'Dismiss', () => actions.import.dismiss(name), { 'aria-label': `Dismiss ${name}` }),
    );
  store.watch(
    ({ ui }) => [ui.verified],
    ({ ui }) => replace(host, ui.verified.map(line)),
  );
}
