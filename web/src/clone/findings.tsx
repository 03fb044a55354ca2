// What preflight heard of a job's recordings; the curves are fetched when somebody wants to see them.
import { useState } from 'preact/hooks';
import { get } from '../api/client';
import { useLoad } from '../api/load';
import type { Job, Report } from '../api/types';
import { ReportView } from '../findings/report';
import { Button, Refusal } from '../ui/basics';
import { words } from '../words';

export function Findings({ job }: { job: Job }) {
  const [whole, setWhole] = useState(false);
  if (!job.preflight) return null;
  return (
    <section class="card" aria-labelledby="findings">
      <h2 id="findings">{words.clone.findings}</h2>
      {whole ? <Whole job={job} /> : <ReportView heard={{ ...job.preflight, files: undefined, files_total: job.progress.files_total }} />}
      {whole || !job.preflight.duration_s ? null : <Button small kind="quiet" onClick={() => setWhole(true)}>{words.clone.showEach}</Button>}
    </section>
  );
}

function Whole({ job }: { job: Job }) {
  const report = useLoad<Report>((aborted) => get(`/v1/jobs/${encodeURIComponent(job.id)}/preflight`, aborted), [job.id]);
  if (report.data) return <ReportView heard={report.data} />;
  return report.refused ? <Refusal refused={report.refused} again={report.reload} /> : <p class="muted">…</p>;
}
