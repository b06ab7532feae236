// A module of the page's script, for tests that need no page.
import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { root } from '../../xtask/setup.mjs';

/** @param {string} path @returns {Promise<Record<string, Function>>} */
export async function imported(path) {
  const { outputFiles } = buildSync({ entryPoints: [join(root, path)], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`);
}
