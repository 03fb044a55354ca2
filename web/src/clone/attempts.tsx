// Trainings that were begun, and the cloud's own words on what went wrong.
import { get } from '../api/client';
import { useLoad } from '../api/load';
import type { Event, Job, Page } from '../api/types';
import { dateTime, moment } from '../format';
import { words } from '../words';

export function Attempts({ job }: { job: Job }) {
  const error = job.error;
  if (job.attempt === 0 && !error) return null;
  return (
    <section class="card" aria-labelledby="attempts">
      <h2 id="attempts">{words.clone.attempts}</h2>
      {job.attempt > 0 ? <ol class="pips" aria-label={words.home.attempt(job.attempt, Math.max(job.attempt, job.max_attempts))}>
        {Array.from({ length: Math.max(job.attempt, job.max_attempts) }, (_, place) => (
          <li key={place} class={place >= job.attempt ? '' : place < job.attempt - 1 || job.state === 'failed' ? 'bad' : job.state} />
        ))}
      </ol> : null}
      <p class="muted">{job.attempt > 0 ? words.home.attempt(job.attempt, Math.max(job.attempt, job.max_attempts)) : words.clone.noAttempts}</p>
      <Failures job={job} />
      {error ? (
        <div class="quoted">
          <p><strong>{error.title}</strong></p>
          <blockquote>{error.detail}</blockquote>
          <p class="muted facts">
            <span>{dateTime(error.at)}</span>
            {error.http_status ? <span>HTTP {error.http_status}</span> : null}
            {error.request_id ? <span>{words.clone.request(error.request_id)}</span> : null}
          </p>
        </div>
      ) : null}
    </section>
  );
}

// How each attempt that failed came to its end, as the history tells it.
function Failures({ job }: { job: Job }) {
  const events = useLoad<Page<Event>>((aborted) => get(`/v1/jobs/${encodeURIComponent(job.id)}/events?last=1000`, aborted), [job.id, job.attempt, job.state]);
  const failed = events.data?.data.filter((event) => event.type === 'state_changed' && event.state === 'failed' && event.attempt > 0) ?? [];
  if (failed.length === 0) return null;
  return (
    <ol class="failures">
      {failed.map((event) => (
        <li key={event.id}>
          <p><strong>{words.clone.attempt(event.attempt)}</strong> <span class="muted">{moment(event.at)}</span></p>
          <p class="whole">{event.cause}</p>
        </li>
      ))}
    </ol>
  );
}
