// Files from wherever a person has them: dropped, chosen, a folder, the clipboard.
import type { Named, Refused } from './protocol.ts';

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // A reader hands out a hundred entries at a time, until it hands out none.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

async function walk(entry: FileSystemEntry, files: Named[], refused: Refused[]): Promise<void> {
  const name = entry.fullPath.replace(/^\//, '');
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    files.push({ name, file });
    return;
  }
  if (!isFolder(entry)) return;
  const before = files.length;
  for (const inner of await entriesOf(entry)) await walk(inner, files, refused);
  if (files.length === before)
    refused.push({ name, code: 'empty-folder', found: 'a folder without files', advice: 'Drop the files themselves.' });
}

/** What was dropped, folders opened up. */
export async function droppedFiles(transfer: DataTransfer): Promise<{ files: Named[]; refused: Refused[] }> {
  const files: Named[] = [];
  const refused: Refused[] = [];
  // Entries must be taken before the first await: the browser empties the list afterwards.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = [...transfer.files];
  if (entries.every((entry) => entry === null)) files.push(...plain.map((file) => ({ name: file.name, file })));
  for (const entry of entries) if (entry) await walk(entry, files, refused);
  return { files, refused };
}

/** What was chosen in a dialog. */
export const chosenFiles = (list: FileList | null): Named[] =>
  [...(list ?? [])].map((file) => ({ name: file.webkitRelativePath || file.name, file }));

let pasted = 0;

/** A pasted table as a file. */
export function pastedFile(text: string): Named {
  pasted += 1;
  return { name: `pasted-table-${pasted}.csv`, file: new Blob([text], { type: 'text/csv' }) };
}

/**
 * Takes files dropped anywhere on the page, and tables pasted anywhere but into a field. The overlay is shown while something is
 * dragged over the page.
 */
export function listen(overlay: HTMLElement, take: (files: Named[], refused: Refused[]) => void): void {
  const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const hide = () => {
    overlay.hidden = true;
  };
  /** Says that files may be dropped here. */
  const accept = (event: DragEvent) => {
    if (!event.dataTransfer || !carriesFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    // What lies beneath may be drawn anew while files are dragged over it, and a drop on what is gone would be lost: from here on
    // all of it goes to the overlay, which stays.
    overlay.hidden = false;
  };
  document.addEventListener('dragenter', accept);
  document.addEventListener('dragover', accept);
  overlay.addEventListener('dragleave', hide);
  // The pointer does not move while something is dragged: a drag that left another way is over once it moves.
  document.addEventListener('pointermove', hide);
  document.addEventListener('drop', async (event) => {
    if (!event.dataTransfer || !carriesFiles(event)) return;
    event.preventDefault();
    hide();
    const { files, refused } = await droppedFiles(event.dataTransfer);
    take(files, refused);
  });
  document.addEventListener('paste', (event) => {
    const field = event.target instanceof Element && event.target.closest('input, textarea, select');
    const transfer = event.clipboardData;
    if (field || !transfer) return;
    const files = chosenFiles(transfer.files);
    const text = transfer.getData('text/plain');
    if (files.length > 0) take(files, []);
    else if (text.includes('\n')) take([pastedFile(text)], []);
  });
}
