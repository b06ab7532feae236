// A Chromium as a process of its own, which several test files can talk to.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../../xtask/setup.mjs';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--hide-scrollbars',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--remote-debugging-port=0',
];

/** Starts it with a new profile, and waits until it listens. @returns {Promise<{ address: string, close: () => Promise<void> }>} */
export async function launchBrowser() {
  const profile = mkdtempSync(join(tmpdir(), 'sectorscope-browser-'));
  const browser = spawn(findBrowser(), [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const closed = new Promise((resolve) => {
    browser.on('close', resolve);
  });
  const address = await /** @type {Promise<string>} */ (
    new Promise((resolve, reject) => {
      let said = '';
      browser.stderr.on('data', (bytes) => {
        said += bytes;
        const found = /DevTools listening on (ws:\S+)/.exec(said);
        if (found?.[1]) resolve(found[1]);
      });
      browser.on('error', reject);
      browser.on('close', () => reject(new Error(`the browser ended before it listened: ${said}`)));
    })
  );
  return {
    address,
    close: async () => {
      browser.kill();
      await closed;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
