// The page at work: takes over what the build drew, draws as soon as it can, loads the engine, locks the network, starts the worker.
import { buildId, initSync } from '../../pkg/drawing.js';
import { BUILD } from './build.ts';
import { startDrawing } from './charts.ts';
import { byId } from './dom.ts';
import { restOfFinding } from './finding.ts';
import { type Loading, loadThenLock } from './lock.ts';
import { makePage } from './page.ts';

/** Milliseconds that the first paint may take; where the page is out of sight it never comes. */
const FIRST_PAINT = 400;

/** What the build drew is painted, in the page's own font, before the page takes it over: nothing is then seen to change. */
function painted(): Promise<unknown> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  // The next frame begins once the one with the letters is painted; what is gone by the frame after that would not count as shown.
  const drawn = document.fonts.load('1rem Inter').then(frame).then(frame).then(frame).then(frame);
  return Promise.race([drawn, new Promise((resolve) => setTimeout(resolve, FIRST_PAINT))]);
}

/** Lets the browser paint, and take what a hand has done, between two pieces of work. */
const breath = () => new Promise((resolve) => setTimeout(resolve));

type Page = ReturnType<typeof makePage>;

async function start({ store, client, actions }: Page, { drawing, finding, locked }: Loading) {
  initSync({ module: await drawing });
  if (buildId() !== BUILD) throw new Error('A new version was published while this page was loading: reload it.');
  await breath();
  startDrawing();
  await breath();
  const rest = await finding;
  for (const [name, answer] of Object.entries(restOfFinding(rest))) {
    if (store.get().ui.finding) store.set({ answers: { [name]: answer } });
    await breath();
  }
  actions.import.restOfFinding = rest;
  const loaded = await locked;
  byId('privacy').textContent = 'The network is off since the page loaded';
  byId('privacy').classList.add('locked');
  await client.start(loaded);
  store.set({ ui: { phase: 'ready' } });
  const last = await actions.keeping.last();
  if (last && store.get().ui.finding) await actions.import.again(last.files, last.settings);
}

function failed({ store }: Page, error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  store.set({
    ui: {
      phase: 'failed',
      fault: `${message} Reload the page; if that does not help, this browser may lack WebAssembly SIMD (Chrome 91, Firefox 89 and Safari 16.4 have it).`,
    },
    answers: { ranking: undefined, claims: undefined },
  });
  byId('privacy').textContent = 'The engine is not running. Nothing was sent anywhere.';
}

void painted().then(() => {
  // Behind all that the first paint takes; then it is on its way while the page makes itself.
  const loading = loadThenLock();
  const page = makePage();
  start(page, loading).catch((error: unknown) => failed(page, error));
});
