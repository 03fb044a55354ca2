// What is switched for all jobs, and what the queue's jobs wait for.
import { signal } from '@preact/signals';
import { get, patch, Refused } from '../api/client';
import type { Controls, Queue } from '../api/types';

export const controls = signal<Controls | null>(null);
export type Waiting = Queue['data'][number];
export const waiting = signal<Map<string, Waiting>>(new Map());

export async function loadControls(): Promise<void> {
  controls.value = await get<Controls>('/v1/control');
}
export async function change(changes: Partial<Pick<Controls, 'spending_paused' | 'uploading_paused' | 'bandwidth_limit'>> & { reason?: string }): Promise<void> {
  controls.value = await patch<Controls>('/v1/control', changes);
}

// The next step in words of every job that is on its way. Asked at most every two seconds, and only while it shows.
let asked = 0;
export function loadWaiting(): void {
  if (asked) return;
  asked = window.setTimeout(async () => {
    try {
      const queue = await get<Queue>('/v1/queue?limit=200');
      waiting.value = new Map(queue.data.map((entry) => [entry.id, entry]));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    } finally {
      asked = 0;
    }
  }, waiting.peek().size === 0 ? 0 : 2000);
}
