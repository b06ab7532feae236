// A claim of one's own: from lists of words, or as a sentence.
import type { Actions } from '../actions.ts';
import { options } from '../controls.ts';
import { h, replace } from '../dom.ts';
import type { OwnClaim } from '../protocol.ts';
import { type State, type Store, compositeIds, used, watchInside } from '../store.ts';

const KINDS = [
  ['most-correlated', 'moves most with'],
  ['more-correlated', 'moves more with'],
  ['positive-since', 'has moved with … ever since'],
  ['in-years', 'moves more with … in some years'],
  ['beyond-market', 'moves with … beyond the market'],
] as const;

/** Ids of all series that a claim can name. */
const nameable = (state: State) => [...used(state).map(({ id }) => id), ...compositeIds(state)];

/** The form made of lists. */
function listForm(state: State, actions: Actions): HTMLElement {
  const { answers, defaults } = state;
  const ranking = answers.ranking?.found;
  const ids = nameable(state);
  const series = (id: string, label: string, value: string | undefined) =>
    h('select', { id, 'aria-label': label, value: value ?? ids[0] }, options(ids.map((id) => [id, id])));
  const asset = series('own-asset', 'Asset', ranking?.reference);
  const kind = h('select', { id: 'own-kind', 'aria-label': 'What is claimed' }, options(KINDS));
  const other = series('own-with', 'With', ranking?.rows[0]?.id);
  const than = series('own-than', 'Than with', ranking?.rows[1]?.id);
  const since = h('input', { id: 'own-since', type: 'date', value: defaults.pandemic, 'aria-label': 'Since' });
  const years = h('input', { id: 'own-years', type: 'text', value: '2020, 2022', size: '14', 'aria-label': 'Years' });
  const chosen = (): OwnClaim | null => {
    const named = { asset: asset.value, with: other.value };
    const day = since.value || undefined;
    const namedYears = (years.value.match(/\d{4}/g) ?? []).map(Number);
    if (kind.value === 'more-correlated') return { kind: 'more-correlated', ...named, than: than.value, since: day };
    if (kind.value === 'positive-since') return day ? { kind: 'positive-since', ...named, since: day } : null;
    if (kind.value === 'in-years')
      return namedYears.length > 0 ? { kind: 'in-years', ...named, years: namedYears } : null;
    if (kind.value === 'beyond-market') return { kind: 'beyond-market', ...named, since: day };
    return { kind: 'most-correlated', ...named, since: day };
  };
  const form = h(
    'form',
    {
      class: 'own',
      'data-kind': KINDS[0][0],
      onsubmit: (event: Event) => {
        event.preventDefault();
        const claim = chosen();
        if (claim) actions.choose.claim(claim);
      },
    },
    h('span', null, 'From lists:'),
    asset,
    kind,
    other,
    h('label', { class: 'own-than' }, 'than with ', than),
    h('label', { class: 'own-years' }, 'the years ', years),
    h('label', { class: 'own-since' }, 'since ', since),
    h('button', { id: 'own-add', type: 'submit' }, 'Test it'),
  );
  kind.addEventListener('change', () => form.setAttribute('data-kind', kind.value));
  return form;
}

/** The same as a sentence. */
function sentenceForm(actions: Actions): HTMLElement {
  const wrong = h('p', { id: 'own-wrong', class: 'warning', role: 'status', hidden: true });
  const text = h('input', {
    id: 'own-sentence',
    type: 'text',
    size: '52',
    'aria-describedby': 'own-wrong',
    placeholder: 'BTC moves more with PSCT than with XLK since 2021-01-01',
  });
  async function test(event: Event) {
    event.preventDefault();
    const fault = await actions.choose.write(text.value);
    wrong.textContent = fault;
    wrong.hidden = fault === '';
    if (fault === '') text.value = '';
  }
  return h(
    'form',
    { class: 'own', 'data-kind': 'sentence', onsubmit: (event: Event) => void test(event) },
    h('label', { for: 'own-sentence' }, 'A claim of your own:'),
    text,
    h('button', { id: 'own-write', type: 'submit' }, 'Test it'),
    wrong,
  );
}

/** Both forms: the sentence, made once, and the lists, made anew where there are other series. */
export function ownClaims(
  sentence: HTMLElement,
  fold: HTMLDetailsElement,
  lists: HTMLElement,
  store: Store,
  actions: Actions,
): void {
  sentence.append(sentenceForm(actions));
  const names = (state: State) => [nameable(state).join(' '), state.answers.ranking?.found.reference];
  store.watch(names, (state) => {
    sentence.hidden = nameable(state).length === 0;
  });
  watchInside(store, fold, names, (state) => replace(lists, nameable(state).length > 0 && listForm(state, actions)));
}
