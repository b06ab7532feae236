// The line at the foot of what is printed: which program, from what and of which days.
import { byId } from '../dom.ts';
import { type Store, sectionOf } from '../store.ts';

export function paperLineView(store: Store): void {
  store.watch(
    ({ answers }) => [answers.ranking],
    ({ answers }) => {
      const basis = sectionOf(answers.ranking, 'ranking')?.basis;
      byId('paper-line').textContent = ['Sectorscope', basis].filter(Boolean).join(': ');
    },
  );
}
