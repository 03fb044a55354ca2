// Preflight of one path, measured again when more has arrived there. What was measured is known to the daemon by its
// content, so a later run hears the new files only.
import { signal } from '@preact/signals';
import { get, post, Refused } from '../api/client';
import type { PreflightRun } from '../api/types';

export interface Hearing {
  path: string;
  run: PreflightRun | null; // the last that is done, or the first under way
  now: PreflightRun | null; // under way
  refused: Refused | null;
}
export const hearing = signal<Hearing | null>(null);

let wanted: { path: string; version: number } | null = null;
let busy = false;

// `version` rises with what lies there.
export function hear(path: string, version: number): void {
  if (wanted?.path === path && wanted.version === version) return;
  if (wanted?.path !== path) hearing.value = { path, run: null, now: null, refused: null };
  wanted = { path, version };
  if (!busy) void follow();
}
export function deaf(): void {
  wanted = null;
  hearing.value = null;
}

async function follow(): Promise<void> {
  busy = true;
  for (let heard: typeof wanted = null; wanted && wanted !== heard; ) {
    heard = wanted;
    await once(heard.path);
    if (wanted !== heard) await after(1500); // files arrive by the dozen: not a run for each
  }
  busy = false;
}

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function once(path: string): Promise<void> {
  const tell = (changes: Partial<Hearing>) => {
    const now = hearing.peek();
    if (now?.path === path) hearing.value = { ...now, ...changes };
  };
  try {
    const begun = await post<PreflightRun>('/v1/preflight', { recordings: [path] }, { Prefer: 'respond-async' });
    let run = begun;
    while (run.state !== 'done' && wanted?.path === path) {
      tell({ now: run, refused: null });
      await after(400);
      run = await get<PreflightRun>(`/v1/preflight/${encodeURIComponent(begun.id)}`);
    }
    tell(run.state === 'done' ? { run, now: null, refused: null } : { now: null });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell({ refused: error, now: null });
    if (error.status === 0 || error.status === 503) await after(2000);
  }
}
