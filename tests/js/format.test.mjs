// What the page counts and measures itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imported } from '../support/typescript.mjs';

const format = /** @type {typeof import('../../www/js/format.ts')} */ (await imported('www/js/format.ts'));

test('counts, bytes and seconds', () => {
  const { bytes, count, counted, duration } = format;
  assert.equal(count(1234567), '1,234,567');
  assert.equal(counted(1, 'row'), '1 row');
  assert.equal(counted(2, 'series', 'series'), '2 series');
  assert.deepEqual([999, 1500, 22e6, 3.4e9].map(bytes), ['999 B', '1.5 kB', '22 MB', '3.4 GB']);
  assert.deepEqual([83.4, 410, 1234, 61_000].map(duration), ['83 ms', '410 ms', '1.23 s', '61.0 s']);
});

test('days are civil days in every time zone', () => {
  for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC']) {
    process.env.TZ = zone;
    assert.equal(format.isoDate(18_332), '2020-03-11');
    assert.equal(format.spelledDate('2020-03-01'), '1 March 2020');
  }
});
