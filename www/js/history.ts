// Undo and redo over files, settings and what was set about series: whole states of the work, of which only references are kept.
import type { EngineClient, Kept } from './engine-client.ts';
import type { Settings } from './protocol.ts';
import type { Store } from './store.ts';

/** Steps that can be taken back. */
const MOST = 50;
/** Changes of one kind within this many milliseconds, as of a date that is typed, are one step. */
const TOGETHER = 1500;

/** What a step has changed, by its kind. */
const CHANGED: Record<string, string> = {
  files: 'files added',
  remove: 'a file removed',
  clear: 'all files removed',
  sample: 'the sample',
  map: 'how a file is read',
  series: 'what series are',
  reference: 'the reference',
  universe: 'which series are ranked',
  frequency: 'the returns',
  returns: 'the kind of returns',
  method: 'the kind of correlation',
  align: 'the calendars',
  'from to': 'the period',
  window: 'the windows',
  roles: 'series for the claims’ words',
  claims: 'claims of your own',
};

/** Everything a person has done. */
export type Work = { settings: Settings; kept: Kept; finding: boolean; sample: boolean; periodChosen: boolean };

/** The work before a step, or after it. */
type Step = { work: Work; kind: string };

export class History {
  readonly #store: Store;
  readonly #client: EngineClient;
  readonly #restore: (work: Work, notice: string) => Promise<void>;
  #past: Step[] = [];
  #future: Step[] = [];
  #last = { kind: '', at: -Infinity };

  constructor(store: Store, client: EngineClient, restore: (work: Work, notice: string) => Promise<void>) {
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
    this.#past = [...this.#past, { work: this.#now(), kind }].slice(-MOST);
    this.#future = [];
    this.#tell();
  }

  undo(): Promise<void> {
    return this.#go(this.#past, this.#future, 'Undone');
  }

  redo(): Promise<void> {
    return this.#go(this.#future, this.#past, 'Redone');
  }

  async #go(from: Step[], to: Step[], done: string): Promise<void> {
    const step = this.#store.get().ui.phase === 'ready' ? from.pop() : undefined;
    if (!step) return;
    const { work, kind } = step;
    to.push({ work: this.#now(), kind });
    this.#last = { kind: '', at: -Infinity };
    this.#tell();
    await this.#restore(work, [done, CHANGED[kind]].filter(Boolean).join(': ') + '.');
  }

  /** What was done before is done. */
  #tell(): void {
    this.#store.set({ ui: { undo: this.#past.length, redo: this.#future.length, notice: '' } });
  }
}
