// What there is to say of a file: what became of it, its ledger, and how it may be read otherwise.
import type { Actions } from '../actions.ts';
import { Blocks, notice } from '../blocks.ts';
import { button } from '../controls.ts';
import { type Child, h, replace, save } from '../dom.ts';
import { bytes, count, counted } from '../format.ts';
import type { OfFile } from '../listing.ts';
import type { Diagnostic, FileReport, ImportOptions, Member, Outcome, Settings } from '../protocol.ts';
import { mappingForm } from './mapping.ts';
import { mends, question, reasons } from './questions.ts';

export const WORD: Record<Outcome, string> = {
  prices: 'read',
  sectors: 'sector list',
  asks: 'asks',
  refused: 'refused',
};
export const MARK: Record<Outcome, string> = { prices: '✓', sectors: '✓', asks: '?', refused: '×' };

/** Records left out, over all rules. */
const rejected = ({ ledger }: FileReport) => Object.values(ledger.rejected).reduce((sum, n) => sum + n, 0);

/** What was read of a file, in a few words. */
export function summary(file: FileReport): string {
  const { outcome, ledger, layout, series, constituents = [] } = file;
  const out = `${count(rejected(file))} left out`;
  if (outcome === 'prices')
    return `${counted(ledger.used, layout === 'zip' ? 'file' : 'row')}, ${out}${series.length > 1 ? `, ${series.length} series` : ''}`;
  if (outcome === 'sectors')
    return `${counted(constituents.length, 'symbol')} in ${counted(new Set(constituents.map(({ sector }) => sector)).size, 'sector')}, ${out}`;
  return bytes(file.bytes);
}

/** What there is to say about a file, each with what can be done about it. */
function remarks(file: FileReport, diagnostics: Diagnostic[], own: Member[], actions: Actions): Child[] {
  const late = own.filter(({ shift_days: days }) => days === 0);
  const back = (id: string) =>
    button(null, `Move the days of ${id} back by one`, () => actions.choose.describe([id], { shift_days: -1 }), {
      'data-shift': id,
    });
  const remark = ({ severity, message, code }: Diagnostic) =>
    h(
      'p',
      { class: `diagnostic ${severity}` },
      message,
      code === 'midnight-snapshot' && late.flatMap(({ id }) => [' ', back(id)]),
    );
  const saveLeftOut = async () => {
    save(`${file.name.replaceAll('/', '-')}-left-out.csv`, await actions.import.leftOut(file.name), 'text/csv');
  };
  return [
    ...diagnostics.map(remark),
    rejected(file) > 0 &&
      file.ledger.used > 0 &&
      h(
        'p',
        { class: 'buttons' },
        button(null, 'What was left out (CSV)', () => void saveLeftOut(), { class: 'left-out' }),
      ),
  ];
}

/** All about a file, in its place; it is filled anew where what it shows is another. */
export class FilePart {
  readonly element = h('div', { class: 'file', tabindex: '-1' });
  readonly #actions: Actions;
  #seen = '';

  constructor(actions: Actions) {
    this.#actions = actions;
  }

  show(of: OfFile, settings: Settings): void {
    const mapping = settings.mapping?.[of.file.name] ?? {};
    const key = JSON.stringify([of, mapping]);
    if (key === this.#seen) return;
    this.#seen = key;
    const { element } = this;
    element.className = `file ${of.file.outcome}`;
    element.dataset.name = of.file.name;
    replace(element, contents(of, mapping, this.#actions));
  }
}

function contents({ file, index, alike, section, own }: OfFile, mapping: ImportOptions, actions: Actions): Child[] {
  const act = actions.choose.act.bind(actions.choose);
  const blocks = section?.blocks ?? [];
  const jumping = own.some(({ jumps: open }) => open.length > 0);
  const beside = reasons(file, mapping);
  // What stands beside a button already is not repeated.
  const diagnostics = file.diagnostics.filter(
    (one) => !beside.includes(one) && !(jumping && one.code === 'split-like-jump'),
  );
  const host = h('div');
  const layout = {
    act,
    open: true,
    save: (number: number) => void actions.saveTable('files', `file:${file.name}`, number),
  };
  new Blocks(host, `file-${index}`, layout).show(blocks.filter((block) => !('notice' in block)));
  const mappable = file.columns.length > 0 || Object.keys(mapping).length > 0;
  return [
    h(
      'p',
      { class: 'file-line' },
      h('span', { class: 'mark', 'aria-hidden': 'true' }, MARK[file.outcome]),
      h('span', { class: 'name' }, file.name),
      h('span', { class: 'word' }, WORD[file.outcome]),
      h('span', { class: 'numbers' }, summary(file)),
      button(`remove-${index}`, 'Remove', () => actions.import.remove(file.name), {
        'aria-label': `Remove ${file.name}`,
      }),
    ),
    // An archive has no question of its own: its files ask.
    file.outcome === 'asks' && file.layout !== 'zip' && question(file, index, alike, actions),
    ...mends(file, index, alike, mapping, actions),
    ...blocks.flatMap((block) => ('notice' in block ? [notice(block.notice, act)] : [])),
    ...remarks(file, diagnostics, own, actions),
    host,
    mappable && mappingForm(file, index, alike, mapping, actions),
  ];
}
