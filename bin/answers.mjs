// What a file asks and what could be done about it, each with what to write in a file for --map.
import { count } from './number.mjs';

/**
 * The possible answers to a question: in words, and as a part of the mapping.
 * @param {any} question @returns {[string, Record<string, unknown>][]}
 */
function answers(question) {
  if (question.about === 'date-order')
    return ['day_first', 'month_first', 'year_first']
      .filter((order) => order !== 'year_first' || question[order])
      .map((order) => [
        question[order] ? `${question.text} is ${question[order]}` : order.replace('_', ' '),
        { date_order: order.replace('_', '-') },
      ]);
  if (question.about === 'price-column')
    return question.columns.map((/** @type {{ choice: string, name: string, first: string }} */ column) => [
      column.first ? `${column.name} (${column.first})` : column.name,
      { price_column: column.choice },
    ]);
  if (question.about === 'rows') {
    const { column, values } = question;
    return [
      ...values.map((/** @type {{ value: string, rows: number }} */ { value, rows }) => [
        `${column} ${value} (${count(rows)} rows)`,
        { rows: { column, value } },
      ]),
      ['each is a series of its own', { rows: { column } }],
    ];
  }
  return [];
}

/** What each question is about, in words. @type {Record<string, string>} */
const ASKED = {
  'date-order': 'which of day, month and year comes first?',
  'price-column': 'which column holds the prices?',
  rows: 'which rows are meant?',
  mend: 'what is to be done?',
};

/**
 * Lines for a person at a terminal: the question with its answers, then what else could be done.
 * @param {any} file @param {{ mends?: string[] }} mapping what was decided about the file before @returns {string[]}
 */
export function answerLines({ name, question, offers = [] }, mapping) {
  const option = (/** @type {Record<string, unknown>} */ said) => JSON.stringify({ [name]: { ...mapping, ...said } });
  const { mends = [] } = mapping;
  const asked = question
    ? [
        `asks: ${ASKED[question.about]} Write the answer to a file for --map:`,
        ...answers(question).map(([words, said]) => `  ${words}: ${option(said)}`),
      ]
    : [];
  const offered = offers
    .filter((/** @type {{ mend: string }} */ { mend }) => !mends.includes(mend))
    .map(
      (/** @type {{ mend: string, label: string }} */ { mend, label }) =>
        `  ${label}: ${option({ mends: [...mends, mend] })}`,
    );
  if (offered.length > 0 && question?.about !== 'mend') offered.unshift('can be done, by a file for --map:');
  return [...asked, ...offered];
}
