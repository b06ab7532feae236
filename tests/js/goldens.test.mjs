// The comparison of the two runners of reference values: what it must notice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstDifference } from '../../xtask/goldens.mjs';

const VALUES = `02_pairs[0] basic
  n 4024000000000000 10.0
  r 3fd3333333333333 0.3
02_pairs[1] tied
  r 3fd3333333333333 0.3
2 passed, 0 failed, 0 skipped
`;

test('the same bytes have no difference', () => assert.equal(firstDifference(VALUES, VALUES), null));

test('a changed last bit is found, in its case', () => {
  const at = VALUES.lastIndexOf('3fd3333333333333 0.3');
  const changed = `${VALUES.slice(0, at)}3fd3333333333334 0.30000000000000004${VALUES.slice(at + 20)}`;
  assert.deepEqual(firstDifference(VALUES, changed), {
    name: '02_pairs[1] tied',
    native: '  r 3fd3333333333333 0.3',
    wasm: '  r 3fd3333333333334 0.30000000000000004',
  });
});

test('a missing or a further line is found', () => {
  const shorter = VALUES.replace('  n 4024000000000000 10.0\n', '');
  assert.equal(firstDifference(VALUES, shorter)?.name, '02_pairs[0] basic');
  assert.deepEqual(firstDifference(VALUES, `${VALUES}more`), {
    name: '2 passed, 0 failed, 0 skipped',
    native: '',
    wasm: 'more',
  });
  assert.equal(firstDifference(`${VALUES}\n`, VALUES)?.wasm, '(ended)');
});

test('the sign of a zero is a difference', () =>
  assert.ok(firstDifference('  x 0000000000000000 0.0', '  x 8000000000000000 -0.0')));
