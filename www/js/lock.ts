// The network lock: everything is loaded first, then a second policy forbids every connection, and only then does the
// worker start. A worker made from a blob inherits the page's policies, so it never has a network.

/** What is forbidden from then on. The page's first policy stays in force beside it. */
const LOCKED =
  "connect-src 'none'; script-src blob: 'wasm-unsafe-eval'; worker-src blob:; img-src blob: data:; " +
  "style-src 'self'; default-src 'none'";

/** What the worker is made of, there before the network is off. */
export type Loaded = { engine: WebAssembly.Module; workerText: string };
/** What is on its way: the module that draws, what the finding's charts show, and the rest, with which the network is off. */
export type Loading = { drawing: Promise<WebAssembly.Module>; finding: Promise<string>; locked: Promise<Loaded> };

/** Of one of the page's files; the build wrote it into the page. */
function addressOf(name: string): string {
  const meta = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`);
  if (!meta) throw new Error(`the page does not name its ${name}`);
  return new URL(meta.content, document.baseURI).href;
}

async function fetched(name: string): Promise<Response> {
  const url = addressOf(name);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response;
}

/** Compiles while it loads; where the server sends a wrong type, after it has loaded. */
async function compile(name: string): Promise<WebAssembly.Module> {
  const response = await fetched(name);
  try {
    return await WebAssembly.compileStreaming(response.clone());
  } catch {
    return WebAssembly.compile(await response.arrayBuffer());
  }
}

/** The text font in the weights of text and of what stands out. Where it cannot be had, the page goes on with another. */
const fonts = () => Promise.allSettled([400, 600].map((weight) => document.fonts.load(`${weight} 1rem Inter`)));

const text = (name: string) => fetched(name).then((response) => response.text());

/** The engine and the worker's text, then nothing more from the network. */
async function loadRest(): Promise<Loaded> {
  const [engine, workerText] = await Promise.all([compile('engine-module'), text('engine-worker'), fonts()]);
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = LOCKED;
  document.head.append(policy);
  return { engine, workerText };
}

/**
 * Loads what draws and what is drawn, which is little and makes the page alive; behind it the engine, which is ten times as much; then
 * switches the network off. What waits for a part sees its failure; until then it does not count as unhandled.
 */
export function loadThenLock(): Loading {
  const [drawing, finding] = [compile('drawing-module'), text('finding-rest')];
  const locked = Promise.all([drawing, finding]).then(loadRest);
  for (const part of [drawing, finding, locked]) part.catch(() => {});
  return { drawing, finding, locked };
}
