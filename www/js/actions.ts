// What a person can do, by the room it is in.
import { type Asking, answerOr, wholePeriod } from './asking.ts';
import { Choices } from './choices.ts';
import { CurveRun } from './curve.ts';
import { save } from './dom.ts';
import type { EngineClient } from './engine-client.ts';
import { History } from './history.ts';
import { Importing } from './importing.ts';
import { Keeping } from './keeping.ts';
import { fragmentOf } from './link.ts';
import type { Block, Details, Question, Settings } from './protocol.ts';
import type { Store } from './store.ts';

/** What can be saved. */
export type Saved = Extract<Question, { about: 'report' | 'table' }>;

export class Actions {
  readonly import: Importing;
  readonly choose: Choices;
  readonly curve: CurveRun;
  readonly history: History;
  readonly keeping: Keeping;
  readonly #store: Store;
  readonly #client: EngineClient;
  readonly #asking: Asking;

  constructor(store: Store, client: EngineClient, asking: Asking) {
    this.#store = store;
    this.#client = client;
    this.#asking = asking;
    this.history = new History(store, client, (work, notice) => this.import.restore(work, notice));
    const before = this.history.before.bind(this.history);
    this.import = new Importing(store, client, asking, before);
    this.choose = new Choices(store, client, before);
    this.curve = new CurveRun(store, client);
    this.keeping = new Keeping(store, client);
  }

  /** Tells whoever looks or listens, once more where it is the same as before. */
  say(text: string): void {
    this.#store.set({ ui: { notice: '' } });
    this.#store.set({ ui: { notice: text } });
  }

  /** Puts the settings into the address, and copies it. */
  async link(): Promise<void> {
    history.replaceState(null, '', `#${fragmentOf(this.#store.get().settings)}`);
    try {
      await navigator.clipboard.writeText(location.href);
      this.say('The link is copied: it carries settings and claims, no file and no name.');
    } catch {
      this.say('The link is in the address bar: it carries settings and claims, no file and no name.');
    }
  }

  /** A long table behind a picture; nothing where there is none. */
  async details(of: Details): Promise<Block[]> {
    const { value = [] } = await answerOr(this.#client.ask({ about: 'details', of }, this.#settingsOf(of)));
    return value;
  }

  /** Saves it with every digit. */
  async saveDetails(of: Details, name: string): Promise<void> {
    const question: Question = { about: 'table-of', of: { about: 'details', of }, section: '', number: 0 };
    await this.#save(question, this.#settingsOf(of), name);
  }

  /** Saves a table of a section with every digit: the answer's name, the section's id, and the place among its tables. */
  async saveTable(answer: Question['about'], section: string, number: number): Promise<void> {
    const asked = this.#asking.asked(answer);
    if (!asked) return;
    const name = `${section.replace(/^file:/, '')}${number > 0 ? `-${number + 1}` : ''}`;
    await this.#save({ about: 'table-of', of: asked.question, section, number }, asked.settings, name);
  }

  async #save(question: Extract<Question, { about: 'table-of' }>, settings: Settings, name: string): Promise<void> {
    const { value, error } = await answerOr<string>(this.#client.ask(question, settings));
    if (error) this.#store.set({ ui: { fault: error.message } });
    else save(`sectorscope-${name.replaceAll(/[^\w.-]+/g, '-')}.csv`, value, 'text/csv');
  }

  /** Tables over time show all there is until a person chooses a period. */
  #settingsOf(of: Details): Settings {
    const state = this.#store.get();
    return typeof of === 'object' ? wholePeriod(state) : state.settings;
  }

  /** The report, or one of its tables, as text, with names of files, first rows and prices only where `named`; empty where there is none, and the reason is shown. */
  async report(question: Saved, named: boolean): Promise<string> {
    const { settings: own, answers } = this.#store.get();
    // What is private stays here unless a person says otherwise.
    const settings = named ? own : { ...own, file_names: false, prices: false };
    // A curve that was asked for belongs to the report.
    const { curveRun } = answers;
    const complete = curveRun && curveRun.done === curveRun.total;
    const asked = complete ? { ...settings, curve: true } : settings;
    const { value, error } = await answerOr<string>(this.#client.ask(question, asked));
    if (error) this.#store.set({ ui: { fault: error.message } });
    return value ?? '';
  }
}
