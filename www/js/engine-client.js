// The page's end of the worker: starts it, asks it, and starts it again with the same files when it crashes.
import { BUILD } from './build.js';

/** @typedef {import('./protocol.ts').Source} Source */
/** @typedef {import('./protocol.ts').Refused} Refused */
/** @typedef {import('./protocol.ts').Progress} Progress */
/** @typedef {import('./protocol.ts').ToWorker} ToWorker */
/** @typedef {import('./protocol.ts').FromWorker} FromWorker */
/** @typedef {{ resolve: (value: unknown) => void, reject: (error: unknown) => void }} Waiting */

/** How often in a row a worker may crash before the page gives up on the files being read. */
const RESTARTS = 2;

export class EngineClient {
  /** @type {Map<string, Source | Refused>} what has been read, to read again after a crash */
  #kept = new Map();
  #sample = false;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  /** @type {Source[]} */
  #reading = [];
  #next = 0;
  #crashes = 0;
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Waiting | undefined} */
  #starting;

  /** @type {ToWorker[]} what was asked before the worker was there */
  #early = [];

  /** @param {{ progress: (progress: Progress) => void, hashed: () => void, crashed: (message: string, gaveUp: boolean) => void }} listener */
  constructor(listener) {
    this.listener = listener;
  }

  /** Starts the worker; rejects where page and engine are of different builds. @param {import('./lock.js').Loaded} loaded @returns {Promise<void>} */
  start(loaded) {
    const address = URL.createObjectURL(new Blob([loaded.workerText], { type: 'text/javascript' }));
    const worker = new Worker(address);
    this.#worker = worker;
    worker.onmessage = (event) => {
      if (this.#worker === worker) this.#take(event.data, loaded);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (this.#worker === worker) void this.#restart(loaded, event.message);
    };
    this.#post({ type: 'start', module: loaded.module, build: BUILD });
    this.#early.splice(0).forEach((message) => this.#post(message));
    return new Promise((resolve, reject) => {
      this.#starting = { resolve, reject };
    }).finally(() => URL.revokeObjectURL(address));
  }

  /** Reads files; resolves with the names that were not read, because of a cancel. @param {Source[]} sources @param {Refused[]} refused @returns {Promise<{ cancelled: boolean, unread: string[] }>} */
  import(sources, refused = []) {
    for (const source of [...sources, ...refused]) this.#kept.set(source.name, source);
    this.#reading = sources;
    return this.#request((job) => ({ type: 'import', job, sources, refused }));
  }

  /** Stops reading files; those already read stay. */
  cancel() {
    this.#post({ type: 'cancel' });
  }

  /** @param {string[]} names */
  remove(names) {
    names.forEach((name) => this.#kept.delete(name));
    this.#post({ type: 'remove', names });
  }

  clear() {
    this.#kept.clear();
    this.#sample = false;
    this.#post({ type: 'clear' });
  }

  /** Brings in the synthetic sample. */
  importSample() {
    this.#sample = true;
    this.#post({ type: 'sample' });
  }

  /**
   * Asks; rejects with `{ code, message }` where there is no answer.
   * @template {import('./protocol.ts').Question} Asked
   * @param {Asked} question @param {import('./protocol.ts').Settings} settings
   * @returns {Promise<import('./protocol.ts').AnswerTo<Asked>>}
   */
  ask(question, settings) {
    return this.#request((id) => ({ type: 'ask', id, question, settings }));
  }

  /** What a file was read from: itself, or the archive it is in. @param {string} name @returns {Source | undefined} */
  source(name) {
    const source = this.#kept.get(name);
    if (source) return 'file' in source ? source : undefined;
    const folder = name.lastIndexOf('/');
    return folder > 0 ? this.source(name.slice(0, folder)) : undefined;
  }

  /** What it comes to is what the worker answers to this message. @template Found @param {(id: number) => ToWorker} message @returns {Promise<Found>} */
  #request(message) {
    this.#next += 1;
    const id = this.#next;
    const answer = new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post(message(id));
    });
    return /** @type {Promise<Found>} */ (answer);
  }

  /** @param {ToWorker} message */
  #post(message) {
    if (this.#worker) this.#worker.postMessage(message);
    else this.#early.push(message);
  }

  /** @param {FromWorker} message @param {import('./lock.js').Loaded} loaded */
  #take(message, loaded) {
    switch (message.type) {
      case 'ready':
        this.#starting?.resolve(undefined);
        break;
      case 'mismatch':
        this.#starting?.reject(new Error(`the page is of build ${BUILD}, the engine of ${message.engine}`));
        break;
      case 'progress':
        this.listener.progress(message.progress);
        break;
      case 'imported': {
        this.#reading = [];
        this.#crashes = 0;
        message.unread.forEach((name) => this.#kept.delete(name));
        this.#settle(message.job)?.resolve({ cancelled: message.cancelled, unread: message.unread });
        break;
      }
      case 'hashed':
        this.listener.hashed();
        break;
      case 'answer':
        this.#settle(message.id)?.resolve(message.value);
        break;
      case 'refusal':
        this.#settle(message.id)?.reject(message.error);
        break;
      case 'crashed':
        void this.#restart(loaded, message.message);
    }
  }

  /** @param {number} id */
  #settle(id) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  /** A crashed module cannot be trusted: a new worker is made from what is in memory, and the files are read again. @param {import('./lock.js').Loaded} loaded @param {string} message */
  async #restart(loaded, message) {
    this.#crashes += 1;
    const gaveUp = this.#crashes > RESTARTS;
    this.#worker?.terminate();
    if (gaveUp) {
      // Whatever was being read crashes the engine every time: leave it out, and say so at the file.
      for (const { name } of this.#reading) {
        this.#kept.set(name, {
          name,
          code: 'crashes-reader',
          found: 'a file that stops the reader, which is a fault of this page',
          advice: 'Please report it.',
        });
      }
      this.#crashes = 0;
    }
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    await this.start(loaded);
    if (this.#sample) this.#post({ type: 'sample' });
    const kept = [...this.#kept.values()];
    const sources = kept.filter((source) => 'file' in source);
    const refused = kept.filter((source) => 'code' in source);
    waiting.forEach(({ reject }) => reject({ code: 'crashed', message: 'The engine stopped and was started again.' }));
    try {
      if (kept.length > 0) await this.import(sources, refused);
    } catch {
      return; // It crashed again while reading them: that restart goes on from here.
    }
    this.listener.crashed(message, gaveUp);
  }
}
