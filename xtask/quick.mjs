// npm run quick: what `npm run check` does, then all tests of code and page, on a module that is compiled fast.
import { format, lints, page, runTier, rustTests, scripts, types } from './tiers.mjs';

await runTier([format, lints, page('wasm-dev'), types, rustTests([]), scripts(['page', 'types', 'Rust tests'])], {
  browser: true,
});
