// The lines over time as a legend: each can be muted, those beside the pair's taken away, and others added.
import type { Actions } from '../actions.ts';
import { Word, button } from '../controls.ts';
import { Kept, h, patch } from '../dom.ts';
import { type Store, compositeIds, linesBeside, shownPair, used } from '../store.ts';

/** Lines that can be told apart. */
const MOST = 5;

/** Its place, and whether it is muted; alone in a band a line has its colour only where it leaves that. */
type Shown = { at: number; muted: boolean; grey: boolean };

function line(actions: Actions, store: Store, id: string) {
  const swatch = h('i', { 'aria-hidden': 'true' });
  const name = button(null, id, () => actions.choose.mute(id, !store.get().ui.muted.includes(id)), {
    class: 'quiet',
    title: 'Mute, or bring back',
  });
  name.prepend(swatch);
  const away = button(
    `line-away-${id}`,
    '×',
    () => actions.choose.beside(store.get().ui.lines.filter((one) => one !== id)),
    {
      class: 'quiet',
      'aria-label': `Take the line of ${id} away`,
    },
  );
  return {
    element: h('li', null, name, away),
    show({ at, muted, grey }: Shown) {
      swatch.className = `stroke stroke-${at + 1} ${grey ? 'grey' : ''}`;
      name.setAttribute('aria-pressed', String(!muted));
      away.hidden = at === 0;
    },
  };
}

export function linesView(host: HTMLElement, store: Store, actions: Actions): void {
  const list = h('ul', { class: 'lines', 'aria-label': 'Lines' });
  const add = new Word('add-line', 'Add a line', (id) => {
    if (id) actions.choose.beside([...linesBeside(store.get()), id]);
  });
  const more = h('li', null, add.element);
  host.append(list);
  const kept = new Kept<Shown, ReturnType<typeof line>>((id) => line(actions, store, id));
  store.watch(
    (state) => [
      state.answers.rolling,
      state.answers['constant-band'],
      state.answers.files,
      state.answers.composites,
      state.ui.lines,
      state.ui.muted,
      state.ui.finding,
    ],
    (state) => {
      const pair = shownPair(state);
      if (!pair) return;
      const ids = [pair.b, ...linesBeside(state)];
      const { muted } = state.ui;
      const shown = ids.filter((id) => !muted.includes(id));
      const inBand = Boolean(state.answers['constant-band']?.found.simultaneous);
      const items = ids.map((id, at): [string, Shown] => [
        id,
        { at, muted: muted.includes(id), grey: inBand && at === 0 && shown.length === 1 },
      ]);
      const members = used(state).map(({ id, name }) => [id, id === name ? id : `${id}, ${name}`] as const);
      const others = [...members, ...compositeIds(state).map((id) => [id, id] as const)].filter(
        ([id]) => id !== pair.a && !ids.includes(id),
      );
      add.show([{ label: '', options: [['', ''], ...others] }], '', '+ line');
      const rows = kept.of(items, (made, item) => made.show(item));
      patch(list, ids.length < MOST && !state.ui.finding ? [...rows, more] : rows);
    },
  );
}
