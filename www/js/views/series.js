// Who is who: class, sector, size and name of every series, as the catalog has it or a person says.
import { byId, h, replace } from '../dom.js';
import { correlation, count, counted } from '../format.js';
import { watch } from '../store.js';

/** @typedef {import('../protocol.ts').Member} Member */

const CLASSES = ['crypto', 'stablecoin', 'equity', 'other'];
const KINDS = ['coin', 'stablecoin', 'wrapped', 'coin-fund', 'fund', 'index', 'stock', 'leveraged', 'other'];
const SIZES = ['large', 'mid', 'small', 'broad'];
const SECTORS = [
  'Energy',
  'Materials',
  'Industrials',
  'Consumer Discretionary',
  'Consumer Staples',
  'Health Care',
  'Financials',
  'Information Technology',
  'Communication Services',
  'Utilities',
  'Real Estate',
];

/** @param {string} id @param {string} label @param {string[]} values @param {string | null} value @param {string} none @param {(value: string) => void} change */
const select = (id, label, values, value, none, change) =>
  h(
    'select',
    {
      id,
      'aria-label': label,
      value: value ?? '',
      onchange: (/** @type {Event} */ event) => change(/** @type {HTMLSelectElement} */ (event.target).value),
    },
    h('option', { value: '' }, none),
    values.map((name) => h('option', { value: name }, name)),
  );

/** @param {import('../store.js').Store} store @param {import('../actions.js').Actions} actions */
export function seriesView(store, actions) {
  const host = byId('series');
  watch(
    store,
    (s) => [s.files, s.ranking],
    ({ files: { series }, ranking }) => {
      host.classList.toggle('empty', series.length === 0);
      const unknown = series.filter((member) => member.class === null && !member.ignored);
      const ranked = new Map(ranking?.rows.map((row) => [row.id, row.r]) ?? []);
      // A sector file may name others than the eleven of GICS.
      const sectors = [
        ...new Set([
          ...SECTORS,
          ...series
            .map(({ sector }) => sector ?? '')
            .filter(Boolean)
            .sort(),
        ]),
      ];
      const sorted = [...series].sort((x, y) => Number(y.class === null) - Number(x.class === null));
      const row = (/** @type {Member} */ member) => {
        const say = (/** @type {import('../protocol.ts').SeriesSettings} */ change) =>
          actions.describe(member.id, change);
        const role =
          ranking?.reference === member.id
            ? 'reference'
            : ranked.has(member.id)
              ? `ranked ${correlation(ranked.get(member.id))}`
              : member.part_of
                ? `part of ${member.part_of}`
                : '';
        return h(
          'tr',
          {
            'data-id': member.id,
            class: member.class === null ? 'unknown' : member.ignored ? 'ignored' : member.part_of ? 'part' : '',
          },
          h('th', { scope: 'row' }, member.id),
          h(
            'td',
            null,
            h('input', {
              id: `name-${member.id}`,
              type: 'text',
              'aria-label': `Name of ${member.id}`,
              value: member.name,
              size: '24',
              onchange: (/** @type {Event} */ event) =>
                say({ name: /** @type {HTMLInputElement} */ (event.target).value }),
            }),
          ),
          h(
            'td',
            null,
            select(`class-${member.id}`, `Class of ${member.id}`, CLASSES, member.class, 'what is it?', (value) => {
              if (value) say({ class: /** @type {import('../protocol.ts').AssetClass} */ (value) });
            }),
          ),
          h(
            'td',
            null,
            select(`kind-${member.id}`, `Kind of ${member.id}`, KINDS, member.kind, 'no kind', (value) => {
              if (value) say({ kind: /** @type {import('../protocol.ts').Kind} */ (value) });
            }),
          ),
          h(
            'td',
            null,
            h('input', {
              id: `crypto-exposed-${member.id}`,
              type: 'checkbox',
              'aria-label': `${member.id} lives on crypto`,
              checked: member.crypto_exposed,
              onchange: (/** @type {Event} */ event) =>
                say({ crypto_exposed: /** @type {HTMLInputElement} */ (event.target).checked }),
            }),
          ),
          h(
            'td',
            null,
            select(`sector-${member.id}`, `Sector of ${member.id}`, sectors, member.sector, 'no sector', (value) =>
              say({ sector: value }),
            ),
          ),
          h(
            'td',
            null,
            select(`size-${member.id}`, `Size of ${member.id}`, SIZES, member.size, 'no size', (value) => {
              if (value) say({ size: /** @type {import('../protocol.ts').Size} */ (value) });
            }),
          ),
          h(
            'td',
            null,
            h('input', {
              id: `use-${member.id}`,
              type: 'checkbox',
              'aria-label': `Use ${member.id}`,
              checked: !member.ignored,
              onchange: (/** @type {Event} */ event) =>
                say({ ignore: !(/** @type {HTMLInputElement} */ (event.target).checked) }),
            }),
          ),
          h(
            'td',
            null,
            h('input', {
              id: `shift-${member.id}`,
              type: 'number',
              min: '-7',
              max: '7',
              'aria-label': `Days to add to the dates of ${member.id}`,
              value: member.shift_days,
              onchange: (/** @type {Event} */ event) =>
                say({ shift_days: Math.trunc(Number(/** @type {HTMLInputElement} */ (event.target).value)) || 0 }),
            }),
          ),
          h('td', null, member.currency ?? ''),
          h('td', null, role),
          h('td', null, count(member.count)),
          h('td', null, member.first),
          h('td', null, member.last),
          h('td', null, `${member.file}, ${member.value_column}`),
        );
      };
      replace(
        host,
        h('h2', { id: 'series-title' }, 'Series'),
        unknown.length > 0 &&
          h(
            'p',
            { class: 'warning' },
            `${counted(unknown.length, 'series', 'series')} not in the catalog: ${unknown
              .slice(0, 8)
              .map(({ id }) => id)
              .join(
                ', ',
              )}${unknown.length > 8 ? ' …' : ''}. Say what ${unknown.length === 1 ? 'it is' : 'they are'} to have ${unknown.length === 1 ? 'it' : 'them'} ranked.`,
          ),
        h(
          'p',
          { class: 'basis' },
          'Ranked: funds, indices and sector series with a sector; where fewer than two have one, all of them. Single companies, leveraged products and what lives on crypto stand for nothing unless a claim names them.',
        ),
        h(
          'div',
          { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table of series' },
          h(
            'table',
            { class: 'series' },
            h(
              'thead',
              null,
              h(
                'tr',
                null,
                [
                  'Series',
                  'Name',
                  'Class',
                  'Kind',
                  'Lives on crypto',
                  'Sector',
                  'Size',
                  'Use',
                  'Shift',
                  'Currency',
                  'Role',
                  'Days',
                  'First',
                  'Last',
                  'Read from',
                ].map((text) => h('th', { scope: 'col' }, text)),
              ),
            ),
            h('tbody', null, sorted.map(row)),
          ),
        ),
      );
    },
  );
}
