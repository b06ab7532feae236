#!/usr/bin/env node
// The engine without a page: the same WebAssembly, on files of this machine.
import { command } from './command.mjs';

// Whoever reads the first lines only has had enough: no error.
process.stdout.on('error', (error) => {
  if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPIPE') throw error;
  process.exit();
});
process.exitCode = await command(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
