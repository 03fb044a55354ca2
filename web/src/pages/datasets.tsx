// The datasets of the account.
import { useState } from 'preact/hooks';
import { post } from '../api/client';
import { useLoad } from '../api/load';
import type { Dataset } from '../api/types';
import { everyDataset } from '../new/dataset-choice';
import { go, query, search } from '../route';
import { Empty, Field, Refusal } from '../ui/basics';
import { Change } from '../ui/change';
import { Ask } from '../ui/dialog';
import { words } from '../words';
import { one, turn } from '../live/jobs';

const shown_at_once = 200;

export default function Datasets() {
  const datasets = useLoad(everyDataset, []);
  const [making, setMaking] = useState(false);
  const text = query.value.get('search') ?? '';
  const found = (datasets.data ?? []).filter((each) => `${each.name} ${each.id}`.toLowerCase().includes(text.toLowerCase()));
  return (
    <section>
      <div class="title-line">
        <h1>{words.datasets.title}</h1>
        <Change onClick={() => setMaking(true)}>{words.datasets.create}</Change>
      </div>
      <p class="lede">{words.datasets.lede}</p>
      <Refusal refused={datasets.refused} again={datasets.reload} />
      {(datasets.data?.length ?? 0) > 0 ? (
        <>
          <div class="searches"><input type="search" aria-label={words.home.search} placeholder={words.home.searchHint} value={text} onInput={(event) => search({ search: event.currentTarget.value || null })} /></div>
          <ul class="plain-rows">{found.slice(0, shown_at_once).map((each) => <Row key={each.id} dataset={each} />)}</ul>
        </>
      ) : null}
      {datasets.data?.length === 0 ? <Empty title={words.datasets.empty} hint={words.datasets.emptyHint} /> : null}
      {datasets.loading && !datasets.data ? <p class="muted" aria-busy="true">…</p> : null}
      {making ? <Create onClose={() => setMaking(false)} /> : null}
    </section>
  );
}

function Row({ dataset }: { dataset: Dataset }) {
  void turn.value;
  const job = dataset.job_id ? one(dataset.job_id)?.value.job : null;
  return (
    <li>
      <div>
        <a class="job-name" href={`/datasets/${encodeURIComponent(dataset.id)}`}>{dataset.name || dataset.id}</a>
        <p class="muted facts"><span>{dataset.description}</span><code>{dataset.id}</code></p>
      </div>
      <p class="muted">{words.datasets.from} {dataset.job_id ? <a href={`/jobs/${dataset.job_id}`}>{job?.name ?? dataset.job_id}</a> : words.datasets.byHand}</p>
      <Change small aria-label={words.act.of(words.act.reuse, dataset.name)} onClick={() => go(`/new?dataset=${encodeURIComponent(dataset.id)}`)}>{words.act.reuse}</Change>
    </li>
  );
}

function Create({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const act = async () => go(`/datasets/${encodeURIComponent((await post<Dataset>('/v1/datasets', { name: name.trim() })).id)}`);
  return (
    <Ask title={words.datasets.create} yes={words.act.save} disabled={!name.trim()} onClose={onClose} act={act}>
      <Field id="dataset-name" label={words.datasets.name}>{(aria) => <input {...aria} type="text" maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} />}</Field>
    </Ask>
  );
}
