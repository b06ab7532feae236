// Files and series as one list: found, sorted, opened one at a time, and changed many at once.
import type { Actions } from '../actions.ts';
import { Blocks } from '../blocks.ts';
import { menu, options } from '../controls.ts';
import { Fold, byId, h, patch, replace } from '../dom.ts';
import { bytes, count, counted } from '../format.ts';
import { FILTERS, type Filter, type ListRow, SORTS, type Sort, inFilter, matches, rowsOf, sorted } from '../listing.ts';
import type { Outcome, Section } from '../protocol.ts';
import { type State, type Store, plainFiles, sectionOf } from '../store.ts';
import { Windowed } from '../windowed.ts';
import { FilePart, MARK, WORD, summary } from './files.ts';
import { manyForm, sectorsOf, seriesForm } from './series.ts';

/** Below this width a row takes two lines. */
const NARROW = '(max-width: 960px)';
const NAMED = 8;

/** A row in its place. */
function rowView(toggle: (key: string) => void, key: string) {
  const handle = h('button', { type: 'button', class: 'row-handle', 'data-handle': true, onclick: () => toggle(key) });
  const element = h('div', { class: 'row', role: 'listitem' }, handle);
  const cell = (name: string) => h('span', { class: name });
  const [mark, name, what, where, file, n, note] = ['mark', 'name', 'what', 'where', 'of', 'n', 'note'].map(cell);
  handle.append(...[mark, name, what, where, file, n, note].filter((one) => one !== undefined));
  let seen = '';
  const show = ({ member, of, note: words, decide }: ListRow, open: boolean) => {
    handle.setAttribute('aria-expanded', String(open));
    const key = JSON.stringify([member, of?.file.outcome, of?.file.name, words, decide]);
    if (key === seen || !mark || !name || !what || !where || !file || !n || !note) return;
    seen = key;
    const outcome: Outcome = member ? 'prices' : (of?.file.outcome ?? 'prices');
    const state = member?.class === null ? 'unknown' : member?.ignored ? 'ignored' : member?.part_of ? 'part' : '';
    element.className = `row ${member ? 'of-series' : 'of-file'} ${outcome} ${state}`;
    if (member) element.dataset.id = member.id;
    else element.dataset.file = of?.file.name ?? '';
    mark.replaceChildren(h('span', { 'aria-hidden': 'true' }, state === 'unknown' ? '?' : MARK[outcome]));
    const title = member?.id ?? of?.file.name ?? '';
    const called = member && member.name !== member.id ? h('small', null, ` ${member.name}`) : '';
    name.replaceChildren(h('b', null, title), called);
    what.textContent = member ? [member.class ?? 'not known', member.kind].filter(Boolean).join(' · ') : WORD[outcome];
    where.textContent = [member?.sector, member?.size].filter(Boolean).join(' · ');
    file.textContent = member ? (of?.file.name ?? '') : '';
    n.textContent = member ? counted(member.count, 'day') : of ? summary(of.file) : '';
    note.textContent = [words, decide > 0 && 'to decide'].filter(Boolean).join(', ');
  };
  return { element, show };
}

/** What opens beneath a row. */
function panelView(actions: Actions) {
  const element = h('div', { class: 'row-panel', role: 'listitem' });
  const about = h('div');
  const part = new FilePart(actions);
  let seen = '';
  return {
    element,
    show({ member, of }: ListRow, state: State) {
      const sectors = sectorsOf(state.answers.files?.found.series ?? []);
      const key = JSON.stringify([member, sectors]);
      if (key !== seen) replace(about, member && seriesForm(member, sectors, actions));
      seen = key;
      if (of) part.show(of, state.settings);
      patch(element, [...(member ? [about] : []), ...(of ? [part.element] : [])]);
    },
  };
}

/** How many files, bytes and rows, and how many rows were left out. */
function ledger(state: State): string {
  const files = plainFiles(state);
  const total = (of: (file: (typeof files)[number]) => number) => files.reduce((sum, file) => sum + of(file), 0);
  const out = total(({ ledger: { rejected } }) => Object.values(rejected).reduce((sum, n) => sum + n, 0));
  return `${counted(files.length, 'file')}, ${bytes(total((file) => file.bytes))}, ${counted(
    total(({ ledger: { used } }) => used),
    'row',
  )} used, ${count(out)} left out`;
}

