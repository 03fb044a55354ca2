// One dataset: its files, who uses it, and what can be done with it.
import { useState } from 'preact/hooks';
import { at, get, patch, post, remove } from '../api/client';
import { useLoad } from '../api/load';
import type { CloudFile, DatasetDetails, Page } from '../api/types';
import { bytes, count } from '../format';
import { go } from '../route';
import { announce } from '../ui/announce';
import { Button, Field, Refusal, State } from '../ui/basics';
import { Change } from '../ui/change';
import { Ask } from '../ui/dialog';
import { words } from '../words';

async function everyFile(id: string, aborted: AbortSignal): Promise<CloudFile[]> {
  const found: CloudFile[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page<CloudFile> = await get(at('datasets', id, 'files') + (cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''), aborted);
    found.push(...page.data);
    cursor = page.next_cursor;
  }
  return found.sort((a, b) => (a.filename < b.filename ? -1 : 1));
}

export default function OneDataset({ id }: { id: string }) {
  const dataset = useLoad<DatasetDetails>((aborted) => get(at('datasets', id), aborted), [id]);
  const files = useLoad((aborted) => everyFile(id, aborted), [id]);
  const changed = () => (dataset.reload(), files.reload());
  const it = dataset.data;
  return (
    <article>
      <nav class="crumbs" aria-label={words.act.back}><a href="/datasets">← {words.datasets.title}</a></nav>
      <h1>{it?.name || id}</h1>
      <Refusal refused={dataset.refused} again={dataset.reload} />
      {it ? <Summary dataset={it} changed={changed} /> : null}
      <Refusal refused={files.refused} again={files.reload} />
      {files.data && files.data.length > 0 ? <Files id={id} files={files.data} changed={changed} /> : null}
    </article>
  );
}

function Summary({ dataset, changed }: { dataset: DatasetDetails; changed: () => void }) {
  return (
    <section class="card">
      <dl class="figures">
        <div><dt>{words.datasets.files}</dt><dd>{count(dataset.files_total)}</dd></div>
        <div><dt>{words.datasets.size}</dt><dd>{bytes(dataset.bytes_total)}</dd></div>
      </dl>
      <p class="muted">{dataset.description} <code>{dataset.id}</code></p>
      {dataset.used_by.length > 0 ? <p>{words.datasets.usedBy} {dataset.used_by.map((job) => <span key={job.job_id}><a href={`/jobs/${job.job_id}`}>{job.name}</a> <State state={job.state} /> </span>)}</p> : null}
      <Tools dataset={dataset} changed={changed} />
    </section>
  );
}

type Open = 'rename' | 'delete' | 'add' | null;
function Tools({ dataset, changed }: { dataset: DatasetDetails; changed: () => void }) {
  const [open, setOpen] = useState<Open>(null);
  const [text, setText] = useState('');
  const path = at('datasets', dataset.id);
  const show = (what: Open, start = '') => (setText(start), setOpen(what));
  const close = () => setOpen(null);
  const rename = async () => (await patch(path, { name: text.trim() }), changed());
  const add = async () => {
    const filled = await post<{ sent: number; there: number }>(`${path}/files`, { recordings: text.split('\n').map((line) => line.trim()).filter(Boolean) });
    announce(words.datasets.added(filled.sent, filled.there));
    changed();
  };
  return (
    <>
      <div class="actions left">
        <Change kind="main" onClick={() => go(`/new?dataset=${encodeURIComponent(dataset.id)}`)}>{words.act.reuse}</Change>
        <Change onClick={() => show('add')}>{words.datasets.addTitle}</Change>
        <Change onClick={() => show('rename', dataset.name)}>{words.act.rename}</Change>
        <Change kind="quiet" onClick={() => show('delete')}>{words.act.delete}</Change>
      </div>
      {open === 'rename' ? (
        <Ask title={words.datasets.renameTitle} yes={words.act.rename} disabled={!text.trim()} onClose={close} act={rename}>
          <Field id="new-name" label={words.datasets.newName}>{(aria) => <input {...aria} type="text" maxLength={200} value={text} onInput={(event) => setText(event.currentTarget.value)} />}</Field>
        </Ask>
      ) : null}
      {open === 'add' ? (
        <Ask title={words.datasets.addTitle} yes={words.datasets.add} disabled={!text.trim()} onClose={close} act={add}>
          <Field id="paths" label={words.make.path} hint={words.datasets.addHint}>{(aria) => <textarea {...aria} rows={4} spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} />}</Field>
        </Ask>
      ) : null}
      {open === 'delete' ? (
        <Ask title={words.datasets.deleteTitle(dataset.name)} yes={words.act.delete} danger onClose={close} act={async () => (await remove(path), go('/datasets'))}><p>{words.datasets.deleteHint}</p></Ask>
      ) : null}
    </>
  );
}

function Files({ id, files, changed }: { id: string; files: CloudFile[]; changed: () => void }) {
  const [text, setText] = useState('');
  const [shown, setShown] = useState(100);
  const [going, setGoing] = useState<CloudFile | null>(null);
  const found = files.filter((file) => file.filename.toLowerCase().includes(text.toLowerCase()));
  return (
    <section class="card">
      <div class="title-line"><h2>{words.datasets.files}</h2><input type="search" aria-label={words.datasets.search} placeholder={words.datasets.search} value={text} onInput={(event) => setText(event.currentTarget.value)} /></div>
      <div class="scroll" tabIndex={0} role="group" aria-label={words.datasets.files}>
        <table>
          <thead><tr><th scope="col">{words.datasets.file}</th><th scope="col" class="number">{words.datasets.size}</th><th scope="col"><span class="offscreen">{words.datasets.action}</span></th></tr></thead>
          <tbody>
            {found.slice(0, shown).map((file) => (
              <tr key={file.id}>
                <td class="file-name">{file.filename}</td>
                <td class="number">{bytes(file.size)}</td>
                <td class="number"><Change small kind="quiet" aria-label={words.datasets.removeFile(file.filename)} onClick={() => setGoing(file)}>{words.act.remove}</Change></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.length === 0 ? <p class="muted">{words.datasets.nothing}</p> : null}
      {found.length > shown ? <Button small onClick={() => setShown(shown * 4)}>{words.act.more}</Button> : null}
      {going ? (
        <Ask title={words.datasets.removeTitle(going.filename)} yes={words.act.remove} danger onClose={() => setGoing(null)} act={async () => (await remove(at('datasets', id, 'files', going.id)), changed())}><p>{words.datasets.removeHint}</p></Ask>
      ) : null}
    </section>
  );
}
