// Long tables behind pictures.
import type { Actions } from '../actions.ts';
import { saver, table } from '../blocks.ts';
import { Fold } from '../dom.ts';
import type { Details } from '../protocol.ts';

/** A long table, asked for when it is opened. */
export function laterTable(id: string, summary: string, actions: Actions, of: () => Details | null) {
  const fold = new Fold(id);
  const fill = async () => {
    const details = of();
    const blocks = details ? await actions.details(details) : [];
    return blocks.flatMap((block) =>
      details && 'table' in block
        ? [saver(block.table, () => void actions.saveDetails(details, id.replace(/-table$/, ''))), table(block.table)]
        : [],
    );
  };
  return { element: fold.element, show: () => fold.show(summary, fill) };
}
