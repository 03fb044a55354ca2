// Another model or accent on the dataset that is there: nothing is uploaded, and nothing is bought before the new job's
// own cost was confirmed.
import { useRef, useState } from 'preact/hooks';
import { at, post, wishKey } from '../api/client';
import type { Job } from '../api/types';
import { put } from '../live/jobs';
import { go } from '../route';
import { Ask } from '../ui/dialog';
import { Line } from '../ui/fields';
import { words } from '../words';

export function RetrainDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const [name, setName] = useState(job.name);
  const [model, setModel] = useState('');
  const [accent, setAccent] = useState(job.accent ?? '');
  const key = useRef(wishKey());
  const act = async () => {
    const changed = { ...(model.trim() ? { model_id: model.trim() } : {}), ...(accent.trim() === (job.accent ?? '') ? {} : { accent: accent.trim() }) };
    const made = await post<Job>(at('jobs', job.id, 'retrain'), { name: name.trim(), start: false, ...changed }, { 'Idempotency-Key': key.current });
    put([made]);
    go(`/jobs/${made.id}`);
  };
  return (
    <Ask title={words.retrain.title(job.name)} yes={words.retrain.make} disabled={!name.trim()} onClose={onClose} act={act}>
      <p>{words.retrain.lede}</p>
      <Line id="retrain-name" label={words.make.nameLabel} value={name} set={(value) => (setName(value), (key.current = wishKey()))} more={{ maxLength: 200 }} />
      <Line id="retrain-model" label={words.make.model} hint={words.retrain.modelHint(job.model_id)} value={model} set={(value) => (setModel(value), (key.current = wishKey()))} more={{ spellcheck: false }} />
      <Line id="retrain-accent" label={words.make.accent} hint={words.make.accentHint} value={accent} set={(value) => (setAccent(value), (key.current = wishKey()))} more={{ maxLength: 100 }} />
    </Ask>
  );
}
