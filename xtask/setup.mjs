// What a machine with only rustup and Node still needs, fetched when it is missing, and reported.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Prints one line about what is being done. */
export const say = (/** @type {string} */ text) => console.log(`› ${text}`);

/**
 * Runs a command in the project's folder, with its output on this terminal; throws where it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
export function run(command, args, env = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (done.error) throw new Error(`${command} could not be started: ${done.error.message}`);
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${done.status ?? done.signal}`);
}

/** @param {string} command @param {string[]} args */
function output(command, args) {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  return done.status === 0 ? done.stdout.trim() : '';
}

/** Installs the npm packages of the lock file unless exactly these are there. */
export function ensurePackages() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const missing =
    !existsSync(installed) ||
    Object.entries(JSON.parse(readFileSync(installed, 'utf8')).packages).some(
      ([path, entry]) => wanted[path]?.version !== /** @type {any} */ (entry).version,
    );
  const absent = Object.entries(wanted).some(
    ([path, entry]) => path !== '' && !(/** @type {any} */ (entry).optional) && !existsSync(join(root, path)),
  );
  if (!missing && !absent) return;
  say('installing npm packages');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
}

/** Installs the toolchain that rust-toolchain.toml names, where rustup does not do so by itself. */
function ensureToolchain() {
  const wanted = /channel = "([^"]+)"/.exec(readFileSync(join(root, 'rust-toolchain.toml'), 'utf8'))?.[1] ?? '';
  if (output('rustup', ['run', wanted, 'cargo', '--version'])) return;
  say(`installing Rust ${wanted}`);
  run('rustup', ['toolchain', 'install', wanted, '--profile', 'minimal']);
}

/** Adds the wasm target to the toolchain unless it is there. */
export function ensureWasmTarget() {
  ensureToolchain();
  if (output('rustup', ['target', 'list', '--installed']).split('\n').includes('wasm32-unknown-unknown')) return;
  say('adding the wasm32-unknown-unknown target');
  run('rustup', ['target', 'add', 'wasm32-unknown-unknown']);
}

/** Adds clippy and rustfmt unless they are there. */
export function ensureRustComponents() {
  const installed = output('rustup', ['component', 'list', '--installed']);
  for (const component of ['clippy', 'rustfmt']) {
    if (installed.includes(component)) continue;
    say(`adding ${component}`);
    run('rustup', ['component', 'add', component]);
  }
}

/** Path of a Chromium or Chrome on this machine, or ''. The variable CHROME names one. */
export function findBrowser() {
  if (process.env.CHROME) return process.env.CHROME;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
  const found = names.map((name) => output('sh', ['-c', `command -v ${name}`])).find(Boolean);
  const macApp = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return found ?? (existsSync(macApp) ? macApp : '');
}

/** Path of a browser; where there is none, the system's package manager installs one, else playwright does. */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  say('no Chromium found: installing one');
  const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
  if (output('sh', ['-c', 'command -v apt-get'])) {
    const apt = (/** @type {string[]} */ args) => {
      const [command = 'apt-get', ...rest] = [...sudo, 'apt-get', ...args];
      run(command, rest, { DEBIAN_FRONTEND: 'noninteractive' });
    };
    try {
      apt(['update']);
      apt(['install', '-y', 'chromium']);
    } catch (error) {
      say(`apt-get did not bring one: ${error instanceof Error ? error.message : error}`);
    }
    const installed = findBrowser();
    if (installed) return installed;
  }
  run('npx', ['playwright-core', 'install', 'chromium']);
  const script = 'import("playwright-core").then((p) => console.log(p.chromium.executablePath()))';
  const path = output(process.execPath, ['-e', script]);
  if (!path || !existsSync(path))
    throw new Error('No browser could be installed. Install Chromium, or name one in the variable CHROME.');
  return path;
}