/** Series that are not in the catalog. */
function unknownOnes({ answers }: State): string {
  const unknown = (answers.files?.found.series ?? []).filter((member) => member.class === null && !member.ignored);
  if (unknown.length === 0) return '';
  const ids = unknown.slice(0, NAMED).map(({ id }) => id);
  const [they, them] = unknown.length === 1 ? ['it is', 'it'] : ['they are', 'them'];
  return `${counted(unknown.length, 'series', 'series')} not in the catalog: ${ids.join(', ')}${unknown.length > NAMED ? ' …' : ''}. Say what ${they} to have ${them} ranked.`;
}

export function listView(store: Store, actions: Actions): void {
  const host = byId('files');
  const [counts, unknown] = [h('span', { class: 'note' }), h('p', { class: 'warning' })];
  const find = h('input', {
    id: 'find',
    type: 'search',
    placeholder: 'Find ( / )',
    'aria-label': 'Find a series or a file',
    size: '14',
  });
  const list = (id: string, label: string, words: Record<string, string>) =>
    h('select', { id, 'aria-label': label }, options(Object.entries(words)));
  const [filter, sort] = [list('filter', 'Which rows', FILTERS), list('sort', 'In which order', SORTS)];
  let open: string | null = null;
  /** The file of the open row: once it is read, its row is that of a series. */
  let openFile: string | undefined;
  let rows: [string, ListRow][] = [];
  const panel = panelView(actions);
  const toggle = (key: string) => {
    open = open === key ? null : key;
    openFile = rows.find(([known]) => known === open)?.[1].of?.file.name;
    draw();
  };
  const narrow = matchMedia(NARROW);
  const windowed = new Windowed<ListRow>(
    'Files and series',
    () => (narrow.matches ? 58 : 36),
    panel.element,
    (key) => {
      const made = rowView(toggle, key);
      return { element: made.element, show: (row) => made.show(row, key === open) };
    },
  );
  windowed.element.dataset.next = find.id;
  const many = menu(
    'many',
    h('summary', { class: 'button' }, 'Change many'),
    () => {
      const members = rows.flatMap(([, { member }]) => member ?? []);
      return manyForm(members, sectorsOf(store.get().answers.files?.found.series ?? []), actions);
    },
    true,
  );
  const written = new Fold('series-table');
  const writtenBody = h('div');
  const writtenBlocks = new Blocks(writtenBody, 'series', {
    act: actions.choose.act.bind(actions.choose),
    open: true,
    save: (number) => void actions.saveTable('files', 'series', number),
  });
  let section: Section | undefined;
  const none = h('p', { class: 'hint' }, 'Nothing is like that.');
  host.append(
    h(
      'div',
      { class: 'heading' },
      h('h2', { id: 'files-title' }, 'Files and series'),
      counts,
      h('div', { class: 'end' }, find, filter, sort, many),
    ),
    unknown,
    windowed.element,
    none,
    written.element,
  );

  function draw() {
    const state = store.get();
    const all = rowsOf(state);
    // What was looked for went with its files.
    if (all.length === 0) find.value = '';
    const chosen = filter.value as Filter;
    const seen = all.filter(([, row]) => inFilter(row, chosen) && matches(row, find.value.trim()));
    rows = sorted(seen, sort.value as Sort);
    host.classList.toggle('empty', all.length === 0);
    counts.textContent = ledger(state);
    const words = unknownOnes(state);
    unknown.hidden = words === '';
    unknown.textContent = words;
    none.hidden = rows.length > 0;
    const found = sectionOf(state.answers.files, 'series');
    const seriesless = (state.answers.files?.found.series ?? []).length === 0;
    written.element.hidden = !found || seriesless;
    many.hidden = seriesless;
    if (found && found !== section)
      written.show('Table: every series, and what it is taken for', () => {
        writtenBlocks.show(found.blocks);
        return writtenBody;
      });
    section = found;
    const known = rows.find(([key]) => key === open);
    const at = known ?? (openFile ? rows.find(([, { of }]) => of?.file.name === openFile) : undefined);
    if (at) [open] = at;
    if (at) panel.show(at[1], state);
    windowed.show(rows, at ? open : null);
  }
  for (const control of [find, filter, sort]) control.addEventListener('input', draw);
  narrow.addEventListener('change', draw);
  store.watch(({ answers, settings }) => [answers.files, answers.ranking, answers.claims, settings.mapping], draw);
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof Element && event.target.closest('input, textarea, select');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    find.focus();
  });
}
