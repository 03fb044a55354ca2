// Folders that lie on the daemon's machine: only those that its configuration names, as it shows them.
import { useState } from 'preact/hooks';
import { get } from '../api/client';
import { useLoad } from '../api/load';
import type { Listing, Roots } from '../api/types';
import { bytes } from '../format';
import { Button, Field, Refusal } from '../ui/basics';
import { words } from '../words';
import { fill, form } from './form';

const name = (path: string) => path.slice(path.lastIndexOf('/') + 1) || path;

export function ServerFolders() {
  const [at, setAt] = useState('');
  const roots = useLoad<Roots>((aborted) => get('/v1/roots', aborted), []);
  if (roots.refused?.status === 404) return <TypedPath />;
  const chosen = form.value.path;
  const use = (path: string) => fill({ path, ...(form.peek().name.trim() ? {} : { name: name(path) }) });
  const isRoot = roots.data?.data.some((root) => root.path === at);
  return (
    <div class="browser">
      <Refusal refused={roots.refused} again={roots.reload} />
      {at ? (
        <Inside at={at} isRoot={!!isRoot} open={setAt} use={use} chosen={chosen} />
      ) : (
        <ul class="tree" aria-label={words.make.roots}>
          {roots.data?.data.map((root) => <li key={root.path}><button type="button" class="folder" onClick={() => setAt(root.path)}>{root.path}</button></li>)}
        </ul>
      )}
      {roots.data?.data.length === 0 ? <p class="muted">{words.make.noRoots}</p> : null}
      {chosen ? <p class="chosen">{words.make.chosen}: <code>{chosen}</code></p> : null}
    </div>
  );
}

interface InsideProps {
  at: string;
  isRoot: boolean;
  open: (path: string) => void;
  use: (path: string) => void;
  chosen: string;
}
function Inside({ at, isRoot, open, use, chosen }: InsideProps) {
  const here = useLoad<Listing>((aborted) => get(`/v1/roots?path=${encodeURIComponent(at)}`, aborted), [at]);
  return (
    <>
      <div class="tree-head">
        <Button small kind="quiet" onClick={() => open(isRoot ? '' : at.slice(0, at.lastIndexOf('/')))}>← {words.make.up}</Button>
        <code>{at}</code>
        <Button small kind="main" aria-pressed={chosen === at} onClick={() => use(at)}>{words.make.choose}</Button>
      </div>
      <Refusal refused={here.refused} again={here.reload} />
      <ul class="tree" aria-label={at}>
        {here.data?.folders.map((folder) => <li key={folder.path}><button type="button" class="folder" onClick={() => open(folder.path)}>{folder.name}</button></li>)}
        {here.data?.recordings.slice(0, 200).map((file) => <li key={file.path} class="file"><span>{file.name}</span><span class="muted">{bytes(file.bytes)}</span></li>)}
      </ul>
      {here.data?.more || (here.data?.recordings.length ?? 0) > 200 ? <p class="hint">{words.make.moreThere}</p> : null}
    </>
  );
}

function TypedPath() {
  const [path, setPath] = useState(form.peek().path);
  return (
    <div class="typed">
      <Field id="path" label={words.make.path} hint={words.make.rootsMissing}>
        {(aria) => <input {...aria} type="text" spellcheck={false} autocomplete="off" value={path} onInput={(event) => setPath(event.currentTarget.value)} />}
      </Field>
      <Button onClick={() => fill({ path })}>{words.make.usePath}</Button>
    </div>
  );
}
