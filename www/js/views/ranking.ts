// The picture that carries the claim: sorted dots with intervals; the days behind it; what calendars do to the shown pair.
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
  const act = actions.choose.act.bind(actions.choose);
  const ranking = new SectionView(byId('ranking'), 'ranking', 'h2', {
    act,
    figures: ['Ranking'],
    choosing: {
      chosen: () => chosenRow(store.get()),
      choose: (index) => {
        const found = store.get().answers.ranking?.found;
        const row = found?.rows[index];
        if (found && row) actions.choose.select(found.reference, row.id);
      },
    },
  });
  const days = new SectionView(byId('days'), 'days', 'h2', { act });
  store.watch(
    (state) => [state.answers.ranking, chosenRow(state)],
    ({ answers }) => {
      ranking.show(sectionOf(answers.ranking, 'ranking'));
      days.show(sectionOf(answers.ranking, 'days'));
      byId('calendars').classList.toggle('empty', !answers.ranking);
    },
  );
}

export function alignmentView(store: Store, actions: Actions): void {
  const act = actions.choose.act.bind(actions.choose);
  const conventions = new SectionView(byId('conventions'), 'conventions', 'h3', {
    act,
    figures: ['One correlation, four ways'],
  });
  const leading = new SectionView(byId('lead-lag'), 'lead-lag', 'h3', { act, figures: ['Who leads?'] });
  store.watch(
    ({ answers }) => [answers.alignment],
    ({ answers: { alignment } }) => {
      conventions.show(sectionOf(alignment, 'conventions'));
      leading.show(sectionOf(alignment, 'lead-lag'));
    },
  );
}

/** When the correlation is high: year by year, quarter by quarter. */
export function peaksView(store: Store, actions: Actions): void {
  const act = actions.choose.act.bind(actions.choose);
  const years = new SectionView(byId('years'), 'years', 'h3', { act, figures: ['Correlation by year'] });
  const quarters = new SectionView(byId('quarters'), 'quarters', 'h3', {
    act,
    figures: ['Quarters as they are', 'Quarters, volatility-adjusted'],
  });
  store.watch(
    ({ answers }) => [answers.claims],
    ({ answers: { claims } }) => {
      years.show(sectionOf(claims, 'years'));
      quarters.show(sectionOf(claims, 'quarters'));
    },
  );
}
