// npm test: everything, on a machine with only rustup and Node. The module that is tested is the one that is published.
import { examples, format, fuzzing, goldens, lints, page, runTier, rustTests, scripts, types } from './tiers.mjs';

const before = [
  format,
  lints,
  page('release'),
  rustTests(['--workspace', '--exclude', 'xtask']),
  types,
  ...fuzzing,
  examples,
  goldens('release'),
];
await runTier(
  [
    ...before,
    scripts(
      before.map(({ name }) => name),
      { quick: false },
    ),
  ],
  { browser: true },
);
