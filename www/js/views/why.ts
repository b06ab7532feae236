// What is behind a verdict.
import type { Actions } from '../actions.ts';
import { Blocks } from '../blocks.ts';
import { fold, h } from '../dom.ts';
import type { Section } from '../protocol.ts';

/** Everything behind a verdict, made when it is opened: what stands above it already is left out. */
export function why(id: string, section: Section | undefined, actions: Actions): HTMLElement {
  return fold(`why-${id}`, 'Why?', () => {
    const host = h('div');
    const behind = (section?.blocks ?? []).filter((block) => !('verdict' in block || 'statement' in block));
    const layout = {
      act: actions.choose.act.bind(actions.choose),
      open: true,
      save: (number: number) => void actions.saveTable('claims', id, number),
    };
    new Blocks(host, `claim-${id}`, layout).show(behind);
    return host;
  });
}
