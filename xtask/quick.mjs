// npm run quick: what `npm run check` does, then the tests of code and page, on a module that is compiled fast. What takes seconds
// and is rarely what breaks is left to `npm test`, and reported as skipped.
import { changedRustTests, format, lints, page, runTier, scripts, types } from './tiers.mjs';

const before = [format, lints, page('wasm-dev'), types, changedRustTests([])];
await runTier(
  [
    ...before,
    scripts(
      before.map(({ name }) => name),
      { quick: true },
    ),
  ],
  { browser: true },
);
