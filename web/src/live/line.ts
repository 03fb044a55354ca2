// The stream's state for the page, and who wants to hear of events. Loads again what a gap may have hidden.
import { signal } from '@preact/signals';
import { Refused, signedOut } from '../api/client';
import type { Event } from '../api/types';
import { changedNow, loadAll, progressed } from './jobs';
import { loadControls, loadWaiting } from './controls';
import { join, type Joined } from './join';
import type { Line, Told } from './messages';

export const line = signal<Line>({ state: 'connecting', since: Date.now(), turn: 0 });
const listeners = new Set<(event: Event) => void>();
let joined: Joined | null = null;

export function onEvent(listener: (event: Event) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function refresh(): Promise<void> {
  try {
    await Promise.all([loadAll(), loadControls()]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // No answer, though the stream runs: what was missed must not stay missing.
    if (error.status === 0 && line.peek().state === 'live') setTimeout(() => void refresh(), 2000);
  }
}

function told(message: Told): void {
  if (message.kind === 'progress') return progressed(message.job_id, message.progress, message.at);
  if (message.kind === 'event') {
    changedNow(message.event.job_id);
    listeners.forEach((listener) => listener(message.event));
    return;
  }
  const before = line.peek();
  line.value = message.line;
  if (message.line.state === 'signed_out') signedOut.value = true;
  // Another connection, or that of another tab: what was missed in between is loaded again.
  if (message.line.state === 'live' && (before.state !== 'live' || message.line.since !== before.since)) void refresh();
}

// A sleeping machine's timers stand still: a tab that shows again, or a network that is back, asks at once.
export function listenLive(): void {
  if (joined) return joined.hurry();
  joined = join(told);
  void refresh();
  window.addEventListener('online', () => joined?.hurry());
  watchSwitches();
  let hidden = 0;
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hidden = Date.now();
    else if (Date.now() - hidden > 60_000) {
      joined?.hurry();
      void refresh();
    }
  });
}

// The stream is the history of jobs: what somebody switches for all of them, and what a reload makes of the budgets, is no
// job's event. So a page that shows asks for it every few seconds, and at once when it is looked at again.
export const switched = signal(0);
function watchSwitches(): void {
  const ask = () => {
    if (document.hidden || line.peek().state !== 'live') return;
    loadWaiting();
    void loadControls().catch(() => {}); // the stream says it, where the daemon is away
    switched.value++;
  };
  setInterval(ask, 5000);
  window.addEventListener('focus', ask);
  document.addEventListener('visibilitychange', ask);
}
