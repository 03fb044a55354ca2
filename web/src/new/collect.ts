// Files out of what was dropped, with all that lies in folders. A folder's reader gives a hundred entries at a time,
// and must be asked until it gives none.
export interface Found {
  file: File;
  path: string; // with the folder that was dropped
}

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject));
const some = (reader: FileSystemDirectoryReader) => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));

async function walk(entry: FileSystemEntry, above: string, found: Found[]): Promise<void> {
  if (entry.name.startsWith('.')) return;
  const path = above + entry.name;
  if (entry.isFile) {
    found.push({ file: await fileOf(entry as FileSystemFileEntry), path });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (let entries = await some(reader); entries.length > 0; entries = await some(reader)) {
    for (const inner of entries) await walk(inner, path + '/', found);
  }
}

// The entries have to be taken while the drop's event lasts; reading them may take as long as it likes.
export async function dropped(transfer: DataTransfer): Promise<Found[]> {
  const entries = Array.from(transfer.items).map((item) => item.webkitGetAsEntry?.()).filter((entry): entry is FileSystemEntry => !!entry);
  if (entries.length === 0) return chosen(transfer.files);
  const found: Found[] = [];
  for (const entry of entries) await walk(entry, '', found);
  return found;
}

export function chosen(files: FileList): Found[] {
  return Array.from(files, (file) => ({ file, path: file.webkitRelativePath || file.name }));
}
