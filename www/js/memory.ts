// What this browser remembers between visits: settings always, files only where a person says so. Nothing else can read it.
import type { Dropped } from './drop.ts';
import type { ImportOptions, Settings } from './protocol.ts';

const SETTINGS = 'sectorscope-settings';
const FOLDER = 'files';
const LIST = 'list.json';

type Listed = { name: string; options: ImportOptions };

/** The settings of the last visit; storage may be closed to this page, or hold what nobody wrote. */
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

/** Whether files can be kept here at all. */
export const canRemember = (): boolean => typeof navigator.storage?.getDirectory === 'function';

/** The files that were kept. */
export async function rememberedFiles(): Promise<{ file: Dropped; options: ImportOptions }[]> {
  try {
    const folder = await (await root())?.getDirectoryHandle(FOLDER);
    if (!folder) return [];
    const listed: Listed[] = JSON.parse(await (await (await folder.getFileHandle(LIST)).getFile()).text());
    return await Promise.all(
      listed.map(async ({ name, options }, at) => {
        const file = await (await folder.getFileHandle(String(at))).getFile();
        return { file: { name, file }, options };
      }),
    );
  } catch {
    return [];
  }
}

/** Keeps these files in place of those that were kept; rejects where there is no room. */
export async function rememberFiles(files: { name: string; file: Blob; options: ImportOptions }[]): Promise<void> {
  await forgetFiles();
  const folder = await (await root())?.getDirectoryHandle(FOLDER, { create: true });
  if (!folder) throw new Error('This browser keeps no files for pages.');
  const write = async (name: string, content: Blob | string) => {
    const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await stream.write(content);
    await stream.close();
  };
  for (const [at, { file }] of files.entries()) await write(String(at), file);
  // The list last: without it there is nothing.
  await write(LIST, JSON.stringify(files.map(({ name, options }): Listed => ({ name, options }))));
}

/** Removes every file that was kept. */
export async function forgetFiles(): Promise<void> {
  try {
    await (await root())?.removeEntry(FOLDER, { recursive: true });
  } catch {
    // There was none.
  }
}
