// npm run check: format, lints for both targets, types. Nothing is tested.
import { engineTypes, format, lints, page, runTier, types } from './tiers.mjs';

await runTier([format, lints, engineTypes, page('wasm-dev'), types], { browser: false });
