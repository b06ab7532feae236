// Work that outlives the visit: settings always, as far as they hold for any files; files, and all that was set about them, where a person
// wants that.
import type { EngineClient } from './engine-client.ts';
import { settingsIn } from './link.ts';
import {
  forgetFiles,
  rememberFiles,
  rememberSettings,
  rememberedFiles,
  rememberedSettings,
  setRemembers,
  remembers,
} from './memory.ts';
import type { Settings } from './protocol.ts';
import type { Store } from './store.ts';

/** Settings that name series: with other files they would mean nothing. */
const general = ({ reference, universe, altcoins, roles, claims, series, mapping, ...rest }: Settings): Settings =>
  rest;

export class Keeping {
  readonly #store: Store;
  readonly #client: EngineClient;
  #writing: Promise<void> = Promise.resolve();
  #written: unknown[] = [];

  constructor(store: Store, client: EngineClient) {
    this.#store = store;
    this.#client = client;
    store.watch(
      ({ settings, ui }) => [settings, ui.finding, ui.sample],
      ({ settings, ui }) => {
        if (!ui.finding && !ui.sample) rememberSettings(settings);
      },
    );
    store.watch(
      ({ ui, answers }) => [ui.importing, answers.files],
      ({ ui }) => {
        if (!ui.importing && !ui.finding && !ui.sample && remembers()) this.#write();
      },
    );
  }

  /** What a visit begins with: a link's settings before those of the last visit. */
  begin(): Settings {
    return settingsIn(location.hash) ?? general(rememberedSettings() ?? {});
  }

  /** The files of the last visit with its settings; none where they were not to be kept. */
  async last(): Promise<{ files: { name: string; file: Blob }[]; settings: Settings } | undefined> {
    const kept = remembers() ? await rememberedFiles() : [];
    if (kept.length === 0) return undefined;
    const mapping = Object.fromEntries(
      kept.flatMap(({ file, options }) => (Object.keys(options).length > 0 ? [[file.name, options]] : [])),
    );
    return { files: kept.map(({ file }) => file), settings: { ...rememberedSettings(), mapping } };
  }

  /** Keeps the files from now on, or forgets them. */
  async remember(on: boolean): Promise<void> {
    setRemembers(on);
    this.#written = [];
    if (on) this.#write();
    else this.#writing = this.#writing.then(forgetFiles);
    await this.#writing;
    this.#store.set({ ui: { notice: on ? 'Files are kept on this device.' : 'Nothing is kept on this device.' } });
  }

  /** One after the other, and only what is there when its turn comes. */
  #write(): void {
    this.#writing = this.#writing.then(async () => {
      const sources = [...this.#client.kept().values()].filter((one) => 'file' in one);
      const same = sources.length === this.#written.length && sources.every((one, at) => one === this.#written[at]);
      if (same || !remembers()) return;
      this.#written = sources;
      try {
        await rememberFiles(sources);
      } catch (error) {
        setRemembers(false);
        const why = error instanceof Error ? error.message : String(error);
        this.#store.set({ ui: { notice: `These files cannot be kept on this device: ${why}` } });
      }
    });
  }
}
