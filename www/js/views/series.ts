// Every series, and what it is taken for, as the catalog has it or a person says.
import type { Actions } from '../actions.ts';
import { checkbox, input, options, select } from '../controls.ts';
import { type Child, byId, h, replace, unbroken } from '../dom.ts';
import { counted } from '../format.ts';
import type { AssetClass, Kind, Member, Size, Table } from '../protocol.ts';
import { type State, type Store, sectionOf } from '../store.ts';

const CLASSES: AssetClass[] = ['crypto', 'stablecoin', 'equity', 'other'];
const KINDS: Kind[] = ['coin', 'stablecoin', 'wrapped', 'coin-fund', 'fund', 'index', 'stock', 'leveraged', 'other'];
const SIZES: Size[] = ['large', 'mid', 'small', 'broad'];
const SECTORS = [
  'Energy',
  'Materials',
  'Industrials',
  'Consumer Discretionary',
  'Consumer Staples',
  'Health Care',
  'Financials',
  'Information Technology',
  'Communication Services',
  'Utilities',
  'Real Estate',
];
const NAMED = 8;

/** The control in a column of the table, by the column's name. */
type Controls = Record<string, (member: Member, text: string) => Child[]>;

function controls(members: Member[], actions: Actions): Controls {
  // A sector file may name others than the eleven of GICS.
  const named = members.map(({ sector }) => sector ?? '').filter(Boolean);
  const sectors = [...new Set([...SECTORS, ...named.sort()])];
  const choice = <Value extends string>(
    name: string,
    of: (member: Member) => string | null,
    values: readonly Value[],
    none: string,
    change: (member: Member, value: Value | '') => void,
  ) => {
    const all = options([['', none], ...values.map((value) => [value, value] as const)]);
    return (member: Member) => [
      select(
        `${name.toLowerCase()}-${member.id}`,
        of(member) ?? '',
        all.map((option) => option.cloneNode(true)),
        (value) => change(member, values.find((known) => known === value) ?? ''),
        { 'aria-label': `${name} of ${member.id}` },
      ),
    ];
  };
  const { choose } = actions;
  return {
    Name: (member) => [
      input(`name-${member.id}`, 'text', member.name, (name) => choose.describe(member.id, { name }), {
        'aria-label': `Name of ${member.id}`,
        size: '24',
      }),
    ],
    Class: choice(
      'Class',
      (member) => member.class,
      CLASSES,
      'what is it?',
      ({ id }, value) => value && choose.describe(id, { class: value }),
    ),
    Kind: choice(
      'Kind',
      (member) => member.kind,
      KINDS,
      'no kind',
      ({ id }, value) => value && choose.describe(id, { kind: value }),
    ),
    Sector: choice(
      'Sector',
      (member) => member.sector,
      sectors,
      'no sector',
      ({ id }, sector) => choose.describe(id, { sector }),
    ),
    Size: choice(
      'Size',
      (member) => member.size,
      SIZES,
      'no size',
      ({ id }, value) => value && choose.describe(id, { size: value }),
    ),
    Use: (member, text) => [
      checkbox(`use-${member.id}`, !member.ignored, (use) => choose.describe(member.id, { ignore: !use }), {
        'aria-label': `Use ${member.id}`,
      }),
      ` ${text}`,
    ],
  };
}

/** What a person can set of a series that has no column of its own. */
const MORE: { name: string; control: (member: Member, actions: Actions) => Child }[] = [
  {
    name: 'Crypto-exposed',
    control: ({ id, crypto_exposed: exposed }, { choose }) =>
      checkbox(`crypto-exposed-${id}`, exposed, (checked) => choose.describe(id, { crypto_exposed: checked }), {
        'aria-label': `${id} is crypto-exposed`,
      }),
  },
  {
    name: 'Shift',
    control: ({ id, shift_days: days }, { choose }) =>
      input(
        `shift-${id}`,
        'number',
        days,
        (value) => choose.describe(id, { shift_days: Math.trunc(Number(value)) || 0 }),
        { 'aria-label': `Days to add to the dates of ${id}`, min: '-7', max: '7' },
      ),
  },
];

/** What it is in the ranking. */
function role({ answers }: State, { id }: Member): string {
  const ranking = answers.ranking?.found;
  if (ranking?.reference === id) return 'reference';
  return ranking?.rows.some((row) => row.id === id) ? 'ranked' : '';
}

function form(state: State, written: Table, members: Member[], actions: Actions): HTMLElement {
  const inColumn = controls(members, actions);
  const rows = members.map((member, at) => ({ member, cells: written.rows[at] ?? [] }));
  // Unknown ones come first.
  const sorted = rows.sort((x, y) => Number(y.member.class === null) - Number(x.member.class === null));
  const cell = (member: Member, text: string, at: number) => {
    const column = written.columns[at];
    const control = inColumn[column?.name ?? '']?.(member, text);
    if (at === 0) return h('th', { scope: 'row' }, text);
    if (control) return h('td', { 'data-control': true }, control);
    return h('td', column?.kind === 'number' ? { class: 'n' } : null, unbroken(text));
  };
  return h(
    'table',
    { class: 'series written' },
    h('caption', null, h('span', null, written.caption)),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        written.columns.map(({ name }) => h('th', { scope: 'col' }, name)),
        [...MORE.map(({ name }) => name), 'Role'].map((name) => h('th', { scope: 'col', 'data-control': true }, name)),
      ),
    ),
    h(
      'tbody',
      null,
      sorted.map(({ member, cells }) => {
        const kind = member.class === null ? 'unknown' : member.ignored ? 'ignored' : member.part_of ? 'part' : '';
        return h(
          'tr',
          { 'data-id': member.id, class: kind },
          cells.map((text, at) => cell(member, text, at)),
          MORE.map(({ control }) => h('td', { 'data-control': true }, control(member, actions))),
          h('td', { 'data-control': true }, role(state, member)),
        );
      }),
    ),
  );
}

/** Series that are not in the catalog. */
function unknownOnes(members: Member[]): string {
  const unknown = members.filter((member) => member.class === null && !member.ignored);
  if (unknown.length === 0) return '';
  const ids = unknown.slice(0, NAMED).map(({ id }) => id);
  const [they, them] = unknown.length === 1 ? ['it is', 'it'] : ['they are', 'them'];
  return `${counted(unknown.length, 'series', 'series')} not in the catalog: ${ids.join(', ')}${unknown.length > NAMED ? ' …' : ''}. Say what ${they} to have ${them} ranked.`;
}

export function seriesView(store: Store, actions: Actions): void {
  const host = byId('series');
  store.watch(
    ({ answers }) => [answers.files, answers.ranking],
    (state) => {
      const { files } = state.answers;
      const [written] = (sectionOf(files, 'series')?.blocks ?? []).flatMap((block) =>
        'table' in block ? [block.table] : [],
      );
      const members = files?.found.series ?? [];
      host.classList.toggle('empty', members.length === 0);
      const unknown = unknownOnes(members);
      replace(
        host,
        h('h2', { id: 'series-title' }, 'Series'),
        unknown && h('p', { class: 'warning' }, unknown),
        h(
          'p',
          { class: 'basis' },
          'Ranked: funds, indices and sector series with a sector; where fewer than two have one, all of them. Single companies, leveraged products and what is crypto-exposed stand for nothing unless a claim names them.',
        ),
        written &&
          h(
            'div',
            { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table of series' },
            form(state, written, members, actions),
          ),
      );
    },
  );
}
