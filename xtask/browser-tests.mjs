// Runs files of JavaScript tests, two at a time, beside one browser that all of them share.
import { spawn } from 'node:child_process';
import { chromium } from 'playwright-core';
import { LAUNCH } from '../tests/support/browser.mjs';
import { root } from './setup.mjs';

const browser = await chromium.launchServer(LAUNCH);
const args = ['--test', '--test-concurrency=2', '--test-reporter=spec', ...process.argv.slice(2)];
const tests = spawn(process.execPath, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, BROWSER: browser.wsEndpoint() },
});
process.exitCode = await new Promise((resolve) => {
  tests.on('close', (status) => resolve(status ?? 1));
});
await browser.close();
