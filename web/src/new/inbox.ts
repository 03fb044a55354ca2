// Where the inbox lies, as a job names it; null while that is not known, or where it is closed.
import { signal } from '@preact/signals';
import { get, Refused } from '../api/client';
import type { Inbox } from '../api/types';

export const inboxPath = signal<string | null>(null);
export const inboxRefused = signal<Refused | null>(null);

export async function loadInbox(): Promise<void> {
  try {
    inboxPath.value = (await get<Inbox>('/v1/inbox')).path;
    inboxRefused.value = null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    inboxRefused.value = error;
  }
}
