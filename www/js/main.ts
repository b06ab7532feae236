// The page: shows a finding from real files, loads the engine, locks the network, starts the worker.
import { buildId, initSync } from '../../pkg/sectorscope.js';
import { Actions } from './actions.ts';
import { Asking } from './asking.ts';
import { BUILD } from './build.ts';
import { startDrawing } from './charts.ts';
import { byId } from './dom.ts';
import { listen } from './drop.ts';
import { EngineClient } from './engine-client.ts';
import { finding, restOfFinding } from './finding.ts';
import { keepFocus } from './focus.ts';
import { holdHeights } from './holding.ts';
import { loadThenLock } from './lock.ts';
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
import { rememberedTheme, themeView } from './views/theme.ts';
import { welcomeView } from './views/welcome.ts';
import { workView } from './views/work.ts';

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
holdHeights(store);
speak(store, spokenTally);
listen(byId('overlay'), (dropped, refused) => void actions.import.files(dropped, refused));

async function start() {
  const loaded = await loadThenLock();
  byId('privacy').textContent = 'The network is off since the page loaded';
  byId('privacy').classList.add('locked');
  initSync({ module: loaded.module });
  if (buildId() !== BUILD) throw new Error('A new version was published while this page was loading: reload it.');
  startDrawing();
  if (store.get().ui.finding) store.set({ answers: restOfFinding(loaded.finding) });
  actions.import.restOfFinding = loaded.finding;
  await client.start(loaded);
  store.set({ ui: { phase: 'ready' } });
  const last = await actions.keeping.last();
  if (last && store.get().ui.finding) await actions.import.again(last.files, last.settings);
}

start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  store.set({
    ui: {
      phase: 'failed',
      fault: `${message} Reload the page; if that does not help, this browser may lack WebAssembly SIMD (Chrome 91, Firefox 89 and Safari 16.4 have it).`,
    },
    answers: { ranking: undefined, claims: undefined },
  });
  byId('privacy').textContent = 'The engine is not running. Nothing was sent anywhere.';
});
