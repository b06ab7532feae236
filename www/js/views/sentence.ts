// The settings as one sentence of lists. It is made once: a list that is open, or a date that is half typed, stays.
import type { Actions } from '../actions.ts';
import { type Group, type Option, Word, button, checkbox, field, input, menu } from '../controls.ts';
import { type Child, byId, h } from '../dom.ts';
import { spelledDate } from '../format.ts';
import type { Member, Settings } from '../protocol.ts';
import { type State, type Store, compositeIds, seriesless, used } from '../store.ts';

const CHOICES = {
  frequency: [
    ['daily', 'Daily'],
    ['weekly', 'Weekly'],
    ['monthly', 'Monthly'],
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
    ['shared', 'shared days'],
    ['returns-first', 'returns first (to compare)'],
    ['forward-fill', 'prices carried forward (to compare)'],
  ],
} as const satisfies Partial<Record<keyof Settings, readonly Option[]>>;
const LABELS = { frequency: 'Returns', returns: 'Kind of returns', method: 'Correlation', align: 'Calendars' };
/** Most years that are offered, the last ones. */
const MOST_YEARS = 8;
/** Longer names would make the sentence hard to read. */
const SHORT = 22;

const shortName = ({ id, name }: Member) => (name.length <= SHORT ? name : id);
const described = ({ id, name }: Member): Option => [id, name === id ? id : `${name}, ${id}`];

/** The series that all others are compared with. */
function references(state: State): { groups: Group[]; value: string; says: string } {
  const { settings, answers } = state;
  const members = used(state);
  const value = settings.reference ?? answers.ranking?.found.reference ?? '';
  const crypto = members.filter((member) => member.class === 'crypto' || member.id === settings.reference);
  const others = members.filter((member) => !crypto.includes(member));
  // While a composite is the reference, it is there before it is described.
  const early = value && !members.some(({ id }) => id === value) ? [value] : [];
  const composed = [...new Set([...compositeIds(state), ...early])];
  const member = members.find(({ id }) => id === value);
  return {
    groups: [
      { label: 'Crypto', options: crypto.map(described) },
      { label: 'Composites', options: composed.map((id) => [id, id]) },
      { label: 'Others', options: others.map(described) },
    ],
    value,
    says: member ? shortName(member) : value || 'no series',
  };
}

/** From when to when, in words. */
function periodWords({ settings: { from, to }, defaults }: State): string {
  if (from === defaults.since && !to) return `since ${spelledDate(defaults.pandemic)}`;
  const year = from?.slice(0, 4);
  if (from === `${year}-01-01` && to === `${year}-12-31`) return `in ${year}`;
  if (from && to) return `from ${spelledDate(from)} to ${spelledDate(to)}`;
  if (from) return `since ${spelledDate(from)}`;
  return to ? `until ${spelledDate(to)}` : 'over all days';
}

/** Two dates that count once they are whole and possible: they may be typed key by key, and nothing here is made anew meanwhile. */
function dates(store: Store, actions: Actions): Child[] {
  const wrong = h('p', { class: 'warning', role: 'status', hidden: true });
  const { settings } = store.get();
  const date = (key: 'from' | 'to'): HTMLInputElement =>
    input(`set-${key}`, 'date', settings[key] ?? '', () => apply(key), {
      min: '1900-01-01',
      max: '2100-12-31',
      'aria-label': key === 'from' ? 'First day with a price that counts' : 'Last day with a price that counts',
    });
  const [from, to] = [date('from'), date('to')];
  function apply(key: 'from' | 'to') {
    const turned = Boolean(from.value && to.value && from.value > to.value);
    wrong.hidden = !turned;
    wrong.textContent = turned
      ? `${from.value} lies after ${to.value}: nothing is changed until the first day lies before the last.`
      : '';
    const field = key === 'from' ? from : to;
    if (turned || !field.checkValidity()) return;
    // The other may have waited for this one.
    actions.choose.set({ from: from.value || undefined, to: to.value || undefined });
  }
  return [h('div', { class: 'fields' }, field('From', from), field('To', to)), wrong];
}

