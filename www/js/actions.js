// What a person can do. Each action changes the state, asks the engine anew, and lets the views follow.
import { bytes, counted, duration } from './format.js';
import { BECAME, inside, kindOf, toggled } from './mapping.js';
import { FIRST_DAY, shownPair } from './store.js';

/** @typedef {import('./protocol.ts').Settings} Settings */
/** @typedef {import('./protocol.ts').EngineError} EngineError */
/** @typedef {import('./protocol.ts').SeriesSettings} SeriesSettings */
/** @typedef {import('./protocol.ts').ImportOptions} Mapping */
/** @typedef {{ name: string, file: Blob }} Dropped */

/** While files are read, the ranking is refreshed at most once in so many milliseconds. */
const REFRESH_EVERY = 300;

/** So many combinations of choices between two looks at the page: those that share their returns. */
const COMBINATIONS_AT_ONCE = 48;

/** @type {import('./store.js').Files} */
export const NO_FILES = { files: [], series: [] };

/** @param {import('./store.js').Store} store @param {import('./engine-client.js').EngineClient} client */
export function createActions(store, client) {
  /** @type {Promise<void> | null} */
  let running = null;
  let pending = false;
  let pictures = 0;
  let lastRefresh = 0;
  /** @type {Promise<void>} */
  let imports = Promise.resolve();

  const isError = (/** @type {unknown} */ error) => Boolean(error && typeof error === 'object' && 'code' in error);

  /**
   * The engine's answer, or null where it says that there is none.
   * @template Found @param {Promise<Found>} question @returns {Promise<{ value: Found | null, error: EngineError | null }>}
   */
  async function orNull(question) {
    try {
      return { value: await question, error: null };
    } catch (error) {
      if (!isError(error)) throw error;
      return { value: null, error: /** @type {EngineError} */ (error) };
    }
  }

  /** The ranking is the answer, so it comes first. @returns {Promise<void>} */
  async function askRanking() {
    const { settings } = store.get();
    const ranking = await orNull(client.ask({ about: 'ranking', depth: 'order' }, settings));
    if (ranking.error?.code === 'too-few-days' && settings.from && !store.get().periodChosen) {
      // Files that end before the day the page begins with.
      const { from: _, ...rest } = settings;
      store.set({ settings: rest });
      return askRanking();
    }
    const late = await orNull(client.ask({ about: 'late-series' }, settings));
    const claims = await orNull(client.ask({ about: 'claims', depth: 'order' }, settings));
    // Last, so that a SHA-256 that was told meanwhile is not forgotten again.
    const files = await orNull(client.ask({ about: 'files' }, settings));
    lastRefresh = performance.now();
    store.set({
      files: files.value ?? NO_FILES,
      ranking: ranking.value,
      rankingError: ranking.error,
      lateSeries: late.value ?? [],
      claims: claims.value ?? [],
    });
  }

  async function askPair() {
    const pair = shownPair(store.get());
    const { settings, periodChosen } = store.get();
    // A line over time shows all there is until a person chooses a period.
    const asked = periodChosen ? settings : { ...settings, from: undefined };
    const rolling = pair ? await orNull(client.ask({ about: 'rolling', ...pair }, asked)) : { value: null };
    const alignment = pair ? await orNull(client.ask({ about: 'alignment', ...pair }, settings)) : { value: null };
    const performance = pair ? await orNull(client.ask({ about: 'performance' }, asked)) : { value: null };
    store.set({ rolling: rolling.value, alignment: alignment.value, performance: performance.value, band: null });
    const band = pair ? await orNull(client.ask({ about: 'constant-band', ...pair }, asked)) : { value: null };
    // Another pair, or other settings, may have been asked for meanwhile.
    if (store.get().rolling === rolling.value) store.set({ band: band.value });
  }

  /** The pictures follow; a newer round, or files still being read, stops them. */
  async function askPictures() {
    pictures += 1;
    const mine = pictures;
    if (store.get().importing) return;
    await askPair();
    if (mine !== pictures) return;
    const matrix = await orNull(client.ask({ about: 'matrix' }, store.get().settings));
    if (mine !== pictures) return;
    const strips = await orNull(client.ask({ about: 'strips' }, store.get().settings));
    if (mine !== pictures) return;
    store.set({ matrix: matrix.value, strips: strips.value });
    const composites = await orNull(client.ask({ about: 'composites' }, store.get().settings));
    if (mine !== pictures) return;
    store.set({ composites: composites.value });
    await askInFull(() => mine === pictures);
  }

  /** What takes longest comes last: the same ranking and claims, with all that is resampled. @param {() => boolean} wanted */
  async function askInFull(wanted) {
    const stability = await orNull(client.ask({ about: 'ranking', depth: 'full' }, store.get().settings));
    if (!wanted()) return;
    if (stability.value) store.set({ ranking: stability.value });
    const claims = await orNull(client.ask({ about: 'claims', depth: 'full' }, store.get().settings));
    if (wanted()) store.set({ claims: claims.value ?? [], working: false });
  }

  /** Brings the views up to date; resolves once the ranking is. Calls that come meanwhile become one more round. */
  function refresh() {
    pending = true;
    // What was asked under other settings, or of other files, no longer holds.
    store.set({ working: true, curve: null });
    running ??= (async () => {
      while (pending) {
        pending = false;
        await askRanking();
      }
    })().finally(() => {
      running = null;
      void askPictures();
    });
    return running;
  }

  /** Forgets every file; `settings` are what stays of the settings. @param {Settings} settings */
  function forget(settings) {
    client.clear();
    store.set({
      sample: false,
      files: NO_FILES,
      ranking: null,
      rankingError: null,
      claims: [],
      lateSeries: [],
      composites: null,
      matrix: null,
      rolling: null,
      alignment: null,
      performance: null,
      band: null,
      strips: null,
      selection: null,
      visible: null,
      pointed: null,
      notice: '',
      fault: '',
      settings: { ...settings, ...(store.get().periodChosen ? {} : { from: FIRST_DAY }) },
    });
  }

  /** @param {Dropped[]} dropped @param {import('./protocol.ts').Refused[]} refused */
  async function importNow(dropped, refused) {
    if (dropped.length + refused.length === 0) return;
    const began = performance.now();
    lastRefresh = began;
    if (store.get().sample) {
      // What was chosen for the sample holds for the files, but for what names its series.
      const { reference, universe, altcoins, roles, claims, series, mapping: _, ...kept } = store.get().settings;
      forget(kept);
    }
    const { mapping = {} } = store.get().settings;
    const sources = dropped.map(({ name, file }) => ({
      name,
      file,
      options: mapping[name] ?? {},
      entries: inside(mapping, name),
    }));
    const bytesTotal = sources.reduce((sum, { file }) => sum + file.size, 0);
    store.set({ importing: { files: 0, filesTotal: sources.length, bytes: 0, bytesTotal }, notice: '' });
    const done = await orNull(client.import(sources, refused));
    store.set({ importing: null });
    await refresh();
    const read = sources.length - (done.value?.unread.length ?? 0);
    store.set({
      notice: done.value?.cancelled
        ? `Cancelled: ${read} of ${counted(sources.length, 'file')} read.`
        : `${counted(read, 'file')}, ${bytes(bytesTotal)}: read and ranked in ${duration(lastRefresh - began)}.`,
    });
  }

  return {
    refresh,

    /** Called with every progress message: results refine while files are still being read. @param {import('./protocol.ts').Progress} progress */
    progressed(progress) {
      if (!store.get().importing) return;
      store.set({ importing: progress });
      if (performance.now() - lastRefresh > REFRESH_EVERY && !running) void refresh();
    },

    /** Reads files, after those that are being read. @param {Dropped[]} dropped @param {import('./protocol.ts').Refused[]} [refused] */
    importFiles(dropped, refused = []) {
      imports = imports.then(() => importNow(dropped, refused));
      return imports;
    },

    /** Called when the SHA-256 of a file is known, or known to stay unknown, which for a large one is after its prices are. */
    async hashed() {
      const files = await orNull(client.ask({ about: 'files' }, store.get().settings));
      if (files.value) store.set({ files: files.value });
    },

    cancel() {
      client.cancel();
    },

    /** @param {string} name */
    remove(name) {
      client.remove([name]);
      void refresh();
    },

    /** Forgets every file, the sample too. */
    clear() {
      store.set({ periodChosen: false });
      forget({});
    },

    showSample() {
      store.set({ periodChosen: false });
      forget({});
      client.importSample();
      store.set({ sample: true });
      void refresh();
    },

    /** Changes settings; undefined brings a default back. @param {Settings} change */
    set(change) {
      const settings = { ...store.get().settings, ...change };
      for (const [key, value] of Object.entries(settings))
        if (value === undefined || value === '') Reflect.deleteProperty(settings, key);
      store.set({
        settings,
        ...('reference' in change ? { selection: null } : {}),
        ...('from' in change || 'to' in change ? { periodChosen: true } : {}),
      });
      void refresh();
    },

    /** Casts a series for a word of the claims; nothing leaves it to the catalog again. @param {keyof NonNullable<import('./protocol.ts').Settings['roles']>} role @param {string} id */
    cast(role, id) {
      const { [role]: _, ...roles } = store.get().settings.roles ?? {};
      const cast = id ? { ...roles, [role]: id } : roles;
      this.set({ roles: Object.keys(cast).length > 0 ? cast : undefined });
    },

    /** Adds a claim of one's own. @param {import('./protocol.ts').OwnClaim} claim */
    claim(claim) {
      this.set({ claims: [...(store.get().settings.claims ?? []), claim] });
    },

    /** Takes one's own claim back. @param {number} index */
    unclaim(index) {
      const claims = (store.get().settings.claims ?? []).filter((_, i) => i !== index);
      this.set({ claims: claims.length > 0 ? claims : undefined });
    },

    /** Adds a claim that is written as a sentence; says what is wrong with it, or nothing. @param {string} sentence @returns {Promise<string>} */
    async write(sentence) {
      const { value, error } = await orNull(client.ask({ about: 'own-claim', sentence }, {}));
      if (value) this.claim(value);
      return error?.message ?? '';
    },

    /** Moves the dates of every series whose days are labelled wrongly. */
    repair() {
      const { lateSeries, files, settings } = store.get();
      const shifted = lateSeries.map(({ id, days }) => {
        const already = files.series.find((member) => member.id === id)?.shift_days ?? 0;
        return [id, { ...settings.series?.[id], shift_days: already + days }];
      });
      this.set({ series: { ...settings.series, ...Object.fromEntries(shifted) } });
    },

    /** Asks for the claims under every combination of choices, a few at a time, until done, stopped, or overtaken. */
    async curve() {
      const { settings } = store.get();
      const specifications = await client.ask({ about: 'specifications' }, settings);
      /** @type {import('./protocol.ts').CurvePoint[]} */
      let points = [];
      store.set({ curve: { specifications, points, done: 0 } });
      for (let done = 0; done < specifications.length; ) {
        const next = Math.min(done + COMBINATIONS_AT_ONCE, specifications.length);
        const { value } = await orNull(client.ask({ about: 'curve-points', from: done, to: next }, settings));
        if (store.get().curve?.specifications !== specifications) return;
        points = [...points, ...(value ?? [])];
        done = next;
        store.set({ curve: { specifications, points, done } });
      }
    },

    stopCurve() {
      store.set({ curve: null });
    },

    /** Says something about a series. @param {string} id @param {SeriesSettings} change */
    describe(id, change) {
      const series = store.get().settings.series ?? {};
      this.set({ series: { ...series, [id]: { ...series[id], ...change } } });
    },

    /**
     * Decides something about a file, and reads it again; undefined leaves it to the reader again.
     * @param {string} name
     * @param {Mapping | ((mapping: Mapping) => Mapping)} change  of one file's mapping where it depends on that
     * @param {boolean} [alike]  whether it holds for all files with the same columns
     */
    async map(name, change, alike = false) {
      const { files, settings } = store.get();
      const said = files.files.find((file) => file.name === name);
      const names =
        alike && said ? files.files.filter((file) => kindOf(file) === kindOf(said)).map((file) => file.name) : [name];
      const mapping = { ...settings.mapping };
      for (const each of names) {
        const before = mapping[each] ?? {};
        const decided = Object.entries({
          ...before,
          ...(typeof change === 'function' ? change(before) : change),
        }).filter(([, value]) => value !== undefined && value !== '');
        mapping[each] = Object.fromEntries(decided);
      }
      store.set({ settings: { ...settings, mapping } });
      const sources = names.map((each) => client.source(each)).filter((source) => source !== undefined);
      // Several files of one archive have one source.
      await this.importFiles([...new Set(sources)].map((source) => ({ name: source.name, file: source.file })));
      const after = store.get().files.files.find((file) => file.name === name);
      if (after) store.set({ notice: `${name} ${BECAME[after.outcome]}. ${store.get().notice}` });
    },

    /**
     * Has something done about a file, or takes it back.
     * @param {string} name @param {import('./protocol.ts').Mend} mend @param {boolean} on @param {boolean} [alike]
     */
    mend(name, mend, on, alike = false) {
      return this.map(name, ({ mends }) => ({ mends: toggled(mends, mend, on) }), alike);
    },

    /** Multiplies the prices of a series from some days on; none takes it back. @param {string} id @param {import('./protocol.ts').Step[]} steps @param {string} notice */
    step(id, steps, notice) {
      this.describe(id, { steps: steps.length > 0 ? steps : undefined });
      store.set({ notice });
    },

    /** Selects the pair that all charts show. @param {string} a @param {string} b */
    select(a, b) {
      const now = shownPair(store.get());
      if (a === b || (now && ((now.a === a && now.b === b) || (now.a === b && now.b === a)))) return;
      store.set({ selection: { a, b } });
      void askPair();
    },

    /** @param {[number, number] | null} visible */
    look(visible) {
      store.set({ visible });
    },

    /** @param {import('./store.js').ThemeChoice} theme */
    choose(theme) {
      store.set({ theme });
    },

    /** Rows and cells left out of a file, as CSV text. @param {string} name @returns {Promise<string>} */
    leftOut(name) {
      // Settings that have no answer hold up no list of what a file lost.
      return client.ask({ about: 'left-out', file: name }, {});
    },

    /**
     * The report, or one of its tables, as text; empty where there is none, which is then told.
     * @param {Extract<import('./protocol.ts').Question, { about: 'report' | 'table' }>} question
     * @returns {Promise<string>}
     */
    async report(question) {
      // A curve that was asked for belongs to the report.
      const { settings, curve } = store.get();
      const asked = curve && curve.done === curve.specifications.length ? { ...settings, curve: true } : settings;
      const { value, error } = await orNull(client.ask(question, asked));
      if (error) store.set({ fault: error.message });
      return value ?? '';
    },
  };
}

/** @typedef {ReturnType<typeof createActions>} Actions */
