// Browsers other than the one that the other tests drive, by the commands of WebDriver: Firefox over its own socket, WebKit over
// the driver that comes with it. Where a machine has none, what it lacks.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The first of these programs that is on the path, or in a folder. @param {string[]} names @param {string[]} [folders] */
const program = (names, folders = (process.env.PATH ?? '').split(delimiter)) =>
  names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));

const FIREFOX = program(['firefox-esr', 'firefox']);
const [WEBKIT, SCREEN] = [program(['WebKitWebDriver']), program(['Xvfb'])];
/** What WebKit's driver starts, without its bars: a window can then be as narrow as a phone. */
const MINI = program(
  ['webkit2gtk-4.1/MiniBrowser', 'webkit2gtk-4.0/MiniBrowser', 'webkitgtk-6.0/MiniBrowser'],
  ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib', '/usr/libexec', '/usr/lib64'],
);

/** A command of WebDriver with what it takes. @typedef {(name: string, parameters?: Record<string, unknown>) => Promise<any>} Send */
/** `folder` is where files are saved, where the browser lets that be chosen. @typedef {{ send: Send, folder: string | null, close: () => Promise<void> }} Driver */

/** @param {() => boolean} there */
async function until(there, what = '') {
  for (let i = 0; i < 300; i += 1) {
    if (there()) return;
    await new Promise((waited) => {
      setTimeout(waited, 50);
    });
  }
  throw new Error(`${what} is not there`);
}

/** Ends a program, and waits for it. @param {import('node:child_process').ChildProcess} child */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => {
    child.once('exit', done);
  });
  child.kill();
  await ended;
}

