// npm run check: format, lints for both targets, types. Nothing is tested.
import { format, lints, page, runTier, types } from './tiers.mjs';

await runTier([format, lints, page('wasm-dev'), types], { browser: false });
