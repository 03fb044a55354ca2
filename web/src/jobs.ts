// What can be done to a job, and its state in words. The daemon decides; this says what is worth offering.
import { post, remove } from './api/client';
import type { Job } from './api/types';
import { fromNow, localized } from './format';
import { drop, put } from './live/jobs';
import { waiting, type Waiting } from './live/controls';
import { words } from './words';

export const held = (job: Job) => job.hold !== null;
export const atEnd = (job: Job) => job.state === 'completed' || job.state === 'canceled';
export const canRetry = (job: Job) => job.state === 'failed';
// A draft that is in the queue was started already, and waits for preflight.
export const canStart = (job: Job) => job.state === 'draft' && !waiting.value.has(job.id);
export const canHold = (job: Job) => !held(job) && !atEnd(job) && job.state !== 'draft' && !(job.state === 'failed' && !job.retry_at);
export const canRelease = (job: Job) => job.hold?.reason === 'paused' || job.hold?.reason === 'quarantined' || job.hold?.reason === 'vanished' || job.hold?.reason === 'recordings_changed';
export const canCancel = (job: Job) => !atEnd(job);
export const canEdit = (job: Job) => (job.state === 'draft' && !waiting.value.has(job.id)) || job.state === 'failed';
export const canReorder = (job: Job) => !atEnd(job) && !canEdit(job);
export const canRetrain = (job: Job) => (atEnd(job) || (job.state === 'failed' && !job.retry_at)) && job.dataset_id !== null && job.progress.files_done === job.progress.files_total;
export const canDelete = (job: Job) => job.state === 'draft' || atEnd(job) || (job.state === 'failed' && !job.retry_at);

const path = (id: string, act: string) => `/v1/jobs/${encodeURIComponent(id)}/${act}`;

export async function act(id: string, name: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Job> {
  const job = await post<Job>(path(id, name), body, headers);
  put([job]);
  return job;
}
export async function forget(id: string): Promise<void> {
  await remove(`/v1/jobs/${encodeURIComponent(id)}`);
  drop(id);
}

export function nextOf(job: Job, queued: Waiting | undefined, now: number): string {
  if (job.hold) return localized(job.hold.needs);
  if (job.state === 'failed') return job.retry_at ? words.next.retry(fromNow(job.retry_at, now)) : job.error?.title ?? words.next.failed;
  if (job.state === 'draft' && job.preflight?.verdict === 'block') return job.preflight.reasons[0]?.detail ?? words.next.draft;
  if (queued) return localized(queued.next);
  return words.next[job.state];
}
