// Fine-tunes that no job explains, and those that somebody made by hand: either can be adopted.
import { useState } from 'preact/hooks';
import { at, get, post, remove } from '../api/client';
import { useLoad } from '../api/load';
import type { FineTune, Job, Page } from '../api/types';
import { sentence } from '../format';
import { put } from '../live/jobs';
import { go } from '../route';
import { Refusal } from '../ui/basics';
import { Change } from '../ui/change';
import { useAct } from '../ui/dialog';
import { words } from '../words';

async function strange(aborted: AbortSignal): Promise<FineTune[]> {
  const found: FineTune[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page<FineTune> = await get(`/v1/fine-tunes${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`, aborted);
    found.push(...page.data.filter((each) => each.standing !== 'known'));
    cursor = page.next_cursor;
  }
  return found;
}

export function Orphans() {
  const found = useLoad(strange, []);
  return (
    <section class="card" aria-labelledby="orphans">
      <h2 id="orphans">{words.system.orphans}</h2>
      <p class="hint">{words.system.orphansHint}</p>
      <Refusal refused={found.refused} again={found.reload} />
      {found.data?.length === 0 ? <p class="muted">{words.system.noOrphans}</p> : null}
      <ul class="plain-rows">{found.data?.slice(0, 100).map((each) => <Row key={each.id} tune={each} changed={found.reload} />)}</ul>
    </section>
  );
}

function Row({ tune, changed }: { tune: FineTune; changed: () => void }) {
  const { busy, refused, run } = useAct();
  const [asked, setAsked] = useState(false);
  const adopt = async () => {
    const job = await post<Job>(`${at('fine-tunes', tune.id)}/adopt`);
    put([job]);
    go(`/jobs/${job.id}`);
  };
  const drop = async () => (await remove(at('fine-tunes', tune.id)), changed());
  return (
    <li>
      <div>
        <p><strong>{tune.name || tune.id}</strong> <span class="muted">{tune.status}</span></p>
        <p class="hint">{sentence(tune.words ?? words.system.foreign)} {sentence(tune.cure ?? '')}</p>
        <Refusal refused={refused} />
      </div>
      <div class="row-actions">
        <Change small disabled={busy} aria-label={words.act.of(words.system.adopt, tune.name)} onClick={() => run(adopt)}>{words.system.adopt}</Change>
        <Change small kind={asked ? 'danger' : 'quiet'} disabled={busy} aria-label={words.act.of(words.act.delete, tune.name)} onClick={() => (asked ? void run(drop) : setAsked(true))}>{asked ? `${words.act.delete}?` : words.act.delete}</Change>
      </div>
    </li>
  );
}
