// What runs in the browser: each reader takes the chosen `File`s to columns of days (Int32) and prices (Float64).
/* global Papa, uDSV, d3 */

/** How far behind the day the adjusted close stands, which is the price that the engine takes. */
const PRICE = 5;

/** Days since 1970-01-01 of `YYYY-MM-DD`: integers only, which is the cheapest a parser of text can do. @param {string} text */
function day(text) {
  const digit = (/** @type {number} */ at) => text.charCodeAt(at) - 48;
  const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  const month = digit(5) * 10 + digit(6);
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + digit(8) * 10 + digit(9) - 1;
  return era * 146_097 + ofEra * 365 + (ofEra >> 2) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** Two growing columns. */
class Columns {
  length = 0;
  days = new Int32Array(1 << 14);
  prices = new Float64Array(1 << 14);

  /** @param {number} day @param {number} price */
  push(day, price) {
    if (this.length === this.days.length) {
      const { days, prices } = this;
      this.days = new Int32Array(2 * this.length);
      this.prices = new Float64Array(2 * this.length);
      this.days.set(days);
      this.prices.set(prices);
    }
    this.days[this.length] = day;
    this.prices[this.length] = price;
    this.length += 1;
  }
}

/** Counts, sum of the days and a sum over the bits of the prices, which does not depend on the order of the rows. */
class Check {
  rows = 0;
  days = 0;
  prices = 0;

  /** @param {ArrayLike<number>} days @param {Float64Array} prices @param {number} length */
  add(days, prices, length) {
    const words = new Uint32Array(prices.buffer, prices.byteOffset, 2 * length);
    this.rows += length;
    for (let i = 0; i < length; i += 1) {
      this.days += /** @type {number} */ (days[i]);
      this.prices = (this.prices + Math.imul(words[2 * i], 0x9e3779b1) + Math.imul(words[2 * i + 1], 0x85ebca6b)) | 0;
    }
  }
}

/** Reads the files one by one. @param {(file: File, first: number) => Promise<Columns>} one */
const eachFile = (one) => async (/** @type {File[]} */ files) => {
  const read = [];
  for (const file of files) read.push(await one(file, await symbolsBefore(file)));
  return () => {
    const check = new Check();
    for (const columns of read) check.add(columns.days, columns.prices, columns.length);
    return check;
  };
};

/** 1 where the first column is one of symbols. @param {File} file */
const symbolsBefore = async (file) => Number((await file.slice(0, 6).text()) === 'Symbol');

/** @param {(columns: Columns, row: string[]) => void} add @param {boolean} worker */
const papa = (worker) =>
  eachFile(
    (file, first) =>
      new Promise((resolve, reject) => {
        const columns = new Columns();
        let header = true;
        Papa.parse(file, {
          fastMode: true,
          skipEmptyLines: true,
          worker,
          chunk({ data }) {
            for (let i = header ? 1 : 0; i < data.length; i += 1)
              columns.push(day(data[i][first]), +data[i][first + PRICE]);
            header = false;
          },
          complete: () => resolve(columns),
          error: reject,
        });
      }),
  );

const udsvText = eachFile(async (file, first) => {
  const text = await file.text();
  const columns = new Columns();
  const parser = uDSV.initParser(uDSV.inferSchema(text.slice(0, 20_000)));
  parser.stringArrs(text, (/** @type {string[]} */ row) => {
    columns.push(day(row[first]), +row[first + PRICE]);
  });
  return columns;
});

const udsvStream = eachFile(async (file, first) => {
  const columns = new Columns();
  const add = (/** @type {string[]} */ row) => {
    columns.push(day(row[first]), +row[first + PRICE]);
  };
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let parser;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    parser ??= uDSV.initParser(uDSV.inferSchema(value));
    parser.chunk(value, parser.stringArrs, add);
  }
  parser?.end();
  return columns;
});

