// The worker: the engine and the reading of files. It computes; the page draws.
import { Engine, Sha256, buildId, initSync, sampleFiles } from '../../pkg/sectorscope.js';

/** @typedef {import('./protocol.ts').ToWorker} ToWorker */
/** @typedef {import('./protocol.ts').FromWorker} FromWorker */
/** @typedef {import('./protocol.ts').Source} Source */

/** Files that are read at the same time: a small file is mostly waiting. */
const IN_FLIGHT = 16;
/** Files up to this size are read at once, larger ones as a stream. */
const SMALL = 1 << 20;
/** At most one progress message in so many milliseconds. */
const PROGRESS_EVERY = 50;
/** Waiting messages are let through at least once in so many milliseconds. */
const BREATHE_EVERY = 20;

/** As much of a worker's scope as is used here; the library of types has either this or the page's. */
const scope =
  /** @type {{ postMessage: (message: FromWorker, transfer: Transferable[]) => void, onmessage: (event: MessageEvent<ToWorker>) => void }} */ (
    /** @type {unknown} */ (self)
  );
/** @type {Engine} */
let engine;
let cancelled = false;
let lastWords = '';

/** @param {FromWorker} message @param {Transferable[]} [transfer] */
const tell = (message, transfer = []) => scope.postMessage(message, transfer);

/** Whether the platform hashes, on a thread of its own: it does where the page came by HTTPS or from this machine. */
const hashes = Boolean(globalThis.crypto?.subtle);
/** Files whose SHA-256 is still to be told, by the names of what was read from them. @type {Map<string, Blob>} */
const unhashed = new Map();
let reading = Promise.resolve();
let hashing = Promise.resolve();
let imports = 0;

/**
 * Feeds a file to the engine, in slices. Returns false where it was cancelled on the way.
 * @param {Source} source @param {(bytes: number) => void} progress
 */
async function read({ name, file, options, entries = {} }, progress) {
  const small = file.size <= SMALL;
  unhashed.delete(name);
  const handle = engine.begin(
    name,
    JSON.stringify(options),
    JSON.stringify(entries),
    small && !hashes ? undefined : file.size,
  );
  let sha256 = '';
  try {
    if (small) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const digest = hashes ? crypto.subtle.digest('SHA-256', bytes) : undefined;
      if (!cancelled) engine.feed(handle, bytes);
      progress(bytes.length);
      if (digest) sha256 = hexadecimal(await digest);
    } else {
      await stream(
        file,
        () => cancelled,
        (bytes) => {
          engine.feed(handle, bytes);
          progress(bytes.length);
        },
      );
    }
  } catch (error) {
    engine.abandon(handle);
    if (error instanceof WebAssembly.RuntimeError) throw error;
    change({
      to: 'refuse',
      name,
      code: 'unreadable',
      found: `a file the system would not read (${error instanceof Error ? error.message : error})`,
      advice: 'Drop it again.',
    });
    return true;
  }
  if (cancelled) {
    engine.abandon(handle);
    return false;
  }
  engine.finish(handle);
  if (sha256) change({ to: 'add-sha256', name, sha256 });
  else if (!small) unhashed.set(name, file);
  return true;
}

/** @param {ArrayBuffer} bytes */
const hexadecimal = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Lets waiting messages through: reads that are answered at once would otherwise keep a cancel waiting. */
const breathe = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(null);
  });

/**
 * Reads a file from start to end; while one chunk is taken, the next is on its way. (Readers that fill a buffer of ours would
 * need less memory still, but Chromium 156 answers none after the first sixty files.)
 * @param {Blob} file @param {() => boolean} stopped @param {(bytes: Uint8Array) => void} take
 */
async function stream(file, stopped, take) {
  const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (file.stream()).getReader();
  const begin = () => {
    const chunk = reader.read();
    // Whoever awaits it sees a failure; until then it must not pass for one that nobody minds.
    chunk.catch(() => {});
    return chunk;
  };
  let coming = begin();
  let breathed = performance.now();
  while (!stopped()) {
    if (performance.now() - breathed > BREATHE_EVERY) {
      await breathe();
      breathed = performance.now();
    }
    const { done, value } = await coming;
    if (done) return;
    coming = begin();
    take(value);
  }
  void reader.cancel();
}

