// The form that says how a file is read, where it is not to be read as found.
import type { Actions } from '../actions.ts';
import { type Option, checkbox, field, input, options, select } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { count } from '../format.ts';
import type { FileReport, ImportOptions } from '../protocol.ts';
import { MENDED, forAllBox, isForAll } from './questions.ts';

/** What one of a few words decides. */
type Choice = 'date_column' | 'price_column' | 'date_order' | 'decimal' | 'delimiter';

/** What the list of columns says where all hold prices. */
const EACH_COLUMN: Option = ['*', 'each a series of its own'];
const ORDERS: Option[] = [
  ['day-first', 'day first'],
  ['month-first', 'month first'],
  ['year-first', 'year first'],
];
const DECIMALS: Option[] = [
  ['point', '1,234.56'],
  ['comma', '1.234,56'],
];
const DELIMITERS: Option[] = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
];

/** Which rows are used, where a column tells series apart, or where that was chosen. */
function rowsChoice(file: FileReport, index: number, { rows: chosen }: ImportOptions, actions: Actions): Child {
  const asked = file.question?.about === 'rows' ? file.question : undefined;
  const column = chosen?.column ?? asked?.column;
  if (column === undefined) return null;
  const values = new Set([
    ...(asked?.values ?? []).map(({ value }) => value),
    ...(chosen?.value ? [chosen.value] : []),
  ]);
  const choices = [
    { text: 'as found', rows: undefined },
    ...[...values].map((value) => ({ text: `${column} ${value}`, rows: { column, value } })),
    { text: `each ${column} a series of its own`, rows: { column } },
  ];
  const at = choices.findIndex(({ rows }) => JSON.stringify(rows) === JSON.stringify(chosen));
  return field(
    'Rows',
    select(
      `map-rows-${index}`,
      String(Math.max(at, 0)),
      options(choices.map(({ text }, i) => [String(i), text])),
      (value) => void actions.import.map(file.name, { rows: choices[Number(value)]?.rows }, isForAll(file)),
    ),
  );
}

/** A box for each mend that is in force or offered. */
function mendChoices(file: FileReport, index: number, { mends = [] }: ImportOptions, actions: Actions): Child[] {
  const all = [...new Set([...mends, ...(file.offers ?? []).map(({ mend }) => mend)])];
  return all.map((mend) =>
    h(
      'p',
      null,
      h(
        'label',
        { class: 'check' },
        checkbox(
          `map-${mend}-${index}`,
          mends.includes(mend),
          (on) => void actions.import.mend(file.name, mend, on, isForAll(file)),
        ),
        MENDED[mend],
      ),
    ),
  );
}

/** The columns of a file as choices: by name where that names one, else by place. */
function columnsOf({ columns }: FileReport): Option[] {
  const alone = (name: string) => name !== '' && columns.filter((other) => other === name).length === 1;
  return columns.map((name, i) =>
    alone(name) ? [name, name] : [String(i + 1), name ? `${name} (column ${i + 1})` : `column ${i + 1}`],
  );
}

/**
 * What a person can decide about how a file is read; what was decided by a button stands here too. `alike`: how many other files
 * have the same columns.
 */
export function mappingForm(
  file: FileReport,
  index: number,
  alike: number,
  mapping: ImportOptions,
  actions: Actions,
): HTMLElement {
  const choice = (key: Choice, label: string, choices: Option[]) =>
    field(
      label,
      select(
        `map-${key}-${index}`,
        mapping[key] ?? '',
        options([['', 'as found'], ...choices]),
        (value) => void actions.import.map(file.name, { [key]: value || undefined }, isForAll(file)),
      ),
    );
  const columns = columnsOf(file);
  const each =
    mapping.price_column === '*' ||
    (file.question?.about === 'price-column' && file.question.columns.some((column) => column.choice === '*'));
  const symbol = input(
    `map-symbol-${index}`,
    'text',
    mapping.symbol ?? '',
    (text) => void actions.import.map(file.name, { symbol: text.trim() || undefined }),
    { size: '10', placeholder: 'as found' },
  );
  const forAll =
    alike > 0 ? `for all ${count(alike + 1)} files with these columns` : 'for all files with these columns';
  return h(
    'fieldset',
    { class: 'mapping' },
    h('legend', null, 'Read it differently'),
    h(
      'div',
      { class: 'fields' },
      choice('date_column', 'Dates', columns),
      choice('price_column', 'Prices', [...columns, ...(each ? [EACH_COLUMN] : [])]),
      rowsChoice(file, index, mapping, actions),
      choice('date_order', 'Day and month', ORDERS),
      choice('decimal', 'Decimal mark', DECIMALS),
      choice('delimiter', 'Between cells', DELIMITERS),
      field('Symbol', symbol),
    ),
    mendChoices(file, index, mapping, actions),
    h('p', null, forAllBox(file, `alike-${index}`, forAll)),
  );
}
