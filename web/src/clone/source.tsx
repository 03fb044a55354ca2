// A recording that the voices were made of, to be compared with them.
import type { Job } from '../api/types';
import { Field } from '../ui/basics';
import { words } from '../words';
import { Player } from './player';

export const ofSource = 'source'; // no voice's id: those are the cloud's
export const audioOf = (job: Job, position: number) => `/v1/jobs/${encodeURIComponent(job.id)}/recordings/${position}/audio`;

interface SourceProps {
  job: Job;
  position: number | null;
  setPosition: (position: number | null) => void;
  ab: preact.ComponentChildren;
}
export function Source({ job, position, setPosition, ab }: SourceProps) {
  const files = job.preflight!.files!;
  return (
    <div class="source">
      <Field id="source-recording" label={words.speak.source} hint={words.speak.sourceHint}>
        {(aria) => (
          <select {...aria} value={position ?? ''} onChange={(event) => setPosition(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}>
            <option value="">{words.make.pick}</option>
            {files.map((file, place) => <option key={file.path} value={place}>{file.path.slice(file.path.lastIndexOf('/') + 1)}</option>)}
          </select>
        )}
      </Field>
      {position === null ? null : (
        <div class="source-player">
          <Player key={position} url={audioOf(job, position)} name={words.speak.source} />
          {ab}
        </div>
      )}
    </div>
  );
}
