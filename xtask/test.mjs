// npm test: everything, on a machine with only rustup and Node. The module that is tested is the one that is published.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';
import {
  examples,
  format,
  fuzzing,
  goldens,
  goldensModule,
  lints,
  page,
  runTier,
  rustTests,
  scripts,
  types,
} from './tiers.mjs';

// What makes the next build fast, and what a debugger needs, makes the first one slow.
if (!existsSync(join(root, 'target', 'debug')))
  Object.assign(process.env, { CARGO_INCREMENTAL: '0', CARGO_PROFILE_DEV_DEBUG: '0' });

const before = [
  format,
  lints,
  page('release'),
  goldensModule('release'),
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
