// Where the reader is: the URL is the only truth. Links are ordinary anchors; a click on one of ours changes the
// history instead of loading the page again.
import { computed, signal } from '@preact/signals';

export const location$ = signal(read());

function read() {
  return { path: window.location.pathname, search: window.location.search };
}
const follow = () => (location$.value = read());

export const path = computed(() => location$.value.path);
export const query = computed(() => new URLSearchParams(location$.value.search));

export function go(to: string): void {
  history.pushState(null, '', to);
  follow();
  window.scrollTo(0, 0);
}

// Filters: the page stays, the history gets no entry for every letter typed.
export function search(changes: Record<string, string | null>): void {
  const next = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(changes)) value ? next.set(name, value) : next.delete(name);
  const text = next.toString();
  history.replaceState(null, '', window.location.pathname + (text ? `?${text}` : ''));
  follow();
}

function plain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && !event.defaultPrevented;
}

function clicked(event: MouseEvent): void {
  const anchor = (event.target as Element).closest?.('a[href]') as HTMLAnchorElement | null;
  if (!anchor || !plain(event) || anchor.target || anchor.hasAttribute('download')) return;
  if (anchor.origin !== window.location.origin || anchor.pathname.startsWith('/v1/') || anchor.pathname.startsWith('/problems/')) return;
  if (anchor.hash && anchor.pathname === window.location.pathname) return;
  event.preventDefault();
  go(anchor.pathname + anchor.search);
}

export function listen(): void {
  window.addEventListener('popstate', follow);
  document.addEventListener('click', clicked);
}
