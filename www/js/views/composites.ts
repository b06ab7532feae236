// The altcoins as one series, in several ways, any of which sectors can be ranked by.
import type { Actions } from '../actions.ts';
import { SectionView } from '../blocks.ts';
import { button } from '../controls.ts';
import { byId } from '../dom.ts';
import { type Store, sectionOf } from '../store.ts';

export function compositesView(store: Store, actions: Actions): void {
  const rankBy = ([id = '']: string[]) => {
    const chosen = store.get().settings.reference === id;
    return button(
      `rank-by-${id}`,
      'Rank sectors by this',
      () => actions.choose.set({ reference: chosen ? undefined : id }),
      { 'aria-pressed': String(chosen), 'aria-label': `Rank sectors by this: ${id}` },
    );
  };
  const view = new SectionView(byId('composites'), 'composites', 'h2', {
    act: actions.choose.act.bind(actions.choose),
    columns: [{ name: 'Reference', cell: rankBy }],
    save: (number) => void actions.saveTable('composites', 'composites', number),
  });
  store.watch(
    ({ answers, settings }) => [answers.composites, settings.reference],
    ({ answers: { composites } }) => {
      const several = composites && composites.found.composites.length > 0;
      view.show(several ? sectionOf(composites, 'composites') : undefined);
    },
  );
}
