// How files come in and go, and what is decided about single files.
import { type Asking, answerOr } from './asking.ts';
import type { EngineClient } from './engine-client.ts';
import { finding, restOfFinding } from './finding.ts';
import type { Work } from './history.ts';
import { BECAME, inside, kindOf, toggled } from './mapping.ts';
import type { ImportOptions, Mend, Named, Progress, Refused, Settings } from './protocol.ts';
import { partedReports } from './reports.ts';
import type { Store } from './store.ts';

/** While files are read, the answer is asked for anew after this many milliseconds, at the earliest. */
const REFRESH_EVERY = 500;
/** And after this many times as long as the last answer took: the files come first. */
const TIMES_AS_LONG = 3;

/** What a page shows that was just emptied. */
const NOTHING_SHOWN = {
  finding: false,
  sample: false,
  leaving: null,
  selection: null,
  lines: [],
  muted: [],
  visible: null,
  pointed: null,
  notice: '',
  took: null,
  cancelled: false,
  fault: '',
  verified: [],
};

export class Importing {
  readonly #store: Store;
  readonly #client: EngineClient;
  readonly #asking: Asking;
  readonly #before: (kind: string) => void;
  #last: Promise<void> = Promise.resolve();
  #refreshed = 0;
  /** How long the last answer took. */
  #answering = 0;
  /** Settings that files begin with. */
  begins: Settings = {};
  /** What the finding holds beside its first screen, once it is loaded. */
  restOfFinding = '{}';

  /** `before` is called before files or what is decided about them change. */
  constructor(store: Store, client: EngineClient, asking: Asking, before: (kind: string) => void) {
    this.#store = store;
    this.#client = client;
    this.#asking = asking;
    this.#before = before;
  }

