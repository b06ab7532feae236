// What can be done with the work: taken back, linked to, saved.
import type { Actions, Saved } from '../actions.ts';
import { button, checkbox, menu } from '../controls.ts';
import { byId, h, save } from '../dom.ts';
import type { Format, TableName } from '../protocol.ts';
import type { Store } from '../store.ts';

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
  report('json', 'JSON, to be verified', 'json', 'application/json'),
];
const TABLES = [
  table('ranking', 'Ranking'),
  table('claims', 'Claims'),
  table('matrix', 'All pairs'),
  table('rolling', 'Over time'),
  table('returns', 'Returns'),
  table('prices', 'Prices on the same days'),
];

/** The format, or the table. */
const nameOf = (question: Saved) => (question.about === 'report' ? question.format : question.table);

/** Milliseconds after which a person hears that this takes a moment. */
const LONG = 1000;

/** Saves one form of the report, and says so. */
function saver(actions: Actions, named: () => boolean) {
  let busy = false;
  return async ({ question, file, type }: Form) => {
    if (busy) return;
    busy = true;
    const waits = setTimeout(() => actions.say('One moment …'), LONG);
    try {
      const text = await actions.report(question, named());
      if (text) save(file, nameOf(question) === 'json' ? `${text}\n` : text, type);
      actions.say(text ? `Saved ${file}` : '');
    } finally {
      clearTimeout(waits);
      busy = false;
    }
  };
}

export function workView(store: Store, actions: Actions): void {
  // A hand on them stays there when nothing is left to take back: they are not disabled, and what has come stays.
  const undo = button('undo', 'Undo', () => void actions.history.undo());
  const redo = button('redo', 'Redo', () => void actions.history.redo(), { hidden: true });
  const link = button('link', 'Link', () => void actions.link(), {
    title: 'Copies an address with these settings and claims; it carries no file and no name',
  });
  const named = checkbox('save-named', false, () => {});
  const saveForm = saver(actions, () => named.checked);
  const choice = (form: Form) => button(`save-${nameOf(form.question)}`, form.text, () => void saveForm(form));
  const saving = menu(
    'save',
    h('summary', { class: 'button' }, 'Save'),
    () => [
      h('label', { class: 'check' }, named, 'with names of files, first rows and prices'),
      ...REPORTS.map(choice),
      h('h3', null, 'Tables'),
      ...TABLES.map(choice),
    ],
    true,
  );
  byId('work').append(undo, redo, link, saving);
  store.watch(
    ({ ui, answers }) => [ui.undo, ui.redo, answers.ranking, ui.phase],
    ({ ui, answers }) => {
      const ready = ui.phase === 'ready';
      undo.setAttribute('aria-disabled', String(ui.undo === 0 || !ready));
      redo.setAttribute('aria-disabled', String(ui.redo === 0 || !ready));
      if (ui.redo > 0) redo.hidden = false;
      saving.hidden = !answers.ranking;
      link.hidden = !answers.ranking;
    },
  );
  document.addEventListener('keydown', (event) => {
    const field = event.target instanceof Element && event.target.closest('input, textarea, select');
    if (field || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const again = event.key === 'y' || (event.key === 'Z' && event.shiftKey);
    if (event.key !== 'z' && !again) return;
    event.preventDefault();
    void (again ? actions.history.redo() : actions.history.undo());
  });
}
