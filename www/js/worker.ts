// The worker: the engine and the reading of files. It computes; the page draws.
import { Engine, Sha256, buildId, initSync, sampleFiles, sumsOf } from '../../pkg/sectorscope.js';
import { Others } from './elsewhere.ts';
import type { Change, EngineError, FromOther, FromWorker, Refused, Source, ToOther, ToWorker } from './protocol.ts';
import { breathe, rest, stream, turns } from './streaming.ts';
import { verified } from './verifying.ts';

/** Files that are read at the same time: a small file is mostly waiting. */
const IN_FLIGHT = 16;
/** Files up to this size are read at once, larger ones as a stream. */
const SMALL = 1 << 20;
/** How often the sample is gone through before there are files. */
const REHEARSALS = 3;
/** Milliseconds between two progress messages, at least. */
const PROGRESS_EVERY = 50;

/** As much of a worker's scope as is used here; the library of types has either this or the page's. */
type Scope = {
  postMessage: (message: FromWorker | FromOther, transfer: Transferable[]) => void;
  onmessage: (event: MessageEvent<ToWorker | ToOther>) => void;
};
const scope = self as unknown as Scope;
let engine: Engine;
let others: Others;
let cancelled = false;
let rehearsing = true;
let lastWords = '';

/** Ids of the questions that are being answered. */
const asked = new Set<number>();

const tell = (message: FromWorker, transfer: Transferable[] = []) => scope.postMessage(message, transfer);

/** Whether the platform hashes, on a thread of its own: it does where the page came by HTTPS or from this machine. */
const hashes = Boolean(globalThis.crypto?.subtle);
/** Files without a SHA-256 as yet, by the names of what was read from them. */
const unhashed = new Map<string, Blob>();
let reading: Promise<void> = Promise.resolve();
let hashing: Promise<void> = Promise.resolve();
let imports = 0;
/** What takes some of the files of each import, by its number, until all of them are there. */
const incoming = new Map<number, (some: Source[]) => void>();

/** Feeds a file to the engine, in slices. Returns false where it was cancelled on the way. */
async function read({ name, file, options, entries = {} }: Source, progress: (bytes: number) => void) {
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

const hexadecimal = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

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

async function importAll(job: number, filesTotal: number, refused: Refused[]) {
  cancelled = false;
  for (const each of refused) change({ to: 'refuse', ...each });
  const progress = {
    files: 0,
    filesTotal,
    bytes: 0,
    bytesTotal: 0,
  };
  let told = 0;
  const tellProgress = () => {
    const now = performance.now();
    if (now - told < PROGRESS_EVERY) return;
    told = now;
    tell({ type: 'progress', job, progress: { ...progress } });
  };
  let missing = filesTotal;
  const sources = new ReadableStream<Source>({
    start(queue) {
      const take = (some: Source[]) => {
        some.forEach((source) => queue.enqueue(source));
        progress.bytesTotal += some.reduce((sum, { file }) => sum + file.size, 0);
        missing -= some.length;
        if (missing > 0) return;
        queue.close();
        incoming.delete(job);
      };
      incoming.set(job, take);
      take([]);
    },
  }).getReader();
  const unread: string[] = [];
  const lane = async () => {
    for (let next = await sources.read(); !next.done; next = await sources.read()) {
      const source = next.value;
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
    await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, filesTotal) }, lane));
  } finally {
    imports -= 1;
  }
  tell({ type: 'imported', job, cancelled, unread });
}

/** The buffers of the columns in what was found, which are handed over. */
const columnsOf = (found: unknown) =>
  Object.values(Object(found))
    .filter((part) => part instanceof Float64Array)
    .map((part) => part.buffer);

/** Answers, and lets what waits come first after every short while; a question that was dropped meanwhile is not answered. */
async function answer({ id, question, settings }: Extract<ToWorker, { type: 'ask' }>) {
  const asking = engine.beginAsking(JSON.stringify(settings), JSON.stringify(question));
  asked.add(id);
  try {
    const turn = turns();
    let value: unknown = asking.goOn(others.count);
    while (value === undefined) {
      others.handOn();
      await (asking.waits ? rest() : turn());
      if (!asked.has(id)) return tell({ type: 'dropped', id });
      value = asking.goOn(others.count);
    }
    tell({ type: 'answer', id, value }, columnsOf(Object(value).found ?? value));
  } finally {
    asked.delete(id);
    asking.free();
    if (asked.size === 0) others.stop();
  }
}

const change = (change: Change) => engine.change(JSON.stringify(change));

function importSample(into: Engine) {
  const files = sampleFiles();
  const encoder = new TextEncoder();
  for (let i = 0; i + 1 < files.length; i += 2) {
    const handle = into.begin(files[i] ?? '', '{}');
    into.feed(handle, encoder.encode(files[i + 1]));
    into.finish(handle);
  }
}

/**
 * Reads the sample and answers what is asked first, to no one, while a person looks for files: browsers compile well only what has run
 * for a while, and the first files would wait for that. It ends with the first message that is about something.
 */
async function rehearse() {
  const rehearsal = new Engine();
  const turn = turns();
  try {
    for (let time = 0; time < REHEARSALS; time += 1) {
      importSample(rehearsal);
      await turn();
      for (const about of ['ranking', 'claims']) {
        const asking = rehearsal.beginAsking('{}', JSON.stringify({ about, depth: 'order' }));
        while (rehearsing && asking.goOn() === undefined) await turn();
        asking.free();
        if (!rehearsing) return;
      }
    }
  } finally {
    rehearsal.free();
  }
}

async function take(message: ToWorker | ToOther) {
  switch (message.type) {
    case 'start': {
      initSync({ module: message.module });
      engine = new Engine();
      others = new Others(message.module, message.text);
      tell(buildId() === message.build ? { type: 'ready' } : { type: 'mismatch', engine: buildId() });
      await breathe();
      if (rehearsing) await rehearse();
      break;
    }
    case 'help':
      initSync({ module: message.module });
      break;
    case 'stripe': {
      const { id, rows, left, right, diagonal } = message.stripe;
      const sums = sumsOf(rows, left, right, diagonal) as Float64Array<ArrayBuffer>;
      scope.postMessage({ type: 'sums', id, sums }, [sums.buffer]);
      break;
    }
    case 'import': {
      const done = importAll(message.job, message.filesTotal, message.refused);
      reading = done.catch(() => {});
      await done;
      hashing = hashing.then(hashAll);
      await hashing;
      break;
    }
    case 'sources':
      incoming.get(message.job)?.(message.sources);
      break;
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
      importSample(engine);
      break;
    case 'drop':
      asked.delete(message.id);
      break;
    case 'verify':
      tell({ type: 'answer', id: message.id, value: await verified(message.reports, message.sources) });
      break;
    case 'ask': {
      // A report says which bytes it rests on.
      if (message.question.about === 'report') await allHashed();
      try {
        await answer(message);
      } catch (error) {
        if (error instanceof Error) throw error;
        tell({ type: 'refusal', id: message.id, error: error as EngineError });
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

scope.onmessage = async (event) => {
  rehearsing = event.data.type === 'start';
  try {
    await take(event.data);
  } catch (error) {
    tell({ type: 'crashed', message: lastWords || String(error) });
  }
};
