// What is filled in is a draft of the daemon's as soon as nothing is missing: so it can be quoted, a closed tab loses
// nothing, and to start it is one call. What is typed afterwards changes the draft. One call at a time, the last wish wins.
import { signal } from '@preact/signals';
import { at, get, patch, post, Refused, remove, wishKey } from '../api/client';
import type { Edit, Job, Submission } from '../api/types';
import { drop, put } from '../live/jobs';
import { sameLabels } from '../pure/labels';
import { fill, form } from './form';

// `version` rises with what lies in the folder: the recordings are named, and measured, anew.
export interface Wish {
  submission: Submission;
  version: number;
}
export const kept = signal<Job | null>(null);
export const keepRefused = signal<Refused | null>(null);
export const keeping = signal(false);

let wanted: Wish | null = null;
let version = 0; // that the draft has
let timer = 0;
const key = { of: '', key: '' };

export function keep(wish: Wish | null): void {
  wanted = wish;
  window.clearTimeout(timer);
  if (!wish) return;
  keeping.value = true;
  timer = window.setTimeout(() => void follow(), 400); // not a call for every letter
}

let busy = false;
async function follow(): Promise<void> {
  if (busy) return;
  busy = true;
  for (let done: Wish | null = null; wanted && wanted !== done; ) {
    done = wanted;
    await once(done);
  }
  busy = false;
  keeping.value = false;
}

async function once(wish: Wish): Promise<void> {
  try {
    const before = await standing();
    const job = before && sameSource(before, wish.submission) ? await change(before, wish) : await make(wish.submission, before);
    version = wish.version;
    put([job]);
    kept.value = job;
    keepRefused.value = null;
    if (form.peek().draft !== job.id) fill({ draft: job.id });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    keepRefused.value = error;
  }
}

// The draft as it is now; null where there is none, or somebody has started or deleted it.
async function standing(): Promise<Job | null> {
  const id = form.peek().draft;
  if (!id) return null;
  try {
    const job = await get<Job>(at('jobs', id));
    return job.state === 'draft' ? job : null;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  }
}

// Recordings stay recordings, and a dataset the same one: anything else is another draft.
function sameSource(job: Job, wish: Submission): boolean {
  return wish.dataset_id ? job.dataset_id === wish.dataset_id : job.recordings.length > 0;
}

async function make(submission: Submission, before: Job | null): Promise<Job> {
  if (before) void unmake(before.id);
  const of = JSON.stringify(submission);
  if (key.of !== of) Object.assign(key, { of, key: wishKey() });
  const job = await post<Job>('/v1/jobs', submission, { 'Idempotency-Key': key.key });
  key.of = '';
  return job;
}

async function change(job: Job, { submission, version: now }: Wish): Promise<Job> {
  const edit: Edit = {};
  if (submission.name !== job.name) edit.name = submission.name;
  if (submission.language !== job.language) edit.language = submission.language;
  if (submission.model_id && submission.model_id !== job.model_id) edit.model_id = submission.model_id;
  if ((submission.accent ?? '') !== (job.accent ?? '')) edit.accent = submission.accent ?? '';
  if (!sameLabels(submission.labels ?? {}, job.labels)) edit.labels = submission.labels ?? {};
  const { recordings } = submission;
  if (recordings && (now !== version || recordings.join('\n') !== job.recordings.join('\n'))) edit.recordings = recordings;
  return Object.keys(edit).length > 0 ? patch<Job>(at('jobs', job.id), edit) : job;
}

// While its recordings are looked at the daemon keeps a draft (409): then a moment later. Where that does not help it
// stays in the list, for everybody to see.
export async function unmake(id: string): Promise<void> {
  for (let tries = 0; tries < 15; tries++) {
    try {
      await remove(at('jobs', id));
      return drop(id);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status !== 409) return;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

// For another clone. The draft itself stays where it is.
export function letGo(): void {
  window.clearTimeout(timer);
  wanted = null;
  kept.value = null;
  keepRefused.value = null;
  keeping.value = false;
}
