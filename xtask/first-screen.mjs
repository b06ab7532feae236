// The first screen as the page itself makes it of the finding, written into index.html: it is read before any script has come, and
// without one.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Window } from 'happy-dom';
import { root } from './setup.mjs';

/** What the page takes from a browser while it makes itself. */
const TAKEN = /** @type {const} */ ([
  ...['document', 'location', 'matchMedia', 'addEventListener', 'devicePixelRatio', 'requestAnimationFrame'],
  ...['Node', 'Element', 'HTMLElement', 'HTMLTemplateElement', 'HTMLDetailsElement', 'Event', 'ResizeObserver'],
  'IntersectionObserver',
]);

/** The page without its engine, as one module for Node. */
async function pageModule() {
  const { build } = await import('esbuild');
  const done = await build({
    stdin: { contents: "import { makePage } from './page.ts'; makePage();", resolveDir: join(root, 'www/js') },
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    bundle: true,
    write: false,
    logLevel: 'warning',
  });
  return /** @type {import('esbuild').OutputFile} */ (done.outputFiles[0]).text;
}

/**
 * What stands in each part that has the attribute `data-baked`, by the part's id.
 * @param {string} html of the page, with the pictures of its charts
 * @returns {Promise<Map<string, string>>}
 */
export async function firstScreen(html) {
  const window = new Window({
    url: 'http://localhost/',
    settings: { disableCSSFileLoading: true, disableJavaScriptFileLoading: true },
  });
  window.document.write(html);
  const before = new Map(TAKEN.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]));
  const folder = mkdtempSync(join(tmpdir(), 'sectorscope-page-'));
  try {
    for (const name of TAKEN) {
      const value = /** @type {unknown} */ (Reflect.get(window, name));
      // A class is taken as it is; what is called without its window would have none.
      const own = typeof value === 'function' && /^[a-z]/.test(name) ? value.bind(window) : value;
      Object.defineProperty(globalThis, name, { value: own, configurable: true, writable: true });
    }
    writeFileSync(join(folder, 'page.mjs'), await pageModule());
    await import(pathToFileURL(join(folder, 'page.mjs')).href);
    const parts = [...window.document.querySelectorAll('[data-baked]')];
    // The page's policy takes styles from its own file alone; and what is chosen before the page is there would be lost.
    const written = (/** @type {string} */ html) =>
      html.replaceAll(/ style="[^"]*"|<input [^>]*type="file"[^>]*>/g, '');
    return new Map(parts.map(({ id, innerHTML }) => [id, written(innerHTML)]));
  } finally {
    for (const [name, was] of before)
      if (was) Object.defineProperty(globalThis, name, was);
      else Reflect.deleteProperty(globalThis, name);
    rmSync(folder, { recursive: true });
    await window.happyDOM.close();
  }
}
