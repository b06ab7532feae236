// The claims under every combination of settings: asked for by a press, since it takes a while.
import type { Actions } from '../actions.ts';
import { Blocks } from '../blocks.ts';
import { button, options } from '../controls.ts';
import { byId, h, patch, replace } from '../dom.ts';
import type { State, Store } from '../store.ts';

const WHAT =
  'The same claims under every combination of return, measure, calendar, period and volatility: 576 in all, and as many again with the next best series for the claims’ words where there are any. Each is judged by the claim’s own rule. Two of the three calendars are there for comparison, and weekly returns are a fifth as many, so they find less.';

const testable = ({ answers }: State) => (answers.claims?.found ?? []).some(({ effect }) => effect !== null);

export function specificationView(store: Store, actions: Actions): void {
  const host = byId('specification');
  const body = h('div');
  const choice: HTMLSelectElement = h('select', {
    id: 'curve-claim',
    onchange: () => void actions.curve.choose(choice.value),
  });
  const run = button('run-curve', '', () => void actions.curve.start());
  const stop = button('stop-curve', 'Stop', () => actions.curve.stop());
  const progress = h('progress', { 'aria-label': 'Combinations' });
  const buttons = h('p', { class: 'buttons' });
  const chooser = h('label', { class: 'field curve-claim' }, h('span', null, 'Claim'), choice);
  host.append(
    h(
      'summary',
      null,
      h('h2', { id: 'specification-title' }, 'Does the answer depend on one choice?'),
      h('span', { class: 'note' }, 'the claims under all 576 combinations of settings'),
    ),
    h('div', { class: 'inside' }, h('p', null, WHAT), buttons, chooser, body),
  );
  const blocks = new Blocks(body, 'curve', {
    act: actions.choose.act.bind(actions.choose),
    figures: ['Specification curve'],
    open: true,
  });
  let offered = '';
  store.watch(
    (state) => [state.answers.curveRun, testable(state)],
    (state) => {
      const { curveRun: curve, claims } = state.answers;
      host.classList.toggle('empty', !testable(state));
      run.textContent = curve ? 'Run again' : 'Run all combinations';
      [progress.max, progress.value] = [curve?.total || 1, curve?.done ?? 0];
      patch(buttons, curve && curve.done < curve.total ? [progress, stop] : [run]);
      // The list is made anew only where it changes: it may be open.
      const spoken = (claims?.found ?? []).filter(({ id }) => curve?.claims.includes(id));
      const ids = spoken.map(({ id }) => id).join(' ');
      if (ids !== offered) replace(choice, options(spoken.map(({ id, question }) => [id, question])));
      offered = ids;
      choice.value = curve?.claim ?? '';
      chooser.hidden = ids === '';
      blocks.show(curve?.sections[0]?.blocks ?? []);
    },
  );
}
