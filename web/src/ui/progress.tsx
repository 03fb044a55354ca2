// How far a job is: measuring, bytes with rate and time left, or how long it trains against what is usual.
import type { Job } from '../api/types';
import { bytes, duration } from '../format';
import { trainingSince, usual } from '../live/training';
import { remaining, type Rate } from '../pure/rate';
import { words } from '../words';
import { Bar, useNow } from './basics';

export function Progress({ job, rate }: { job: Job; rate?: Rate }) {
  if (job.state === 'draft') return <Measuring job={job} />;
  if (job.state === 'uploading') return <Uploading job={job} rate={rate} />;
  if (job.state === 'training' && job.fine_tune_id) return <Training job={job} />; // before, it waits to be bought
  return null;
}

function Line({ job, part, facts, tone }: { job: Job; part: number | null; facts: string[]; tone: string }) {
  return (
    <div class="progress">
      <Bar part={part} label={words.home.progressOf(job.name)} text={facts[0]} tone={tone} />
      <p class="facts">{facts.map((fact) => <span key={fact}>{fact}</span>)}</p>
    </div>
  );
}

function Measuring({ job }: { job: Job }) {
  const { files_measured: done, files_total: total } = job.progress;
  if (total === 0 || done >= total) return null;
  return <Line job={job} part={done / total} facts={[words.home.measured(done, total)]} tone="draft" />;
}

function Uploading({ job, rate }: { job: Job; rate?: Rate }) {
  const p = job.progress;
  if (p.files_measured < p.files_total && p.bytes_sent === 0) return <Measuring job={job} />;
  if (p.files_total === 0) return null; // a dataset that was there: nothing is sent
  const facts = [words.home.sent(bytes(p.bytes_sent), bytes(p.bytes_total)), words.home.files(p.files_done, p.files_total)];
  const left = remaining(rate, p.bytes_total);
  if (rate?.perSecond && p.bytes_sent < p.bytes_total) facts.push(words.home.rate(bytes(rate.perSecond)));
  if (left !== null && p.bytes_sent < p.bytes_total) facts.push(words.home.left(duration(left)));
  return <Line job={job} part={p.bytes_total ? p.bytes_sent / p.bytes_total : null} facts={facts} tone="uploading" />;
}

function Training({ job }: { job: Job }) {
  const now = useNow();
  const since = trainingSince(job).value;
  const expected = usual.value;
  if (since === null) return <Line job={job} part={null} facts={[words.state.training!]} tone="training" />;
  const elapsed = Math.max(0, (now - since) / 1000);
  const facts = [words.home.elapsed(duration(elapsed))];
  if (expected) facts.push(words.home.usual(duration(expected)));
  return <Line job={job} part={expected ? Math.min(0.98, elapsed / expected) : null} facts={facts} tone="training" />;
}
