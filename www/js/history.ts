// Undo and redo over files, settings and what was set about series: whole states of the work, of which only references are kept.
import type { EngineClient, Kept } from './engine-client.ts';
import type { Settings } from './protocol.ts';
import type { Store } from './store.ts';

/** Steps that can be taken back. */
const MOST = 50;
/** Changes of one kind within this many milliseconds, as of a date that is typed, are one step. */
const TOGETHER = 1500;

/** Everything a person has done. */
export type Work = { settings: Settings; kept: Kept; finding: boolean; sample: boolean; periodChosen: boolean };

export class History {
  readonly #store: Store;
  readonly #client: EngineClient;
  readonly #restore: (work: Work) => Promise<void>;
  #past: Work[] = [];
  #future: Work[] = [];
  #last = { kind: '', at: -Infinity };

  constructor(store: Store, client: EngineClient, restore: (work: Work) => Promise<void>) {
    this.#store = store;
    this.#client = client;
    this.#restore = restore;
  }

  #now(): Work {
    const { settings, ui } = this.#store.get();
    const { finding, sample, periodChosen } = ui;
    return { settings, kept: this.#client.kept(), finding, sample, periodChosen };
  }

  /** Called before the work changes; changes of one kind that follow each other quickly are one. */
  before(kind: string): void {
    const at = performance.now();
    const continues = kind === this.#last.kind && at - this.#last.at < TOGETHER;
    this.#last = { kind, at };
    if (continues) return;
    this.#past = [...this.#past, this.#now()].slice(-MOST);
    this.#future = [];
    this.#tell();
  }

  undo(): Promise<void> {
    return this.#go(this.#past, this.#future);
  }

  redo(): Promise<void> {
    return this.#go(this.#future, this.#past);
  }

  async #go(from: Work[], to: Work[]): Promise<void> {
    const work = from.pop();
    if (!work) return;
    to.push(this.#now());
    this.#last = { kind: '', at: -Infinity };
    this.#tell();
    await this.#restore(work);
  }

  #tell(): void {
    this.#store.set({ ui: { undo: this.#past.length, redo: this.#future.length } });
  }
}
