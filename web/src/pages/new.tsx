// A new clone: the voice, its recordings, what preflight hears of them, the cost, and one button.
import { useEffect, useRef, useState } from 'preact/hooks';
import { post, Refused, remove, wishKey } from '../api/client';
import type { Job } from '../api/types';
import { CostDialog } from '../clone/cost';
import { drop, put } from '../live/jobs';
import { fill, forgetForm, form, labelsOf } from '../new/form';
import { deaf, hear, hearing } from '../new/preflight';
import { arrived, clear, sending } from '../new/sending';
import { DatasetChoice } from '../new/dataset-choice';
import { Details } from '../new/details';
import { DropZone } from '../new/drop-zone';
import { Heard } from '../new/heard';
import { ServerFolders } from '../new/server-folders';
import { inboxPath } from '../new/inbox';
import { go, query } from '../route';
import { Button, Refusal } from '../ui/basics';
import { useAct } from '../ui/dialog';
import { words } from '../words';

// Where the recordings lie as a job names them; null: nowhere yet.
function pathOf(): string | null {
  const { source, path } = form.value;
  if (source === 'server') return path || null;
  const now = sending.value;
  return source === 'send' && now && inboxPath.value && now.done > 0 ? `${inboxPath.value}/${now.folder}` : null;
}

function missing(): string | null {
  const { name, source, dataset } = form.value;
  if (!name.trim()) return words.make.needName;
  if (source === 'dataset') return dataset ? null : words.make.needRecordings;
  if (!pathOf()) return words.make.needRecordings;
  if (source === 'send' && sending.value && !arrived(sending.value)) return words.make.needArrival;
  return null;
}

function submission() {
  const { name, language, model, accent, labels, source, dataset } = form.value;
  const where = source === 'dataset' ? { dataset_id: dataset } : { recordings: [pathOf()] };
  const optional = { ...(model ? { model_id: model } : {}), ...(accent ? { accent } : {}) };
  return { name: name.trim(), language, labels: labelsOf(labels), start: false, ...where, ...optional };
}

export default function NewClone() {
  const { source } = form.value;
  useEffect(() => {
    const dataset = query.value.get('dataset');
    if (dataset) fill({ source: 'dataset', dataset });
  }, []);
  const path = pathOf();
  const version = source === 'send' ? sending.value?.done ?? 0 : 0;
  useEffect(() => (path ? hear(path, version) : deaf()), [path, version]);
  return (
    <section class="make">
      <h1>{words.make.title}</h1>
      <p class="lede">{words.make.lede}</p>
      <div class="make-columns">
        <div class="make-form">
          <Details />
          <Recordings />
        </div>
        <div class="make-heard">{source === 'dataset' ? null : <Heard />}</div>
        <div class="make-finish"><Finish /></div>
      </div>
    </section>
  );
}

function Recordings() {
  const { source } = form.value;
  return (
    <fieldset class="card">
      <legend>{words.make.recordings}</legend>
      <div class="tabs" role="radiogroup" aria-label={words.make.source}>
        {(['send', 'server', 'dataset'] as const).map((each) => (
          <label key={each} class="tab">
            <input type="radio" name="source" value={each} checked={source === each} onChange={() => fill({ source: each })} />
            <span>{words.make.sources[each]}</span>
          </label>
        ))}
      </div>
      {source === 'send' ? <DropZone /> : source === 'server' ? <ServerFolders /> : <DatasetChoice />}
    </fieldset>
  );
}

// The draft that was made for a quote goes again. While its recordings are looked at the daemon keeps it (409): then a
// moment later; where that does not help it stays in the list, for everybody to see.
async function unmake(id: string): Promise<void> {
  for (let tries = 0; tries < 15; tries++) {
    try {
      await remove(`/v1/jobs/${id}`);
      return drop(id);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status !== 409) return;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

function Finish() {
  const [tried, setTried] = useState(false);
  const [draft, setDraft] = useState<Job | null>(null);
  const key = useRef({ of: '', key: '' });
  const { busy, refused, run } = useAct();
  const lack = missing();
  const blocks = form.value.source !== 'dataset' && hearing.value?.run?.verdict === 'block';

  // The same wish has the same key, also where an answer was lost and the button is pressed again.
  const submit = async (): Promise<Job> => {
    const body = submission();
    const of = JSON.stringify(body);
    if (key.current.of !== of) key.current = { of, key: wishKey() };
    const job = await post<Job>('/v1/jobs', body, { 'Idempotency-Key': key.current.key });
    put([job]);
    return job;
  };
  const done = (job: Job) => {
    clear();
    deaf();
    forgetForm();
    go(`/jobs/${job.id}`);
  };
  const see = () => {
    setTried(true);
    if (!lack) void run(async () => setDraft(await submit()));
  };
  const keep = () => {
    setTried(true);
    if (!lack) void run(async () => done(await submit()));
  };
  // Not now: the draft that was made for the quote goes again.
  const closed = () => {
    const job = draft!;
    setDraft(null);
    key.current = { of: '', key: '' };
    void unmake(job.id);
  };
  return (
    <div class="card finish">
      <h2>{words.make.cost}</h2>
      <p class="muted">{words.make.costHint}</p>
      {tried && lack ? <p class="error" role="alert">{lack}</p> : null}
      {blocks ? <p class="error">{words.make.blocks}</p> : null}
      <Refusal refused={refused} />
      <Button kind="main" class="wide" disabled={busy || blocks} onClick={see}>{words.make.clone}</Button>
      <Button kind="quiet" class="wide" disabled={busy} onClick={keep}>{words.make.draftButton}</Button>
      {draft ? <CostDialog job={draft} onClose={closed} onDone={() => done(draft)} /> : null}
    </div>
  );
}
