// Calls of the API. Every refusal is a Refused with the daemon's own words; no answer at all is one of status 0.
// A call that changes something is sent once: nothing here repeats it.
import { signal } from '@preact/signals';
import type { Problem } from './types';
import { words } from '../words';

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
  }
  get status(): number {
    return this.problem.status;
  }
  get type(): string {
    return this.problem.type.replace('/problems/', '');
  }
}

// True once a call was refused for want of a session; the shell shows the sign-in page then.
export const signedOut = signal(false);

export interface Ask {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const unreachable = (): Problem => ({ type: 'unreachable', title: words.offline.title, status: 0, detail: words.offline.call });

async function problemOf(answer: Response): Promise<Problem> {
  const fallback = { type: `http-${answer.status}`, title: answer.statusText, status: answer.status, detail: words.problem.bare(answer.status) };
  try {
    return { ...fallback, ...((await answer.json()) as Partial<Problem>) };
  } catch {
    return fallback;
  }
}

// What only asks is given up after a minute: on a line that died in a machine's sleep no answer comes, and no end. What
// changes something is waited for, since nobody would know whether it was done.
function patience(method: string, above?: AbortSignal): { signal: AbortSignal | undefined; settled: () => void } {
  if (method !== 'GET') return { signal: above, settled: () => {} };
  const own = new AbortController();
  const end = () => own.abort();
  const timer = setTimeout(end, 60_000);
  if (above?.aborted) end();
  above?.addEventListener('abort', end);
  return { signal: own.signal, settled: () => clearTimeout(timer) };
}

// The answer as it is; for sound and for headers.
export async function fetched(path: string, ask: Ask = {}): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', ...ask.headers };
  const method = ask.method ?? 'GET';
  const { signal, settled } = patience(method, ask.signal);
  const init: RequestInit = { method, headers, credentials: 'same-origin', signal };
  if (ask.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(ask.body);
  }
  let answer: Response;
  try {
    answer = await fetch(path, init);
  } catch (error) {
    if (ask.signal?.aborted) throw error;
    throw new Refused(unreachable());
  } finally {
    settled();
  }
  if (answer.ok) return answer;
  const problem = await problemOf(answer);
  if (answer.status === 401) signedOut.value = true;
  throw new Refused(problem);
}

export async function call<T>(path: string, ask: Ask = {}): Promise<T> {
  const answer = await fetched(path, ask);
  if (answer.status === 204) return undefined as T;
  return (await answer.json()) as T;
}

export const get = <T>(path: string, aborted?: AbortSignal) => call<T>(path, { signal: aborted });
export const post = <T>(path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  call<T>(path, { method: 'POST', body, headers });
export const patch = <T>(path: string, body: unknown) => call<T>(path, { method: 'PATCH', body });
export const remove = (path: string) => call<void>(path, { method: 'DELETE' });

// One key for one wish: the daemon answers the same job for it, however often a click or a network repeats it.
// Not crypto.randomUUID: that one is missing where the page is served without TLS beyond loopback.
export function wishKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const at = (...steps: string[]) => '/v1/' + steps.map(encodeURIComponent).join('/');
