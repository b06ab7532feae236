// The page's state: one value, replaced as a whole, and whoever wants to know is told.

/**
 * @typedef {Pick<import('./protocol.ts').ImportReport, 'files' | 'series'>} Files
 * @typedef {{ a: string, b: string }} Pair
 * @typedef {'auto' | 'light' | 'dark'} ThemeChoice
 * @typedef {object} State
 * @property {'starting' | 'ready' | 'failed'} phase
 * @property {string} fault  what to tell about a start that failed or a crash
 * @property {boolean} sample  whether the synthetic sample is shown
 * @property {Files} files
 * @property {import('./protocol.ts').Progress | null} importing
 * @property {boolean} working  whether answers are still to come
 * @property {string} notice  what the last import came to
 * @property {import('./protocol.ts').Settings} settings
 * @property {boolean} periodChosen  whether a person has chosen first or last day
 * @property {import('./protocol.ts').Ranking | null} ranking
 * @property {import('./protocol.ts').EngineError | null} rankingError
 * @property {import('./protocol.ts').Claim[]} claims
 * @property {import('./protocol.ts').LateSeries[]} lateSeries  series whose days are labelled wrongly, as the data show
 * @property {import('./protocol.ts').CompositesReport | null} composites  the altcoins as one series
 * @property {import('./protocol.ts').PairMatrix | null} matrix
 * @property {import('./protocol.ts').RollingPair | null} rolling
 * @property {import('./protocol.ts').ConstantBand | null} band  what the rolling line would show if the correlation never changed
 * @property {import('./protocol.ts').Performance | null} performance  how technology has done over the days of the rolling line
 * @property {import('./protocol.ts').Alignment | null} alignment  what calendars do to the shown pair
 * @property {{ specifications: import('./protocol.ts').Specification[], points: import('./protocol.ts').CurvePoint[], done: number } | null} curve
 *   the claims under every combination of choices, as far as they were asked for
 * @property {Pair | null} selection  the pair a person chose; none means the reference and the first of the ranking
 * @property {[number, number] | null} visible  first and last visible day of the chart over time
 * @property {number | null} pointed  day that a crosshair stands on in the charts over time
 * @property {import('./protocol.ts').Strip[] | null} strips  how every series was traded, month by month
 * @property {ThemeChoice} theme
 */

/** The day that the page begins with, until a person chooses another: the note's claims are about the time since the pandemic. */
export const FIRST_DAY = '2020-03-11';

/** @param {State} initial */
export function createStore(initial) {
  let state = initial;
  /** @type {((state: State) => void)[]} */
  const listeners = [];
  return {
    get: () => state,
    /** @param {Partial<State>} change */
    set(change) {
      state = { ...state, ...change };
      listeners.forEach((listener) => listener(state));
    },
    /** @param {(state: State) => void} listener */
    subscribe(listener) {
      listeners.push(listener);
      listener(state);
    },
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */

/**
 * Calls `render` with the state whenever one of the parts it looks at has changed.
 * @param {Store} store @param {(state: State) => unknown[]} parts @param {(state: State) => void} render
 */
export function watch(store, parts, render) {
  /** @type {unknown[] | undefined} */
  let seen;
  store.subscribe((state) => {
    const now = parts(state);
    if (seen && now.every((part, i) => Object.is(part, /** @type {unknown[]} */ (seen)[i]))) return;
    seen = now;
    render(state);
  });
}

/** Ids of the series made of coins, which can be named like any other. @param {Pick<State, 'composites'>} state */
export const compositeIds = ({ composites }) => (composites?.composites ?? []).map(({ id }) => id);

/** The pair all charts show: what a person chose, while it exists, else the reference and the first of the ranking. @param {State} state @returns {Pair | null} */
export function shownPair({ selection, ranking, files, composites }) {
  const exists = (/** @type {string} */ id) =>
    files.series.some((member) => member.id === id && !member.ignored) || compositeIds({ composites }).includes(id);
  if (selection && exists(selection.a) && exists(selection.b)) return selection;
  const first = ranking?.rows[0];
  if (ranking && first) return { a: ranking.reference, b: first.id };
  const [a, b] = files.series.filter((member) => !member.ignored);
  return a && b ? { a: a.id, b: b.id } : null;
}
