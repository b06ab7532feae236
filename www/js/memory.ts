// What this browser remembers between visits: settings always, files only where a person says so. Nothing else can read it.
import type { ImportOptions, Named, Settings } from './protocol.ts';

const SETTINGS = 'sectorscope-settings';
const REMEMBERS = 'sectorscope-remembers-files';
const FOLDER = 'files';
const LIST = 'list.json';

type Listed = { name: string; stored: string; options: ImportOptions };

/** What lies in the folder already, and under which name: it may be the very file that is being read. */
const stored = new WeakMap<Blob, string>();

/** The settings of the last visit; storage may be closed to this page, or hold something else. */
export function rememberedSettings(): Settings | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(SETTINGS) ?? 'null');
    return found && typeof found === 'object' ? (found as Settings) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the settings, but what is decided about single files: those may not be there the next time. */
export function rememberSettings({ mapping: _, ...settings }: Settings): void {
  try {
    localStorage.setItem(SETTINGS, JSON.stringify(settings));
  } catch {
    // Then they hold for this visit only.
  }
}

/** The private folder of this page; none where the browser has no such thing. */
async function root(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await navigator.storage?.getDirectory?.();
  } catch {
    return undefined;
  }
}

/** Whether a person wants files kept here. */
export function remembers(): boolean {
  try {
    return localStorage.getItem(REMEMBERS) === 'yes';
  } catch {
    return false;
  }
}

export function setRemembers(on: boolean): void {
  try {
    if (on) localStorage.setItem(REMEMBERS, 'yes');
    else localStorage.removeItem(REMEMBERS);
  } catch {
    // Then nothing is kept.
  }
}

/** Whether files can be kept here at all. */
export const canRemember = (): boolean => typeof navigator.storage?.getDirectory === 'function';

/** The files that were kept. */
export async function rememberedFiles(): Promise<{ file: Named; options: ImportOptions }[]> {
  try {
    const folder = await (await root())?.getDirectoryHandle(FOLDER);
    if (!folder) return [];
    const listed: Listed[] = JSON.parse(await (await (await folder.getFileHandle(LIST)).getFile()).text());
    return await Promise.all(
      listed.map(async ({ name, stored: under, options }) => {
        const file = await (await folder.getFileHandle(under)).getFile();
        stored.set(file, under);
        return { file: { name, file }, options };
      }),
    );
  } catch {
    return [];
  }
}

/** Keeps these files, and no others; rejects where there is no room. */
export async function rememberFiles(files: { name: string; file: Blob; options: ImportOptions }[]): Promise<void> {
  const folder = await (await root())?.getDirectoryHandle(FOLDER, { create: true });
  if (!folder) throw new Error('This browser keeps no files for pages.');
  const write = async (name: string, content: Blob | string) => {
    const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await stream.write(content);
    await stream.close();
  };
  const listed: Listed[] = [];
  for (const { name, file, options } of files) {
    const under = stored.get(file) ?? `file-${crypto.randomUUID()}`;
    if (!stored.has(file)) await write(under, file);
    stored.set(file, under);
    listed.push({ name, stored: under, options });
  }
  await write(LIST, JSON.stringify(listed));
  const wanted = new Set([LIST, ...listed.map(({ stored: under }) => under)]);
  const there: string[] = [];
  for await (const name of folder.keys()) there.push(name);
  for (const name of there) if (!wanted.has(name)) await folder.removeEntry(name);
}

/** Removes every file that was kept. */
export async function forgetFiles(): Promise<void> {
  try {
    await (await root())?.removeEntry(FOLDER, { recursive: true });
  } catch {
    // There was none.
  }
}
