// The way of files into the inbox: four at a time, by tus, on again where they were after a lost connection or a
// closed tab (their uploads are remembered in localStorage under folder, path, length and time of change).
import { batch, signal } from '@preact/signals';
import type { Upload as TusUpload } from 'tus-js-client';
import { get, Refused, signedOut } from '../api/client';
import type { InboxFolder } from '../api/types';
import { observe, type Rate } from '../pure/rate';
import type { Found } from './collect';
import { belowFolder, isRecording } from './names';

const parallel = 4;
const piece = 8 * 1024 * 1024;
const pauses = [0, 500, 1000, 2000, ...Array<number>(400).fill(5000)]; // half an hour of a lost network

export interface Sending {
  folder: string;
  files: number;
  done: number;
  bytes: number;
  sent: number;
  skipped: number;
  failed: { name: string; why: string }[];
  lost: boolean; // the connection, now
  stopped: boolean;
}
export const sending = signal<Sending | null>(null);
export const sendingRate = signal<Rate | undefined>(undefined);

interface Item {
  file: File;
  path: string;
  sent: number;
}
let waiting: Item[] = [];
let all: Item[] = [];
const running = new Map<Item, TusUpload>();

function update(changes: Partial<Sending>): void {
  const now = sending.peek();
  if (now) sending.value = { ...now, ...changes };
}

let drawn = false;
function counted(): void {
  if (drawn) return;
  drawn = true;
  setTimeout(() => {
    drawn = false;
    const sent = all.reduce((sum, item) => sum + item.sent, 0);
    batch(() => {
      update({ sent });
      sendingRate.value = observe(sendingRate.peek(), Date.now(), sent);
    });
  }, 200);
}

// What lies in the folder already, the same by length and the time of its last change, need not come again.
type Lying = Map<string, InboxFolder['files'][number]>;

async function lying(folder: string): Promise<Lying> {
  try {
    const there = await get<InboxFolder>(`/v1/inbox/folders/${encodeURIComponent(folder)}`);
    return new Map(there.files.map((file) => [file.name, file]));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return new Map();
  }
}

function liesThere(there: Lying, item: Item): boolean {
  const file = there.get(item.path);
  return file !== undefined && file.bytes === item.file.size && Date.parse(file.modified_at) === item.file.lastModified;
}

export async function send(folder: string, found: Found[]): Promise<void> {
  const recordings = found.filter(({ file }) => isRecording(file.name));
  const before = sending.peek();
  const base = before ?? { folder, files: 0, done: 0, bytes: 0, sent: 0, skipped: 0, failed: [], lost: false, stopped: false };
  if (recordings.length === 0) {
    if (before) update({ skipped: before.skipped + found.length });
    return;
  }
  const paths = belowFolder(recordings.map((each) => each.path));
  const there = await lying(folder);
  const items = recordings.map(({ file }, place) => ({ file, path: paths[place]!, sent: 0 })).filter((item) => !all.some((other) => other.path === item.path));
  const missing = items.filter((item) => !liesThere(there, item));
  for (const item of items) if (!missing.includes(item)) item.sent = item.file.size;
  all = all.concat(items);
  waiting = waiting.concat(missing);
  sending.value = {
    ...base, folder, stopped: false, skipped: base.skipped + found.length - recordings.length,
    files: base.files + items.length, done: base.done + items.length - missing.length,
    bytes: base.bytes + items.reduce((sum, item) => sum + item.file.size, 0),
  };
  counted();
  await pump();
}

async function pump(): Promise<void> {
  const tus = await import('tus-js-client');
  while (running.size < parallel && waiting.length > 0 && !sending.peek()?.stopped) begin(tus, waiting.shift()!);
}

function begin(tus: typeof import('tus-js-client'), item: Item): void {
  const folder = sending.peek()!.folder;
  const upload = new tus.Upload(item.file, {
    endpoint: '/v1/inbox/uploads',
    chunkSize: piece,
    retryDelays: pauses,
    uploadDataDuringCreation: true,
    storeFingerprintForResuming: true,
    removeFingerprintOnSuccess: true,
    metadata: { folder, relativePath: item.path, filename: item.file.name, modified: `${item.file.lastModified}000000` },
    fingerprint: async () => ['understudy', folder, item.path, item.file.size, item.file.lastModified].join('|'),
    onProgress: (sent) => {
      item.sent = sent;
      if (sending.peek()?.lost) update({ lost: false });
      counted();
    },
    onShouldRetry: (error) => !isInTheWay(error) && retried(error.originalResponse?.getStatus() ?? 0),
    onSuccess: () => ended(item, null),
    onError: (error) => ended(item, why(error)),
  });
  running.set(item, upload);
  void upload.findPreviousUploads().then((previous) => {
    if (previous[0]) upload.resumeFromPreviousUpload(previous[0]);
    upload.start();
  });
}

// No answer, a locked upload, a daemon that starts: again. A refusal that says what is wrong: not again.
function retried(status: number): boolean {
  if (status === 401) signedOut.value = true;
  if (status === 0) update({ lost: true });
  return status === 0 || status === 409 || status === 423 || status === 429 || (status >= 500 && status !== 507);
}

interface Complaint {
  type?: string;
  detail?: string;
}

function complaint(error: Error): Complaint {
  const answer = (error as { originalResponse?: { getBody(): string } | null }).originalResponse?.getBody();
  try {
    return JSON.parse(answer ?? '') as Complaint;
  } catch {
    return {};
  }
}

// Another file lies there, and nothing is overwritten: no second try makes it otherwise.
function isInTheWay(error: Error): boolean {
  return complaint(error).type?.endsWith('/file-exists') ?? false;
}

function why(error: Error): string {
  return complaint(error).detail ?? error.message;
}

function ended(item: Item, trouble: string | null): void {
  running.delete(item);
  const now = sending.peek();
  if (!now) return;
  if (trouble === null) {
    item.sent = item.file.size;
    update({ done: now.done + 1, lost: false });
  } else update({ failed: [...now.failed, { name: item.path, why: trouble }] });
  counted();
  void pump();
}

export function stop(): void {
  for (const [item, upload] of running) {
    void upload.abort();
    waiting.unshift(item);
  }
  running.clear();
  update({ stopped: true });
}
export function goOn(): void {
  update({ stopped: false });
  void pump();
}

// For another clone. What arrived stays in the inbox.
export function clear(): void {
  stop();
  waiting = [];
  all = [];
  sending.value = null;
  sendingRate.value = undefined;
}

export const arrived = (now: Sending) => now.done + now.failed.length >= now.files;
