// The report to keep, in the form one chooses.
import { h, save } from '../dom.js';

/** @typedef {{ value: string, text: string, file: string, type: string }} Form */

/** @type {Form[]} */
const REPORTS = [
  { value: 'html', text: 'Report (HTML)', file: 'sectorscope-report.html', type: 'text/html' },
  { value: 'markdown', text: 'Report (Markdown)', file: 'sectorscope-report.md', type: 'text/markdown' },
  { value: 'json', text: 'Report (JSON)', file: 'sectorscope-report.json', type: 'application/json' },
];
/** @type {Form[]} */
const TABLES = [
  ['ranking', 'Ranking'],
  ['claims', 'Claims'],
  ['matrix', 'All pairs'],
  ['rolling', 'Over time'],
  ['returns', 'Returns'],
].map(([value = '', text]) => ({ value, text: `${text} (CSV)`, file: `sectorscope-${value}.csv`, type: 'text/csv' }));

/**
 * What to save, and the button that does; made once, so that a choice outlives new answers.
 * @param {import('../actions.js').Actions} actions @param {HTMLElement} said  where to say what has become of it
 */
export function saving(actions, said) {
  const option = (/** @type {Form} */ { value, text }) => h('option', { value }, text);
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
          const chosen = [...REPORTS, ...TABLES].find(({ value }) => value === form.value);
          const text = chosen
            ? await actions.report(REPORTS.includes(chosen) ? 'exportReport' : 'exportTable', chosen.value)
            : '';
          if (chosen && text) save(chosen.file, chosen.value === 'json' ? `${text}\n` : text, chosen.type);
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
