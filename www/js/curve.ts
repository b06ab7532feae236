// The claims under every combination of choices: asked for a few at a time, so that the page stays awake and a person can stop it.
import { answerOr } from './asking.ts';
import type { EngineClient } from './engine-client.ts';
import type { CurvePoint, Question } from './protocol.ts';
import type { Store } from './store.ts';

/** Combinations of choices between two looks at the page: those that share their returns. */
const COMBINATIONS_AT_ONCE = 48;

export class CurveRun {
  readonly #store: Store;
  readonly #client: EngineClient;
  #points: CurvePoint[] = [];
  #runs = 0;

  constructor(store: Store, client: EngineClient) {
    this.#store = store;
    this.#client = client;
  }

  /** Asks until done, stopped, or overtaken by other settings or files. */
  async start(): Promise<void> {
    this.#runs += 1;
    const run = this.#runs;
    const { settings } = this.#store.get();
    const { length: total } = await this.#client.ask({ about: 'specifications' }, settings);
    this.#points = [];
    this.#store.set({ answers: { curveRun: { claim: '', done: 0, total, sections: [], claims: [] } } });
    for (let done = 0; done < total; ) {
      const next = Math.min(done + COMBINATIONS_AT_ONCE, total);
      const { value } = await answerOr(this.#client.ask({ about: 'curve-points', from: done, to: next }, settings));
      if (run !== this.#runs || !this.#store.get().answers.curveRun) return;
      this.#points = [...this.#points, ...(value ?? [])];
      done = next;
      await this.#show(this.#store.get().answers.curveRun?.claim ?? '', done);
    }
  }

  stop(): void {
    this.#runs += 1;
    this.#store.set({ answers: { curveRun: undefined } });
  }

  /** Shows the curve of this claim. */
  async choose(claim: string): Promise<void> {
    const { curveRun: curve } = this.#store.get().answers;
    if (curve) await this.#show(claim, curve.done);
  }

  /** Writes what the points come to. */
  async #show(claim: string, done: number): Promise<void> {
    const points = this.#points;
    const claims = [...new Set(points.map((point) => point.claim))];
    const shown = claims.includes(claim) ? claim : (claims[0] ?? '');
    const question: Question = { about: 'curve', claim: shown, points };
    const { value: sections = [] } = await answerOr(this.#client.ask(question, this.#store.get().settings));
    const { curveRun: curve } = this.#store.get().answers;
    if (curve && points === this.#points) {
      this.#store.set({ answers: { curveRun: { ...curve, claim: shown, done, sections, claims } } });
    }
  }
}
