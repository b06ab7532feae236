// The cards of the table in `cards.ts`.
import type { Actions } from '../actions.ts';
import { SectionView } from '../blocks.ts';
import { CARDS } from '../cards.ts';
import { byId } from '../dom.ts';
import { type Store, sectionOf } from '../store.ts';

export function cardViews(store: Store, actions: Actions): void {
  const act = actions.choose.act.bind(actions.choose);
  for (const { into, answer, section, level, figures } of CARDS) {
    const view = new SectionView(byId(into), section, level, {
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
    ({ answers }) => [answers.alignment],
    ({ answers }) => byId('pair').classList.toggle('empty', !answers.alignment),
  );
}
