// What happened to a job, the newest first, and live.
import { useState } from 'preact/hooks';
import { get } from '../api/client';
import { useLoad } from '../api/load';
import type { Event, Job, Page } from '../api/types';
import { localized, moment } from '../format';
import { useTurnOf } from '../pages/clone';
import { Button, Refusal } from '../ui/basics';
import { words } from '../words';

const step = 40;

// Each recording that was measured and sent is a step; a person wants to read them once, not five hundred times.
interface Shown {
  event: Event;
  more: number;
}
function folded(events: Event[]): Shown[] {
  const shown: Shown[] = [];
  for (const event of events) {
    const last = shown[shown.length - 1];
    const quiet = event.type.startsWith('intent_') || event.type === 'measured';
    if (last && quiet && last.event.type === event.type) last.more++;
    else shown.push({ event, more: 0 });
  }
  return shown;
}

export function History({ job }: { job: Job }) {
  const heard = useTurnOf(job);
  const [last, setLast] = useState(step);
  const events = useLoad<Page<Event>>((aborted) => get(`/v1/jobs/${encodeURIComponent(job.id)}/events?last=${last}`, aborted), [job.id, last, heard]);
  const [kept, setKept] = useState<Event[]>([]);
  const data = events.data?.data;
  if (data && data !== kept) setKept(data);
  const newest = [...kept].reverse();
  return (
    <section class="card" aria-labelledby="history">
      <h2 id="history">{words.clone.history}</h2>
      <Refusal refused={events.refused} again={events.reload} />
      <ol class="timeline">
        {folded(newest).map(({ event, more }) => (
          <li key={event.id} class={`${event.type} ${event.type === 'state_changed' ? event.state : ''}`}>
            <time dateTime={event.at}>{moment(event.at)}</time>
            <p>{localized(event.cause) || event.type.replace(/_/g, ' ')}{more > 0 ? <span class="muted"> +{more}</span> : null}</p>
          </li>
        ))}
      </ol>
      {kept.length >= last && last < 1000 ? <Button small kind="quiet" onClick={() => setLast(Math.min(1000, last * 4))}>{words.clone.older}</Button> : null}
    </section>
  );
}
