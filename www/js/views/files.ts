// The files panel: what became of each file, its ledger, and what there is to say.
import type { Actions } from '../actions.ts';
import { Blocks, notice } from '../blocks.ts';
import { button } from '../controls.ts';
import { type Child, Kept, byId, fold, h, patch, replace, save } from '../dom.ts';
import { bytes, count, counted } from '../format.ts';
import { kindOf } from '../mapping.ts';
import type { Diagnostic, FileReport, Member, Outcome, Section, Settings } from '../protocol.ts';
import { type State, type Store, sectionOf } from '../store.ts';
import { mappingForm } from './mapping.ts';
import { mends, question, reasons } from './questions.ts';

const WORD: Record<Outcome, string> = { prices: 'read', sectors: 'sector list', asks: 'asks', refused: 'refused' };
const MARK: Record<Outcome, string> = { prices: '✓', sectors: '✓', asks: '?', refused: '×' };
/** What needs a person comes first. */
const ORDER: Outcome[] = ['asks', 'refused', 'sectors', 'prices'];

/** Records left out, over all rules. */
const rejected = ({ ledger }: FileReport) => Object.values(ledger.rejected).reduce((sum, n) => sum + n, 0);

/** What was read of a file, in a few words. */
function summary(file: FileReport): string {
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
    button(null, `Move the days of ${id} back by one`, () => actions.choose.describe(id, { shift_days: -1 }), {
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

/** What a row of the panel is made of. */
type Row = {
  file: FileReport;
  index: number;
  /** How many other files have the same columns. */
  alike: number;
  /** Its tables and its ledger, as written. */
  section: Section | undefined;
  members: Member[];
};

/** What a row shows beside its file: how that is read, its series, and the notices about them. */
function about({ file, members, section }: Row, { mapping = {} }: Settings) {
  const own = members.filter(({ id }) => file.series.includes(id));
  const notices = (section?.blocks ?? []).filter((block) => 'notice' in block);
  return { mapping: mapping[file.name] ?? {}, own, notices };
}

/** A row in its place; it is filled anew where what it shows is another. */
function item(actions: Actions): { element: HTMLLIElement; show: (row: Row, settings: Settings) => void } {
  const element = h('li', { tabindex: '-1' });
  let seen = '';
  return {
    element,
    show(row, settings) {
      const { file, index, alike } = row;
      const shown = about(row, settings);
      const key = JSON.stringify([file, index, alike, shown]);
      if (key === seen) return;
      seen = key;
      element.className = `file ${file.outcome}`;
      element.dataset.name = file.name;
      const held = element.contains(document.activeElement);
      replace(element, contents(row, shown, actions));
      // A button that has done its work is gone: the hand stays at its file.
      if (held && !element.contains(document.activeElement)) element.focus();
    },
  };
}

function contents(
  { file, index, alike, section }: Row,
  { mapping, own, notices }: ReturnType<typeof about>,
  actions: Actions,
): Child[] {
  const act = actions.choose.act.bind(actions.choose);
  const blocks = section?.blocks ?? [];
  const jumping = own.some(({ jumps: open }) => open.length > 0);
  const beside = reasons(file, mapping);
  // What stands beside a button already is not repeated.
  const diagnostics = file.diagnostics.filter(
    (one) => !beside.includes(one) && !(jumping && one.code === 'split-like-jump'),
  );
  const remarked = remarks(file, diagnostics, own, actions);
  const isUsed = file.outcome === 'prices' || file.outcome === 'sectors';
  const behind = () => {
    const host = h('div');
    const layout = {
      act,
      open: true,
      save: (number: number) => void actions.saveTable('files', `file:${file.name}`, number),
    };
    new Blocks(host, `file-${index}`, layout).show(blocks.filter((block) => !('notice' in block)));
    const mappable = file.columns.length > 0 || Object.keys(mapping).length > 0;
    return [...(isUsed ? remarked : []), host, mappable && mappingForm(file, index, alike, mapping, actions)];
  };
  return [
    h(
      'div',
      { class: 'file-line' },
      h('span', { class: 'mark', 'aria-hidden': 'true' }, MARK[file.outcome]),
      h('span', { class: 'word' }, WORD[file.outcome]),
      h('span', { class: 'name' }, file.name),
      h('span', { class: 'numbers' }, summary(file)),
      button(`remove-${index}`, 'Remove', () => actions.import.remove(file.name), {
        class: 'quiet',
        'aria-label': `Remove ${file.name}`,
      }),
    ),
    ...(isUsed ? [] : remarked),
    // An archive has no question of its own: its files ask.
    file.outcome === 'asks' && file.layout !== 'zip' && question(file, index, alike, actions),
    ...mends(file, index, alike, mapping, actions),
    ...notices.map((block) => notice(block.notice, act)),
    fold(
      `file-${index}`,
      isUsed && diagnostics.length > 0 ? `Ledger, ${counted(diagnostics.length, 'remark')}` : 'Ledger and preview',
      behind,
    ),
  ];
}

/** How many files came to what. */
function tally(files: FileReport[]): string {
  const counts = (['prices', 'sectors', 'asks', 'refused'] as const).map((outcome) => ({
    n: files.filter((file) => file.outcome === outcome).length,
    word: WORD[outcome],
  }));
  const some = counts.filter(({ n }) => n > 0).map(({ n, word }) => `${n} ${word}`);
  return some.join(' · ') || 'none yet';
}

function rows(state: State): Row[] {
  const { files } = state.answers;
  const all = files?.found.files ?? [];
  const ofKind = new Map<string, number>();
  for (const file of all) ofKind.set(kindOf(file), (ofKind.get(kindOf(file)) ?? 0) + 1);
  return all
    .map((file, index) => ({
      file,
      index,
      alike: (ofKind.get(kindOf(file)) ?? 1) - 1,
      section: sectionOf(files, `file:${file.name}`),
      members: files?.found.series ?? [],
    }))
    .sort((x, y) => ORDER.indexOf(x.file.outcome) - ORDER.indexOf(y.file.outcome) || x.index - y.index);
}

export function filesView(store: Store, actions: Actions): void {
  const host = byId('files');
  const counts = h('p', { class: 'basis' });
  const list = h('ul', { class: 'files' });
  host.append(h('h2', { id: 'files-title' }, 'Files'), counts, list);
  const kept = new Kept<Row, ReturnType<typeof item>>(() => item(actions));
  store.watch(
    ({ answers, settings }) => [answers.files, settings.mapping],
    (state) => {
      const files = state.answers.files?.found.files ?? [];
      host.classList.toggle('empty', files.length === 0);
      counts.textContent = tally(files);
      const items = rows(state).map((row): [string, Row] => [row.file.name, row]);
      patch(
        list,
        kept.of(items, (one, row) => one.show(row, state.settings)),
      );
    },
  );
}
