// Who we are to the daemon: a session in a cookie that no script can read. It comes of a link with a one-time code.
import { signal } from '@preact/signals';
import { get, post, Refused, remove, signedOut } from './api/client';
import type { Session } from './api/types';
import { loadAll } from './live/jobs';
import { listenLive } from './live/line';

export const session = signal<Session | null>(null);
export const entering = signal<'asking' | 'in' | 'out'>('asking');
export const refusedCode = signal<Refused | null>(null);
let had = false;
export const hadSession = () => had;
// False in a session of the read-only token: what changes something is off then.
export const mayChange = () => !session.value?.read_only;

// The code leaves the address before it is used: it shall stand in no history and no bookmark.
function codeOfLink(): string | null {
  const code = /^#sign-in=([A-Za-z0-9_-]{8,})$/.exec(window.location.hash)?.[1] ?? null;
  if (code) history.replaceState(null, '', window.location.pathname + window.location.search);
  return code;
}

async function useCode(code: string): Promise<void> {
  try {
    await post('/v1/session', { code });
    refusedCode.value = null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refusedCode.value = error;
  }
}

export async function enter(): Promise<void> {
  const code = codeOfLink();
  if (code) await useCode(code);
  else void loadAll().catch(() => {}); // beside the question for the session: who has one sees the list a turn sooner
  try {
    session.value = await get<Session>('/v1/session');
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 401) return leave();
    // Not answered, or by a daemon that knows no sessions: the page shows what it can, and says what it cannot.
  }
  had = true;
  signedOut.value = false;
  entering.value = 'in';
  listenLive();
}

function leave(): void {
  entering.value = 'out';
  signedOut.value = true;
}

export async function signOut(): Promise<void> {
  await remove('/v1/session');
  session.value = null;
  leave();
}

signedOut.subscribe((out) => {
  if (out && entering.peek() === 'in') entering.value = 'out';
});
window.addEventListener('hashchange', () => window.location.hash.startsWith('#sign-in=') && void enter());
