// What the page and the worker say to each other.
import type { Answer, Change, EngineError, ImportOptions, Question, Settings } from './engine-types.ts';

export type * from './engine-types.ts';

type Names = Question['about'];
/** Every answer under the name of its question. */
export type AnswersByName = { [Name in Names]: Extract<Answer, Record<Name, unknown>>[Name] };
/** What a question is answered with. */
export type AnswerTo<Asked extends Question> = AnswersByName[Asked['about']];

/** A file under the name it is known by. */
export type Named = { name: string; file: Blob };
/** A file to read. */
export type Source = Named & {
  options: ImportOptions;
  /** Of the files in it, where it is an archive. */
  entries?: Record<string, ImportOptions>;
};
/** Something that is not a file. */
export type Refused = Omit<Extract<Change, { to: 'refuse' }>, 'to'>;
/** What became of a saved report: whether it is the same again (nothing where files are missing), and the reasons. */
export type Verified = { name: string; same: boolean | null; lines: string[] };
export type Progress = { files: number; filesTotal: number; bytes: number; bytesTotal: number };

export type ToWorker =
  /** `text` is the worker's own, for others like it. */
  | { type: 'start'; module: WebAssembly.Module; build: string; text: string }
  | { type: 'import'; job: number; filesTotal: number; refused: Refused[] }
  /** Some of the files of an import, until all of them are there. */
  | { type: 'sources'; job: number; sources: Source[] }
  | { type: 'cancel' }
  | { type: 'remove'; names: string[] }
  | { type: 'clear' }
  | { type: 'sample' }
  | { type: 'verify'; id: number; reports: Named[]; sources: Named[] }
  | { type: 'ask'; id: number; question: Question; settings: Settings }
  /** A question whose answer is no longer wanted. */
  | { type: 'drop'; id: number };

/** Columns whose products another worker may compute; see the engine's `nextStripe`. */
export type Stripe = {
  id: number;
  rows: number;
  left: Float64Array<ArrayBuffer>;
  right: Float64Array<ArrayBuffer>;
  diagonal: number | null;
};
/** What a worker says to others that help it, and what they answer. */
export type ToOther = { type: 'help'; module: WebAssembly.Module } | { type: 'stripe'; stripe: Stripe };
export type FromOther =
  | { type: 'sums'; id: number; sums: Float64Array<ArrayBuffer> }
  | { type: 'crashed'; message: string };

export type FromWorker =
  | { type: 'ready' }
  | { type: 'mismatch'; engine: string }
  | { type: 'progress'; job: number; progress: Progress }
  | { type: 'imported'; job: number; cancelled: boolean; unread: string[] }
  | { type: 'hashed' }
  | { type: 'answer'; id: number; value: unknown }
  | { type: 'refusal'; id: number; error: EngineError }
  | { type: 'dropped'; id: number }
  | { type: 'crashed'; message: string };
