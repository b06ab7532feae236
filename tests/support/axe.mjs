// What assistive technology would stumble over, as axe sees it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../xtask/setup.mjs';

const source = readFileSync(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

/**
 * Every violation, with the first elements that show it. In `npm run quick` axe sees the first five rows of long tables, as the
 * same code makes the others.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const hide = (/** @type {boolean} */ hidden) =>
    page.locator('tbody tr:nth-child(n + 6)').evaluateAll((rows, hidden) => {
      for (const row of rows) /** @type {HTMLElement} */ (row).hidden = hidden;
    }, hidden);
  if (process.env.QUICK) await hide(true);
  const found = await page.evaluate(async () => {
    const axe = /** @type {typeof import('axe-core')} */ (Reflect.get(globalThis, 'axe'));
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 120))
          .join(' | ')}`,
    );
  });
  if (process.env.QUICK) await hide(false);
  return found;
}
