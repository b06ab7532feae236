// What is checked and tested, as steps: `npm run check`, `npm run quick` and `npm test` are lists of these.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digest } from './engine.mjs';
import { ensureBrowser, ensurePackages, ensureRustComponents, ensureWasmTarget, root, say } from './setup.mjs';
import { runSteps, summary } from './steps.mjs';

/** @typedef {import('./steps.mjs').Step} Step */
/** @typedef {import('./engine.mjs').Profile} Profile */

const node = process.execPath;
const installed = (/** @type {string[]} */ ...path) => join(root, 'node_modules', ...path);
const testsIn = (/** @type {string[]} */ ...folder) =>
  readdirSync(join(root, ...folder))
    .filter((name) => name.endsWith('.test.mjs'))
    .sort()
    .map((name) => join(...folder, name));

/** @type {Step} */
export const format = {
  name: 'format',
  run: async ({ command }) => {
    await command('cargo', ['fmt', '--all', '--check']);
    // Modules that a macro declares are not found by the formatter.
    const shapes = join('src', 'import', 'layout', 'shapes');
    const files = readdirSync(join(root, shapes)).map((name) => join(shapes, name));
    await command('rustfmt', ['--edition', '2024', '--check', ...files]);
    // Only the folders with scripts: what compilers write beside this step comes and goes.
    const scripts = ['www/js', 'bin', 'xtask', 'tests', 'bench'];
    await command(node, [installed('@biomejs', 'biome', 'bin', 'biome'), 'format', ...scripts]);
  },
};

/** @type {Step} */
export const lints = {
  name: 'lints',
  run: async ({ command }) => {
    const strict = ['--', '-D', 'warnings'];
    const inModules = ['', '-ground', '-chart', '-module', '-drawing'].map((name) => `sectorscope${name}`);
    const selected = [...inModules, 'goldens'].flatMap((name) => ['--package', name]);
    const target = ['--lib', '--target', 'wasm32-unknown-unknown'];
    await command('cargo', ['clippy', '--workspace', '--all-targets', ...strict]);
    await command('cargo', ['clippy', ...selected, ...target, ...strict]);
    const documented = ['', '-ground', '-chart', '-stats'].flatMap((name) => ['--package', `sectorscope${name}`]);
    await command('cargo', ['doc', '--no-deps', ...documented], { env: { RUSTDOCFLAGS: '-D warnings' } });
    // That all can be packed; what is packed compiles by the lints above.
    await command('cargo', ['package', '--no-verify', '--allow-dirty', ...documented]);
  },
};

/** The modules, and the page around them. @param {Profile} profile @returns {Step} */
export const page = (profile) => ({
  name: 'page',
  run: async ({ command }) => {
    await command(node, [join('xtask', 'build.mjs'), profile]);
  },
});

/** @type {Step} */
export const types = {
  name: 'types',
  needs: ['page'],
  run: async ({ command }) => {
    await command(node, [installed('typescript', 'bin', 'tsc'), '--noEmit']);
  },
};

/** The page's types of what the engine is asked are those of the engine. @type {Step} */
export const engineTypes = {
  name: "the engine's types",
  needs: ['lints'],
  run: async ({ command }) => {
    await command('cargo', ['test', '--quiet', '--package', 'sectorscope', '--lib', 'workspace::types']);
  },
};

/**
 * Rust tests, compiled together, then one binary after the other. The durations of single tests are an unstable output of the test
 * harness, which the variable switches on; nothing is compiled under it.
 * @param {string[]} selection of packages @returns {Step}
 */
export const rustTests = (selection) => ({
  name: 'Rust tests',
  needs: ['lints'],
  run: async ({ command, print, tests }) => {
    const messages = await command(
      'cargo',
      ['test', ...selection, '--no-run', '--message-format=json-render-diagnostics'],
      {
        quiet: true,
      },
    );
    const built = messages.split('\n').flatMap((line) => (line.includes('"executable":"') ? [JSON.parse(line)] : []));
    // Programs that tests could start are built too.
    for (const { executable, manifest_path: manifest, target } of built.filter(({ profile }) => profile.test)) {
      const name = target.kind.includes('test') ? target.name : `unit tests of ${target.name}`;
      print(`\n     Running ${name}\n`);
      const output = await command(executable, ['-Zunstable-options', '--report-time'], {
        cwd: dirname(manifest),
        env: { RUSTC_BOOTSTRAP: '1' },
      });
      for (const [, test = '', seconds] of output.matchAll(/^test (\S+).* \.\.\. ok <([\d.]+)s>$/gm))
        tests.push({ name: `${name}: ${test}`, seconds: Number(seconds) });
    }
  },
});

