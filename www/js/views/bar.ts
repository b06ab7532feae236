// The bar at the top: where files come in, what became of them, and what they ask.
import type { Actions } from '../actions.ts';
import { button, checkbox, menu } from '../controls.ts';
import { type Child, Kept, byId, h, patch, replace } from '../dom.ts';
import { chosenFiles } from '../drop.ts';
import { bytes, count, counted, duration } from '../format.ts';
import { kindOf } from '../mapping.ts';
import { canRemember, remembers } from '../memory.ts';
import type { FileReport, ImportOptions, Outcome } from '../protocol.ts';
import { type State, type Store, plainFiles, seriesless } from '../store.ts';
import { mends, question } from './questions.ts';

/** Files that are shown at the top; more are reached in the list of files. */
const [ASKED_AT_ONCE, REFUSED_AT_ONCE] = [2, 3];

/** A button-like label around a hidden file input. */
export function chooser(id: string, text: string, folder: boolean, actions: Actions, main = false): HTMLElement {
  const input = h('input', {
    id,
    type: 'file',
    multiple: true,
    class: 'visually-hidden',
    webkitdirectory: folder,
    onchange: () => {
      void actions.import.files(chosenFiles(input.files));
      input.value = '';
    },
  });
  return h('label', { class: main ? 'button main' : 'button', for: id }, text, input);
}

const having = (files: FileReport[], ...outcomes: Outcome[]) =>
  files.filter(({ outcome }) => outcomes.includes(outcome));

/** What became of the files, in words: what is not used is never left out. */
function tally(state: State): { text: string; asking: number; refused: number } {
  const files = plainFiles(state);
  const [read, asking, refused] = [having(files, 'prices', 'sectors'), having(files, 'asks'), having(files, 'refused')];
  const of = read.length === files.length ? '' : `${count(read.length)} of `;
  const took = state.ui.took === null ? '' : ` in ${duration(state.ui.took)}`;
  return { text: `${of}${counted(files.length, 'file')} read${took}`, asking: asking.length, refused: refused.length };
}

/** The same as a sentence to be spoken. */
export function spokenTally(state: State): string {
  const { text, asking, refused } = tally(state);
  const more = [
    asking > 0 && `${count(asking)} ${asking === 1 ? 'asks' : 'ask'} something`,
    refused > 0 && `${count(refused)} refused`,
  ];
  return `${[text, ...more.filter(Boolean)].join(', ')}.`;
}

const show = (id: string) => {
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: 'start' });
  element?.focus({ preventScroll: true });
};

function told(state: State, actions: Actions): Child[] {
  const { ui, answers } = state;
  if (ui.sample)
    return [
      h(
        'strong',
        null,
        `Synthetic sample: ${counted(answers.files?.found.series.length ?? 0, 'series', 'series')}, invented numbers.`,
      ),
      ' Your first file replaces it. ',
      button('clear-sample', 'Clear', () => actions.import.clear(), { 'aria-label': 'Clear the sample' }),
    ];
  if (plainFiles(state).length === 0)
    return [
      ui.cancelled ? 'Cancelled: nothing was read. ' : 'No files yet: drop them anywhere. ',
      button('sample-first', 'Try the synthetic sample', () => actions.import.showSample()),
    ];
  const { text, asking, refused } = tally(state);
  const chip = (id: string, words: string) => button(id, `${words} ›`, () => show('files'), { class: 'chip' });
  return [
    h('span', null, ui.cancelled ? `Cancelled: ${text}` : text),
    asking > 0 && chip('asking', `${count(asking)} ${asking === 1 ? 'asks' : 'ask'}`),
    refused > 0 && chip('refused', `${count(refused)} refused`),
    ui.notice && h('span', null, ui.notice),
  ];
}

