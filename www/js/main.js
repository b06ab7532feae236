// The page: shows the sample as analysed at build time, loads the engine, locks the network, starts the worker.
import { buildId, initSync } from '../../pkg/sectorscope.js';
import sample from '../../pkg/sample.json';
import { createActions } from './actions.js';
import { startDrawing } from './charts.js';
import { byId } from './dom.js';
import { listen } from './drop.js';
import { EngineClient } from './engine-client.js';
import { loadThenLock } from './lock.js';
import { BUILD } from './build.js';
import { FIRST_DAY, createStore, watch } from './store.js';
import { alignmentView } from './views/alignment.js';
import { answerView } from './views/answer.js';
import { calendarView } from './views/calendar.js';
import { claimsView } from './views/claims.js';
import { compositesView } from './views/composites.js';
import { daysView } from './views/days.js';
import { dropView } from './views/drop.js';
import { filesView } from './views/files.js';
import { matrixView } from './views/matrix.js';
import { performanceView } from './views/performance.js';
import { quartersView } from './views/quarters.js';
import { rankingView } from './views/ranking.js';
import { rollingView } from './views/rolling.js';
import { seriesView } from './views/series.js';
import { settingsView } from './views/settings.js';
import { specificationView } from './views/specification.js';
import { rememberedTheme, themeView } from './views/theme.js';
import { yearsView } from './views/years.js';

/** @typedef {import('./store.js').Files & { ranking: import('./protocol.ts').Ranking, claims: import('./protocol.ts').Claim[] }} Analysed */
const { files, series, ranking, claims } = /** @type {Analysed} */ (/** @type {unknown} */ (sample));
const store = createStore({
  phase: 'starting',
  fault: '',
  sample: true,
  files: { files, series },
  importing: null,
  working: false,
  notice: '',
  settings: { from: FIRST_DAY },
  periodChosen: false,
  ranking,
  rankingError: null,
  claims,
  lateSeries: [],
  composites: null,
  matrix: null,
  rolling: null,
  alignment: null,
  performance: null,
  band: null,
  curve: null,
  selection: null,
  visible: null,
  pointed: null,
  strips: null,
  theme: rememberedTheme(),
});

const client = new EngineClient({
  progress: (progress) => actions.progressed(progress),
  hashed: () => void actions.hashed(),
  crashed: (message, gaveUp) => {
    store.set({
      importing: null,
      fault: `The engine stopped (${message}). It was started again${gaveUp ? ' without the files that stop it.' : ', and your files were read again.'}`,
    });
    void actions.refresh();
  },
});
const actions = createActions(store, client);

for (const view of [
  themeView,
  dropView,
  answerView,
  rankingView,
  claimsView,
  specificationView,
  compositesView,
  settingsView,
  rollingView,
  performanceView,
  yearsView,
  quartersView,
  matrixView,
  filesView,
  daysView,
  alignmentView,
  calendarView,
  seriesView,
]) {
  view(store, actions);
}
watch(
  store,
  (s) => [s.working],
  ({ working }) => byId('main').setAttribute('aria-busy', String(working)),
);
listen(byId('overlay'), (dropped, refused) => void actions.importFiles(dropped, refused));

async function start() {
  const loaded = await loadThenLock();
  byId('privacy').textContent = 'The network is off since the page loaded · your files stay on this device';
  initSync({ module: loaded.module });
  if (buildId() !== BUILD) throw new Error('A new version was published while this page was loading: reload it.');
  startDrawing();
  await client.start(loaded);
  store.set({ phase: 'ready' });
  if (store.get().sample) actions.showSample();
}

start().catch((error) => {
  const message = error instanceof Error ? error.message : String(error);
  store.set({
    phase: 'failed',
    ranking: null,
    claims: [],
    fault: `${message} Reload the page; if that does not help, this browser may lack WebAssembly SIMD (Chrome 91, Firefox 89 and Safari 16.4 have it).`,
  });
  byId('privacy').textContent = 'The engine is not running. Nothing was sent anywhere.';
});
