// The one place that spends: it says what it will take, and only then there is a button that does it.
import { useRef, useState } from 'preact/hooks';
import { at, get, wishKey } from '../api/client';
import { useLoad, useReload } from '../api/load';
import type { Job, Quote } from '../api/types';
import { bytes, count, duration, sentence } from '../format';
import { act } from '../jobs';
import { switched } from '../live/line';
import { Field, Refusal } from '../ui/basics';
import { Ask } from '../ui/dialog';
import { words } from '../words';

// `override`: although preflight blocks; `approve`: beyond the limit that needs a person. Both want a reason.
export type How = 'start' | 'retry' | 'override' | 'approve';

interface CostProps {
  job: Job;
  how: How;
  onClose: () => void;
  onDone?: () => void; // in place of onClose once it is started
}

export function useQuote(job: Job) {
  const quote = useLoad<Quote>((aborted) => get(at('jobs', job.id, 'quote'), aborted), [job.id]);
  useReload(quote.reload, [job.updated_at, switched.value]);
  return quote;
}

function bodyOf(how: How, reason: string): object {
  if (how === 'override') return { override_preflight: reason.trim() };
  return how === 'approve' ? { reason: reason.trim() } : {};
}
const callOf: Record<How, string> = { start: 'start', override: 'start', retry: 'retry', approve: 'approve' };

export function CostDialog({ job, how, onClose, onDone }: CostProps) {
  const quote = useQuote(job);
  const [reason, setReason] = useState('');
  const wish = useRef({ key: wishKey(), reason: '' }); // one wish: pressed again after a lost answer, it buys nothing twice
  const reasoned = how === 'override' || how === 'approve';
  const start = () => {
    if (wish.current.reason !== reason) wish.current = { key: wishKey(), reason };
    return act(job.id, callOf[how], bodyOf(how, reason), { 'Idempotency-Key': wish.current.key });
  };
  const yes = how === 'approve' ? words.act.approve : words.cost.spend(quote.data ? count(quote.data.credits) : '…');
  const title = how === 'approve' ? words.clone.approveTitle : how === 'override' ? words.clone.overrideTitle : words.cost.title(job.name);
  return (
    <Ask title={title} yes={yes} no={words.cost.later} disabled={!quote.data || (reasoned && !reason.trim())} onClose={onClose} onDone={onDone} act={start}>
      <Refusal refused={quote.refused} again={quote.reload} />
      {quote.data ? <QuoteTable quote={quote.data} /> : <p class="muted">{words.cost.reading}</p>}
      <p class="hint">{words.cost.note}</p>
      {reasoned ? <Field id="reason" label={words.clone.reason} hint={words.clone.reasonHint}>{(aria) => <input {...aria} type="text" maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />}</Field> : null}
    </Ask>
  );
}

export function QuoteTable({ quote }: { quote: Quote }) {
  const { upload, training, budget, reuse } = quote;
  const month = budget.limits.find((limit) => limit.period === 'month' && limit.label === null);
  const time = upload.seconds === null ? words.cost.unknown : duration(upload.seconds);
  const rows: [string, string][] = [
    [words.cost.credits, count(quote.credits)],
    [words.cost.upload, upload.bytes === 0 ? words.cost.nothing : bytes(upload.bytes)],
    ...(upload.bytes === 0 ? [] : [[words.cost.uploadTime, time] as [string, string]]),
    [words.cost.training, training.median_s === null ? words.cost.unknown : words.cost.median(duration(training.median_s), duration(training.p90_s ?? training.median_s))],
    [words.cost.spent, count(budget.committed.month)],
    [words.cost.left, month ? count(month.left) : words.cost.noBudget],
  ];
  return (
    <>
      <dl class="quote">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {quote.shortfall ? <p class="notice warn"><span><strong>{words.cost.shortfall}</strong> {sentence(quote.shortfall.words)} {words.cost.ends} {quote.shortfall.needs}.</span></p> : null}
      {reuse ? <p class="notice"><span>{sentence(reuse.words)} <a href={`/new?dataset=${encodeURIComponent(reuse.dataset_id)}`}>{words.act.reuseIt}</a></span></p> : null}
    </>
  );
}
