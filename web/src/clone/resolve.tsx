// A purchase whose answer was lost, and that a person has looked up in the playground: made, or not made.
import { useState } from 'preact/hooks';
import type { Job } from '../api/types';
import { sentence } from '../format';
import { act } from '../jobs';
import { Field } from '../ui/basics';
import { Ask } from '../ui/dialog';
import { words } from '../words';

export function ResolveDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const [outcome, setOutcome] = useState<'adopt' | 'void'>('adopt');
  const [id, setId] = useState('');
  const [reason, setReason] = useState('');
  const lacks = !reason.trim() || (outcome === 'adopt' && !id.trim());
  const body = outcome === 'adopt' ? { outcome, fine_tune_id: id.trim(), reason: reason.trim() } : { outcome, reason: reason.trim() };
  return (
    <Ask title={words.clone.resolveTitle} yes={words.act.save} disabled={lacks} onClose={onClose} act={() => act(job.id, 'resolve', body)}>
      <p>{sentence(job.hold?.needs ?? '')}</p>
      {(['adopt', 'void'] as const).map((each) => (
        <label class="check" key={each}><input type="radio" name="outcome" checked={outcome === each} onChange={() => setOutcome(each)} /> {words.clone[each]}</label>
      ))}
      {outcome === 'adopt' ? <Field id="fine-tune" label={words.clone.fineTune}>{(aria) => <input {...aria} type="text" spellcheck={false} value={id} onInput={(event) => setId(event.currentTarget.value)} />}</Field> : null}
      <Field id="reason" label={words.clone.reason} hint={words.clone.reasonHint}>{(aria) => <input {...aria} type="text" maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />}</Field>
    </Ask>
  );
}
