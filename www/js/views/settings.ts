// Every setting that changes an answer.
import type { Actions } from '../actions.ts';
import { type Option, button, field, input, options, select } from '../controls.ts';
import { byId, h, replace } from '../dom.ts';
import type { Settings } from '../protocol.ts';
import { type State, type Store, compositeIds, used } from '../store.ts';

const CHOICES = {
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
} as const satisfies Partial<Record<keyof Settings, readonly Option[]>>;
const YEARS = [2020, 2021, 2022, 2023, 2024];

/** The series that all others are compared with. */
function reference(state: State, actions: Actions): HTMLSelectElement {
  const { settings, answers } = state;
  const members = used(state);
  const chosen = answers.ranking?.found.reference;
  const crypto = members.filter((member) => member.class === 'crypto' || member.id === settings.reference);
  const others = members.filter((member) => !crypto.includes(member));
  // While a composite is the reference, it is there before it is described.
  const early = chosen && !members.some(({ id }) => id === chosen) ? [chosen] : [];
  const composed = [...new Set([...compositeIds(state), ...early])];
  const group = (label: string, ids: string[]) =>
    ids.length > 0 && h('optgroup', { label }, options(ids.map((id) => [id, id])));
  return select(
    'set-reference',
    settings.reference ?? chosen ?? '',
    [
      group(
        'Crypto',
        crypto.map(({ id }) => id),
      ),
      group('Composites', composed),
      group(
        'Others',
        others.map(({ id }) => id),
      ),
    ],
    (value) => actions.choose.set({ reference: value }),
  );
}

/** Whole years, all there is, and the time the claims are about. */
function periods({ settings, defaults }: State, actions: Actions): HTMLElement {
  const period = (id: string, text: string, from?: string, to?: string) =>
    button(`period-${id}`, text, () => actions.choose.set({ from, to }), {
      'aria-pressed': String(settings.from === from && settings.to === to),
    });
  return h(
    'div',
    { class: 'buttons', role: 'group', 'aria-label': 'Period' },
    period('all', 'All'),
    period('pandemic', 'Since March 2020', defaults.pandemic),
    YEARS.map((year) => period(String(year), String(year), `${year}-01-01`, `${year}-12-31`)),
  );
}

function fields(state: State, actions: Actions): HTMLElement {
  const { settings, defaults } = state;
  const choice = (key: keyof typeof CHOICES) =>
    select(`set-${key}`, settings[key] ?? CHOICES[key][0][0], options(CHOICES[key]), (value) =>
      actions.choose.set({ [key]: value }),
    );
  const date = (key: 'from' | 'to') =>
    input(`set-${key}`, 'date', settings[key] ?? '', (value) => actions.choose.set({ [key]: value || undefined }), {
      min: '1900-01-01',
      max: '2100-12-31',
    });
  const returns = settings.window ?? defaults.windows[settings.frequency ?? 'daily'];
  const setWindow = (text: string) => {
    const n = Number(text);
    actions.choose.set({ window: Number.isInteger(n) && n >= 3 ? n : undefined });
  };
  return h(
    'div',
    { class: 'fields' },
    field('Reference', reference(state, actions)),
    field('From', date('from')),
    field('To', date('to')),
    field('Returns', choice('frequency')),
    field('Kind', choice('returns')),
    field('Correlation', choice('method')),
    field('Window', input('set-window', 'number', returns, setWindow, { min: '3', max: '2000' })),
    field('Calendars', choice('align')),
  );
}

export function settingsView(store: Store, actions: Actions): void {
  const host = byId('settings');
  store.watch(
    ({ settings, answers }) => [settings, answers.files, answers.ranking, answers.composites],
    (state) =>
      replace(
        host,
        h(
          'details',
          { id: 'settings-details', open: innerWidth > 700 },
          h('summary', null, h('h2', { id: 'settings-title' }, 'Settings')),
          fields(state, actions),
          periods(state, actions),
        ),
      ),
  );
}
