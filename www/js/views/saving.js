// The report to keep, in the form one chooses.
import { h, save } from '../dom.js';

/** @typedef {Parameters<import('../actions.js').Actions['report']>[0]} Question */
/** @typedef {{ question: Question, text: string, file: string, type: string }} Form */

/** @type {Form[]} */
const REPORTS = [
  {
    question: { about: 'report', format: 'html' },
    text: 'Report (HTML)',
    file: 'sectorscope-report.html',
    type: 'text/html',
  },
  {
    question: { about: 'report', format: 'markdown' },
    text: 'Report (Markdown)',
    file: 'sectorscope-report.md',
    type: 'text/markdown',
  },
  {
    question: { about: 'report', format: 'json' },
    text: 'Report (JSON)',
    file: 'sectorscope-report.json',
    type: 'application/json',
  },
];
/** @type {[import('../protocol.ts').Table, string][]} */
const TABLE_NAMES = [
  ['ranking', 'Ranking'],
  ['claims', 'Claims'],
  ['matrix', 'All pairs'],
  ['rolling', 'Over time'],
  ['returns', 'Returns'],
];
const TABLES = TABLE_NAMES.map(
  /** @returns {Form} */ ([table, text]) => ({
    question: { about: 'table', table },
    text: `${text} (CSV)`,
    file: `sectorscope-${table}.csv`,
    type: 'text/csv',
  }),
);

/** The format, or the table. @param {Question} question */
const nameOf = (question) => (question.about === 'report' ? question.format : question.table);

/**
 * What to save, and the button that does; made once, so that a choice outlives new answers.
 * @param {import('../actions.js').Actions} actions @param {HTMLElement} said  where to say what has become of it
 */
export function saving(actions, said) {
  const option = (/** @type {Form} */ { question, text }) => h('option', { value: nameOf(question) }, text);
  const form = h(
    'select',
    { id: 'save-form', 'aria-label': 'What to save' },
    REPORTS.map(option),
    h('optgroup', { label: 'Tables' }, TABLES.map(option)),
  );
  let busy = false;
  const button = h(
    'button',
    {
      id: 'save-report',
      type: 'button',
      onclick: async () => {
        if (busy) return;
        busy = true;
        said.textContent = 'One moment …';
        try {
          const chosen = [...REPORTS, ...TABLES].find(({ question }) => nameOf(question) === form.value);
          const text = chosen ? await actions.report(chosen.question) : '';
          if (chosen && text) save(chosen.file, form.value === 'json' ? `${text}\n` : text, chosen.type);
          said.textContent = chosen && text ? `Saved ${chosen.file}` : '';
        } finally {
          busy = false;
        }
      },
    },
    'Save',
  );
  return h('span', { class: 'save' }, form, button);
}
