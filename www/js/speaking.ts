// What is spoken to those who do not see: what became of files, and a verdict that is another than before. Each once.
import { byId } from './dom.ts';
import type { State, Store } from './store.ts';

/** Says what changed once nothing is being computed any more. */
export function speak(store: Store, tally: (state: State) => string): void {
  const status = byId('status');
  let said = '';
  let verdicts = new Map<string, string>();
  let reading = false;
  const say = (text: string) => {
    if (text && text !== said) status.textContent = text;
    said = text;
  };
  store.watch(
    ({ ui, answers }) => [ui.working, ui.importing !== null, answers.claims, ui.took],
    (state) => {
      const { ui, answers } = state;
      if (ui.importing) {
        reading = true;
        return say('Reading files.');
      }
      if (ui.working || !answers.claims) return;
      const now = new Map(answers.claims.found.map((claim) => [claim.id, claim.verdict]));
      const changed = answers.claims.found.filter(
        ({ id, verdict }) => verdicts.has(id) && verdicts.get(id) !== verdict,
      );
      const told = changed.map(({ question, verdict }) => `${question} Now ${verdict.replace('-', ' ')}.`);
      const first = reading && ui.took !== null ? [tally(state)] : [];
      verdicts = now;
      reading = false;
      const text = [...first, ...told].join(' ');
      if (text) say(text);
    },
  );
}
