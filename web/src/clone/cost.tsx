// The one place that spends: it says what it will take, and only then there is a button that does it.
import { useRef } from 'preact/hooks';
import { get, wishKey } from '../api/client';
import { useLoad } from '../api/load';
import type { Job, Quote } from '../api/types';
import { bytes, count, duration } from '../format';
import { act } from '../jobs';
import { Refusal } from '../ui/basics';
import { Ask } from '../ui/dialog';
import { words } from '../words';

interface CostProps {
  job: Job;
  onClose: () => void;
  onDone?: () => void; // in place of onClose once it is started
  retry?: boolean;
  no?: string;
}

export function CostDialog({ job, onClose, onDone, retry, no }: CostProps) {
  const quote = useLoad<Quote>((aborted) => get(`/v1/jobs/${encodeURIComponent(job.id)}/quote`, aborted), [job.id]);
  const key = useRef(wishKey()); // one wish: pressed again after a lost answer, it buys nothing twice
  const credits = quote.data ? count(quote.data.credits) : '…';
  return (
    <Ask title={words.cost.title(job.name)} yes={words.cost.spend(credits)} no={no ?? words.cost.later} disabled={!quote.data} onClose={onClose} onDone={onDone} act={() => act(job.id, retry ? 'retry' : 'start', {}, { 'Idempotency-Key': key.current })}>
      <Refusal refused={quote.refused} again={quote.reload} />
      {quote.data ? <QuoteTable quote={quote.data} /> : <p class="muted">{words.cost.reading}</p>}
      <p class="hint">{words.cost.note}</p>
    </Ask>
  );
}

export function QuoteTable({ quote }: { quote: Quote }) {
  const { upload, training, budget } = quote;
  const month = budget.limits.find((limit) => limit.period === 'month' && limit.label === null);
  const rows: [string, string][] = [
    [words.cost.credits, count(quote.credits)],
    [words.cost.upload, bytes(upload.bytes)],
    [words.cost.uploadTime, upload.seconds === null ? words.cost.unknown : duration(upload.seconds)],
    [words.cost.training, training.median_s === null ? words.cost.unknown : words.cost.median(duration(training.median_s), duration(training.p90_s ?? training.median_s))],
    [words.cost.spent, count(budget.committed.month)],
    [words.cost.left, month ? count(month.left) : words.cost.noBudget],
  ];
  return (
    <>
      <dl class="quote">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {quote.shortfall ? <p class="notice warn"><span><strong>{words.cost.shortfall}</strong> {quote.shortfall.words} {quote.shortfall.needs}</span></p> : null}
    </>
  );
}