  /** Forgets every file and answer; `settings` are what stays of the settings. */
  #forget(settings: Settings): void {
    const { ui, defaults } = this.#store.get();
    this.#client.clear();
    this.#store.forget();
    this.#store.set({
      ui: NOTHING_SHOWN,
      settings: ui.periodChosen ? settings : { ...settings, from: defaults.since },
    });
  }

  /** Called with every progress message: results refine while files are still being read. */
  progressed(progress: Progress): void {
    if (!this.#store.get().ui.importing) return;
    this.#store.set({ ui: { importing: progress } });
    const pause = Math.max(REFRESH_EVERY, TIMES_AS_LONG * this.#answering);
    if (performance.now() - this.#refreshed > pause && this.#asking.idle) void this.#refresh();
  }

  async #refresh(): Promise<void> {
    const began = performance.now();
    await this.#asking.changed();
    this.#refreshed = performance.now();
    this.#answering = this.#refreshed - began;
  }

  /** Called when the SHA-256 of a file is known, or known to stay unknown, which for a large one is after its prices are. */
  async hashed(): Promise<void> {
    const { value } = await answerOr(this.#client.ask({ about: 'files' }, this.#store.get().settings));
    if (value) this.#store.set({ answers: { files: value } });
  }

  /** Reads files, after those that are being read; saved reports among them are then made again. */
  async files(dropped: Named[], refused: Refused[] = []): Promise<void> {
    const { reports, files } = await partedReports(dropped);
    if (files.length + refused.length > 0) this.#before('files');
    await this.#queue(files, refused);
    if (reports.length > 0) await this.#verify(reports);
  }

  async #verify(reports: Named[]): Promise<void> {
    const others = this.#store.get().ui.verified.filter(({ name }) => !reports.some((report) => report.name === name));
    const begun = reports.map(({ name }) => ({
      name,
      same: null,
      lines: ['is made again from the files that are here …'],
    }));
    this.#store.set({ ui: { verified: [...others, ...begun] } });
    const { value, error } = await answerOr(this.#client.verify(reports));
    const verified = value ?? reports.map(({ name }) => ({ name, same: null, lines: [error?.message ?? ''] }));
    const notice = verified.map(({ name, lines }) => `${name}: ${lines[0]}`).join(' ');
    this.#store.set({ ui: { verified: [...others, ...verified], notice } });
  }

  /** Takes away what is shown of a saved report. */
  dismiss(report: string): void {
    const verified = this.#store.get().ui.verified.filter(({ name }) => name !== report);
    this.#store.set({ ui: { verified } });
  }

  #queue(dropped: Named[], refused: Refused[] = []): Promise<void> {
    this.#last = this.#last.then(() => this.#read(dropped, refused));
    return this.#last;
  }

  async #read(dropped: Named[], refused: Refused[]): Promise<void> {
    if (dropped.length + refused.length === 0) return;
    const began = performance.now();
    this.#refreshed = began;
    this.#answering = 0;
    const { ui } = this.#store.get();
    // How large they are is asked by the worker: a file that was just dropped makes the page wait for the system.
    const importing = { files: 0, filesTotal: dropped.length, bytes: 0, bytesTotal: 0 };
    // Before all else, so that nothing is asked of what is not read yet.
    this.#store.set({ ui: { importing, notice: '', took: null, cancelled: false, working: true } });
    if (ui.sample || ui.finding) {
      // What was chosen for the sample holds for the files, but for what names its series.
      const { reference, universe, altcoins, roles, claims, series, mapping: _, ...kept } = this.#store.get().settings;
      // The old answer stands until there is a new one.
      this.#client.clear();
      this.#store.set({ ui: { ...NOTHING_SHOWN, leaving: ui.finding ? 'finding' : 'sample' } });
      this.#begin(ui.finding ? this.begins : kept);
    }
    const { mapping = {} } = this.#store.get().settings;
    const sources = dropped.map(({ name, file }) => ({
      name,
      file,
      options: mapping[name] ?? {},
      entries: inside(mapping, name),
    }));
    const { value } = await answerOr(this.#client.import(sources, refused));
    const answered = this.#refresh();
    this.#store.set({ ui: { importing: null } });
    await answered;
    this.#store.set({ ui: { took: this.#refreshed - began, cancelled: value?.cancelled ?? false } });
  }

  cancel(): void {
    this.#client.cancel();
  }

  remove(name: string): void {
    this.#before('remove');
    this.#client.remove([name]);
    this.#store.set({ ui: { notice: '', took: null, cancelled: false } });
    void this.#refresh();
  }

  /** Forgets every file, the sample too. */
  clear(): void {
    this.#before('clear');
    this.#store.set({ ui: { periodChosen: false } });
    this.#forget({});
    void this.#refresh();
  }

  showSample(): void {
    this.#before('sample');
    this.#store.set({ ui: { periodChosen: false } });
    this.#forget({});
    this.#client.importSample();
    this.#store.set({ ui: { sample: true, working: true } });
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
    this.#before('map');
    this.#store.set({ settings: { ...settings, mapping } });
    const sources = names.map((each) => this.#client.source(each)).filter((source) => source !== undefined);
    // Several files of one archive have one source.
    await this.#queue([...new Set(sources)].map((source) => ({ name: source.name, file: source.file })));
    const state = this.#store.get();
    const after = state.answers.files?.found.files.find((file) => file.name === name);
    if (after) this.#store.set({ ui: { notice: `${name} ${BECAME[after.outcome]}.` } });
  }

  /** Has something done about a file, or takes it back. */
  mend(name: string, mend: Mend, on: boolean, alike = false): Promise<void> {
    return this.map(name, ({ mends }) => ({ mends: toggled(mends, mend, on) }), alike);
  }

  /** Brings files and settings back to what they were, and says so. */
  restore(work: Work, notice: string): Promise<void> {
    this.#last = this.#last.then(() => this.#restore(work, notice));
    return this.#last;
  }

  async #restore({ settings, kept, finding: none, sample, periodChosen }: Work, notice: string): Promise<void> {
    if (none) return this.#showFinding(notice);
    const now = this.#client.kept();
    const ui = { ...NOTHING_SHOWN, sample, periodChosen, notice };
    if (sample || this.#store.get().ui.sample) this.#client.clear();
    else this.#client.remove([...now.keys()].filter((name) => !kept.has(name)));
    if (sample) this.#client.importSample();
    const missing = [...kept.values()].filter((one) => now.get(one.name) !== one);
    this.#store.set({ ui, settings });
    if (missing.length > 0) {
      const sources = missing.filter((one) => 'file' in one);
      const refused = missing.filter((one) => 'code' in one);
      this.#store.set({ ui: { working: true } });
      await answerOr(this.#client.import(sources, refused));
    }
    await this.#refresh();
  }

  /** The files of another visit, with all that was set. */
  async again(dropped: Named[], settings: Settings): Promise<void> {
    this.begins = settings;
    await this.#queue(dropped);
  }

  /** Files begin with these settings, and the page's own first day where they have none. */
  #begin(settings: Settings): void {
    const { defaults } = this.#store.get();
    const chosen = settings.from !== undefined || settings.to !== undefined;
    this.#store.set({
      settings: chosen ? settings : { ...settings, from: defaults.since },
      ui: { periodChosen: chosen && settings.from !== defaults.since },
    });
  }

  /** As the page began. */
  #showFinding(notice: string): void {
    this.#client.clear();
    this.#store.forget();
    this.#store.set({
      ui: { ...NOTHING_SHOWN, finding: true, working: false, periodChosen: false, notice },
      settings: finding.settings,
      answers: { ...finding.answers, ...restOfFinding(this.restOfFinding) },
    });
  }

  /** Rows and cells left out of a file, as CSV text. */
  leftOut(name: string): Promise<string> {
    // Settings that have no answer hold up no list of what a file lost.
    return this.#client.ask({ about: 'left-out', file: name }, {});
  }
}
