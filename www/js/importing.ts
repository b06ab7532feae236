// How files come in and go, and what is decided about single files.
import { type Asking, answerOr } from './asking.ts';
import type { Dropped } from './drop.ts';
import type { EngineClient } from './engine-client.ts';
import { bytes, counted, duration } from './format.ts';
import { BECAME, inside, kindOf, toggled } from './mapping.ts';
import type { ImportOptions, Mend, Progress, Refused, Settings } from './protocol.ts';
import type { Store } from './store.ts';

/** While files are read, the answer is asked for anew at most once in this many milliseconds. */
const REFRESH_EVERY = 300;

export class Importing {
  readonly #store: Store;
  readonly #client: EngineClient;
  readonly #asking: Asking;
  #last: Promise<void> = Promise.resolve();
  #refreshed = 0;

  constructor(store: Store, client: EngineClient, asking: Asking) {
    this.#store = store;
    this.#client = client;
    this.#asking = asking;
  }

  /** Forgets every file and answer; `settings` are what stays of the settings. */
  #forget(settings: Settings): void {
    const { ui, defaults } = this.#store.get();
    this.#client.clear();
    this.#store.forget();
    this.#store.set({
      ui: { sample: false, selection: null, visible: null, pointed: null, notice: '', fault: '' },
      settings: ui.periodChosen ? settings : { ...settings, from: defaults.pandemic },
    });
  }

  /** Called with every progress message: results refine while files are still being read. */
  progressed(progress: Progress): void {
    if (!this.#store.get().ui.importing) return;
    this.#store.set({ ui: { importing: progress } });
    if (performance.now() - this.#refreshed > REFRESH_EVERY && this.#asking.idle) void this.#refresh();
  }

  async #refresh(): Promise<void> {
    await this.#asking.changed();
    this.#refreshed = performance.now();
  }

  /** Called when the SHA-256 of a file is known, or known to stay unknown, which for a large one is after its prices are. */
  async hashed(): Promise<void> {
    const { value } = await answerOr(this.#client.ask({ about: 'files' }, this.#store.get().settings));
    if (value) this.#store.set({ answers: { files: value } });
  }

  /** Reads files, after those that are being read. */
  files(dropped: Dropped[], refused: Refused[] = []): Promise<void> {
    this.#last = this.#last.then(() => this.#read(dropped, refused));
    return this.#last;
  }

  async #read(dropped: Dropped[], refused: Refused[]): Promise<void> {
    if (dropped.length + refused.length === 0) return;
    const began = performance.now();
    this.#refreshed = began;
    if (this.#store.get().ui.sample) {
      // What was chosen for the sample holds for the files, but for what names its series.
      const { reference, universe, altcoins, roles, claims, series, mapping: _, ...kept } = this.#store.get().settings;
      this.#forget(kept);
    }
    const { mapping = {} } = this.#store.get().settings;
    const sources = dropped.map(({ name, file }) => ({
      name,
      file,
      options: mapping[name] ?? {},
      entries: inside(mapping, name),
    }));
    const bytesTotal = sources.reduce((sum, { file }) => sum + file.size, 0);
    const importing = { files: 0, filesTotal: sources.length, bytes: 0, bytesTotal };
    this.#store.set({ ui: { importing, notice: '', working: true } });
    const { value } = await answerOr(this.#client.import(sources, refused));
    const answered = this.#refresh();
    this.#store.set({ ui: { importing: null } });
    await answered;
    const read = sources.length - (value?.unread.length ?? 0);
    const notice = value?.cancelled
      ? `Cancelled: ${read} of ${counted(sources.length, 'file')} read.`
      : `${counted(read, 'file')}, ${bytes(bytesTotal)}: read and ranked in ${duration(this.#refreshed - began)}.`;
    this.#store.set({ ui: { notice } });
  }

  cancel(): void {
    this.#client.cancel();
  }

  remove(name: string): void {
    this.#client.remove([name]);
    void this.#refresh();
  }

  /** Forgets every file, the sample too. */
  clear(): void {
    this.#store.set({ ui: { periodChosen: false } });
    this.#forget({});
    void this.#refresh();
  }

  showSample(): void {
    this.#store.set({ ui: { periodChosen: false } });
    this.#forget({});
    this.#client.importSample();
    this.#store.set({ ui: { sample: true } });
    void this.#refresh();
  }

  /**
   * Decides something about a file, and reads it again; undefined leaves it to the reader again. `alike`: whether it holds for all
   * files with the same columns.
   */
  async map(
    name: string,
    change: ImportOptions | ((mapping: ImportOptions) => ImportOptions),
    alike = false,
  ): Promise<void> {
    const { answers, settings } = this.#store.get();
    const files = answers.files?.found.files ?? [];
    const own = files.find((file) => file.name === name);
    const names = alike && own ? files.filter((file) => kindOf(file) === kindOf(own)).map((file) => file.name) : [name];
    const mapping = { ...settings.mapping };
    for (const each of names) {
      const before = mapping[each] ?? {};
      const decided = { ...before, ...(typeof change === 'function' ? change(before) : change) };
      mapping[each] = Object.fromEntries(
        Object.entries(decided).filter(([, value]) => value !== undefined && value !== ''),
      );
    }
    this.#store.set({ settings: { ...settings, mapping } });
    const sources = names.map((each) => this.#client.source(each)).filter((source) => source !== undefined);
    // Several files of one archive have one source.
    await this.files([...new Set(sources)].map((source) => ({ name: source.name, file: source.file })));
    const state = this.#store.get();
    const after = state.answers.files?.found.files.find((file) => file.name === name);
    if (after) this.#store.set({ ui: { notice: `${name} ${BECAME[after.outcome]}. ${state.ui.notice}` } });
  }

  /** Has something done about a file, or takes it back. */
  mend(name: string, mend: Mend, on: boolean, alike = false): Promise<void> {
    return this.map(name, ({ mends }) => ({ mends: toggled(mends, mend, on) }), alike);
  }

  /** Rows and cells left out of a file, as CSV text. */
  leftOut(name: string): Promise<string> {
    // Settings that have no answer hold up no list of what a file lost.
    return this.#client.ask({ about: 'left-out', file: name }, {});
  }
}
