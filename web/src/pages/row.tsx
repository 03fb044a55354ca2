// One job of the list. It reads its own signal, so its progress draws nothing else anew.
import type { Signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { act, canHold, canRelease, canRetry, canStart, nextOf } from '../jobs';
import type { Waiting } from '../live/controls';
import type { Live } from '../live/jobs';
import { Button, Refusal, State, useNow } from '../ui/basics';
import { Change } from '../ui/change';
import { Dialog, useAct } from '../ui/dialog';
import { Progress } from '../ui/progress';
import { words } from '../words';
import { CancelDialog } from '../clone/cancel';
import { CostDialog } from '../clone/cost';
import type { Job } from '../api/types';

interface RowProps {
  live: Signal<Live>;
  waiting: Waiting | undefined;
  top: number;
  height: number;
  position: number;
  of: number;
}

export function Row({ live, waiting, top, height, position, of }: RowProps) {
  const { job, rate } = live.value;
  const now = useNow(10_000);
  return (
    <li class={`row ${job.state}`} aria-posinset={position} aria-setsize={of} style={{ transform: `translateY(${top}px)`, height: `${height}px` }}>
      <div class="who">
        <a class="job-name" href={`/jobs/${job.id}`}>{job.name}</a>
        <p class="muted facts">
          <span>{job.language}</span>
          {job.attempt > 1 || (job.attempt > 0 && job.state === 'failed') ? <span>{words.home.attempt(job.attempt, Math.max(job.attempt, job.max_attempts))}</span> : null}
          <Labels labels={job.labels} />
        </p>
      </div>
      <div class="where">
        <State state={job.state} held={job.hold !== null} />
      </div>
      <div class="how">
        <Progress job={job} rate={rate} />
        <p class="next">{nextOf(job, waiting, now)}</p>
      </div>
      <Actions job={job} />
    </li>
  );
}

// The first, and how many more there are: all of them are on the job's page.
function Labels({ labels }: { labels: Job['labels'] }) {
  const all = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  if (all.length === 0) return null;
  return (
    <>
      <span class="label">{all[0]}</span>
      {all.length > 1 ? <span title={all.slice(1).join(', ')}>+{all.length - 1}</span> : null}
    </>
  );
}

type Open = 'cost' | 'cancel' | 'retry' | null;

function Actions({ job }: { job: Job }) {
  const [open, setOpen] = useState<Open>(null);
  const { busy, refused, run } = useAct();
  const close = () => setOpen(null);
  const clear = () => void run(async () => {});
  const named = (name: string) => ({ 'aria-label': words.act.of(name, job.name) });
  return (
    <div class="row-actions">
      {canStart(job) && job.preflight?.verdict !== 'block' ? <Change small {...named(words.act.start)} onClick={() => setOpen('cost')}>{words.act.start}</Change> : null}
      {job.state === 'completed' ? <a class="button small" href={`/jobs/${job.id}`} aria-label={words.act.of(words.act.listen, job.name)}>{words.act.listen}</a> : null}
      {canRetry(job) ? <Change small {...named(words.act.retry)} onClick={() => setOpen('retry')}>{words.act.retry}</Change> : null}
      {canRelease(job) ? <Change small disabled={busy} {...named(words.act.release)} onClick={() => run(() => act(job.id, 'release'))}>{words.act.release}</Change> : null}
      {canHold(job) ? <Change small kind="quiet" disabled={busy} {...named(words.act.hold)} onClick={() => run(() => act(job.id, 'hold'))}>{words.act.hold}</Change> : null}
      {job.state === 'uploading' || job.state === 'training' ? <Change small kind="quiet" {...named(words.act.cancel)} onClick={() => setOpen('cancel')}>{words.act.cancel}</Change> : null}
      {open === 'cost' ? <CostDialog job={job} how="start" onClose={close} /> : null}
      {open === 'retry' ? <CostDialog job={job} how="retry" onClose={close} /> : null}
      {open === 'cancel' ? <CancelDialog job={job} onClose={close} /> : null}
      {refused ? <Dialog title={refused.problem.title} onClose={clear}><Refusal refused={refused} /><div class="actions"><Button onClick={clear}>{words.act.close}</Button></div></Dialog> : null}
    </div>
  );
}
