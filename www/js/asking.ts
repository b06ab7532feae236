// What the engine is asked, in which order, and when an answer is stale: one table, and the loop that works through it.
import { CARDS } from './cards.ts';
import type { EngineClient } from './engine-client.ts';
import type { EngineError, Question, Settings } from './protocol.ts';
import { type Answers, type Pair, type State, type Store, linesBeside, sectionOf, shownPair } from './store.ts';

/** Questions whose answers are shown together. */
type Round = {
  asks: (state: State) => Question[];
  /** Under which settings, where not under those of the page. */
  under?: (state: State) => Settings;
  /** What the answers depend on beside the files and the settings. */
  also?: (state: State) => unknown[];
};

/** Questions about the shown pair, where there is one. */
const ofPair =
  (...questions: ((pair: Pair) => Question)[]) =>
  (state: State): Question[] => {
    const pair = shownPair(state);
    return pair ? questions.map((question) => question(pair)) : [];
  };

const onPair = (state: State) => {
  const pair = shownPair(state);
  return [pair?.a, pair?.b, state.ui.periodChosen];
};

/** A line over time shows all there is until a person chooses a period. */
export const wholePeriod = ({ ui, settings }: State): Settings =>
  ui.periodChosen ? settings : { ...settings, from: undefined };

/** In the order in which they are asked: the ranking is the answer, so it comes first; what takes longest comes last. */
const ROUNDS: Round[] = [
  {
    // Files last, so that a SHA-256 that was found meanwhile is not forgotten again.
    asks: () => [
      { about: 'ranking', depth: 'order' },
      { about: 'late-series' },
      { about: 'claims', depth: 'order' },
      { about: 'files' },
    ],
  },
  {
    asks: (state) => [...ofPair((pair) => ({ about: 'rolling', ...pair }))(state), { about: 'performance' }],
    under: wholePeriod,
    also: onPair,
  },
  {
    asks: (state) => {
      const [pair, others] = [shownPair(state), linesBeside(state)];
      return pair && others.length > 0 ? [{ about: 'rolling-lines', a: pair.a, others }] : [];
    },
    under: wholePeriod,
    also: (state) => [...onPair(state), linesBeside(state).join(' ')],
  },
  { asks: ofPair((pair) => ({ about: 'alignment', ...pair })), also: onPair },
  { asks: ofPair((pair) => ({ about: 'constant-band', ...pair })), under: wholePeriod, also: onPair },
  { asks: () => [{ about: 'matrix' }, { about: 'strips' }] },
  { asks: () => [{ about: 'composites' }] },
  { asks: () => CARDS.flatMap(({ ask }) => ask ?? []) },
  // The same ranking and claims, with all that is resampled.
  { asks: () => [{ about: 'ranking', depth: 'full' }] },
  { asks: () => [{ about: 'claims', depth: 'full' }] },
];
const [ANSWER] = ROUNDS;

/** Whether this is what the engine says where there is no answer. */
export const isRefusal = (error: unknown): error is EngineError =>
  Boolean(error && typeof error === 'object' && 'code' in error);

/** The engine's answer, or why there is none. */
export async function answerOr<Found>(
  question: Promise<Found>,
): Promise<{ value: Found; error?: undefined } | { value?: undefined; error: EngineError }> {
  try {
    return { value: await question };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { error };
  }
}

export class Asking {
  readonly #store: Store;
  readonly #client: EngineClient;
  /** Counts the changes of the files. */
  #files = 0;
  /** The last question of each name, and the settings it was asked under. */
  #asked = new Map<Question['about'], { question: Question; settings: Settings }>();
  /** What the answers of each round rested on. */
  #rested = new Map<Round, unknown[]>();
  #running = false;
  /** The round whose questions are asked now, what it rests on, and how to drop them. */
  #now: { round: Round; inputs: unknown[]; dropped: AbortController } | undefined;
  #waiting: (() => void)[] = [];
  /** Whether the answer is wanted while files are read. */
  #wanted = false;

  constructor(store: Store, client: EngineClient) {
    this.#store = store;
    this.#client = client;
    store.watch(
      (state) => [
        state.settings,
        state.ui.phase,
        state.ui.importing,
        state.ui.finding,
        linesBeside(state).join(' '),
        ...onPair(state),
      ],
      () => {
        this.#dropStale();
        void this.#run();
      },
    );
  }