const d3Text = eachFile(async (file, first) => {
  const columns = new Columns();
  d3.csvParseRows(await file.text(), (/** @type {string[]} */ row, /** @type {number} */ i) => {
    if (i > 0) columns.push(day(row[first]), +row[first + PRICE]);
    return null;
  });
  return columns;
});

/** Starts the engine as the page does: the module compiled once, the worker from a blob. */
async function startEngine() {
  const page = new DOMParser().parseFromString(await (await fetch('/dist/')).text(), 'text/html');
  const address = (/** @type {string} */ name) =>
    `/dist/${page.querySelector(`meta[name="${name}"]`)?.getAttribute('content')}`;
  const module = await WebAssembly.compileStreaming(fetch(address('engine-module')));
  const text = await (await fetch(address('engine-worker'))).text();
  const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  /** @type {(type: string, message: object) => Promise<any>} */
  const request = (type, message) =>
    new Promise((resolve, reject) => {
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.onmessage = ({ data }) => {
        if (data.type === 'crashed' || data.type === 'refusal') reject(new Error(JSON.stringify(data)));
        if (type.split('|').includes(data.type)) resolve(data);
      };
      worker.postMessage(message);
    });
  // The build's id is the page's business: either answer says that the engine stands.
  await request('ready|mismatch', { type: 'start', module, build: '', text });
  const ask = async (/** @type {object} */ question) =>
    (await request('answer', { type: 'ask', id: 0, question, settings: {} })).value;
  return { request, ask, post: (/** @type {object} */ message) => worker.postMessage(message) };
}

let engine;
const READERS = {
  sectorscope: async (/** @type {File[]} */ files) => {
    const sources = files.map((file) => ({ name: file.name, file, options: {} }));
    const imported = engine.request('imported', { type: 'import', job: 0, filesTotal: sources.length, refused: [] });
    engine.post({ type: 'sources', job: 0, sources });
    await imported;
    return async () => {
      const check = new Check();
      for (const { id, count } of (await engine.ask({ about: 'files' })).found.series) {
        const { dates, prices } = await engine.ask({ about: 'prices', id });
        if (dates.length !== count) throw new Error(`${id} has ${count} prices, not ${dates.length}`);
        check.add(dates, prices, count);
      }
      engine.post({ type: 'clear' });
      return check;
    };
  },
  papaparse: papa(false),
  'papaparse, worker': papa(true),
  udsv: udsvText,
  'udsv, stream': udsvStream,
  'd3-dsv': d3Text,
};

/** The files' bytes in a worker, and nothing done with them: hardly anybody can be faster. */
async function readingAlone(/** @type {File[]} */ files) {
  const text = `onmessage = async ({ data }) => {
    const queue = data.values();
    const lane = async () => {
      for (const file of queue) {
        if (file.size <= 1 << 20) {
          await file.arrayBuffer();
          continue;
        }
        const reader = file.stream().getReader();
        for (;;) {
          const { done } = await reader.read();
          if (done) break;
        }
      }
    };
    await Promise.all(Array.from({ length: 16 }, lane));
    postMessage(null);
  };`;
  const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  await new Promise((resolve, reject) => {
    worker.onmessage = resolve;
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(files);
  });
  worker.terminate();
  return () => ({});
}
Object.assign(READERS, { 'reading alone': readingAlone });

const input = /** @type {HTMLInputElement} */ (document.getElementById('files'));
let verify;
Object.assign(window, {
  readers: Object.keys(READERS),
  prepare: async (/** @type {string} */ name) => {
    if (name === 'sectorscope') engine = await startEngine();
  },
  /** Milliseconds from the chosen files to their columns. @param {string} name */
  measure: async (name) => {
    const files = [...(input.files ?? [])];
    const began = performance.now();
    verify = await READERS[name](files);
    return performance.now() - began;
  },
  /** What was read, and lets go of it. */
  check: async () => {
    const { rows, days, prices } = await verify();
    verify = undefined;
    return { rows, days, prices };
  },
});
