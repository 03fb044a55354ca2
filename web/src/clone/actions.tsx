// All that can be done to a job, each where it makes sense.
import { useState } from 'preact/hooks';
import type { Job } from '../api/types';
import { act, atEnd, canCancel, canDelete, canEdit, canHold, canRelease, canReorder, canRetrain, canRetry, canStart, forget } from '../jobs';
import { go } from '../route';
import { Refusal } from '../ui/basics';
import { Change } from '../ui/change';
import { Ask, useAct } from '../ui/dialog';
import { words } from '../words';
import { CancelDialog } from './cancel';
import { CostDialog } from './cost';
import { EditDialog } from './edit';
import { ResolveDialog } from './resolve';
import { RetrainDialog } from './retrain';

type Open = 'start' | 'retry' | 'override' | 'cancel' | 'delete' | 'resolve' | 'approve' | 'edit' | 'retrain' | null;

export function Actions({ job }: { job: Job }) {
  const [open, setOpen] = useState<Open>(null);
  const { busy, refused, run } = useAct();
  const blocked = canStart(job) && job.preflight?.verdict === 'block';
  const opener = (what: Open, text: string, kind: 'plain' | 'main' | 'quiet' = 'plain') => <Change kind={kind} onClick={() => setOpen(what)}>{text}</Change>;
  return (
    <>
      <Refusal refused={refused} />
      <div class="actions left">
        {canStart(job) && !blocked ? opener('start', words.act.startNow, 'main') : null}
        {blocked ? opener('override', words.clone.override) : null}
        {canRetry(job) ? opener('retry', words.act.retry, 'main') : null}
        {job.hold?.reason === 'unknown_outcome' ? opener('resolve', words.act.resolve, 'main') : null}
        {job.hold?.reason === 'budget' ? opener('approve', words.act.approve) : null}
        {canRelease(job) ? <Change disabled={busy} onClick={() => run(() => act(job.id, 'release'))}>{words.act.release}</Change> : null}
        {canHold(job) ? <Change disabled={busy} onClick={() => run(() => act(job.id, 'hold'))}>{words.act.hold}</Change> : null}
        {canEdit(job) ? opener('edit', words.act.edit) : null}
        {canReorder(job) ? opener('edit', words.act.priority) : null}
        {canRetrain(job) ? opener('retrain', words.act.retrain) : null}
        {atEnd(job) && job.dataset_id ? <Change onClick={() => go(`/new?dataset=${encodeURIComponent(job.dataset_id!)}`)}>{words.act.reuse}</Change> : null}
        {canCancel(job) && job.state !== 'draft' ? opener('cancel', words.act.cancelNow, 'quiet') : null}
        {canDelete(job) ? opener('delete', words.act.delete, 'quiet') : null}
      </div>
      <Opened open={open} job={job} onClose={() => setOpen(null)} />
    </>
  );
}

function Opened({ open, job, onClose }: { open: Open; job: Job; onClose: () => void }) {
  const given = { job, onClose };
  if (open === 'start' || open === 'retry' || open === 'override' || open === 'approve') return <CostDialog {...given} how={open} />;
  if (open === 'edit') return <EditDialog {...given} />;
  if (open === 'retrain') return <RetrainDialog {...given} />;
  if (open === 'cancel') return <CancelDialog {...given} />;
  if (open === 'resolve') return <ResolveDialog {...given} />;
  if (open !== 'delete') return null;
  return (
    <Ask title={words.clone.deleteTitle(job.name)} yes={words.act.delete} danger onClose={onClose} act={async () => (await forget(job.id), go('/'))}>
      <p>{words.clone.deleteHint}</p>
    </Ask>
  );
}
