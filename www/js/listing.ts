// Files and series as one list: a row for each series, and for each file that has none or several.
import { kindOf } from './mapping.ts';
import type { FileReport, Member, Outcome, Section } from './protocol.ts';
import { type State, sectionOf } from './store.ts';

/** A file as it is shown. */
export type OfFile = {
  file: FileReport;
  index: number;
  /** How many other files have the same columns. */
  alike: number;
  /** Its tables and its ledger, as written. */
  section: Section | undefined;
  /** The series in it. */
  own: Member[];
};

/** A row: of a series, with its file where there is one; or of a file. */
export type ListRow = { member?: Member; of?: OfFile; note: string; decide: number };

/** What stands first: what needs a person. */
const ORDER: Outcome[] = ['asks', 'refused', 'sectors', 'prices'];

const ROLES: Record<string, string> = {
  bitcoin: 'bitcoin',
  small_tech: 'small-cap tech',
  large_tech: 'the largest tech',
  tech: 'tech',
  market: 'the market',
};

/** What a series is to the answer. */
function noteOf({ answers }: State, member: Member): string {
  if (member.ignored) return 'left out of everything';
  if (member.class === null) return 'what is it?';
  if (member.part_of) return `part of ${member.part_of}`;
  const claims = answers.claims?.found ?? [];
  const words = Object.entries(ROLES).filter(([role]) => claims.some(({ roles }) => roles[role]?.[0] === member.id));
  const ranking = answers.ranking?.found;
  const place =
    ranking?.reference === member.id
      ? ['reference']
      : ranking?.rows.some(({ id }) => id === member.id)
        ? ['ranked']
        : [];
  const stands = words.length > 0 ? [`stands for ${words.map(([, word]) => word).join(', ')}`] : [];
  return [...place, ...stands].join(', ');
}

/** Every row with a key that stays its own. */
export function rowsOf(state: State): [key: string, row: ListRow][] {
  const { files } = state.answers;
  const { files: all = [], series: members = [] } = files?.found ?? {};
  const ofKind = new Map<string, number>();
  const kinds = all.map(kindOf);
  for (const kind of kinds) ofKind.set(kind, (ofKind.get(kind) ?? 0) + 1);
  const sections = new Map((files?.sections ?? []).map((section) => [section.id, section]));
  const byId = new Map(members.map((member) => [member.id, member]));
  const shown = all.map((file, index): OfFile => {
    const own = file.series.flatMap((id) => byId.get(id) ?? []);
    return {
      file,
      index,
      alike: (ofKind.get(kinds[index] ?? '') ?? 1) - 1,
      section: sections.get(`file:${file.name}`),
      own,
    };
  });
  const fileOf = new Map(shown.flatMap((of) => of.file.series.map((id) => [id, of] as const)));
  const notices = ({ section }: OfFile) =>
    (section?.blocks ?? []).filter((block) => 'notice' in block && !block.notice.in_force).length;
  const ofFiles = shown
    .filter(({ file, own }) => own.length !== 1 || file.outcome !== 'prices')
    .sort((x, y) => ORDER.indexOf(x.file.outcome) - ORDER.indexOf(y.file.outcome) || x.index - y.index)
    .map((of): [string, ListRow] => [`file:${of.file.name}`, { of, note: '', decide: notices(of) }]);
  const ofSeries = members
    .map((member): [string, ListRow] => {
      const of = fileOf.get(member.id);
      return [
        `series:${member.id}`,
        { member, ...(of ? { of } : {}), note: noteOf(state, member), decide: of?.own.length === 1 ? notices(of) : 0 },
      ];
    })
    // Unknown ones, and what could be decided, come first.
    .sort(([, x], [, y]) => Number(y.member?.class === null) - Number(x.member?.class === null) || y.decide - x.decide);
  return [...ofFiles, ...ofSeries];
}

/** Whether a row is of what somebody looks for. */
export function matches({ member, of, note }: ListRow, words: string): boolean {
  const text = [
    member?.id,
    member?.name,
    member?.class,
    member?.kind,
    member?.sector,
    member?.size,
    of?.file.name,
    note,
  ]
    .filter(Boolean)
    .join(' ')
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export const FILTERS = {
  all: 'all',
  unknown: 'of unknown class',
  open: 'that ask, or were refused',
  crypto: 'crypto',
  equity: 'equity',
  left: 'left out',
} as const;
export type Filter = keyof typeof FILTERS;

export function inFilter({ member, of, decide }: ListRow, filter: Filter): boolean {
  if (filter === 'unknown') return member?.class === null && !member.ignored;
  if (filter === 'open') return !member ? of?.file.outcome === 'asks' || of?.file.outcome === 'refused' : decide > 0;
  if (filter === 'crypto' || filter === 'equity') return member?.class === filter;
  return filter === 'left' ? member?.ignored === true : true;
}

/** By what rows can be sorted; the order in which they came is by need. */
export const SORTS = {
  need: 'by need',
  name: 'by symbol',
  class: 'by class',
  sector: 'by sector',
  file: 'by file',
  rows: 'by days',
} as const;
export type Sort = keyof typeof SORTS;

export function sorted(rows: [string, ListRow][], by: Sort): [string, ListRow][] {
  if (by === 'need') return rows;
  const key = ({ member, of }: ListRow): string => {
    if (by === 'name') return member?.id ?? '';
    if (by === 'class') return `${member?.class ?? ''} ${member?.kind ?? ''}`;
    return by === 'sector' ? `${member?.sector ?? '~'} ${member?.size ?? ''}` : (of?.file.name ?? '');
  };
  const compare = (x: ListRow, y: ListRow) =>
    by === 'rows' ? (y.member?.count ?? 0) - (x.member?.count ?? 0) : key(x) < key(y) ? -1 : Number(key(x) > key(y));
  return rows
    .map((row, at) => ({ row, at }))
    .sort((x, y) => compare(x.row[1], y.row[1]) || x.at - y.at)
    .map(({ row }) => row);
}
