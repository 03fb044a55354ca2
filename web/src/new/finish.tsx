// What it will take, and the one button that leads to spending it.
import { useState } from 'preact/hooks';
import type { Job } from '../api/types';
import { CostDialog, QuoteTable, useQuote } from '../clone/cost';
import { one, turn } from '../live/jobs';
import { go } from '../route';
import { Button, Refusal } from '../ui/basics';
import { Change } from '../ui/change';
import { words } from '../words';
import { keeping, keepRefused, kept, letGo, unmake } from './draft';
import { forgetForm } from './form';
import { deaf, hearing } from './preflight';
import { clear } from './sending';
import { missing } from './wish';

function leave(to: string): void {
  clear();
  deaf();
  letGo();
  forgetForm();
  go(to);
}

export function Finish() {
  void turn.value; // its preflight comes by the stream
  const id = kept.value?.id;
  const job = (id && one(id)?.value.job) || kept.value;
  const lack = missing();
  return (
    <section class="card finish" aria-labelledby="cost">
      <h2 id="cost">{words.make.cost}</h2>
      <Refusal refused={keepRefused.value} />
      {job ? <Quoted job={job} /> : <p class="muted">{words.make.costHint}</p>}
      {job && !lack ? null : <Lack lack={lack} />}
      {job ? <Ways job={job} lack={lack} /> : null}
    </section>
  );
}

// Before there is a draft the button says what it still wants.
function Lack({ lack }: { lack: string | null }) {
  const [tried, setTried] = useState(false);
  return (
    <>
      {lack && tried ? <p class="error" role="alert">{lack}</p> : lack ? <p class="hint">{lack}</p> : <p class="hint" role="status">{words.make.keeping}</p>}
      {kept.value ? null : <Change kind="main" class="wide" onClick={() => setTried(true)}>{words.make.clone}</Change>}
    </>
  );
}

function Quoted({ job }: { job: Job }) {
  const quote = useQuote(job);
  return (
    <div aria-busy={quote.loading || keeping.value}>
      <Refusal refused={quote.refused} again={quote.reload} />
      {quote.data ? <QuoteTable quote={quote.data} /> : <p class="muted">{words.cost.reading}</p>}
      <p class="hint">{words.cost.note}</p>
    </div>
  );
}

function Ways({ job, lack }: { job: Job; lack: string | null }) {
  const [asking, setAsking] = useState(false);
  if (job.state !== 'draft') return <p class="notice warn"><span>{words.make.elsewhere} <a href={`/jobs/${job.id}`}>{job.name}</a></span></p>;
  const blocks = (job.preflight ?? hearing.value?.run)?.verdict === 'block';
  const discard = () => (void unmake(job.id), leave('/new'));
  return (
    <>
      {blocks ? <p class="error">{words.make.blocks}</p> : null}
      <Change kind="main" class="wide" disabled={!!lack || keeping.value || blocks} onClick={() => setAsking(true)}>{words.make.start}</Change>
      <div class="ways">
        <Button kind="quiet" onClick={() => leave(`/jobs/${job.id}`)}>{words.make.draftButton}</Button>
        <Button kind="quiet" onClick={discard}>{words.make.discard}</Button>
      </div>
      {asking ? <CostDialog job={job} how="start" onClose={() => setAsking(false)} onDone={() => leave(`/jobs/${job.id}`)} /> : null}
    </>
  );
}
