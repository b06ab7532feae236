// The network lock: everything is loaded first, then a second policy forbids every connection, and only then does the
// worker start. A worker made from a blob inherits the page's policies, so it never has a network.

/** What is forbidden from then on. The page's first policy stays in force beside it. */
const LOCKED =
  "connect-src 'none'; script-src blob: 'wasm-unsafe-eval'; worker-src blob:; img-src blob: data:; " +
  "style-src 'self'; default-src 'none'";

/** What there is before the network is off. */
export type Loaded = { module: WebAssembly.Module; workerText: string; finding: string };

/** Of one of the page's files; the build wrote it into the page. */
function addressOf(name: string): string {
  const meta = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`);
  if (!meta) throw new Error(`the page does not name its ${name}`);
  return new URL(meta.content, document.baseURI).href;
}

async function fetched(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response;
}

/** Compiles while it loads; where the server sends a wrong type, after it has loaded. */
async function compile(url: string): Promise<WebAssembly.Module> {
  const response = await fetched(url);
  try {
    return await WebAssembly.compileStreaming(response.clone());
  } catch {
    return WebAssembly.compile(await response.arrayBuffer());
  }
}

/** The text font in the weights of text and of what stands out. Where it cannot be had, the page goes on with another. */
const fonts = () => Promise.allSettled([400, 600].map((weight) => document.fonts.load(`${weight} 1rem Inter`)));

/** Loads the engine, the worker's text, the finding and the font, then switches the network off. */
export async function loadThenLock(): Promise<Loaded> {
  const text = (id: string) => fetched(addressOf(id)).then((response) => response.text());
  const [module, workerText, finding] = await Promise.all([
    compile(addressOf('engine-module')),
    text('engine-worker'),
    text('finding-rest'),
    fonts(),
  ]);
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = LOCKED;
  document.head.append(policy);
  return { module, workerText, finding };
}
