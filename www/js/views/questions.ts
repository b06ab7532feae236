// What a file asks, with a button for each answer; what could be done about it, and what is being done.
import type { Actions } from '../actions.ts';
import { button, checkbox } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { count, counted, spelledDate } from '../format.ts';
import type { Diagnostic, FileReport, ImportOptions, Mend } from '../protocol.ts';

/** What is being done, by the mend. */
export const MENDED: Record<Mend, string> = {
  'join-dates': 'Dates that a comma splits are put together',
  compound: 'Returns are compounded to levels from 100',
  'next-day': 'Every day is moved to the next',
  'days-as-written': 'Days are left as written',
  'keep-weekends': 'Weekends are kept',
  'use-as-written': 'Numbers are used all the same',
};

/** The remarks that say why a mend is offered, by their codes: they stand beside the buttons. */
const REASONS = ['days-moved', 'days-early', 'weekend-repeats', 'not-prices'];

/** Files whose answers hold for all files with the same columns, by name. */
const forAll = new Set<string>();

/** Whether what is decided about a file holds for all files with its columns. */
export const isForAll = (file: FileReport): boolean => forAll.has(file.name);

/** The box that says so; all boxes of one file are one choice. */
export function forAllBox(file: FileReport, id: string, text: string): HTMLElement {
  const change = (checked: boolean) => {
    if (checked) forAll.add(file.name);
    else forAll.delete(file.name);
    for (const box of document.querySelectorAll<HTMLInputElement>('input.for-all'))
      if (box.dataset.file === file.name) box.checked = checked;
  };
  const box = checkbox(id, isForAll(file), change, { class: 'for-all', 'data-file': file.name });
  return h('label', { class: 'check' }, box, text);
}

/** An answer to a question: what the button says, and what it decides. */
type Answer = { text: string; answer: ImportOptions; order?: string };

function answers({ question }: FileReport): Answer[] {
  if (question?.about === 'date-order') {
    const orders = [
      ['day-first', 'Day first', question.day_first],
      ['month-first', 'Month first', question.month_first],
      ['year-first', 'Year first', question.year_first],
    ] as const;
    return orders
      .filter(([order, , day]) => order !== 'year-first' || day)
      .map(([order, text, day]) => ({
        text: day ? `${text}: ${spelledDate(day)}` : text,
        answer: { date_order: order },
        order,
      }));
  }
  if (question?.about === 'price-column')
    return question.columns.map(({ choice, name, first }) => {
      if (choice === '*') return { text: 'Each is a series of its own', answer: { price_column: choice } };
      const column = choice === name ? name : `${name || 'no name'}, column ${choice}`;
      return { text: first ? `${column}: ${first}` : column, answer: { price_column: choice } };
    });
  if (question?.about === 'rows') {
    const { column, values } = question;
    return [
      ...values.map(({ value, rows }) => ({
        text: `${value}: ${counted(rows, 'row')}`,
        answer: { rows: { column, value } },
      })),
      { text: 'Each is a series of its own', answer: { rows: { column } } },
    ];
  }
  return [];
}

/** How many files an answer can hold for. */
const forAllText = (alike: number) => `for all ${count(alike + 1)} files with these columns`;

/**
 * The question of a file with its answers; mends are answered by what is offered. `alike`: how many other files have the same
 * columns. `prefix` keeps ids apart where it stands in two places.
 */
export function question(file: FileReport, index: number, alike: number, actions: Actions, prefix = ''): Child {
  const asked = answers(file);
  if (asked.length === 0) return null;
  return h(
    'div',
    { class: 'buttons answers', role: 'group', 'aria-label': `Answers for ${file.name}` },
    asked.map(({ text, answer, order }, i) =>
      button(`${prefix}answer-${index}-${i}`, text, () => void actions.import.map(file.name, answer, isForAll(file)), {
        class: 'answer-button',
        'data-order': order,
      }),
    ),
    alike > 0 && forAllBox(file, `${prefix}answer-all-${index}`, forAllText(alike)),
  );
}

/** The mends that are offered and not in force. */
const openOffers = ({ offers = [] }: FileReport, { mends: inForce = [] }: ImportOptions) =>
  offers.filter(({ mend }) => !inForce.includes(mend));

/** The remarks of a file that is used which stand beside its offers. */
export function reasons(file: FileReport, mapping: ImportOptions): Diagnostic[] {
  const used = file.outcome === 'prices' || file.outcome === 'sectors';
  const beside = used && openOffers(file, mapping).length > 0;
  return beside ? file.diagnostics.filter(({ code }) => REASONS.includes(code)) : [];
}

/** Which rows are used, in words. */
const rowsChosen = ({ column, value }: NonNullable<ImportOptions['rows']>) =>
  value === undefined ? `Each ${column} is a series of its own` : `Rows with ${column} ${value} are used`;

/** What could be done about a file, and what is being done, each a press away; `prefix` as for a question. */
export function mends(
  file: FileReport,
  index: number,
  alike: number,
  mapping: ImportOptions,
  actions: Actions,
  prefix = '',
): Child[] {
  const open = openOffers(file, mapping);
  const undone = (id: string, text: string, undo: () => void) =>
    h(
      'p',
      { class: 'in-force' },
      `${text}. `,
      button(id, 'Undo', undo, { class: 'undo', 'aria-label': `Undo, ${file.name}: ${text}` }),
    );
  const mend = (which: Mend, on: boolean) => void actions.import.mend(file.name, which, on, isForAll(file));
  return [
    ...reasons(file, mapping).map(({ severity, message }) => h('p', { class: `diagnostic ${severity}` }, message)),
    open.length > 0 &&
      h(
        'div',
        { class: 'buttons offers', role: 'group', 'aria-label': `What can be done about ${file.name}` },
        open.map(({ mend: which, label }) =>
          button(`${prefix}mend-${which}-${index}`, label, () => mend(which, true), { 'data-mend': which }),
        ),
        file.question?.about === 'mend' &&
          alike > 0 &&
          forAllBox(file, `${prefix}answer-all-${index}`, forAllText(alike)),
      ),
    mapping.rows &&
      undone(`${prefix}undo-rows-${index}`, rowsChosen(mapping.rows), () => {
        void actions.import.map(file.name, { rows: undefined }, isForAll(file));
      }),
    ...(mapping.mends ?? []).map((which) =>
      undone(`${prefix}undo-${which}-${index}`, MENDED[which], () => mend(which, false)),
    ),
  ];
}
