// All that can be done to a job, each where it makes sense.
import { useState } from 'preact/hooks';
import type { Job } from '../api/types';
import { act, atEnd, canCancel, canDelete, canHold, canRelease, canRetry, canStart, forget } from '../jobs';
import { go } from '../route';
import { session } from '../session';
import { Button, Field, Refusal } from '../ui/basics';
import { Ask, useAct } from '../ui/dialog';
import { words } from '../words';
import { CancelDialog } from './cancel';
import { CostDialog } from './cost';
import { ResolveDialog } from './resolve';

type Open = 'start' | 'retry' | 'override' | 'cancel' | 'delete' | 'resolve' | 'approve' | null;

export function Actions({ job }: { job: Job }) {
  const [open, setOpen] = useState<Open>(null);
  const { busy, refused, run } = useAct();
  if (session.value?.read_only) return null;
  const close = () => setOpen(null);
  const blocked = canStart(job) && job.preflight?.verdict === 'block';
  const opener = (what: Open, text: string, kind: 'plain' | 'main' | 'quiet' = 'plain') => <Button kind={kind} onClick={() => setOpen(what)}>{text}</Button>;
  return (
    <>
      <Refusal refused={refused} />
      <div class="actions left">
        {canStart(job) && !blocked ? opener('start', words.act.startNow, 'main') : null}
        {blocked ? opener('override', words.clone.override) : null}
        {canRetry(job) ? opener('retry', words.act.retry, 'main') : null}
        {job.hold?.reason === 'unknown_outcome' ? opener('resolve', words.act.resolve, 'main') : null}
        {job.hold?.reason === 'budget' ? opener('approve', words.act.approve) : null}
        {canRelease(job) ? <Button disabled={busy} onClick={() => run(() => act(job.id, 'release'))}>{words.act.release}</Button> : null}
        {canHold(job) ? <Button disabled={busy} onClick={() => run(() => act(job.id, 'hold'))}>{words.act.hold}</Button> : null}
        {canCancel(job) && job.state !== 'draft' ? opener('cancel', words.act.cancelNow, 'quiet') : null}
        {canDelete(job) ? opener('delete', words.act.delete, 'quiet') : null}
        {atEnd(job) && job.dataset_id ? <Button onClick={() => go(`/new?dataset=${encodeURIComponent(job.dataset_id!)}`)}>{words.act.reuse}</Button> : null}
      </div>
      {open === 'start' || open === 'retry' ? <CostDialog job={job} retry={open === 'retry'} onClose={close} /> : null}
      {open === 'cancel' ? <CancelDialog job={job} onClose={close} /> : null}
      {open === 'resolve' ? <ResolveDialog job={job} onClose={close} /> : null}
      {open === 'override' ? <Reasoned title={words.clone.overrideTitle} yes={words.act.start} onClose={close} act={(reason) => act(job.id, 'start', { override_preflight: reason })} /> : null}
      {open === 'approve' ? <Reasoned title={words.clone.approveTitle} yes={words.act.approve} onClose={close} act={(reason) => act(job.id, 'approve', { reason })} /> : null}
      {open === 'delete' ? (
        <Ask title={words.clone.deleteTitle(job.name)} yes={words.act.delete} danger onClose={close} act={async () => (await forget(job.id), go('/'))}>
          <p>{words.clone.deleteHint}</p>
        </Ask>
      ) : null}
    </>
  );
}

function Reasoned({ title, yes, onClose, act: does }: { title: string; yes: string; onClose: () => void; act: (reason: string) => Promise<unknown> }) {
  const [reason, setReason] = useState('');
  return (
    <Ask title={title} yes={yes} disabled={!reason.trim()} onClose={onClose} act={() => does(reason.trim())}>
      <Field id="reason" label={words.clone.reason} hint={words.clone.reasonHint}>
        {(aria) => <input {...aria} type="text" maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />}
      </Field>
    </Ask>
  );
}
