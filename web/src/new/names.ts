// Names that the inbox takes, and files that are recordings, as docs/inbox.md and docs/preflight.md say it.
const sounds = ['wav', 'mp3', 'flac', 'ogg', 'oga', 'ogx', 'aac', 'wma', 'm4a', 'opus', 'ac3', 'webm'];

export function isRecording(name: string): boolean {
  const end = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return !name.startsWith('.') && sounds.includes(end);
}

// One folder of the inbox out of whatever a voice is called: no separators, controls or marks of direction, no dot in
// front, and short enough.
export function folderName(text: string): string {
  const plain = text.normalize('NFC').replace(/[\u0000-\u001f\u007f-\u009f/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ').replace(/\s+/g, ' ');
  const named = plain.replace(/^[.\s]+/, '').trim();
  return Array.from(named).slice(0, 60).join('').trim() || 'recordings';
}

// The path below the folder. What was dropped as one folder needs no step for it; several keep theirs apart.
export function belowFolder(paths: string[]): string[] {
  const firsts = new Set(paths.map((path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')));
  if (firsts.size !== 1 || firsts.has('')) return paths;
  return paths.map((path) => path.slice(path.indexOf('/') + 1));
}
