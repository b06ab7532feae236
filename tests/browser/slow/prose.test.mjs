// The pages about methods, files and the finding in a real browser: on small and large windows, in light and dark.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../../support/axe.mjs';
import { open } from '../../support/page.mjs';

/** @type {Awaited<ReturnType<typeof open>>} */
let opened;
before(async () => {
  opened = await open();
});
after(async () => {
  await opened.close();
});

for (const name of ['methods.html', 'files.html', 'findings/']) {
  test(`${name} fits, and has no problem that axe can find`, async () => {
    for (const [width, colorScheme] of /** @type {[number, 'light' | 'dark'][]} */ ([
      [360, 'light'],
      [1280, 'dark'],
    ])) {
      const context = await opened.browser.newContext({ viewport: { width, height: 800 }, colorScheme });
      const page = await context.newPage();
      await page.goto(`${opened.server.url}${name}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      const small = await page
        .locator('nav a')
        .evaluateAll((links) => links.filter((link) => link.getBoundingClientRect().height < 24).length);
      assert.equal(small, 0, 'links of lists are 24 pixels high');
      assert.deepEqual(await violations(page), []);
      await context.close();
    }
  });
}

test('formulas are drawn, and have a line of text for browsers that cannot', async () => {
  const context = await opened.browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(`${opened.server.url}methods.html`);
  const seen = await page.locator('.formula').evaluateAll((all) =>
    all.map((formula) => ({
      title: formula.getAttribute('aria-label'),
      drawn: (formula.querySelector('math')?.getBoundingClientRect().height ?? 0) > 12,
      hidden: formula.querySelector('.plain')?.getBoundingClientRect().height === 0,
      scrolls: getComputedStyle(formula).overflowX === 'auto',
    })),
  );
  assert.ok(seen.length > 20, String(seen.length));
  for (const { title, drawn, hidden, scrolls } of seen) assert.ok(title && drawn && hidden && scrolls, String(title));
  await context.close();
});
