// Numbers and dates as the page writes them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bytes,
  correlation,
  count,
  counted,
  dayOf,
  duration,
  interval,
  isoDate,
  ordinal,
  percent,
  spelledDate,
} from '../../www/js/format.js';

test('numbers', () => {
  assert.equal(correlation(0.39965), '0.40');
  assert.equal(correlation(-0.5), '\u22120.50');
  assert.equal(correlation(-0.001), '0.00', 'no negative zero');
  assert.equal(correlation(Number.NaN), '–');
  assert.equal(correlation(null), '–');
  assert.equal(interval(-0.1, 0.2), '\u22120.10 to 0.20');
  assert.equal(interval(null, 0.2), 'no interval');
  assert.equal(count(1234567), '1,234,567');
  assert.equal(counted(1, 'row'), '1 row');
  assert.equal(counted(2, 'series', 'series'), '2 series');
  assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal), [
    '1st',
    '2nd',
    '3rd',
    '4th',
    '11th',
    '12th',
    '13th',
    '21st',
    '102nd',
    '111th',
  ]);
  assert.equal(percent(0.95), '95 %');
  assert.equal(percent(0.999), '99.9 %');
  assert.deepEqual([999, 1500, 22e6, 3.4e9].map(bytes), ['999 B', '1.5 kB', '22 MB', '3.4 GB']);
  assert.deepEqual([83.4, 410, 1234, 61_000].map(duration), ['83 ms', '410 ms', '1.23 s', '61.0 s']);
});

test('days are civil days in every time zone', () => {
  for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC']) {
    process.env.TZ = zone;
    assert.equal(isoDate(18_332), '2020-03-11');
    assert.equal(dayOf('2020-03-11'), 18_332);
    assert.equal(spelledDate('2020-03-01'), '1 March 2020');
  }
});
