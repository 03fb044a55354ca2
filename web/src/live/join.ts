// How a tab comes to the stream: by the shared worker; where there is none (Chrome on Android), the tabs elect one of
// them by a lock, and that one tells the others.
import type { Told } from './messages';

export interface Joined {
  hurry: () => void;
}

export function join(tell: (told: Told) => void): Joined {
  if (typeof SharedWorker !== 'undefined') return byWorker(tell);
  return byElection(tell);
}

function byWorker(tell: (told: Told) => void): Joined {
  const worker = new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'understudy-events' });
  worker.port.onmessage = (message: MessageEvent<Told>) => tell(message.data);
  window.addEventListener('pagehide', (event) => event.persisted || worker.port.postMessage('leave'));
  return { hurry: () => worker.port.postMessage('hurry') };
}

function byElection(tell: (told: Told) => void): Joined {
  const channel = new BroadcastChannel('understudy-events');
  let hurry = () => channel.postMessage('hurry');
  channel.onmessage = (message) => typeof message.data === 'object' && tell(message.data as Told);
  channel.postMessage('hurry'); // who leads already says how it stands
  const lead = async () => {
    const { Source } = await import('./source');
    const source = new Source((told) => {
      tell(told);
      channel.postMessage(told);
    });
    hurry = () => source.hurry();
    channel.onmessage = (message) => {
      if (message.data !== 'hurry') return;
      source.hurry();
      source.again();
    };
    await new Promise(() => {}); // until the tab is closed: that frees the lock for the next one
  };
  if (navigator.locks) void navigator.locks.request('understudy-events', lead);
  else void lead();
  return { hurry: () => hurry() };
}
