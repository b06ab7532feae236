// Rules of the house for the page's script that the type checker does not hold.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { filesBelow } from '../../xtask/engine.mjs';
import { root } from '../../xtask/setup.mjs';

/** What still has the type `any`: answers of the engine, whose types are written by hand. Nothing is added here. */
const LEFT = {
  'www/js/actions.js': 1,
  'www/js/charts.js': 2,
  'www/js/engine-client.js': 3,
  'www/js/main.js': 1,
  'www/js/protocol.js': 1,
  'www/js/views/quarters.js': 1,
};

/** Types between braces in comments: whether `any` is one of them. */
const ANY = /(?<![\w'.])any(?![\w'?:])/g;

test('nothing new has the type any', () => {
  const found = Object.fromEntries(
    filesBelow(join(root, 'www', 'js')).flatMap((path) => {
      const comments = readFileSync(path, 'utf8').match(/\/\*\*[\s\S]*?\*\//g) ?? [];
      const types = comments.flatMap((comment) => comment.match(/\{[^@]*\}/g) ?? []);
      const count = types.join('\n').match(ANY)?.length ?? 0;
      return count ? [[relative(root, path), count]] : [];
    }),
  );
  assert.deepEqual(found, LEFT);
});