/** Hashes what is still to be hashed, until files are read again: those come first, and start this anew behind them. */
async function hashAll() {
  for (const [name, file] of unhashed) {
    const other = () => imports > 0 || unhashed.get(name) !== file;
    const hash = new Sha256();
    let changed = false;
    try {
      await stream(file, other, (bytes) => hash.update(bytes));
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      changed = true;
    }
    const sha256 = hash.finish();
    if (imports > 0) return;
    if (other()) continue;
    unhashed.delete(name);
    change({ to: 'add-sha256', name, sha256: changed ? null : sha256 });
    tell({ type: 'hashed' });
  }
}

/** Resolves when every file that was read is hashed. */
async function allHashed() {
  while (unhashed.size > 0) {
    await reading;
    await hashing;
  }
}

/** @param {number} job @param {Source[]} sources @param {import('./protocol.ts').Refused[]} refused */
async function importAll(job, sources, refused) {
  cancelled = false;
  for (const each of refused) change({ to: 'refuse', ...each });
  const progress = {
    files: 0,
    filesTotal: sources.length,
    bytes: 0,
    bytesTotal: sources.reduce((sum, { file }) => sum + file.size, 0),
  };
  let told = 0;
  const tellProgress = () => {
    const now = performance.now();
    if (now - told < PROGRESS_EVERY) return;
    told = now;
    tell({ type: 'progress', job, progress: { ...progress } });
  };
  const queue = sources[Symbol.iterator]();
  /** @type {string[]} */
  const unread = [];
  const lane = async () => {
    for (const source of queue) {
      const done =
        !cancelled &&
        (await read(source, (bytes) => {
          progress.bytes += bytes;
          tellProgress();
        }));
      if (done) progress.files += 1;
      else unread.push(source.name);
      tellProgress();
    }
  };
  imports += 1;
  try {
    await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, sources.length) }, lane));
  } finally {
    imports -= 1;
  }
  tell({ type: 'imported', job, cancelled, unread });
}

/** @param {Extract<ToWorker, { type: 'ask' }>} request */
function answer({ id, question, settings }) {
  const value = engine.ask(JSON.stringify(settings), JSON.stringify(question));
  const buffers = Object.values(Object(value))
    .filter((part) => part instanceof Float64Array)
    .map((part) => part.buffer);
  tell({ type: 'answer', id, value }, buffers);
}

/** @param {import('./protocol.ts').Change} change */
const change = (change) => engine.change(JSON.stringify(change));

function importSample() {
  const files = sampleFiles();
  const encoder = new TextEncoder();
  for (let i = 0; i + 1 < files.length; i += 2) {
    const handle = engine.begin(/** @type {string} */ (files[i]), '{}');
    engine.feed(handle, encoder.encode(files[i + 1]));
    engine.finish(handle);
  }
}

/** @param {ToWorker} message */
async function take(message) {
  switch (message.type) {
    case 'start': {
      initSync({ module: message.module });
      engine = new Engine();
      tell(buildId() === message.build ? { type: 'ready' } : { type: 'mismatch', engine: buildId() });
      break;
    }
    case 'import': {
      const done = importAll(message.job, message.sources, message.refused);
      reading = done.catch(() => {});
      await done;
      hashing = hashing.then(hashAll);
      await hashing;
      break;
    }
    case 'cancel':
      cancelled = true;
      break;
    case 'remove': {
      message.names.forEach((name) => {
        change({ to: 'remove', name });
        unhashed.delete(name);
      });
      break;
    }
    case 'clear': {
      change({ to: 'clear' });
      unhashed.clear();
      break;
    }
    case 'sample':
      importSample();
      break;
    case 'ask': {
      // A report says which bytes it rests on.
      if (message.question.about === 'report') await allHashed();
      try {
        answer(message);
      } catch (error) {
        if (error instanceof Error) throw error;
        tell({ type: 'refusal', id: message.id, error: /** @type {import('./protocol.ts').EngineError} */ (error) });
      }
    }
  }
}

// A panic writes its message to the console and then stops the module: keep the message for the page.
const { error: consoleError } = console;
console.error = (...words) => {
  lastWords = words.join(' ');
  consoleError(...words);
};

scope.onmessage = async (/** @type {MessageEvent<ToWorker>} */ event) => {
  try {
    await take(event.data);
  } catch (error) {
    tell({ type: 'crashed', message: lastWords || String(error) });
  }
};
