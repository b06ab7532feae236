// Every setting that changes an answer.
import { byId, h, replace } from '../dom.js';
import { FIRST_DAY, compositeIds, watch } from '../store.js';

const CHOICES = /** @type {const} */ ({
  frequency: [
    ['daily', 'daily'],
    ['weekly', 'weekly'],
    ['monthly', 'monthly'],
  ],
  returns: [
    ['log', 'log'],
    ['simple', 'simple'],
  ],
  method: [
    ['pearson', 'Pearson'],
    ['spearman', 'Spearman'],
    ['kendall', 'Kendall'],
  ],
  align: [
    ['shared', 'shared days first'],
    ['returns-first', 'returns first (to compare)'],
    ['forward-fill', 'forward-fill (to compare)'],
  ],
});

/** @param {import('../store.js').Store} store @param {import('../actions.js').Actions} actions */
export function settingsView(store, actions) {
  const host = byId('settings');
  watch(
    store,
    (s) => [s.settings, s.files, s.ranking, s.composites],
    ({ settings, files, ranking, composites }) => {
      const field = (/** @type {string} */ label, /** @type {Node} */ control) =>
        h('label', { class: 'field' }, h('span', null, label), control);
      const choice = (/** @type {keyof typeof CHOICES} */ key) =>
        h(
          'select',
          {
            id: `set-${key}`,
            value: settings[key] ?? CHOICES[key][0][0],
            onchange: (/** @type {Event} */ event) =>
              actions.set({ [key]: /** @type {HTMLSelectElement} */ (event.target).value }),
          },
          CHOICES[key].map(([value, text]) => h('option', { value }, text)),
        );
      const date = (/** @type {'from' | 'to'} */ key) =>
        h('input', {
          id: `set-${key}`,
          type: 'date',
          value: settings[key] ?? '',
          min: '1900-01-01',
          max: '2100-12-31',
          onchange: (/** @type {Event} */ event) =>
            actions.set({ [key]: /** @type {HTMLInputElement} */ (event.target).value || undefined }),
        });
      const references = files.series.filter(
        (member) => !member.ignored && (member.class === 'crypto' || member.id === settings.reference),
      );
      const others = files.series.filter((member) => !member.ignored && !references.includes(member));
      const options = (/** @type {typeof references} */ members) =>
        members.map(({ id }) => h('option', { value: id }, id));
      // While a composite is the reference, it is there before it is described.
      const composed = [
        ...new Set([
          ...compositeIds({ composites }),
          ...(files.series.some(({ id }) => id === ranking?.reference) ? [] : [ranking?.reference ?? '']),
        ]),
      ].filter(Boolean);
      const windows = { daily: 63, weekly: 26, monthly: 12 }[settings.frequency ?? 'daily'] ?? 63;
      const period = (
        /** @type {string} */ id,
        /** @type {string} */ text,
        /** @type {string | undefined} */ from,
        /** @type {string | undefined} */ to,
      ) =>
        h(
          'button',
          {
            id,
            type: 'button',
            'aria-pressed': String(settings.from === from && settings.to === to),
            onclick: () => actions.set({ from, to }),
          },
          text,
        );
      replace(
        host,
        h(
          'details',
          { id: 'settings-details', open: innerWidth > 700 },
          h('summary', null, h('h2', { id: 'settings-title' }, 'Settings')),
          h(
            'div',
            { class: 'fields' },
            field(
              'Reference',
              h(
                'select',
                {
                  id: 'set-reference',
                  value: settings.reference ?? ranking?.reference ?? '',
                  onchange: (/** @type {Event} */ event) =>
                    actions.set({ reference: /** @type {HTMLSelectElement} */ (event.target).value }),
                },
                references.length > 0 && h('optgroup', { label: 'Crypto' }, options(references)),
                composed.length > 0 &&
                  h(
                    'optgroup',
                    { label: 'Composites' },
                    composed.map((id) => h('option', { value: id }, id)),
                  ),
                others.length > 0 && h('optgroup', { label: 'Others' }, options(others)),
              ),
            ),
            field('From', date('from')),
            field('To', date('to')),
            field('Returns', choice('frequency')),
            field('Kind', choice('returns')),
            field('Correlation', choice('method')),
            field(
              'Window',
              h('input', {
                id: 'set-window',
                type: 'number',
                min: '3',
                max: '2000',
                value: settings.window ?? windows,
                onchange: (/** @type {Event} */ event) => {
                  const n = Number(/** @type {HTMLInputElement} */ (event.target).value);
                  actions.set({ window: Number.isInteger(n) && n >= 3 ? n : undefined });
                },
              }),
            ),
            field('Calendars', choice('align')),
          ),
          h(
            'div',
            { class: 'buttons', role: 'group', 'aria-label': 'Period' },
            period('period-all', 'All', undefined, undefined),
            period('period-pandemic', 'Since March 2020', FIRST_DAY, undefined),
            ['2020', '2021', '2022', '2023', '2024'].map((year) =>
              period(`period-${year}`, year, `${year}-01-01`, `${year}-12-31`),
            ),
          ),
        ),
      );
    },
  );
}