/** The last years of which there are days. */
function yearsOf(state: State): number[] {
  const members = used(state);
  const year = (day: string | null) => (day ? [Number(day.slice(0, 4))] : []);
  const [first, last] = [members.flatMap((one) => year(one.first)), members.flatMap((one) => year(one.last))];
  if (first.length === 0 || last.length === 0) return [];
  const [from, to] = [Math.min(...first), Math.max(...last)];
  return Array.from({ length: to - from + 1 }, (_, at) => from + at).slice(-MOST_YEARS);
}

/** Whole years, all there is, the time the claims are about, and any other. */
function period(store: Store, actions: Actions): { element: HTMLElement; show: (state: State) => void } {
  const summary = h('summary', { class: 'word-list' });
  const preset = (id: string, text: string, from?: string, to?: string) => {
    const { settings } = store.get();
    return button(`period-${id}`, text, () => actions.choose.set({ from, to }), {
      'aria-pressed': String(settings.from === from && settings.to === to),
    });
  };
  const body = (): Child[] => {
    const { defaults } = store.get();
    return [
      preset('pandemic', `Since ${spelledDate(defaults.pandemic)}, when the pandemic began`, defaults.since),
      preset('all', 'All days'),
      h(
        'div',
        { class: 'buttons', role: 'group', 'aria-label': 'Years' },
        yearsOf(store.get()).map((year) => preset(String(year), String(year), `${year}-01-01`, `${year}-12-31`)),
      ),
      h('h3', null, 'First and last day with a price that counts'),
      ...dates(store, actions),
    ];
  };
  return {
    element: menu('set-period', summary, body),
    show: (state) => {
      summary.textContent = periodWords(state);
    },
  };
}

/** Which series are ranked. */
function universe(store: Store, actions: Actions): { element: HTMLElement; show: (state: State) => void } {
  const summary = h('summary', { class: 'word-list' });
  const ranked = () => {
    const found = store.get().answers.ranking?.found;
    return [...(found?.rows ?? []), ...(found?.excluded ?? [])].map(({ id }) => id);
  };
  const body = (): Child[] => {
    const state = store.get();
    const now = new Set(state.settings.universe ?? ranked());
    const reference = state.answers.ranking?.found.reference;
    const candidates = used(state).filter((member) => member.class === 'equity' && member.id !== reference);
    const box = (member: Member) =>
      h(
        'label',
        { class: 'check' },
        checkbox(`rank-${member.id}`, now.has(member.id), (checked) => {
          if (checked) now.add(member.id);
          else now.delete(member.id);
          actions.choose.set({ universe: now.size > 0 ? [...now] : undefined });
        }),
        described(member)[1],
      );
    return [
      button('universe-proposed', 'As proposed: funds and indices of a sector', () =>
        actions.choose.set({ universe: undefined }),
      ),
      h('h3', null, 'Ranked'),
      ...candidates.map(box),
    ];
  };
  return {
    element: menu('set-universe', summary, body),
    show: (state) => {
      const n = state.answers.ranking?.found.rows.length ?? 0;
      summary.textContent = n === 1 ? '1 series' : `${n} series`;
    },
  };
}

export function sentenceView(store: Store, actions: Actions): void {
  const host = byId('sentence');
  const word = (key: keyof typeof CHOICES) =>
    new Word(`set-${key}`, LABELS[key], (value) => actions.choose.set({ [key]: value }));
  const [frequency, returns, method, align] = [word('frequency'), word('returns'), word('method'), word('align')];
  const reference = new Word('set-reference', 'Reference', (value) => actions.choose.set({ reference: value }));
  const [when, which] = [period(store, actions), universe(store, actions)];
  const words = { frequency, returns, method, align };
  host.append(
    ...[frequency.element, ' ', returns.element, ' returns of ', reference.element, ' with ', which.element, ', '],
    ...[method.element, ', ', when.element, ', ', align.element],
  );
  store.watch(
    ({ settings, answers }) => [settings, answers.files, answers.ranking, answers.composites],
    (state) => {
      // Its room is kept until it is known that there is nothing to set.
      host.hidden = seriesless(state);
      host.style.visibility = used(state).length === 0 ? 'hidden' : 'visible';
      for (const [key, shown] of Object.entries(words)) {
        const choices = CHOICES[key as keyof typeof CHOICES];
        shown.show([{ label: '', options: choices }], state.settings[key as keyof typeof CHOICES] ?? choices[0][0]);
      }
      const { groups, value, says } = references(state);
      reference.show(groups, value, says);
      when.show(state);
      which.show(state);
    },
  );
}
