// What is switched for all jobs, and what the queue's jobs wait for.
import { signal } from '@preact/signals';
import { get, patch, Refused } from '../api/client';
import type { Controls, Queue } from '../api/types';

export const controls = signal<Controls | null>(null);
export type Waiting = Queue['data'][number];
export const waiting = signal<Map<string, Waiting>>(new Map()); // in the order of their turns
export const queueLength = signal(0);

export async function loadControls(): Promise<void> {
  const now = await get<Controls>('/v1/control');
  if (JSON.stringify(now) !== JSON.stringify(controls.peek())) controls.value = now; // else nothing is drawn anew
}
export async function change(changes: Partial<Pick<Controls, 'spending_paused' | 'uploading_paused' | 'bandwidth_limit'>> & { reason?: string }): Promise<void> {
  controls.value = await patch<Controls>('/v1/control', changes);
}

// The next step in words of every job that is on its way. Asked at most every two seconds, and only while it shows.
let asked = 0;
let known = '';
export function loadWaiting(): void {
  if (asked) return;
  asked = window.setTimeout(async () => {
    try {
      const queue = await get<Queue>('/v1/queue?limit=200');
      queueLength.value = queue.length;
      const text = JSON.stringify(queue.data);
      if (text !== known) waiting.value = new Map(queue.data.map((entry) => [entry.id, entry]));
      known = text;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    } finally {
      asked = 0;
    }
  }, waiting.peek().size === 0 ? 0 : 2000);
}
