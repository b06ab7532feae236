// Saved reports, made again in an engine of their own from the files they rest on.
import { Engine, Sha256, sampleFiles } from '../../pkg/sectorscope.js';
import { compared, missed, planned } from '../../bin/again.mjs';
import type { EngineError, Named, Verified } from './protocol.ts';
import { stream } from './streaming.ts';

const never = () => false;

/** Of a file that can no longer be read: nothing. */
async function sha256Of({ file }: Named): Promise<string | undefined> {
  const hash = new Sha256();
  try {
    await stream(file, never, (bytes) => hash.update(bytes));
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return undefined;
  }
  return hash.finish();
}

/** The report as it is now; throws `{ code, message }` where there is none. */
async function again({ runs, settings }: ReturnType<typeof planned<Named>>): Promise<string> {
  const engine = new Engine();
  try {
    for (const { name, file, options, entries } of runs) {
      const handle = engine.begin(name, JSON.stringify(options), JSON.stringify(entries), undefined);
      await stream(file.file, never, (bytes) => engine.feed(handle, bytes));
      engine.finish(handle);
    }
    return engine.ask(JSON.stringify(settings), JSON.stringify({ about: 'report', format: 'json' })) as string;
  } finally {
    engine.free();
  }
}

/** The files of the sample, whose reports can be made again too. */
function sample(): Named[] {
  const all = sampleFiles();
  return all.flatMap((name, at) => (at % 2 === 0 ? [{ name, file: new Blob([all[at + 1] ?? '']) }] : []));
}

/** What became of each report: whether it is the same, and what differs. */
export async function verified(reports: Named[], sources: Named[]): Promise<Verified[]> {
  const hashed = new Map<string, Named>();
  for (const source of [...sample(), ...sources]) {
    const sha256 = await sha256Of(source);
    if (sha256) hashed.set(sha256, source);
  }
  const found: Verified[] = [];
  for (const { name, file } of reports) {
    const text = (await file.text()).replace(/\n$/, '');
    try {
      const plan = planned(JSON.parse(text), hashed, (source: Named) => source.name.split('/').at(-1) ?? source.name);
      const lines = [
        'Files of this report that are not here, to the byte:',
        ...missed(plan.missing).map((line) => `  ${line}`),
      ];
      const missing = plan.missing.length > 0;
      found.push({ name, ...(missing ? { same: null, lines } : compared(text, await again(plan))) });
    } catch (error) {
      // A report may hold anything, and a file may be gone meanwhile: neither costs more than an answer.
      if (error instanceof WebAssembly.RuntimeError) throw error;
      const { message } = error as EngineError | Error;
      found.push({ name, same: false, lines: [`It cannot be made again: ${message}`] });
    }
  }
  return found;
}
