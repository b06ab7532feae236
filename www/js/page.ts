// The page as the finding shows it: its state, what a person can do, and every view. Nothing is loaded or asked yet, so the build makes
// the first screen of it too.
import { Actions } from './actions.ts';
import { Asking } from './asking.ts';
import { takeOver } from './baked.ts';
import { sourceIs } from './charts.ts';
import { byId } from './dom.ts';
import { listen } from './drop.ts';
import { EngineClient } from './engine-client.ts';
import { finding } from './finding.ts';
import { keepFocus } from './focus.ts';
import { holdHeights } from './holding.ts';
import { rememberedTheme } from './remembered-theme.ts';
import { speak } from './speaking.ts';
import { Store } from './store.ts';
import { answerView } from './views/answer.ts';
import { calendarView } from './views/calendar.ts';
import { barView, spokenTally } from './views/bar.ts';
import { cardViews } from './views/cards.ts';
import { claimsView } from './views/claims.ts';
import { compositesView } from './views/composites.ts';
import { keysView } from './views/keys.ts';
import { listView } from './views/list.ts';
import { matrixView } from './views/matrix.ts';
import { rollingView } from './views/over-time.ts';
import { paperLineView } from './views/paper-line.ts';
import { performanceView } from './views/performance.ts';
import { rankingView } from './views/ranking.ts';
import { sentenceView } from './views/sentence.ts';
import { specificationView } from './views/specification.ts';
import { themeView } from './views/theme.ts';
import { verifiedView } from './views/verified.ts';
import { welcomeView } from './views/welcome.ts';
import { workView } from './views/work.ts';

/** Everything but what runs: what it comes to works once the engine does. */
export function makePage() {
  takeOver();
  const { defaults, settings, answers } = finding;
  const store = new Store({
    ui: {
      phase: 'starting',
      fault: '',
      finding: true,
      sample: false,
      importing: null,
      leaving: null,
      answering: false,
      working: false,
      notice: '',
      took: null,
      cancelled: false,
      verified: [],
      undo: 0,
      redo: 0,
      periodChosen: false,
      selection: null,
      lines: [],
      muted: [],
      visible: null,
      pointed: null,
      theme: rememberedTheme(),
    },
    settings,
    answers,
    defaults,
  });

  const client = new EngineClient({
    progress: (progress) => actions.import.progressed(progress),
    hashed: () => void actions.import.hashed(),
    crashed: (message, gaveUp) => {
      const after = gaveUp ? ' without the files that stop it.' : ', and your files were read again.';
      store.set({ ui: { importing: null, fault: `The engine stopped (${message}). It was started again${after}` } });
      void asking.changed();
    },
  });
  const asking = new Asking(store, client);
  const actions = new Actions(store, client, asking);
  actions.import.begins = actions.keeping.begin();

  keepFocus(store);
  for (const view of [
    themeView,
    barView,
    verifiedView,
    sentenceView,
    workView,
    welcomeView,
    keysView,
    answerView,
    rankingView,
    paperLineView,
    claimsView,
    specificationView,
    compositesView,
    rollingView,
    performanceView,
    matrixView,
    listView,
    calendarView,
    cardViews,
  ]) {
    view(store, actions);
  }
  store.watch(
    ({ ui }) => [ui.working, ui.answering],
    ({ ui }) => {
      byId('main').setAttribute('aria-busy', String(ui.working));
      byId('main').classList.toggle('answering', ui.answering);
    },
  );
  store.watch(
    ({ ui }) => [ui.sample],
    ({ ui }) => sourceIs(ui.sample ? 'Sectorscope, SYNTHETIC sample: invented numbers' : 'Sectorscope'),
  );
  holdHeights(store);
  speak(store, spokenTally);
  listen(byId('overlay'), (dropped, refused) => void actions.import.files(dropped, refused));
  return { store, client, actions };
}
