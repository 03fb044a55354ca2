// All jobs, as far as they are known here. Each has a signal of its own, so progress of one draws one row anew; `turn`
// rises when the list is another one. The stream says which jobs changed; what they are now is asked of the daemon.
import { batch, signal, type Signal } from '@preact/signals';
import { call, get, Refused } from '../api/client';
import type { Job, Page, Progress } from '../api/types';
import { observe, type Rate } from '../pure/rate';

export interface Live {
  job: Job;
  rate?: Rate; // of its upload
}

const deleted = new Set<string>(); // ids are never used twice
const known = new Map<string, Signal<Live>>();
let order: Signal<Live>[] = []; // the newest first
export const turn = signal(0);
export const loaded = signal<'no' | 'some' | 'all'>('no');

// How many there are of each state, and how many are held: kept as jobs change, for ten thousand are not counted at each event.
export const tally: Record<string, number> = {};
function counted(job: Job, step: 1 | -1): void {
  tally[job.state] = (tally[job.state] ?? 0) + step;
  if (job.hold) tally.held = (tally.held ?? 0) + step;
}

export const all = (): readonly Signal<Live>[] => order;
export const one = (id: string): Signal<Live> | undefined => known.get(id);

// Ids are ULIDs: the newest is the greatest. Returns whether the list is another one now.
function keep(job: Job): boolean {
  if (deleted.has(job.id)) return false; // an answer from before
  const there = known.get(job.id);
  if (!there) {
    known.set(job.id, signal({ job }));
    counted(job, 1);
    return true;
  }
  const before = there.peek();
  if (before.job.updated_at > job.updated_at) return false;
  counted(before.job, -1);
  counted(job, 1);
  there.value = { ...before, job };
  return before.job.state !== job.state || before.job.name !== job.name || (before.job.hold === null) !== (job.hold === null);
}

function sorted(): void {
  order = [...known.entries()].sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([, live]) => live);
}

export function put(jobs: Job[]): void {
  batch(() => {
    const before = known.size;
    let changed = false;
    for (const job of jobs) changed = keep(job) || changed;
    if (known.size !== before) sorted();
    if (changed) turn.value++;
  });
}

export function drop(id: string): void {
  deleted.add(id);
  const gone = known.get(id);
  if (!gone) return;
  known.delete(id);
  counted(gone.peek().job, -1);
  order = order.filter((other) => other !== gone);
  turn.value++;
}

// The whole list: the first page at once, the rest behind it; what the daemon no longer has goes.
let loading: Promise<void> | null = null;
export function loadAll(): Promise<void> {
  return (loading ??= readAll().finally(() => (loading = null)));
}

async function readAll(): Promise<void> {
  const seen = new Set<string>();
  const before = [...known.keys()]; // what comes meanwhile may stand on no page of it
  let limit = 60;
  for (let cursor: string | null = ''; cursor !== null; limit = 1000) {
    const from: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: Page<Job> = await get<Page<Job>>(`/v1/jobs?limit=${limit}${from}`);
    page.data.forEach((job) => seen.add(job.id));
    put(page.data);
    if (loaded.value === 'no') loaded.value = 'some';
    cursor = page.next_cursor;
  }
  const gone = before.filter((id) => !seen.has(id));
  gone.forEach(drop);
  loaded.value = 'all';
}

export async function loadOne(id: string): Promise<Job | null> {
  try {
    const job = await call<Job>(`/v1/jobs/${encodeURIComponent(id)}`);
    put([job]);
    return job;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) drop(id);
    else if (!(error instanceof Refused)) throw error;
    return null;
  }
}

// Changed jobs are asked for together, a moment later: a burst of events is one request or a few.
const changed = new Set<string>();
let asked = false;
export function changedNow(id: string): void {
  changed.add(id);
  if (asked) return;
  asked = true;
  setTimeout(() => void askChanged(), 150);
}

async function askChanged(): Promise<void> {
  const ids = [...changed];
  changed.clear();
  asked = false;
  if (ids.length <= 6) await Promise.all(ids.map(loadOne));
  else await loadAll().catch((error) => {
    if (!(error instanceof Refused)) throw error;
  });
}

export function progressed(id: string, progress: Progress, at: number): void {
  const live = known.get(id);
  if (!live) return changedNow(id);
  const { job, rate } = live.peek();
  live.value = { job: { ...job, progress }, rate: job.state === 'uploading' ? observe(rate, at, progress.bytes_sent) : undefined };
}
