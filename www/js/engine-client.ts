// The page's end of the worker: starts it, asks it, and starts it again with the same files when it crashes.
import { BUILD } from './build.ts';
import type { Loaded } from './lock.ts';
import type {
  AnswerTo,
  FromWorker,
  Named,
  Progress,
  Question,
  Refused,
  Settings,
  Source,
  ToWorker,
  Verified,
} from './protocol.ts';
import { breathe } from './streaming.ts';

/** How often in a row a worker may crash before the page gives up on the files being read. */
const RESTARTS = 2;
/** How many files are handed to the worker at once: each costs the page a millisecond. */
const HANDED_AT_ONCE = 16;

type Waiting = { resolve: (value: unknown) => void; reject: (error: unknown) => void };
type Listener = {
  progress: (progress: Progress) => void;
  hashed: () => void;
  crashed: (message: string, gaveUp: boolean) => void;
};
/** What has been read, by name. */
export type Kept = ReadonlyMap<string, Source | Refused>;
/** What became of files that were to be read: the names of those that were not, because of a cancel. */
type Imported = { cancelled: boolean; unread: string[] };

export class EngineClient {
  /** What has been read, to read again after a crash. */
  #kept = new Map<string, Source | Refused>();
  #sample = false;
  #waiting = new Map<number, Waiting>();
  #reading: Source[] = [];
  #next = 0;
  #crashes = 0;
  #worker: Worker | undefined;
  #starting: Waiting | undefined;
  /** What was asked before the worker was there. */
  #early: ToWorker[] = [];
  readonly #listener: Listener;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** Starts the worker; rejects where page and engine are of different builds. */
  async start(loaded: Loaded): Promise<void> {
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
    this.#post({ type: 'start', module: loaded.engine, build: BUILD, text: loaded.workerText });
    this.#early.splice(0).forEach((message) => this.#post(message));
    try {
      await new Promise((resolve, reject) => {
        this.#starting = { resolve, reject };
      });
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  /** Reads files. */
  import(sources: Source[], refused: Refused[] = []): Promise<Imported> {
    for (const source of [...sources, ...refused]) this.#kept.set(source.name, source);
    this.#reading = sources;
    const imported = this.#request<Imported>((job) => ({ type: 'import', job, filesTotal: sources.length, refused }));
    void this.#hand(this.#next, sources);
    return imported;
  }

  /** Hands the files of a job over, until it is settled: that of a worker that crashed is. */
  async #hand(job: number, sources: Source[]): Promise<void> {
    for (let at = 0; at < sources.length && this.#waiting.has(job); at += HANDED_AT_ONCE) {
      this.#post({ type: 'sources', job, sources: sources.slice(at, at + HANDED_AT_ONCE) });
      await breathe();
    }
  }

  /** Stops reading files; those already read stay. */
  cancel(): void {
    this.#post({ type: 'cancel' });
  }

  remove(names: string[]): void {
    names.forEach((name) => this.#kept.delete(name));
    this.#post({ type: 'remove', names });
  }

  clear(): void {
    this.#kept.clear();
    this.#sample = false;
    this.#post({ type: 'clear' });
  }

  /** Brings in the synthetic sample. */
  importSample(): void {
    this.#sample = true;
    this.#post({ type: 'sample' });
  }

  /** Asks; rejects with `{ code, message }` where there is no answer, and soon once it is no longer wanted. */
  ask<Asked extends Question>(question: Asked, settings: Settings, wanted?: AbortSignal): Promise<AnswerTo<Asked>> {
    return this.#request((id) => {
      wanted?.addEventListener('abort', () => {
        if (this.#waiting.has(id)) this.#post({ type: 'drop', id });
      });
      return { type: 'ask', id, question, settings };
    });
  }

  /** Makes saved reports again from all files that are here. */
  verify(reports: Named[]): Promise<Verified[]> {
    const sources = [...this.#kept.values()].flatMap((kept) => ('file' in kept ? [kept] : []));
    return this.#request((id) => ({ type: 'verify', id, reports, sources }));
  }

  /** What has been read as it is now, the sample aside. */
  kept(): Kept {
    return new Map(this.#kept);
  }

  /** What a file was read from: itself, or the archive it is in. */
  source(name: string): Source | undefined {
    const source = this.#kept.get(name);
    if (source) return 'file' in source ? source : undefined;
    const folder = name.lastIndexOf('/');
    return folder > 0 ? this.source(name.slice(0, folder)) : undefined;
  }

  /** What it comes to is what the worker answers to this message. */
  #request<Found>(message: (id: number) => ToWorker): Promise<Found> {
    this.#next += 1;
    const id = this.#next;
    const answer = new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post(message(id));
    });
    return answer as Promise<Found>;
  }

  #post(message: ToWorker): void {
    if (this.#worker) this.#worker.postMessage(message);
    else this.#early.push(message);
  }

  #take(message: FromWorker, loaded: Loaded): void {
    switch (message.type) {
      case 'ready':
        this.#starting?.resolve(undefined);
        break;
      case 'mismatch':
        this.#starting?.reject(new Error(`the page is of build ${BUILD}, the engine of ${message.engine}`));
        break;
      case 'progress':
        this.#listener.progress(message.progress);
        break;
      case 'imported': {
        this.#reading = [];
        this.#crashes = 0;
        message.unread.forEach((name) => this.#kept.delete(name));
        this.#settle(message.job)?.resolve({ cancelled: message.cancelled, unread: message.unread });
        break;
      }
      case 'hashed':
        this.#listener.hashed();
        break;
      case 'answer':
        this.#settle(message.id)?.resolve(message.value);
        break;
      case 'refusal':
        this.#settle(message.id)?.reject(message.error);
        break;
      case 'dropped':
        this.#settle(message.id)?.reject({ code: 'dropped', message: 'The question is no longer asked.' });
        break;
      case 'crashed':
        void this.#restart(loaded, message.message);
    }
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  /** A crashed module cannot be trusted: a new worker is made from what is in memory, and the files are read again. */
  async #restart(loaded: Loaded, message: string): Promise<void> {
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
    this.#listener.crashed(message, gaveUp);
  }
}
