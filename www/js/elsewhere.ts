// What the engine leaves to others while it answers a question about very many series: workers beside this one, of the same text and
// module, which multiply and do nothing else.
import { giveBack, nextStripe } from '../../pkg/sectorscope.js';
import type { FromOther, Stripe, ToOther } from './protocol.ts';

/** The most there are: each has a copy of the columns. */
const MOST = 4;

type Other = { worker: Worker; has: Set<number> };

/** The others of a worker: started where there is something to do, and stopped by `stop`. */
export class Others {
  readonly #module: WebAssembly.Module;
  readonly #text: string;
  #address: string | undefined;
  #others: Other[] = [];
  #handed = 0;
  /** How many there are, or would be: a processor is left to this worker. None once one has failed, or where a worker can have none. */
  count = typeof Worker === 'function' ? Math.min(MOST, navigator.hardwareConcurrency - 1) : 0;

  constructor(module: WebAssembly.Module, text: string) {
    this.#module = module;
    this.#text = text;
  }

  /** Hands on what the engine has left to them. */
  handOn(): void {
    for (let stripe: Stripe | undefined = nextStripe(); stripe; stripe = nextStripe()) {
      if (this.#others.length === 0) this.#others = Array.from({ length: this.count }, () => this.#start());
      const { id, left, right } = stripe;
      const other = this.#others[this.#handed % this.#others.length];
      this.#handed += 1;
      if (!other) giveBack(id);
      else {
        other.has.add(id);
        other.worker.postMessage({ type: 'stripe', stripe } satisfies ToOther, [left.buffer, right.buffer]);
      }
    }
  }

  /** Stops them, which frees their memory. */
  stop(): void {
    for (const { worker } of this.#others.splice(0)) worker.terminate();
  }

  #start(): Other {
    this.#address ??= URL.createObjectURL(new Blob([this.#text], { type: 'text/javascript' }));
    const other = { worker: new Worker(this.#address), has: new Set<number>() };
    // The engine then computes itself what it had left to this one, and leaves no more.
    const failed = () => {
      this.count = 0;
      for (const id of other.has) giveBack(id);
    };
    other.worker.onmessage = ({ data }: MessageEvent<FromOther>) => {
      if (data.type === 'crashed') return failed();
      other.has.delete(data.id);
      giveBack(data.id, data.sums);
    };
    other.worker.onerror = (event) => {
      event.preventDefault();
      failed();
    };
    other.worker.postMessage({ type: 'help', module: this.#module } satisfies ToOther);
    return other;
  }
}
