// What a person chooses: the settings, the pair that is shown, the look. Whoever asks the engine follows by itself.
import { answerOr } from './asking.ts';
import type { EngineClient } from './engine-client.ts';
import type { Action, OwnClaim, RoleSettings, SeriesSettings, Settings } from './protocol.ts';
import { type Store, type ThemeChoice, shownPair } from './store.ts';

/** Lines beside the pair's. */
const MOST_BESIDE = 4;

export class Choices {
  readonly #store: Store;
  readonly #client: EngineClient;
  readonly #before: (kind: string) => void;

  /** `before` is called before the settings change. */
  constructor(store: Store, client: EngineClient, before: (kind: string) => void) {
    this.#store = store;
    this.#client = client;
    this.#before = before;
  }

  /** Changes settings; undefined brings a default back. */
  set(change: Settings): void {
    this.#before(Object.keys(change).join(' '));
    const settings = { ...this.#store.get().settings, ...change };
    for (const [key, value] of Object.entries(settings))
      if (value === undefined || value === '') Reflect.deleteProperty(settings, key);
    this.#store.set({
      settings,
      ui: {
        ...('reference' in change ? { selection: null } : {}),
        ...('from' in change || 'to' in change ? { periodChosen: true } : {}),
      },
    });
  }

  /** Casts a series for a word of the claims; nothing leaves it to the catalog again. */
  cast(role: keyof RoleSettings, id: string): void {
    const { [role]: _, ...roles } = this.#store.get().settings.roles ?? {};
    const cast = id ? { ...roles, [role]: id } : roles;
    this.set({ roles: Object.keys(cast).length > 0 ? cast : undefined });
  }

  /** Adds a claim of one's own. */
  claim(claim: OwnClaim): void {
    this.set({ claims: [...(this.#store.get().settings.claims ?? []), claim] });
  }

  /** Takes one's own claim back. */
  unclaim(index: number): void {
    const claims = (this.#store.get().settings.claims ?? []).filter((_, i) => i !== index);
    this.set({ claims: claims.length > 0 ? claims : undefined });
  }

  /** Adds a claim that is written as a sentence; resolves with what is wrong with it, or nothing. */
  async write(sentence: string): Promise<string> {
    const { value, error } = await answerOr(this.#client.ask({ about: 'own-claim', sentence }, {}));
    if (value) this.claim(value);
    return error?.message ?? '';
  }

  /** Sets something about series. */
  describe(ids: string[], change: SeriesSettings): void {
    this.#change(Object.fromEntries(ids.map((id) => [id, change])));
  }

  /** Does what a notice offers. */
  act({ series, steps, done }: Action): void {
    const given = Object.entries(steps).map(([id, own]) => [id, { steps: own.length > 0 ? own : undefined }]);
    this.#change({ ...series, ...Object.fromEntries(given) });
    if (done) this.#store.set({ ui: { notice: done } });
  }

  #change(changes: Record<string, SeriesSettings>): void {
    const before = this.#store.get().settings.series ?? {};
    const changed = Object.entries(changes).map(([id, change]) => [id, { ...before[id], ...change }]);
    this.set({ series: { ...before, ...Object.fromEntries(changed) } });
  }

  /** Selects the pair that all charts show. */
  select(a: string, b: string): void {
    const { finding } = this.#store.get().ui;
    if (finding) return this.#store.set({ ui: { notice: 'Other pairs over time take files: add yours.' } });
    const now = shownPair(this.#store.get());
    if (a === b || (now && ((now.a === a && now.b === b) || (now.a === b && now.b === a)))) return;
    this.#store.set({ ui: { selection: { a, b } } });
  }

  /** Draws these series beside the pair over time, at most four. */
  beside(lines: string[]): void {
    this.#store.set({ ui: { lines: [...new Set(lines)].slice(-MOST_BESIDE) } });
  }

  /** Mutes a line over time, or brings it back. */
  mute(id: string, on: boolean): void {
    const { muted } = this.#store.get().ui;
    this.#store.set({ ui: { muted: on ? [...muted, id] : muted.filter((one) => one !== id) } });
  }

  /** Shows a stretch of the charts over time, or all. */
  look(visible: [number, number] | null): void {
    this.#store.set({ ui: { visible } });
  }

  /** Points at a day of the charts over time. */
  point(pointed: number | null): void {
    this.#store.set({ ui: { pointed } });
  }

  theme(theme: ThemeChoice): void {
    this.#store.set({ ui: { theme } });
  }
}
