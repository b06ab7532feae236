// Steps of a test run: what each needs, two at a time, what they print kept together, and how long each took.
import { spawn } from 'node:child_process';
import { root } from './setup.mjs';

/** As many as the smallest machine has processors. */
const LANES = 2;

/**
 * @typedef {{ env?: Record<string, string>, cwd?: string, quiet?: boolean }} How `quiet` keeps what goes to standard output from being printed
 * @typedef {(command: string, args: string[], how?: How) => Promise<string>} Run rejects where it fails; resolves to its standard output
 * @typedef {{ name: string, seconds: number }} Timed
 * @typedef {{ print: (text: string) => void, command: Run, tests: Timed[] }} Context what a step writes to and runs commands with; it adds
 *   the tests it timed
 * @typedef {{ name: string, needs?: string[], run: (context: Context) => Promise<void> }} Step
 */

/** Colours would hide the durations from whoever reads the output. */
const PLAIN = { CARGO_TERM_COLOR: 'never', NO_COLOR: '1' };

/** Processes that run. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** @param {(text: string) => void} print @returns {Run} */
const runner =
  (print) =>
  (command, args, { env = {}, cwd = root, quiet = false } = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        cwd,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...PLAIN, ...env },
      });
      let output = '';
      running.add(child);
      child.stdout.setEncoding('utf8').on('data', (text) => {
        output += text;
        if (!quiet) print(text);
      });
      child.stderr.setEncoding('utf8').on('data', print);
      child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
      child.on('close', (status, signal) => {
        running.delete(child);
        if (status === 0) resolve(output);
        else reject(new Error(`${command} ${args.join(' ')} ended with ${status ?? signal}`));
      });
    });

/**
 * Runs steps, each as soon as those it needs are done; stops at the first failure. The step that began first prints as it goes, the
 * other when its turn comes.
 * @param {Step[]} steps @param {(text: string) => void} [write] @returns {Promise<{ steps: Timed[], tests: Timed[] }>}
 */
export async function runSteps(steps, write = (text) => void process.stdout.write(text)) {
  const began = performance.now();
  const clock = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;
  /** @type {Map<Step, Promise<void>>} */
  const active = new Map();
  /** What steps print, in the order in which they began. @type {{ lines: string[], ended: boolean }[]} */
  const printing = [];
  /** @type {Set<string>} */
  const done = new Set();
  /** @type {Timed[]} */
  const timed = [];
  /** @type {Timed[]} */
  const tests = [];
  const waiting = [...steps];
  const flush = () => {
    while (printing[0]) {
      for (const text of printing[0].lines.splice(0)) write(text);
      if (!printing[0].ended) return;
      printing.shift();
    }
  };
  /** @param {Step} step */
  const begin = (step) => {
    const from = performance.now();
    const printed = { lines: [`\n› [${clock()}] ${step.name}\n`], ended: false };
    printing.push(printed);
    const print = (/** @type {string} */ text) => {
      printed.lines.push(text);
      flush();
    };
    const promise = step
      .run({ print, command: runner(print), tests })
      .then(() => {
        const seconds = (performance.now() - from) / 1000;
        timed.push({ name: step.name, seconds });
        done.add(step.name);
        print(`  ${step.name}: ${seconds.toFixed(1)} s\n`);
      })
      .finally(() => {
        printed.ended = true;
        active.delete(step);
        flush();
      });
    // The first failure is the one that is reported.
    promise.catch(() => {});
    active.set(step, promise);
    flush();
  };
  try {
    while (waiting.length > 0 || active.size > 0) {
      for (const step of [...waiting]) {
        if (active.size >= LANES) break;
        if (!(step.needs ?? []).every((name) => done.has(name))) continue;
        waiting.splice(waiting.indexOf(step), 1);
        begin(step);
      }
      if (active.size === 0)
        throw new Error(`nothing brings what these steps need: ${waiting.map(({ name }) => name).join(', ')}`);
      await Promise.race(active.values());
    }
  } catch (error) {
    for (const child of running) child.kill();
    // What the step beside it has written so far is read before the reason.
    for (const { lines } of printing) for (const text of lines) write(text);
    throw error;
  }
  return { steps: timed, tests };
}

/** @param {Timed[]} rows */
const table = (rows) => rows.map(({ name, seconds }) => `  ${seconds.toFixed(1).padStart(7)} s  ${name}`).join('\n');

/**
 * The steps in the order in which they ended, and the ten slowest tests.
 * @param {{ steps: Timed[], tests: Timed[] }} result @param {number} seconds in all
 */
export function summary({ steps, tests }, seconds) {
  const all = `Steps\n${table(steps)}\n  ${seconds.toFixed(1).padStart(7)} s  in all, two steps at a time\n`;
  if (tests.length === 0) return all;
  const slowest = [...tests].sort((a, b) => b.seconds - a.seconds).slice(0, 10);
  return `${all}The slowest of ${tests.length} tests\n${table(slowest)}\n`;
}
