// Rules of the house for the page's script that the type checker does not hold.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { filesBelow } from '../../xtask/engine.mjs';
import { root } from '../../xtask/setup.mjs';

const COMMENTS = /\/\*[\s\S]*?\*\/|\/\/.*/g;
/** Where a type can stand: behind a colon, an `as`, a bar, or in angle brackets. */
const ANY = /(?:[:<|,&]|\bas|=>)\s*any\b(?!\s*[:(])/g;

const scripts = filesBelow(join(root, 'www', 'js')).filter((path) => !path.endsWith('engine-types.ts'));

test('nothing has the type any', () => {
  assert.equal('const a = (x: any) => x as any; let b: Map<string, any>'.match(ANY)?.length, 3);
  const found = Object.fromEntries(
    scripts.flatMap((path) => {
      const count = readFileSync(path, 'utf8').replace(COMMENTS, '').match(ANY)?.length ?? 0;
      return count ? [[relative(root, path), count]] : [];
    }),
  );
  assert.ok(scripts.length > 30);
  assert.deepEqual(found, {});
});
