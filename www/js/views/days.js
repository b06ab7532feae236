// The ledger of days: lost days are counted like lost rows.
import { byId, h, lazyDetails, replace } from '../dom.js';
import { count, counted } from '../format.js';
import { watch } from '../store.js';

/** @param {import('../store.js').Store} store */
export function daysView(store) {
  const host = byId('days');
  watch(
    store,
    (s) => [s.ranking],
    ({ ranking }) => {
      for (const card of [host, byId('calendars')]) card.classList.toggle('empty', !ranking);
      if (!ranking) {
        replace(host, h('h2', { id: 'days-title' }, 'Days'));
        return;
      }
      const {
        shared,
        any,
        first,
        last,
        series,
        partial_edges: [partialFirst, partialLast],
        long_intervals: [gap, ...more],
      } = ranking.days;
      const [reference, ...others] = series;
      const shortest = others.reduce(
        (least, days) => (days.priced < least.priced ? days : least),
        others[0] ?? { id: '', priced: 0, lost: 0, alone_missing: 0 },
      );
      const edges =
        partialFirst && partialLast
          ? 'The first and the last period are'
          : partialFirst
            ? 'The first period is'
            : partialLast
              ? 'The last period is'
              : '';
      replace(
        host,
        h('h2', { id: 'days-title' }, 'Days'),
        h(
          'p',
          null,
          `The ranking uses the ${counted(shared, 'day')} on which all ${series.length} series have a price, of ${count(any)} on which any has: ${first} to ${last}.`,
        ),
        reference &&
          h(
            'p',
            null,
            `${reference.id} has ${counted(reference.priced, 'day')}, ${count(reference.lost)} of them unused. `,
            others.length > 0 && `${shortest.id} has the fewest: ${count(shortest.priced)}.`,
          ),
        edges && h('p', null, `${edges} cut short by the data.`),
        gap &&
          h(
            'p',
            { id: 'long-intervals' },
            `Left out: ${counted(more.length + 1, 'move')} over more days without a shared price than a return may span (the first ends on ${gap.day}, after ${counted(gap.days, 'day')}).`,
          ),
        lazyDetails('days-table', 'Table', () =>
          h(
            'table',
            null,
            h('caption', null, 'Days of each series in the ranking'),
            h(
              'thead',
              null,
              h(
                'tr',
                null,
                ['Series', 'Days with a price', 'Not used', 'Only one missing'].map((text) =>
                  h('th', { scope: 'col' }, text),
                ),
              ),
            ),
            h(
              'tbody',
              null,
              series.map((days) =>
                h(
                  'tr',
                  null,
                  h('th', { scope: 'row' }, days.id),
                  h('td', null, count(days.priced)),
                  h('td', null, count(days.lost)),
                  h('td', null, count(days.alone_missing)),
                ),
              ),
            ),
          ),
        ),
      );
    },
  );
}
