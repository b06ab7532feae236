// The page's state: one value, replaced as a whole, of three parts: what a person does with the page, the settings, and what the
// engine has answered. To forget all answers is to set them to nothing.
import type { Defaults } from '../../pkg/sectorscope.js';
import type {
  AnswersByName,
  Claim,
  EngineError,
  FileReport,
  Progress,
  Section,
  Settings,
  Verified,
} from './protocol.ts';

export type Pair = { a: string; b: string };
export type ThemeChoice = 'auto' | 'light' | 'dark';

export type Ui = {
  phase: 'starting' | 'ready' | 'failed';
  /** What to say about a start that failed, or a crash. */
  fault: string;
  /** Whether the finding is shown that comes with the page: there are no files then. */
  finding: boolean;
  /** Whether the synthetic sample is shown. */
  sample: boolean;
  importing: Progress | null;
  /** Whose answers are still shown while files come in to replace them. */
  leaving: 'finding' | 'sample' | null;
  /** Whether the answer itself is being computed: until it comes the old one stands, dimmed. */
  answering: boolean;
  /** Whether answers are still to come. */
  working: boolean;
  /** What was done about a file; shown beside the count of files. */
  notice: string;
  /** Milliseconds that the last import took; none once the files are others. */
  took: number | null;
  /** Whether the last import was cancelled. */
  cancelled: boolean;
  /** What became of saved reports that were dropped. */
  verified: Verified[];
  /** Steps that can be taken back, and taken again. */
  undo: number;
  redo: number;
  /** Whether a person has chosen first or last day. */
  periodChosen: boolean;
  /** The pair a person chose; none means the reference and the first of the ranking. */
  selection: Pair | null;
  /** Ids of the series that are drawn beside the pair over time, each with the pair's first; and of those that are muted. */
  lines: string[];
  muted: string[];
  /** First and last visible day of the charts over time. */
  visible: [number, number] | null;
  /** Day that a crosshair stands on in the charts over time. */
  pointed: number | null;
  theme: ThemeChoice;
};

/** The claims under every combination of choices, as far as they were asked for. */
export type Curve = { claim: string; done: number; total: number; sections: Section[]; claims: string[] };

/** What the engine has answered, by the question; what is not there was not asked, or has no answer. */
export type Answers = Partial<AnswersByName> & {
  /** Why there is no ranking. */
  unranked?: EngineError;
  /** The curve as far as it is; its parts are asked for one by one. */
  curveRun?: Curve;
};

export type State = { ui: Ui; settings: Settings; answers: Answers; defaults: Defaults };
export type Changes = { ui?: Partial<Ui>; settings?: Settings; answers?: Partial<Answers> };

export class Store {
  #state: State;
  #listeners: ((state: State) => void)[] = [];

  constructor(initial: State) {
    this.#state = initial;
  }

  get(): State {
    return this.#state;
  }

  set({ ui, settings, answers }: Changes): void {
    const before = this.#state;
    this.#state = {
      ...before,
      ui: ui ? { ...before.ui, ...ui } : before.ui,
      settings: settings ?? before.settings,
      answers: answers ? { ...before.answers, ...answers } : before.answers,
    };
    this.#listeners.forEach((listener) => listener(this.#state));
  }

  /** Forgets every answer. */
  forget(): void {
    this.#state = { ...this.#state, answers: {} };
  }

  subscribe(listener: (state: State) => void): void {
    this.#listeners.push(listener);
    listener(this.#state);
  }

  /** Calls `render` with the state whenever one of the parts it looks at has changed. */
  watch(parts: (state: State) => unknown[], render: (state: State) => void): void {
    let seen: unknown[] | undefined;
    this.subscribe((state) => {
      const now = parts(state);
      if (seen?.every((part, i) => Object.is(part, now[i]))) return;
      seen = now;
      render(state);
    });
  }
}

/** The same for what stands in a fold: while it is closed nothing is made. */
export function watchInside(
  store: Store,
  fold: HTMLDetailsElement,
  parts: (state: State) => unknown[],
  render: (state: State) => void,
): void {
  let stale = false;
  const show = (state: State) => {
    stale = !fold.open;
    if (fold.open) render(state);
  };
  store.watch(parts, show);
  fold.addEventListener('toggle', () => {
    if (stale) show(store.get());
  });
}

/** The lines beside the pair's: those of the series that are still there. */
export const linesBeside = (state: State): string[] => {
  const pair = shownPair(state);
  const ids = new Set([...used(state).map(({ id }) => id), ...compositeIds(state)]);
  return state.ui.lines.filter((id) => ids.has(id) && id !== pair?.a && id !== pair?.b);
};

/** The section of an answer with this id. */
export const sectionOf = (answer: { sections: Section[] } | undefined, id: string): Section | undefined =>
  answer?.sections.find((section) => section.id === id);

/** Every series that takes part. */
export const used = ({ answers }: State) => (answers.files?.found.series ?? []).filter((member) => !member.ignored);

/** Whether it is known that no series takes part: there is nothing to ask of, and nothing to set. */
export const seriesless = (state: State): boolean => state.answers.files !== undefined && used(state).length === 0;

/** The files themselves: an archive counts as what is in it, unless nothing was. */
export function plainFiles({ answers }: State): FileReport[] {
  const files = answers.files?.found.files ?? [];
  return files.filter(({ layout, outcome }) => layout !== 'zip' || outcome === 'refused');
}

/** Ids of the series made of coins, which can be named like any other. */
export const compositeIds = ({ answers }: State): string[] =>
  (answers.composites?.found.composites ?? []).map(({ id }) => id);

/** The pair that a claim speaks of: bitcoin, or its own asset, and what it is held against. */
export function claimPair(state: State, { roles }: Claim): Pair | null {
  const first = (...names: string[]) => names.map((name) => roles[name]?.[0]).find((id) => id !== undefined);
  const index = roles.altcoins ? compositeIds(state)[0] : undefined;
  const [a, b] = [first('asset', 'bitcoin') ?? index, first('with', 'small_tech', 'tech', 'market')];
  return a && b ? { a, b } : null;
}

/** The pair all charts show: what a person chose, while it exists; else that of the first claim; else the first of the ranking. */
export function shownPair(state: State): Pair | null {
  const { selection } = state.ui;
  const members = used(state);
  const ranked = state.answers.ranking?.found;
  const among = (all: { id: string }[], id: string) => all.some((one) => one.id === id);
  const exists = (id: string) =>
    among(members, id) || among(ranked?.rows ?? [], id) || ranked?.reference === id || compositeIds(state).includes(id);
  if (selection && exists(selection.a) && exists(selection.b)) return selection;
  const claim = state.answers.claims?.found[0];
  const claimed = claim && claimPair(state, claim);
  if (ranked && claimed && claimed.a === ranked.reference && exists(claimed.b)) return claimed;
  const first = ranked?.rows[0];
  if (ranked && first) return { a: ranked.reference, b: first.id };
  const [a, b] = members;
  return a && b ? { a: a.id, b: b.id } : null;
}
