// Files from wherever a person has them: dropped, chosen, a folder, the clipboard.

/** @typedef {import('./actions.js').Dropped} Dropped */
/** @typedef {import('./protocol.ts').Refused} Refused */

/** @param {FileSystemDirectoryEntry} folder @returns {Promise<FileSystemEntry[]>} */
async function entriesOf(folder) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const all = [];
  // A reader hands out a hundred entries at a time, until it hands out none.
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** @param {FileSystemEntry} entry @param {Dropped[]} files @param {Refused[]} refused */
async function walk(entry, files, refused) {
  const name = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) =>
      /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject),
    );
    files.push({ name, file });
    return;
  }
  const before = files.length;
  for (const inner of await entriesOf(/** @type {FileSystemDirectoryEntry} */ (entry)))
    await walk(inner, files, refused);
  if (files.length === before)
    refused.push({ name, code: 'empty-folder', found: 'a folder without files', advice: 'Drop the files themselves.' });
}

/** What was dropped, folders opened up. @param {DataTransfer} transfer */
export async function droppedFiles(transfer) {
  /** @type {Dropped[]} */
  const files = [];
  /** @type {Refused[]} */
  const refused = [];
  // Entries must be taken before the first await: the browser empties the list afterwards.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = [...transfer.files];
  if (entries.every((entry) => entry === null)) files.push(...plain.map((file) => ({ name: file.name, file })));
  for (const entry of entries) if (entry) await walk(entry, files, refused);
  return { files, refused };
}

/** @param {FileList | null} list @returns {Dropped[]} */
export const chosenFiles = (list) =>
  [...(list ?? [])].map((file) => ({ name: file.webkitRelativePath || file.name, file }));

let pasted = 0;

/** A pasted table as a file. @param {string} text @returns {Dropped} */
export function pastedFile(text) {
  pasted += 1;
  return { name: `pasted-table-${pasted}.csv`, file: new Blob([text], { type: 'text/csv' }) };
}

/**
 * Takes files dropped anywhere on the page, and tables pasted anywhere but into a field.
 * @param {HTMLElement} overlay shown while something is dragged over the page
 * @param {(files: Dropped[], refused: Refused[]) => void} take
 */
export function listen(overlay, take) {
  const carriesFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') ?? false;
  const hide = () => {
    overlay.hidden = true;
  };
  /** Says that files may be dropped here. @param {DragEvent} event */
  const accept = (event) => {
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
  // The pointer does not move while something is dragged: whoever left another way is back without it.
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