/** Firefox, without a window, in a profile of its own. @returns {Promise<Driver>} */
async function firefox() {
  const profile = mkdtempSync(join(tmpdir(), 'sectorscope-firefox-'));
  const folder = join(profile, 'saved');
  mkdirSync(folder);
  const preferences = {
    'marionette.port': 0,
    'browser.download.folderList': 2,
    'browser.download.dir': folder,
    'browser.download.alwaysOpenPanel': false,
    'browser.shell.checkDefaultBrowser': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.telemetry.enabled': false,
    'app.update.enabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'toolkit.legacyUserProfileCustomizations.stylesheets': true,
  };
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  // Its window may be as narrow as a phone.
  mkdirSync(join(profile, 'chrome'));
  writeFileSync(join(profile, 'chrome', 'userChrome.css'), ':root { min-width: 0 !important; }');
  const child = spawn(
    /** @type {string} */ (FIREFOX),
    ['--headless', '--marionette', '--no-remote', '--profile', profile],
    {
      stdio: 'ignore',
    },
  );
  const port = join(profile, 'MarionetteActivePort');
  await until(() => existsSync(port) && readFileSync(port, 'utf8') !== '', 'Firefox');
  const socket = connect(Number(readFileSync(port, 'utf8')), '127.0.0.1');
  /** @type {Map<number, (answer: [error: { message: string } | null, result: any]) => void>} */
  const waiting = new Map();
  let rest = Buffer.alloc(0);
  // Each message is its length, a colon, and itself.
  socket.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const colon = rest.indexOf(':');
      const length = Number(rest.subarray(0, Math.max(0, colon)).toString());
      if (colon < 0 || rest.length < colon + 1 + length) return;
      const message = JSON.parse(rest.subarray(colon + 1, colon + 1 + length).toString());
      rest = rest.subarray(colon + 1 + length);
      if (Array.isArray(message)) waiting.get(message[1])?.([message[2], message[3]]);
    }
  });
  let last = 0;
  /** @type {Send} */
  const send = (name, parameters = {}) =>
    new Promise((resolve, reject) => {
      last += 1;
      const id = last;
      waiting.set(id, ([error, result]) => {
        waiting.delete(id);
        if (error) reject(new Error(`${name}: ${error.message}`));
        else resolve(result !== null && typeof result === 'object' && 'value' in result ? result.value : result);
      });
      const text = JSON.stringify([0, id, `WebDriver:${name}`, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  await send('NewSession', { capabilities: {} });
  const close = async () => {
    socket.destroy();
    await end(child);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { send, folder, close };
}

/** Where WebKit's driver takes each command. @type {Record<string, (parameters: Record<string, unknown>) => string>} */
const PATHS = {
  Navigate: () => 'url',
  ExecuteScript: () => 'execute/sync',
  ExecuteAsyncScript: () => 'execute/async',
  FindElement: () => 'element',
  ElementClick: ({ id }) => `element/${id}/click`,
  ElementSendKeys: ({ id }) => `element/${id}/value`,
  SetWindowRect: () => 'window/rect',
};

/** WebKit, on a screen that is not seen. @returns {Promise<Driver>} */
async function webkit() {
  const screen = spawn(
    /** @type {string} */ (SCREEN),
    ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const display = await new Promise((known) => {
    screen.stdio[3]?.once('data', (number) => known(`:${String(number).trim()}`));
  });
  const port = 20_000 + (process.pid % 20_000);
  const child = spawn(/** @type {string} */ (WEBKIT), [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11' },
  });
  const call = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {unknown} */ body) => {
    const options = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`http://127.0.0.1:${port}/${path}`, options);
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${value?.message || value?.error}`);
    return value;
  };
  let ready = false;
  for (let i = 0; i < 100 && !ready; i += 1) {
    await new Promise((waited) => {
      setTimeout(waited, 50);
    });
    ready = await call('GET', 'status', undefined).then(
      () => true,
      () => false,
    );
  }
  const { sessionId } = await call('POST', 'session', {
    capabilities: {
      alwaysMatch: { 'webkitgtk:browserOptions': { binary: MINI, args: ['--automation', '--full-screen'] } },
    },
  });
  /** @type {Send} */
  const send = (name, parameters = {}) => {
    const path = PATHS[name]?.(parameters);
    if (!path) throw new Error(`${name} is not among the commands`);
    return call('POST', `session/${sessionId}/${path}`, parameters);
  };
  const close = async () => {
    await call('DELETE', `session/${sessionId}`, undefined).catch(() => {});
    await end(child);
    await end(screen);
  };
  return { send, folder: null, close };
}

/** Each browser: how it is started, and why it cannot be here. */
export const BROWSERS = [
  { name: 'Firefox', start: firefox, lacks: FIREFOX ? '' : 'Firefox is not installed here' },
  {
    name: 'WebKit',
    start: webkit,
    lacks: WEBKIT && SCREEN && MINI ? '' : 'WebKitWebDriver, MiniBrowser or Xvfb is not installed here',
  },
];

/** A key that has no letter. */
export const ENTER = '\uE007';

/** What a person does, by the commands of a driver. @param {Driver} driver */
export function hand({ send }) {
  /** Runs a function in the page, and waits for what it gives. @template Value @param {(...given: any[]) => Value} what @param {...unknown} args @returns {Promise<Awaited<Value>>} */
  const run = (what, ...args) =>
    send('ExecuteAsyncScript', {
      script: `const given = [...arguments], done = given.pop(); Promise.resolve((${what})(...given)).then(done, (error) => done('error: ' + error));`,
      args,
    });
  /** Waits until a function of the page gives what is not nothing. @param {(...given: any[]) => unknown} what @param {...unknown} args */
  const seen = async (what, ...args) => {
    const end = Date.now() + 20_000;
    for (;;) {
      const value = await run(what, ...args);
      if (value && !String(value).startsWith('error: ')) return value;
      if (Date.now() > end) throw new Error(`not seen within 20 s: ${what} ${args.join(' ')}`);
      await new Promise((waited) => {
        setTimeout(waited, 60);
      });
    }
  };
  /** The element, brought into sight. @param {string} where @returns {Promise<string>} */
  const found = async (where) => {
    await seen((where) => document.querySelector(where)?.scrollIntoView({ block: 'center' }) ?? true, where);
    const element = await send('FindElement', { using: 'css selector', value: where });
    return String(Object.values(element)[0]);
  };
  return {
    go: (/** @type {string} */ url) => send('Navigate', { url }),
    /** Sets the size of the window. @param {number} width @param {number} height */
    size: (width, height) => send('SetWindowRect', { width, height }),
    run,
    seen,
    press: async (/** @type {string} */ where) => send('ElementClick', { id: await found(where) }),
    type: async (/** @type {string} */ where, /** @type {string} */ text) =>
      send('ElementSendKeys', { id: await found(where), text }),
  };
}
