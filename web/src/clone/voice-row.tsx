// One voice: its name, what can be done with it, and its player once it has spoken.
import { useState } from 'preact/hooks';
import { patch } from '../api/client';
import type { Job } from '../api/types';
import { Copy, Field, Refusal } from '../ui/basics';
import { Change } from '../ui/change';
import { Ask } from '../ui/dialog';
import { words } from '../words';
import { curlOf } from './curl';
import { Player } from './player';
import type { Spoken } from './spoken';

interface VoiceRowProps {
  job: Job;
  voice: { id: string; name: string };
  spoken: Spoken | undefined;
  text: string;
  busy: boolean;
  sides: [string | null, string | null];
  pick: (side: 0 | 1, id: string) => void;
  changed: () => void;
}
export function VoiceRow({ job, voice, spoken, text, busy, sides, pick, changed }: VoiceRowProps) {
  const [renaming, setRenaming] = useState(false);
  return (
    <li class="voice">
      <div class="voice-head">
        <strong class="voice-name">{voice.name}</strong>
        <div class="voice-tools">
          {spoken?.url ? (
            <>
              <Sides id={voice.id} name={voice.name} sides={sides} pick={pick} />
              <a class="button small quiet" href={spoken.url} download={`${voice.name}.wav`} aria-label={words.act.of(words.act.download, voice.name)}>{words.act.download}</a>
            </>
          ) : null}
          <Copy text={voice.id} label={words.act.of(words.speak.copyId, voice.name)}>{words.speak.copyId}</Copy>
          <Copy text={curlOf(job, voice.id, text)} label={words.act.of(words.speak.curl, voice.name)}>{words.speak.curl}</Copy>
          <Change small kind="quiet" aria-label={words.act.of(words.act.rename, voice.name)} onClick={() => setRenaming(true)}>{words.act.rename}</Change>
        </div>
      </div>
      {spoken?.url ? <Player url={spoken.url} blob={spoken.blob} name={voice.name} /> : busy && !spoken ? <div class="player waiting" aria-hidden="true" /> : null}
      <Refusal refused={spoken?.refused ?? null} />
      {renaming ? <RenameVoice changed={changed} voice={voice} onClose={() => setRenaming(false)} /> : null}
    </li>
  );
}

function RenameVoice({ changed, voice, onClose }: { changed: () => void; voice: { id: string; name: string }; onClose: () => void }) {
  const [name, setName] = useState(voice.name);
  const act = async () => {
    await patch(`/v1/voices/${encodeURIComponent(voice.id)}`, { name: name.trim() });
    changed();
  };
  return (
    <Ask title={words.speak.renameTitle} yes={words.act.rename} disabled={!name.trim()} onClose={onClose} act={act}>
      <Field id="new-name" label={words.speak.newName}>{(aria) => <input {...aria} type="text" maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} />}</Field>
    </Ask>
  );
}

export function Sides({ id, name, sides, pick }: Pick<VoiceRowProps, 'sides' | 'pick'> & { id: string; name: string }) {
  return (
    <>
      <button type="button" class="ab" aria-pressed={sides[0] === id} aria-label={words.speak.pickA(name)} onClick={() => pick(0, id)}>{words.speak.a}</button>
      <button type="button" class="ab" aria-pressed={sides[1] === id} aria-label={words.speak.pickB(name)} onClick={() => pick(1, id)}>{words.speak.b}</button>
    </>
  );
}
