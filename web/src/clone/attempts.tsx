// Trainings that were begun, and the cloud's own words on what went wrong.
import type { Job } from '../api/types';
import { dateTime } from '../format';
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
