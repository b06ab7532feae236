// A browser to measure in, and what the system knows of its processes.
import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { chromium } from 'playwright-core';
import { LAUNCH } from '../tests/support/browser.mjs';

/** A browser of its own, so that no reader inherits another's heap. */
export async function openBrowser() {
  const browser = await chromium.launch(LAUNCH);
  const session = await browser.newBrowserCDPSession();
  const renderers = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  };
  const status = (/** @type {number} */ pid, /** @type {string} */ field) => {
    try {
      return (
        Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024
      );
    } catch {
      return NaN;
    }
  };
  return {
    browser,
    /** Megabytes (MiB) of the largest renderer: now, or at its peak since the last `forget`; NaN where the system does not say. @param {'VmRSS' | 'VmHWM'} field */
    memory: async (field) => Math.max(...(await renderers()).map((pid) => status(pid, field))),
    /** Lets the peaks begin anew. */
    forget: async () => {
      for (const pid of await renderers()) {
        try {
          writeFileSync(`/proc/${pid}/clear_refs`, '5');
        } catch {
          // Not this system: peaks then hold from the start of the process.
        }
      }
    },
    close: () => browser.close(),
  };
}

/** Load of the machine over the last minute. */
export const load = () => (loadavg()[0] ?? NaN).toFixed(1);

/** @param {number[]} values */
export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
