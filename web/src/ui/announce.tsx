// One polite live region for the whole page: said once, and only what somebody who does not look would want to know.
import { signal } from '@preact/signals';

const said = signal('');
export function announce(text: string): void {
  said.value = '';
  setTimeout(() => (said.value = text), 50);
}
export function Announcer() {
  return <div class="offscreen" role="status" aria-live="polite">{said.value}</div>;
}
