// Since when a job trains, from its history, and how long trainings usually take, from any quote. Asked once a job and
// attempt, when a row of it shows.
import { signal, type Signal } from '@preact/signals';
import { get, Refused } from '../api/client';
import type { Event, Job, Page, Quote } from '../api/types';

const since = new Map<string, Signal<number | null>>();
export const usual = signal<number | null>(null);
let askedUsual = 0;

export function trainingSince(job: Job): Signal<number | null> {
  const key = `${job.id} ${job.attempt} ${job.fine_tune_id ?? ''}`;
  const there = since.get(key);
  if (there) return there;
  const found = signal<number | null>(null);
  since.set(key, found);
  void ask(job.id, found);
  return found;
}

async function ask(id: string, found: Signal<number | null>): Promise<void> {
  try {
    const events = await get<Page<Event>>(`/v1/jobs/${encodeURIComponent(id)}/events?last=50`);
    const begun = events.data.filter((event) => event.type === 'intent_confirmed').pop() ?? events.data.filter((event) => event.state === 'training' && event.type === 'state_changed').pop();
    found.value = Date.parse((begun ?? events.data[events.data.length - 1])?.at ?? '') || Date.now();
    if (Date.now() - askedUsual < 60_000) return;
    askedUsual = Date.now();
    usual.value = (await get<Quote>(`/v1/jobs/${encodeURIComponent(id)}/quote`)).training.median_s;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}
