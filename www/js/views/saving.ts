// The report to keep, in the form one chooses.
import type { Actions, Saved } from '../actions.ts';
import { button } from '../controls.ts';
import { h, save } from '../dom.ts';
import type { Format, TableName } from '../protocol.ts';

type Form = { question: Saved; text: string; file: string; type: string };

const report = (format: Format, text: string, ending: string, type: string): Form => ({
  question: { about: 'report', format },
  text: `Report (${text})`,
  file: `sectorscope-report.${ending}`,
  type,
});
const table = (name: TableName, text: string): Form => ({
  question: { about: 'table', table: name },
  text: `${text} (CSV)`,
  file: `sectorscope-${name}.csv`,
  type: 'text/csv',
});

const REPORTS = [
  report('html', 'HTML', 'html', 'text/html'),
  report('markdown', 'Markdown', 'md', 'text/markdown'),
  report('json', 'JSON', 'json', 'application/json'),
];
const TABLES = [
  table('ranking', 'Ranking'),
  table('claims', 'Claims'),
  table('matrix', 'All pairs'),
  table('rolling', 'Over time'),
  table('returns', 'Returns'),
];

/** The format, or the table. */
const nameOf = (question: Saved) => (question.about === 'report' ? question.format : question.table);

/** What to save, and the button that does; `outcome` shows what became of it. */
export function saving(actions: Actions, outcome: HTMLElement): HTMLElement {
  const option = ({ question, text }: Form) => h('option', { value: nameOf(question) }, text);
  const form = h(
    'select',
    { id: 'save-form', 'aria-label': 'What to save' },
    REPORTS.map(option),
    h('optgroup', { label: 'Tables' }, TABLES.map(option)),
  );
  let busy = false;
  async function saveChosen() {
    const chosen = [...REPORTS, ...TABLES].find(({ question }) => nameOf(question) === form.value);
    if (busy || !chosen) return;
    busy = true;
    outcome.textContent = 'One moment …';
    try {
      const text = await actions.report(chosen.question);
      if (text) save(chosen.file, form.value === 'json' ? `${text}\n` : text, chosen.type);
      outcome.textContent = text ? `Saved ${chosen.file}` : '';
    } finally {
      busy = false;
    }
  }
  return h(
    'span',
    { class: 'save' },
    form,
    button('save-report', 'Save', () => void saveChosen()),
  );
}
