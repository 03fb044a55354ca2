// What a job is made of.
import type { Job } from '../api/types';
import { bytes, dateTime } from '../format';
import { Copy } from '../ui/basics';
import { words } from '../words';

const names = new Intl.DisplayNames('en', { type: 'language' });
function language(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

export function Details({ job }: { job: Job }) {
  const { progress } = job;
  const labels = Object.entries(job.labels);
  return (
    <section class="card" aria-labelledby="details">
      <h2 id="details">{words.clone.details}</h2>
      <dl class="details">
        <div><dt>{words.make.language}</dt><dd>{language(job.language)}</dd></div>
        <div><dt>{words.clone.model}</dt><dd><code>{job.model_id}</code></dd></div>
        {job.accent ? <div><dt>{words.make.accent}</dt><dd>{job.accent}</dd></div> : null}
        {labels.length > 0 ? <div><dt>{words.clone.labels}</dt><dd>{labels.map(([name, value]) => <span class="label" key={name}>{name}={value}</span>)}</dd></div> : null}
        {job.recordings.length > 0 ? <div><dt>{words.clone.recordings}</dt><dd>{job.recordings.slice(0, 5).map((path) => <code key={path} class="path">{path}</code>)}</dd></div> : null}
        {progress.files_total > 0 ? <div><dt>{words.clone.uploads}</dt><dd>{words.home.files(progress.files_done, progress.files_total)}, {bytes(progress.bytes_total)}</dd></div> : null}
        {job.dataset_id ? <div><dt>{words.clone.dataset}</dt><dd><a href={`/datasets/${encodeURIComponent(job.dataset_id)}`}>{job.dataset_id}</a></dd></div> : null}
        {job.fine_tune_id ? <div><dt>{words.clone.fineTuneLabel}</dt><dd><code>{job.fine_tune_id}</code></dd></div> : null}
        {job.parent_id ? <div><dt>{words.clone.parent}</dt><dd><a href={`/jobs/${job.parent_id}`}>{job.parent_id}</a></dd></div> : null}
        <div><dt>{words.clone.created}</dt><dd>{dateTime(job.created_at)}</dd></div>
        <div><dt>{words.clone.id}</dt><dd><code>{job.id}</code> <Copy text={job.id} label={`${words.act.copy}: ${job.id}`}>{words.act.copy}</Copy></dd></div>
      </dl>
    </section>
  );
}
