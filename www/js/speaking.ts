// What is spoken to those who do not see: what became of files, what was done, which days are shown, and a verdict that is another than
// before, or the first on a claim of one's own. Each once.
import { byId } from './dom.ts';
import { isoDate, spelledDate } from './format.ts';
import type { Claim } from './protocol.ts';
import type { State, Store } from './store.ts';
import { type Period, visiblePeriod } from './time.ts';

/** How long the hand rests before the days that it has come to are spoken, in milliseconds: longer than between two keys. */
const REST = 600;

/** On which data the answers rest. */
const whoseNow = ({ ui }: State) => (ui.finding ? 'finding' : ui.sample ? 'sample' : 'files');

/** Which of one's own claims it is; they are numbered anew where one is removed. */
const ownClaim = ({ settings }: State, { id }: Claim) =>
  id.startsWith('own-') ? JSON.stringify(settings.claims?.[Number(id.slice(4)) - 1]) : undefined;

/** The verdicts by claim. */
const verdictsOf = (state: State) =>
  new Map((state.answers.claims?.found ?? []).map((claim) => [ownClaim(state, claim) ?? claim.id, claim.verdict]));

/** Verdicts that are others than before, and the first on claims of one's own. */
function news(state: State, before: Map<string, string>): string[] {
  return (state.answers.claims?.found ?? []).flatMap((claim) => {
    const own = ownClaim(state, claim);
    const was = before.get(own ?? claim.id);
    const is = claim.verdict.replace('-', ' ');
    if (was === undefined) return own ? [`${claim.question} ${is.replace(/^./, (first) => first.toUpperCase())}.`] : [];
    return was === claim.verdict ? [] : [`${claim.question} Now ${is}.`];
  });
}

/** The days that the charts over time show. */
function daysShown(state: State): string {
  const days = visiblePeriod(state)
    ?.map((day) => spelledDate(isoDate(day)))
    .join(' to ');
  return days ? `Shown: ${state.ui.visible ? '' : 'all days, '}${days}.` : '';
}

/** Says what changed once nothing is being computed any more; what was done at once where nothing is. */
export function speak(store: Store, tally: (state: State) => string): void {
  const status = byId('status');
  let verdicts = new Map<string, string>();
  let reading = false;
  let told = '';
  let whose = '';
  let waiting = '';
  let visible: Period | null = null;
  let rests: ReturnType<typeof setTimeout> | undefined;
  const say = (text: string) => {
    if (text) status.textContent = text;
  };
  store.watch(
    ({ ui }) => [ui.visible],
    (state) => {
      if (state.ui.visible === visible) return;
      visible = state.ui.visible;
      clearTimeout(rests);
      // An end of the strip says its day itself.
      const says = document.activeElement?.getAttribute('role') === 'slider';
      if (!says && !state.ui.working) rests = setTimeout(() => say(daysShown(store.get())), REST);
    },
  );
  store.watch(
    ({ ui, answers }) => [ui.working, ui.importing !== null, ui.notice, answers.claims],
    (state) => {
      const { ui } = state;
      // What was done beside it says more than the days.
      clearTimeout(rests);
      if (ui.notice !== told) waiting = ui.notice;
      told = ui.notice;
      if (ui.importing) {
        if (!reading) say('Reading files.');
        reading = true;
        return;
      }
      if (ui.working) return;
      // Verdicts on other data have not changed into these.
      const now = whose === whoseNow(state) ? news(state, verdicts) : [];
      whose = whoseNow(state);
      verdicts = verdictsOf(state);
      say([waiting, reading ? tally(state) : '', ...now].filter(Boolean).join(' '));
      [reading, waiting] = [false, ''];
    },
  );
}
