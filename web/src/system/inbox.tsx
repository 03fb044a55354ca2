// What other machines, and this page, have sent.
import { useState } from 'preact/hooks';
import { at, get, remove } from '../api/client';
import { useLoad } from '../api/load';
import type { Inbox } from '../api/types';
import { bytes } from '../format';
import { Bar, Refusal } from '../ui/basics';
import { Change } from '../ui/change';
import { Ask } from '../ui/dialog';
import { words } from '../words';

export function InboxCard() {
  const inbox = useLoad<Inbox>((aborted) => get('/v1/inbox', aborted), []);
  const [going, setGoing] = useState<string | null>(null);
  const it = inbox.data;
  return (
    <section class="card" aria-labelledby="inbox">
      <h2 id="inbox">{words.system.inbox}</h2>
      {inbox.refused?.type === 'inbox-off' ? <p class="muted">{words.system.inboxOff}</p> : <Refusal refused={inbox.refused} again={inbox.reload} />}
      {it ? (
        <>
          {it.quota ? <Bar part={it.used / it.quota} label={words.system.inbox} text={words.system.used(bytes(it.used), bytes(it.quota))} tone="completed" /> : null}
          <p class="facts muted"><span>{it.quota ? words.system.used(bytes(it.used), bytes(it.quota)) : bytes(it.used)}</span><span>{words.system.free(bytes(it.disk_free))}</span></p>
          {it.folders.length === 0 ? <p class="muted">{words.system.inboxEmpty}</p> : null}
          <ul class="plain-rows">
            {it.folders.slice(0, 100).map((folder) => (
              <li key={folder.name}>
                <div><p><strong>{folder.name}</strong></p><p class="hint">{words.count.files(folder.files)}, {bytes(folder.bytes)}</p></div>
                <Change small kind="quiet" aria-label={words.act.of(words.act.remove, folder.name)} onClick={() => setGoing(folder.name)}>{words.act.remove}</Change>
              </li>
            ))}
          </ul>
          {it.uploads.length > 0 ? <p class="hint">{words.system.underWay}: {words.count.files(it.uploads.length)}</p> : null}
        </>
      ) : null}
      {going ? (
        <Ask title={words.system.deleteFolder(going)} yes={words.act.remove} danger onClose={() => setGoing(null)} act={async () => (await remove(at('inbox', 'folders', going)), inbox.reload())}><p>{words.system.deleteFolderHint}</p></Ask>
      ) : null}
    </section>
  );
}
