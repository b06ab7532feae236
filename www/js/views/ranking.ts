// The picture that carries the claim: sorted dots with intervals, any of which a press chooses.
import type { Actions } from '../actions.ts';
import { SectionView } from '../blocks.ts';
import { byId } from '../dom.ts';
import { type State, type Store, sectionOf, shownPair } from '../store.ts';

/** The row of the shown pair; -1 where it is none. */
function chosenRow(state: State): number {
  const pair = shownPair(state);
  const ranking = state.answers.ranking?.found;
  if (!pair || !ranking || ![pair.a, pair.b].includes(ranking.reference)) return -1;
  const other = pair.a === ranking.reference ? pair.b : pair.a;
  return ranking.rows.findIndex((row) => row.id === other);
}

export function rankingView(store: Store, actions: Actions): void {
  const ranking = new SectionView(byId('ranking'), 'ranking', 'h2', {
    act: actions.choose.act.bind(actions.choose),
    figures: ['Ranking'],
    behind: 'Table, and how firm the order is',
    save: (number) => void actions.saveTable('ranking', 'ranking', number),
    choosing: {
      chosen: () => chosenRow(store.get()),
      choose: (index) => {
        const found = store.get().answers.ranking?.found;
        const row = found?.rows[index];
        if (found && row) actions.choose.select(found.reference, row.id);
      },
    },
  });
  store.watch(
    (state) => [state.answers.ranking, chosenRow(state)],
    ({ answers }) => ranking.show(sectionOf(answers.ranking, 'ranking')),
  );
}
