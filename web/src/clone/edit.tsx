// A draft, or a job that failed, made into what it should have been; of one at work its priority alone. Only what was
// changed is sent, so that what somebody else changes meanwhile stays.
import { useState } from 'preact/hooks';
import { at, patch } from '../api/client';
import type { Edit, Job } from '../api/types';
import { canEdit } from '../jobs';
import { put } from '../live/jobs';
import { labelsOf, sameLabels, textOf } from '../pure/labels';
import { Ask } from '../ui/dialog';
import { Language, Line, Lines } from '../ui/fields';
import { words } from '../words';

const filled = (job: Job) => ({
  name: job.name, description: job.description, language: job.language, model_id: job.model_id, accent: job.accent ?? '',
  labels: textOf(job.labels), recordings: job.recordings.join('\n'), max_attempts: String(job.max_attempts), priority: String(job.priority),
});
type Filled = ReturnType<typeof filled>;

const linesOf = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean);

function changesOf(before: Filled, now: Filled): Edit {
  const edit: Edit = {};
  for (const name of ['name', 'description', 'language', 'model_id', 'accent'] as const) if (now[name].trim() !== before[name]) edit[name] = now[name].trim();
  for (const name of ['max_attempts', 'priority'] as const) if (now[name] !== before[name]) edit[name] = Number(now[name]);
  if (!sameLabels(labelsOf(now.labels), labelsOf(before.labels))) edit.labels = labelsOf(now.labels);
  if (now.recordings.trim() !== before.recordings) edit.recordings = linesOf(now.recordings);
  return edit;
}

export function EditDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const [before] = useState(() => filled(job));
  const [now, setNow] = useState(before);
  const field = (name: keyof Filled) => ({ id: `edit-${name}`, value: now[name], set: (value: string) => setNow((old) => ({ ...old, [name]: value })) });
  const edit = changesOf(before, now);
  const act = async () => put([await patch<Job>(at('jobs', job.id), edit)]);
  return (
    <Ask title={words.edit.title(job.name)} yes={words.act.save} disabled={Object.keys(edit).length === 0} onClose={onClose} act={act}>
      {canEdit(job) ? <Whole job={job} field={field} /> : <p class="hint">{words.edit.atWork}</p>}
      <Line {...field('priority')} label={words.clone.priority} hint={words.edit.priorityHint} more={{ type: 'number', min: -100, max: 100, step: 1 }} />
    </Ask>
  );
}

function Whole({ job, field }: { job: Job; field: (name: keyof Filled) => { id: string; value: string; set: (value: string) => void } }) {
  return (
    <>
      <Line {...field('name')} label={words.make.nameLabel} more={{ maxLength: 200, required: true }} />
      <Lines {...field('description')} label={words.edit.description} rows={2} />
      <div class="pair">
        <Language {...field('language')} label={words.make.language} />
        <Line {...field('accent')} label={words.make.accent} more={{ maxLength: 100 }} />
      </div>
      <Line {...field('model_id')} label={words.make.model} more={{ spellcheck: false }} />
      <Line {...field('labels')} label={words.make.labelsLabel} hint={words.make.labelsHint} />
      {job.recordings.length > 0 ? <Lines {...field('recordings')} label={words.edit.recordings} hint={words.edit.recordingsHint} rows={2} /> : null}
      <Line {...field('max_attempts')} label={words.edit.attempts} more={{ type: 'number', min: 1, max: 100, step: 1 }} />
    </>
  );
}