/** How far the reading is: made once, so that a hand on Cancel stays on it. */
function progressBar(actions: Actions) {
  const bar = h('progress', { 'aria-label': 'Reading files' });
  const text = h('span', { id: 'progress-text' });
  const cancel = button('cancel', 'Cancel', () => actions.import.cancel());
  return {
    // The words come last: they grow, and nothing may move beneath a hand.
    elements: [bar, cancel, text],
    show({ files, filesTotal, bytes: read, bytesTotal }: NonNullable<State['ui']['importing']>) {
      bar.max = Math.max(1, bytesTotal);
      bar.value = read;
      text.textContent = `${files} of ${count(filesTotal)} files, ${bytes(read)} of ${bytes(bytesTotal)}`;
    },
  };
}

/** A file at the top, and what can be done about it there. */
type Shown = { file: FileReport; index: number; alike: number; mapping: ImportOptions };

/** Those that ask; while there is no series, also what was refused, and what could be done about either. */
function atTheTop(state: State): Shown[] {
  const all = state.answers.files?.found.files ?? [];
  const [none, files] = [seriesless(state), plainFiles(state)];
  const asking = having(files, 'asks').filter(({ question: asked }) => none || (asked && asked.about !== 'mend'));
  const refused = none ? having(files, 'refused') : [];
  return [...asking.slice(0, ASKED_AT_ONCE), ...refused.slice(0, REFUSED_AT_ONCE)].map((file) => ({
    file,
    index: all.indexOf(file),
    alike: all.filter((other) => kindOf(other) === kindOf(file)).length - 1,
    mapping: state.settings.mapping?.[file.name] ?? {},
  }));
}

/** What files ask and why they were refused, where it cannot be overlooked. */
function asksView(store: Store, actions: Actions): void {
  const host = byId('asks');
  const line = () => {
    const element = h('div');
    let seen = '';
    return {
      element,
      show(shown: Shown, none: boolean) {
        const key = JSON.stringify([shown, none]);
        if (key === seen) return;
        seen = key;
        const { file, index, alike, mapping } = shown;
        const said = file.diagnostics.find(({ severity }) => severity === 'error') ?? file.diagnostics[0];
        element.className = `ask ${file.outcome}`;
        replace(
          element,
          h('span', { class: 'name' }, file.name),
          said && h('span', null, said.message),
          file.outcome === 'asks' && question(file, index, alike, actions, 'top-'),
          none && mends(file, index, alike, mapping, actions, 'top-'),
        );
      },
    };
  };
  const kept = new Kept<Shown, ReturnType<typeof line>>(line);
  store.watch(
    ({ answers }) => [answers.files],
    (state) => {
      const none = seriesless(state);
      const items = atTheTop(state).map((shown): [string, Shown] => [shown.file.name, shown]);
      patch(
        host,
        kept.of(items, (made, shown) => made.show(shown, none)),
      );
    },
  );
}

export function barView(store: Store, actions: Actions): void {
  const summary = h('summary', { class: 'button', 'aria-label': 'More ways to add files, and to remove them' });
  const more = menu('more-files', summary, () => {
    const { ui } = store.get();
    return [
      chooser('choose-folder', 'A folder', true, actions),
      h('p', null, 'Or drop files, a folder, a ZIP or a workbook anywhere, or paste a table.'),
      !ui.sample && button('sample-again', 'The synthetic sample', () => actions.import.showSample()),
      canRemember() &&
        h(
          'label',
          { class: 'check' },
          checkbox('remember', remembers(), (on) => void actions.keeping.remember(on)),
          'Remember files on this device',
        ),
      plainFiles(store.get()).length > 0 &&
        !ui.sample &&
        button('clear-files', 'Remove all files', () => actions.import.clear()),
    ];
  });
  const state = h('span', { class: 'drop-state banner' });
  byId('drop').append(chooser('choose-files', '+ Add files', false, actions, true), more, state);
  const progress = progressBar(actions);
  store.watch(
    ({ ui, answers }) => [ui.importing, ui.leaving, ui.sample, ui.notice, ui.took, ui.cancelled, answers.files],
    (now) => {
      const { importing, leaving } = now.ui;
      // Until the answer is there nothing is known of the files that came.
      if (!importing && !leaving) return replace(state, told(now, actions));
      if (importing) progress.show(importing);
      if (!state.contains(progress.elements[0] ?? null)) replace(state, progress.elements);
    },
  );
  asksView(store, actions);
}
