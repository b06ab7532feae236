// The worker: the engine and the reading of files. It computes; the page draws.
import { Engine, buildId, initSync, sampleFiles } from '../../pkg/sectorscope.js';

/** @typedef {import('./protocol.js').ToWorker} ToWorker */
/** @typedef {import('./protocol.js').FromWorker} FromWorker */
/** @typedef {import('./protocol.js').Source} Source */

/** Files that are read at the same time: a small file is mostly waiting. */
const IN_FLIGHT = 16;
/** Files up to this size are read at once, larger ones as a stream through one buffer. */
const SMALL = 1 << 20;
const BUFFER = 1 << 20;
/** At most one progress message in so many milliseconds. */
const PROGRESS_EVERY = 50;
/** Waiting messages are let through at least once in so many milliseconds. */
const BREATHE_EVERY = 20;

const scope = /** @type {any} */ (self);
/** @type {Engine} */
let engine;
let cancelled = false;
let lastWords = '';

/** @param {FromWorker} message @param {Transferable[]} [transfer] */
const tell = (message, transfer = []) => scope.postMessage(message, transfer);

/**
 * Feeds a file to the engine, in slices. Returns false where it was cancelled on the way.
 * @param {Source} source @param {(bytes: number) => void} progress
 */
async function read({ name, file, options, entries = {} }, progress) {
  const handle = engine.begin(name, JSON.stringify(options), JSON.stringify(entries));
  try {
    if (file.size <= SMALL) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (!cancelled) engine.feed(handle, bytes);
      progress(bytes.length);
    } else {
      await stream(handle, file, progress);
    }
  } catch (error) {
    engine.abandon(handle);
    if (error instanceof WebAssembly.RuntimeError) throw error;
    engine.refuse(name, 'unreadable', `a file the system would not read (${error instanceof Error ? error.message : error})`, 'Drop it again.');
    return true;
  }
  if (cancelled) engine.abandon(handle);
  else engine.finish(handle);
  return !cancelled;
}

/** Lets waiting messages through: reads that are answered at once would otherwise keep a cancel waiting. */
const breathe = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); resolve(undefined); };
  port2.postMessage(null);
});

/** @param {number} handle @param {Blob} file @param {(bytes: number) => void} progress */
async function stream(handle, file, progress) {
  const source = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (file.stream());
  /** @type {ReadableStreamBYOBReader | undefined} */
  let direct;
  try {
    direct = source.getReader({ mode: 'byob' });
  } catch {
    // This browser's file streams cannot fill a buffer of ours: take the chunks it makes.
  }
  let buffer = new ArrayBuffer(BUFFER);
  const reader = direct ?? source.getReader();
  let breathed = performance.now();
  while (!cancelled) {
    if (performance.now() - breathed > BREATHE_EVERY) {
      await breathe();
      breathed = performance.now();
    }
    const { done, value } = direct ? await direct.read(new Uint8Array(buffer)) : await /** @type {any} */ (reader).read();
    if (value && value.length > 0) {
      engine.feed(handle, value);
      progress(value.length);
    }
    if (done) return;
    if (direct && value) buffer = value.buffer;
  }
  void reader.cancel();
}

/** @param {number} job @param {Source[]} sources @param {import('./protocol.js').Refused[]} refused */
async function importAll(job, sources, refused) {
  cancelled = false;
  for (const { name, code, found, advice } of refused) engine.refuse(name, code, found, advice);
  const progress = { files: 0, filesTotal: sources.length, bytes: 0, bytesTotal: sources.reduce((sum, { file }) => sum + file.size, 0) };
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
      const done = !cancelled && await read(source, (bytes) => { progress.bytes += bytes; tellProgress(); });
      if (done) progress.files += 1;
      else unread.push(source.name);
      tellProgress();
    }
  };
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, sources.length) }, lane));
  tell({ type: 'imported', job, cancelled, unread });
}

/** @param {Extract<ToWorker, { type: 'ask' }>} request */
function answer({ id, question, settings, a = '', b = '' }) {
  const value = question === 'rolling' ? engine.rolling(settings, a, b) : question === 'leftOut' ? engine.leftOut(a) : engine[question](settings);
  const buffers = Object.values(Object(value)).filter((part) => part instanceof Float64Array).map((part) => part.buffer);
  tell({ type: 'answer', id, value }, buffers);
}

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
    case 'import': await importAll(message.job, message.sources, message.refused); break;
    case 'cancel': cancelled = true; break;
    case 'remove': message.names.forEach((name) => engine.remove(name)); break;
    case 'clear': engine.clear(); break;
    case 'sample': importSample(); break;
    case 'ask': {
      try {
        answer(message);
      } catch (error) {
        if (error instanceof Error) throw error;
        tell({ type: 'refusal', id: message.id, error: /** @type {import('./protocol.js').EngineError} */ (error) });
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
