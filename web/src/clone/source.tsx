// A recording that the voices were made of, to be compared with them: as it lies on the disk, with the peaks that
// preflight measured (an hour of sound is not decoded for a picture of it).
import { useMemo } from 'preact/hooks';
import { at, get } from '../api/client';
import { useLoad } from '../api/load';
import type { Job, Report } from '../api/types';
import { amplitudes } from '../pure/peaks';
import { Field } from '../ui/basics';
import { words } from '../words';
import { bars, Player } from './player';

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
      {position === null ? null : <Heard job={job} position={position} path={files[position]!.path} ab={ab} />}
    </div>
  );
}

function Heard({ job, position, path, ab }: { job: Job; position: number; path: string; ab: preact.ComponentChildren }) {
  const report = useLoad<Report>((aborted) => get(at('jobs', job.id, 'preflight'), aborted), [job.id]);
  const peaks = useMemo(() => amplitudes(report.data?.files.find((file) => file.path === path)?.sound?.curves?.peak_dbfs ?? [], bars), [report.data, path]);
  return (
    <div class="source-player">
      <Player key={position} url={audioOf(job, position)} name={words.speak.source} peaks={peaks} />
      {ab}
    </div>
  );
}
