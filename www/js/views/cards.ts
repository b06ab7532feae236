// The cards of the table in `cards.ts`.
import type { Actions } from '../actions.ts';
import { SectionView } from '../blocks.ts';
import { CARDS } from '../cards.ts';
import { byId, h } from '../dom.ts';
import { type Store, sectionOf } from '../store.ts';

/** Where a card goes: its element, or a new one behind all others. */
function host(id: string): HTMLElement {
  const there = document.getElementById(id);
  if (there) return there;
  const added = h('section', { id, class: 'card', 'aria-labelledby': `${id}-title` });
  byId('more').append(added);
  return added;
}

export function cardViews(store: Store, actions: Actions): void {
  const act = actions.choose.act.bind(actions.choose);
  for (const { into, answer, section, level, figures } of CARDS) {
    const view = new SectionView(host(into), section, level, {
      act,
      figures,
      save: (number) => void actions.saveTable(answer, section, number),
    });
    store.watch(
      ({ answers }) => [sectionOf(answers[answer], section)],
      ({ answers }) => view.show(sectionOf(answers[answer], section)),
    );
  }
  // A frame around some of them.
  store.watch(
    ({ answers }) => [answers.ranking],
    ({ answers }) => byId('calendars').classList.toggle('empty', !answers.ranking),
  );
}
