// The page at work: takes over what the build drew, loads the engine, locks the network, starts the worker.
import { buildId, initSync } from '../../pkg/sectorscope.js';
import { BUILD } from './build.ts';
import { startDrawing } from './charts.ts';
import { byId } from './dom.ts';
import { restOfFinding } from './finding.ts';
import { loadThenLock } from './lock.ts';
import { actions, client, store } from './page.ts';

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
