// What a series is taken for, as the catalog has it or a person says: one by one, or many at once.
import type { Actions } from '../actions.ts';
import { type Option, button, checkbox, field, input, options, select } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { count, counted } from '../format.ts';
import type { AssetClass, Kind, Member, SeriesSettings, Size } from '../protocol.ts';

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

/** A sector file may name others than the eleven of GICS. */
export function sectorsOf(members: Member[]): string[] {
  const named = members.map(({ sector }) => sector ?? '').filter(Boolean);
  return [...new Set([...SECTORS, ...named.sort()])];
}

const choices = (none: string, values: readonly string[]): Option[] => [
  ['', none],
  ...values.map((value) => [value, value] as const),
];
const known = <Value extends string>(values: readonly Value[], text: string) => values.find((value) => value === text);

/** The fields of one series. */
export function seriesForm(member: Member, sectors: string[], { choose }: Actions): HTMLElement {
  const { id } = member;
  const set = (change: SeriesSettings) => choose.describe([id], change);
  const list = (
    name: string,
    none: string,
    values: readonly string[],
    value: string | null,
    change: (text: string) => void,
  ) => field(name, select(`${name.toLowerCase()}-${id}`, value ?? '', options(choices(none, values)), change));
  const tick = (name: string, text: string, checked: boolean, change: (on: boolean) => void) =>
    h('label', { class: 'check' }, checkbox(`${name}-${id}`, checked, change), text);
  const days = input(
    `shift-${id}`,
    'number',
    member.shift_days,
    (text) => set({ shift_days: Math.trunc(Number(text)) || 0 }),
    {
      min: '-7',
      max: '7',
    },
  );
  return h(
    'fieldset',
    { class: 'series-form', 'data-series': id },
    h('legend', null, `${id}: what it is`),
    h(
      'div',
      { class: 'fields' },
      field(
        'Name',
        input(`name-${id}`, 'text', member.name, (name) => set({ name }), { size: '28' }),
      ),
      list('Class', 'what is it?', CLASSES, member.class, (text) => {
        const value = known(CLASSES, text);
        if (value) set({ class: value });
      }),
      list('Kind', 'no kind', KINDS, member.kind, (text) => {
        const value = known(KINDS, text);
        if (value) set({ kind: value });
      }),
      list('Sector', 'no sector', sectors, member.sector, (sector) => set({ sector })),
      list('Size', 'no size', SIZES, member.size, (text) => {
        const value = known(SIZES, text);
        if (value) set({ size: value });
      }),
      field('Days to add', days),
    ),
    h(
      'p',
      { class: 'buttons' },
      tick('use', 'used', !member.ignored, (on) => set({ ignore: !on })),
      tick('crypto-exposed', 'crypto-exposed', member.crypto_exposed, (on) => set({ crypto_exposed: on })),
    ),
  );
}

/** Sets something about all of these series at once. */
export function manyForm(members: Member[], sectors: string[], { choose }: Actions): Child[] {
  if (members.length === 0) return [h('p', null, 'No series is shown.')];
  const list = (name: string, values: readonly string[]) =>
    h('select', { id: `many-${name.toLowerCase()}` }, options(choices('as it is', values)));
  const lists = {
    class: list('Class', CLASSES),
    kind: list('Kind', KINDS),
    sector: list('Sector', sectors),
    size: list('Size', SIZES),
    use: list('Use', ['used', 'left out']),
  };
  const apply = () => {
    const [asset, kind, size] = [
      known(CLASSES, lists.class.value),
      known(KINDS, lists.kind.value),
      known(SIZES, lists.size.value),
    ];
    choose.describe(
      members.map(({ id }) => id),
      {
        ...(asset ? { class: asset } : {}),
        ...(kind ? { kind } : {}),
        ...(size ? { size } : {}),
        ...(lists.sector.value ? { sector: lists.sector.value } : {}),
        ...(lists.use.value ? { ignore: lists.use.value === 'left out' } : {}),
      },
    );
  };
  const few = members.slice(0, 5).map(({ id }) => id);
  return [
    h('h3', null, `All ${counted(members.length, 'series', 'series')} that the list shows`),
    h(
      'p',
      null,
      `${few.join(', ')}${members.length > few.length ? ` and ${count(members.length - few.length)} more` : ''}`,
    ),
    h(
      'div',
      { class: 'fields' },
      Object.entries(lists).map(([name, element]) =>
        field(
          name.replace(/^./, (first) => first.toUpperCase()),
          element,
        ),
      ),
    ),
    button('many-apply', `Set for all ${count(members.length)}`, apply, { class: 'main' }),
  ];
}
