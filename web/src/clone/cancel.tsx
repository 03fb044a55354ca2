// What canceling would mean comes from the daemon: it knows what was bought.
import { useState } from 'preact/hooks';
import { get } from '../api/client';
import { useLoad } from '../api/load';
import type { Explanation, Job } from '../api/types';
import { act } from '../jobs';
import { Refusal } from '../ui/basics';
import { Ask } from '../ui/dialog';
import { words } from '../words';

export function CancelDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const [keep, setKeep] = useState(false);
  const explained = useLoad<Explanation>((aborted) => get(`/v1/jobs/${encodeURIComponent(job.id)}/explain`, aborted), [job.id, job.state]);
  return (
    <Ask title={words.clone.cancelTitle(job.name)} yes={words.act.cancel} danger onClose={onClose} act={() => act(job.id, 'cancel', { keep_training: keep })}>
      <Refusal refused={explained.refused} />
      <p>{explained.data?.if_canceled ?? '…'}</p>
      {job.state === 'training' ? (
        <label class="check">
          <input type="checkbox" checked={keep} onChange={(event) => setKeep(event.currentTarget.checked)} /> {words.clone.keepTraining}
        </label>
      ) : null}
    </Ask>
  );
}