/** All that Rust tests look at, but the rules of the house, which look at everything. */
const RUST_SOURCES = [
  'src',
  'crates',
  'tests/it',
  'www/js/engine-types.ts',
  'tests/import_memory.rs',
  'tests/fixtures',
  'tests/golden',
  'tests/reference',
  'fuzz/src',
  'fuzz/corpus',
  'fuzz/crashes',
  'Cargo.toml',
  'Cargo.lock',
  'rust-toolchain.toml',
  '.cargo/config.toml',
];

/**
 * The same, unless nothing has changed since they passed: then the rules of the house alone.
 * @param {string[]} selection of packages @returns {Step}
 */
export const changedRustTests = (selection) => ({
  name: 'Rust tests',
  needs: ['lints'],
  run: async (context) => {
    const passed = join(root, 'target', 'rust-tests-passed');
    const now = digest(root, RUST_SOURCES, [process.env.REAL_DATA ?? '', ...selection]);
    if (existsSync(passed) && readFileSync(passed, 'utf8') === now) {
      context.print('Nothing has changed since they passed: the rules of the house alone are tested again.\n');
      await context.command('cargo', ['test', '--quiet', '--test', 'it', 'tidy']);
      return;
    }
    await rustTests(selection).run(context);
    writeFileSync(passed, now);
  },
});

/** Examples in the documentation. @type {Step} */
export const examples = {
  name: 'examples',
  needs: ['Rust tests'],
  run: async ({ command }) => {
    const without = ['xtask', 'sectorscope-module', 'sectorscope-drawing'].flatMap((name) => ['--exclude', name]);
    await command('cargo', ['test', '--workspace', ...without, '--doc']);
  },
};

/** Mutations of the kept inputs, a quarter of a minute for each. @param {string} name @param {string} targets @param {string[]} needs @returns {Step} */
const fuzz = (name, targets, needs) => ({
  name,
  needs,
  run: async ({ command }) => {
    await command('cargo', ['test', '--test', 'fuzz_smoke'], { env: { FUZZ_TARGETS: targets } });
  },
});
export const fuzzing = [
  fuzz('fuzzing, bytes', 'import,container,workbook', ['Rust tests']),
  fuzz('fuzzing, cells', 'number,date', ['Rust tests']),
];

/** The runner of reference values, linked of the objects that the engine's module is made of. @param {Profile} profile @returns {Step} */
export const goldensModule = (profile) => ({
  name: 'goldens module',
  needs: ['page'],
  run: async ({ command }) => {
    await command(node, ['-e', `import('./xtask/engine.mjs').then((engine) => engine.buildGoldens('${profile}'))`]);
  },
});

/** Reference values: all hold, with the same bits natively and in WebAssembly. @param {Profile} profile @returns {Step} */
export const goldens = (profile) => ({
  name: 'goldens',
  needs: ['goldens module', 'Rust tests'],
  run: async ({ command }) => {
    await command(node, [join('xtask', 'goldens.mjs'), profile]);
  },
});

/**
 * The page is driven in a real browser, two files of tests at a time, with the machine to themselves.
 * @param {string[]} needs @param {{ quick: boolean }} options `quick` leaves out what takes seconds and is rarely what breaks
 * @returns {Step}
 */
export const scripts = (needs, { quick }) => ({
  name: 'JavaScript and browser tests',
  needs,
  run: async ({ command, print, tests }) => {
    if (!process.env.REAL_DATA) print('REAL_DATA is unset: tests on real price files are skipped\n');
    const slow = testsIn('tests', 'browser', 'slow');
    if (quick) print(`left to npm test, beside the tests that are skipped: ${slow.join(' ')}\n`);
    const files = [...testsIn('tests', 'browser'), ...(quick ? [] : slow), ...testsIn('tests', 'js')];
    const output = await command(node, [join('xtask', 'browser-tests.mjs'), ...files], {
      env: { CHROME: ensureBrowser(), ...(quick ? { QUICK: '1' } : {}) },
    });
    for (const [, name = '', milliseconds] of output.matchAll(/^✔ (.+) \(([\d.]+)ms\)$/gm))
      tests.push({ name, seconds: Number(milliseconds) / 1000 });
  },
});

/**
 * Runs steps on whatever machine this is, and says how long they took.
 * @param {Step[]} steps @param {{ browser: boolean }} needs
 */
export async function runTier(steps, { browser }) {
  const began = performance.now();
  ensurePackages();
  ensureWasmTarget();
  ensureRustComponents();
  if (browser) ensureBrowser();
  try {
    const result = await runSteps(steps);
    console.log(`\n${summary(result, (performance.now() - began) / 1000)}`);
    say('all passed');
  } catch (error) {
    console.error(`\n› FAILED: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
