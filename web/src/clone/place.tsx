// A job's place in the queue, and four ways to another. Jobs of another priority are another line: it moves among those
// of its own.
import type { Job } from '../api/types';
import { act } from '../jobs';
import { loadWaiting, queueLength, waiting, type Waiting } from '../live/controls';
import { Refusal } from '../ui/basics';
import { Change } from '../ui/change';
import { useAct } from '../ui/dialog';
import { words } from '../words';

// The line of its own priority, in the order of the turns.
function lineOf(job: Job): Waiting[] {
  return [...waiting.value.values()].filter((other) => other.priority === job.priority);
}

export function Place({ job }: { job: Job }) {
  const { busy, refused, run } = useAct();
  const line = lineOf(job);
  const place = line.findIndex((other) => other.id === job.id);
  const own = waiting.value.get(job.id);
  if (!own || waiting.value.size < 2) return null;
  const move = (body: object) => () => run(async () => (await act(job.id, 'move', body), loadWaiting()));
  const ways: [string, string, boolean, object][] = [
    [words.queue.top, 'M6 5h12M12 19V9M7.5 13.5L12 9l4.5 4.5', place === 0, { to: 'top' }],
    [words.queue.earlier, 'M12 19V6M6.5 11.5L12 6l5.5 5.5', place === 0, { before: line[place - 1]?.id ?? null }],
    [words.queue.later, 'M12 5v13M6.5 12.5L12 18l5.5-5.5', place === line.length - 1, { after: line[place + 1]?.id ?? null }],
    [words.queue.bottom, 'M6 19h12M12 5v10M7.5 10.5L12 15l4.5-4.5', place === line.length - 1, { to: 'bottom' }],
  ];
  return (
    <div class="place" role="group" aria-label={words.queue.label}>
      <span class="muted">{own.position ? words.clone.inQueue(own.position, queueLength.value) : words.queue.label}</span>
      {line.length > 1 ? ways.map(([title, shape, there, body]) => (
        <Change key={title} small kind="quiet" class="icon" disabled={busy || there} aria-label={title} title={title} onClick={move(body)}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d={shape} /></svg>
        </Change>
      )) : null}
      <Refusal refused={refused} />
    </div>
  );
}
