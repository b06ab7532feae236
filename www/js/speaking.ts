// What is spoken to those who do not see: what became of files, what was done, and a verdict that is another than before. Each once.
import { byId } from './dom.ts';
import type { State, Store } from './store.ts';

/** On which data the answers rest. */
const whoseNow = ({ ui }: State) => (ui.finding ? 'finding' : ui.sample ? 'sample' : 'files');

/** Says what changed once nothing is being computed any more; what was done at once where nothing is. */
export function speak(store: Store, tally: (state: State) => string): void {
  const status = byId('status');
  let verdicts = new Map<string, string>();
  let reading = false;
  let told = '';
  let whose = '';
  let waiting = '';
  const say = (text: string) => {
    if (text && text !== status.textContent) status.textContent = text;
  };
  store.watch(
    ({ ui, answers }) => [ui.working, ui.importing !== null, ui.notice, answers.claims],
    (state) => {
      const { ui, answers } = state;
      if (ui.notice !== told) waiting = ui.notice;
      told = ui.notice;
      if (ui.importing) {
        reading = true;
        return say('Reading files.');
      }
      if (ui.working) return;
      const claims = answers.claims?.found ?? [];
      // Verdicts on other data have not changed into these.
      if (whose !== whoseNow(state)) verdicts = new Map();
      whose = whoseNow(state);
      const changed = claims.filter(({ id, verdict }) => verdicts.has(id) && verdicts.get(id) !== verdict);
      verdicts = new Map(claims.map(({ id, verdict }) => [id, verdict]));
      const now = changed.map(({ question, verdict }) => `${question} Now ${verdict.replace('-', ' ')}.`);
      say([waiting, reading ? tally(state) : '', ...now].filter(Boolean).join(' '));
      [reading, waiting] = [false, ''];
    },
  );
}
