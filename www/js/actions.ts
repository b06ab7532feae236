// What a person can do, by the room it is in.
import { type Asking, answerOr, wholePeriod } from './asking.ts';
import { Choices } from './choices.ts';
import { CurveRun } from './curve.ts';
import type { EngineClient } from './engine-client.ts';
import { Importing } from './importing.ts';
import type { Block, Details, Question } from './protocol.ts';
import type { Store } from './store.ts';

/** What can be saved. */
export type Saved = Extract<Question, { about: 'report' | 'table' }>;

export class Actions {
  readonly import: Importing;
  readonly choose: Choices;
  readonly curve: CurveRun;
  readonly #store: Store;
  readonly #client: EngineClient;

  constructor(store: Store, client: EngineClient, asking: Asking) {
    this.#store = store;
    this.#client = client;
    this.import = new Importing(store, client, asking);
    this.choose = new Choices(store, client);
    this.curve = new CurveRun(store, client);
  }

  /** A long table behind a picture; nothing where there is none. */
  async details(of: Details): Promise<Block[]> {
    const state = this.#store.get();
    const overTime = typeof of === 'object';
    const settings = overTime ? wholePeriod(state) : state.settings;
    const { value = [] } = await answerOr(this.#client.ask({ about: 'details', of }, settings));
    return value;
  }

  /** The report, or one of its tables, as text; empty where there is none, and the reason is shown. */
  async report(question: Saved): Promise<string> {
    const { settings, answers } = this.#store.get();
    // A curve that was asked for belongs to the report.
    const { curveRun } = answers;
    const complete = curveRun && curveRun.done === curveRun.total;
    const asked = complete ? { ...settings, curve: true } : settings;
    const { value, error } = await answerOr<string>(this.#client.ask(question, asked));
    if (error) this.#store.set({ ui: { fault: error.message } });
    return value ?? '';
  }
}
