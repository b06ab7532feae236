// Rules of the house for the page's script that the type checker does not hold.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { filesBelow } from '../../xtask/engine.mjs';
import { root } from '../../xtask/setup.mjs';

/** Types between braces in comments: whether `any` is one of them. */
const ANY = /(?<![\w'.])any(?![\w'?:])/g;

test('nothing has the type any', () => {
  const found = Object.fromEntries(
    filesBelow(join(root, 'www', 'js')).flatMap((path) => {
      const comments = readFileSync(path, 'utf8').match(/\/\*\*[\s\S]*?\*\//g) ?? [];
      const types = comments.flatMap((comment) => comment.match(/\{[^@]*\}/g) ?? []);
      const count = types.join('\n').match(ANY)?.length ?? 0;
      return count ? [[relative(root, path), count]] : [];
    }),
  );
  assert.deepEqual(found, {});
});
