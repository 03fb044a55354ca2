// A clone's page: where it stands and why, what can be done, its voices, its findings, its history.
import { useEffect, useState } from 'preact/hooks';
import { get } from '../api/client';
import { useLoad } from '../api/load';
import type { Explanation, Job } from '../api/types';
import { Actions } from '../clone/actions';
import { Attempts } from '../clone/attempts';
import { Details } from '../clone/details';
import { Findings } from '../clone/findings';
import { History } from '../clone/history';
import { Place } from '../clone/place';
import { Voices } from '../clone/voices';
import { fromNow, localized } from '../format';
import { loadWaiting } from '../live/controls';
import { atEnd } from '../jobs';
import { loadOne, one, turn } from '../live/jobs';
import { onEvent } from '../live/line';
import { Empty, Refusal, State, useNow } from '../ui/basics';
import { Progress } from '../ui/progress';
import { words } from '../words';

export default function Clone({ id }: { id: string }) {
  const [missing, setMissing] = useState(false);
  void turn.value; // it may come, or go
  useEffect(() => void loadOne(id).then((job) => setMissing(job === null && !one(id))), [id]);
  const live = one(id);
  const name = live?.value.job.name;
  useEffect(() => {
    if (name) document.title = `${name} · ${words.name}`;
  }, [name]);
  if (!live) return missing ? <Empty page title={words.missing.title} hint={words.clone.none}><a class="button main" href="/">{words.missing.home}</a></Empty> : <p class="muted pad" aria-busy="true">…</p>;
  const { job, rate } = live.value;
  return (
    <article class="clone">
      <nav class="crumbs" aria-label={words.act.back}><a href="/">← {words.home.title}</a></nav>
      <div class="title-line">
        <h1>{job.name}</h1>
        <State state={job.state} held={job.hold !== null} />
      </div>
      {job.description ? <p class="lede">{job.description}</p> : null}
      <Now job={job} progress={<Progress job={job} rate={rate} />} />
      {job.state === 'completed' ? <Voices job={job} /> : null}
      <div class="clone-columns">
        <div>
          <Attempts job={job} />
          <Findings job={job} />
          {job.preflight ? null : <History job={job} />}
        </div>
        <aside>
          <Details job={job} />
          {job.preflight ? <History job={job} /> : null}
        </aside>
      </div>
    </article>
  );
}

// Every event of the job may change why it is where it is.
export function useTurnOf(job: Job): number {
  const [heard, setHeard] = useState(0);
  useEffect(() => onEvent((event) => event.job_id === job.id && setHeard(event.id)), [job.id]);
  return heard;
}

function Now({ job, progress }: { job: Job; progress: preact.ComponentChildren }) {
  const heard = useTurnOf(job);
  useEffect(loadWaiting, [heard]);
  const now = useNow(1000);
  const explained = useLoad<Explanation>((aborted) => get(`/v1/jobs/${encodeURIComponent(job.id)}/explain`, aborted), [job.id, job.state, job.hold?.reason ?? '', heard]);
  const words_ = explained.data;
  return (
    <section class={`card now ${job.hold ? 'held' : job.state}`} aria-label={words.clone.now}>
      {progress}
      <Refusal refused={explained.refused} again={explained.reload} />
      {words_ ? (
        <div class="why">
          <p class="why-words">{localized(words_.why)}</p>
          {words_.next && !atEnd(job) ? <p><strong>{words.clone.next}:</strong> {localized(words_.next)}{words_.next_at ? <span class="muted"> ({fromNow(words_.next_at, now)})</span> : null}</p> : null}
          {words_.needs ? <p class="needs"><strong>{words.clone.needs}:</strong> {localized(words_.needs)}</p> : null}
        </div>
      ) : <p class="muted">…</p>}
      <Place job={job} />
      <Actions job={job} />
    </section>
  );
}
