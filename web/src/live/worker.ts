// One worker for all tabs: one stream, told to each. The browser ends it with the last tab.
import { Source } from './source';
import type { Told } from './messages';

const ports = new Set<MessagePort>();
const source = new Source((told: Told) => ports.forEach((port) => port.postMessage(told)));

function joined(port: MessagePort): void {
  ports.add(port);
  port.onmessage = (message) => {
    if (message.data === 'leave') ports.delete(port);
    else if (message.data === 'hurry') source.hurry();
  };
  source.again();
}

(self as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = (event) => joined(event.ports[0]!);
