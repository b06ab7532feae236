// What a file asks, with a button for each answer; what could be done about it, and what is being done.
import { h } from '../dom.js';
import { count, counted, spelledDate } from '../format.js';

/** @typedef {import('../protocol.ts').FileReport} FileReport */
/** @typedef {import('../protocol.ts').ImportOptions} Mapping */
/** @typedef {import('../protocol.ts').Mend} Mend */
/** @typedef {import('../actions.js').Actions} Actions */

/** What is being done, by the mend. @type {Record<Mend, string>} */
export const MENDED = {
  'join-dates': 'Dates that a comma parts are put together',
  compound: 'Returns are compounded to levels from 100',
  'next-day': 'Every day is moved to the next',
  'days-as-written': 'Days are left as written',
  'keep-weekends': 'Weekends are kept',
  'use-as-written': 'Numbers are used all the same',
};

/** The remarks that say why a mend is offered, by their codes: they stand beside the buttons. */
const REASONS = ['days-moved', 'days-early', 'weekend-repeats', 'not-prices'];

/** Files whose answers hold for all files with the same columns, by name. @type {Set<string>} */
const forAll = new Set();

/** Whether what is said of a file holds for all files with its columns. @param {FileReport} file */
export const isForAll = (file) => forAll.has(file.name);

/**
 * The box that says so; all boxes of one file are one choice.
 * @param {FileReport} file @param {string} id @param {string} text
 */
export const forAllBox = (file, id, text) =>
  h(
    'label',
    { class: 'check' },
    h('input', {
      id,
      type: 'checkbox',
      class: 'for-all',
      'data-file': file.name,
      checked: isForAll(file),
      onchange: (/** @type {Event} */ event) => {
        const { checked } = /** @type {HTMLInputElement} */ (event.target);
        if (checked) forAll.add(file.name);
        else forAll.delete(file.name);
        for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('input.for-all')))
          if (box.dataset.file === file.name) box.checked = checked;
      },
    }),
    text,
  );

/**
 * The answers to a question: what the button says, and what it decides.
 * @param {FileReport} file @returns {{ text: string, answer: Mapping, order?: string }[]}
 */
function answers({ question }) {
  if (question?.about === 'date-order') {
    const orders = /** @type {const} */ ([
      ['day-first', 'Day first', question.day_first],
      ['month-first', 'Month first', question.month_first],
      ['year-first', 'Year first', question.year_first],
    ]);
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

/**
 * The question of a file with its answers; mends are answered by what is offered.
 * @param {FileReport} file @param {number} index @param {number} alike  how many other files have the same columns
 * @param {Actions} actions
 */
export function question(file, index, alike, actions) {
  const asked = answers(file);
  if (asked.length === 0) return null;
  return h(
    'div',
    { class: 'buttons answers', role: 'group', 'aria-label': `Answers for ${file.name}` },
    asked.map(({ text, answer, order }, i) =>
      h(
        'button',
        {
          id: `answer-${index}-${i}`,
          type: 'button',
          class: 'answer-button',
          'data-order': order,
          onclick: () => void actions.map(file.name, answer, isForAll(file)),
        },
        text,
      ),
    ),
    alike > 0 && forAllBox(file, `answer-all-${index}`, `for all ${count(alike + 1)} files with these columns`),
  );
}

/** The mends that are offered and not in force. @param {FileReport} file @param {Mapping} mapping */
const openOffers = ({ offers = [] }, { mends: inForce = [] }) => offers.filter(({ mend }) => !inForce.includes(mend));

/** The remarks of a file that is used which stand beside its offers. @param {FileReport} file @param {Mapping} mapping */
export function reasons(file, mapping) {
  const used = file.outcome === 'prices' || file.outcome === 'sectors';
  const any = used && openOffers(file, mapping).length > 0;
  return any ? file.diagnostics.filter(({ code }) => REASONS.includes(code)) : [];
}

/**
 * What could be done about a file, and what is being done, each a press away.
 * @param {FileReport} file @param {number} index @param {number} alike  how many other files have the same columns
 * @param {Mapping} mapping @param {Actions} actions
 */
export function mends(file, index, alike, mapping, actions) {
  const inForce = mapping.mends ?? [];
  const open = openOffers(file, mapping);
  /** @param {string} id @param {string} text @param {() => void} undo */
  const undone = (id, text, undo) =>
    h(
      'p',
      { class: 'in-force' },
      `${text}. `,
      h(
        'button',
        { id, type: 'button', class: 'undo', 'aria-label': `Undo, ${file.name}: ${text}`, onclick: undo },
        'Undo',
      ),
    );
  return [
    ...reasons(file, mapping).map(({ severity, message }) => h('p', { class: `diagnostic ${severity}` }, message)),
    open.length > 0 &&
      h(
        'div',
        { class: 'buttons offers', role: 'group', 'aria-label': `What can be done about ${file.name}` },
        open.map(({ mend, label }) =>
          h(
            'button',
            {
              id: `mend-${mend}-${index}`,
              type: 'button',
              'data-mend': mend,
              onclick: () => void actions.mend(file.name, mend, true, isForAll(file)),
            },
            label,
          ),
        ),
        file.question?.about === 'mend' &&
          alike > 0 &&
          forAllBox(file, `answer-all-${index}`, `for all ${count(alike + 1)} files with these columns`),
      ),
    mapping.rows &&
      undone(`undo-rows-${index}`, rowsChosen(mapping.rows), () => {
        void actions.map(file.name, { rows: undefined }, isForAll(file));
      }),
    ...inForce.map((mend) =>
      undone(`undo-${mend}-${index}`, MENDED[mend], () => {
        void actions.mend(file.name, mend, false, isForAll(file));
      }),
    ),
  ];
}

/** Which rows are used, in words. @param {NonNullable<Mapping['rows']>} rows */
const rowsChosen = ({ column, value }) =>
  value === undefined ? `Each ${column} is a series of its own` : `Rows with ${column} ${value} are used`;