  /** The files are others now; resolves once the answer to that is there. */
  changed(): Promise<void> {
    this.#files += 1;
    this.#wanted = true;
    this.#dropStale();
    const answered = new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
    void this.#run();
    return answered;
  }

  /** The question whose answer is shown under this name. */
  asked(name: Question['about']): { question: Question; settings: Settings } | undefined {
    return this.#asked.get(name);
  }

  /** Whether it is worth asking again while files come in. */
  get idle(): boolean {
    return !this.#running;
  }

  #inputs(round: Round): unknown[] {
    const state = this.#store.get();
    return [this.#files, state.settings, ...(round.also?.(state) ?? [])];
  }

  #isStale(round: Round): boolean {
    const rested = this.#rested.get(round);
    return !rested || this.#differs(round, rested);
  }

  /** Whether what a round rests on is no longer this. */
  #differs(round: Round, inputs: unknown[]): boolean {
    return this.#inputs(round).some((input, i) => !Object.is(input, inputs[i]));
  }

  /** What is no longer asked for is not worth the rest of its round. */
  #dropStale(): void {
    const { round, inputs, dropped } = this.#now ?? {};
    if (round && inputs && this.#differs(round, inputs)) dropped?.abort();
  }

  /** The first round that is stale; while files are read there is only the answer, and that now and then. */
  #due(): Round | undefined {
    const { phase, importing, finding } = this.#store.get().ui;
    if (phase !== 'ready' || finding) return undefined;
    return ROUNDS.find((round) => (!importing || (round === ANSWER && this.#wanted)) && this.#isStale(round));
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (let round = this.#due(); round; round = this.#due()) {
        if (!this.#store.get().ui.working) this.#store.set({ ui: { working: true } });
        await this.#answer(round);
        if (round === ANSWER && !this.#isStale(ANSWER)) this.#waiting.splice(0).forEach((resolve) => resolve());
      }
    } finally {
      this.#running = false;
    }
    if (this.#store.get().ui.working && !this.#store.get().ui.importing) this.#store.set({ ui: { working: false } });
  }

  async #answer(round: Round): Promise<void> {
    const state = this.#store.get();
    const inputs = this.#inputs(round);
    const settings = round.under?.(state) ?? state.settings;
    if (round === ANSWER) {
      this.#wanted = false;
      this.#store.set({ ui: { answering: true } });
    }
    const answers: Partial<Answers> = {};
    const dropped = new AbortController();
    this.#now = { round, inputs, dropped };
    let unranked: EngineError | undefined;
    for (const question of round.asks(state)) {
      const { value, error } = await answerOr(this.#client.ask(question, settings, dropped.signal));
      if (dropped.signal.aborted) return;
      this.#asked.set(question.about, { question, settings });
      // The answer has the type that its question has the name of.
      Object.assign(answers, { [question.about]: value });
      if (question.about === 'ranking') unranked = error;
    }
    // Meanwhile the page may have gone back to what it began with.
    if (this.#store.get().ui.finding) return;
    this.#rested.set(round, inputs);
    if (round === ANSWER) {
      const { importing, leaving } = this.#store.get().ui;
      // The first files may be of no sector, or without what the first claim speaks of: what stood before goes on standing.
      const more = importing || this.#differs(round, inputs);
      if (leaving && more && !(answers.ranking && sectionOf(answers.claims, 'answer'))) return;
      if (this.#endsBefore(unranked) || this.#unusable(unranked)) return;
      if (leaving) this.#store.forget();
      this.#store.set({ ui: { answering: false, leaving: null } });
      answers.unranked = unranked;
      answers.curveRun = undefined;
    }
    this.#store.set({ answers });
  }

  /** Settings that cannot be used, as of an old link, give way to those that the page begins with. */
  #unusable(refusal: EngineError | undefined): boolean {
    if (refusal?.code !== 'bad-settings') return false;
    const { defaults, settings } = this.#store.get();
    const { mapping, series } = settings;
    const kept = { ...(mapping ? { mapping } : {}), ...(series ? { series } : {}), from: defaults.since };
    this.#store.set({
      settings: kept,
      ui: { fault: `The settings could not be used and were left out. ${refusal.message}` },
    });
    return true;
  }

  /** Files that end before the day the page begins with are asked of without it. */
  #endsBefore(refusal: EngineError | undefined): boolean {
    const { settings, ui } = this.#store.get();
    if (refusal?.code !== 'too-few-days' || !settings.from || ui.periodChosen) return false;
    const { from: _, ...rest } = settings;
    this.#store.set({ settings: rest });
    return true;
  }
}
