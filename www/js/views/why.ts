// What is behind a verdict.
import type { Actions } from '../actions.ts';
import { Blocks } from '../blocks.ts';
import type { Block, Section } from '../protocol.ts';

/** What the pictures behind a claim are called. */
const FIGURES: Record<string, string[]> = {
  'peaks-with-tech': ['Correlation by year', 'Quarters as they are', 'Quarters, volatility-adjusted'],
};

/** Everything behind a verdict, but what stands above it already. */
export class Behind {
  readonly #blocks: Blocks;

  constructor(host: HTMLElement, id: string, actions: Actions) {
    this.#blocks = new Blocks(host, `claim-${id}`, {
      act: actions.choose.act.bind(actions.choose),
      figures: FIGURES[id] ?? [],
      save: (number) => void actions.saveTable('claims', id, number),
    });
  }

  show(section: Section): void {
    const above = (block: Block) => 'verdict' in block || 'brief' in block || 'notice' in block || 'statement' in block;
    this.#blocks.show(section.blocks.filter((block) => !above(block)));
  }
}
