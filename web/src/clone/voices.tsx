// The voices of a completed job: one sentence for all, each with its player, two of them against each other.
import { useEffect, useRef, useState } from 'preact/hooks';
import { at, fetched, get, patch, Refused } from '../api/client';
import { useLoad } from '../api/load';
import type { Job, Page, Voice } from '../api/types';
import { session } from '../session';
import { Button, Copy, Field, Refusal } from '../ui/basics';
import { Ask, useAct } from '../ui/dialog';
import { locale, words } from '../words';
import { Compare, type Side } from './compare';
import { curlOf, languageOf } from './curl';
import { Player } from './player';

const byName = new Intl.Collator(locale, { numeric: true });

export interface Spoken {
  url: string | null;
  blob?: Blob;
  refused: Refused | null;
}

async function speak(id: string, text: string): Promise<Blob> {
  const answer = await fetched(`/v1/voices/${encodeURIComponent(id)}/say`, { method: 'POST', body: { text, format: 'wav' }, headers: { Accept: 'audio/wav, application/problem+json' } });
  return answer.blob();
}

function useSpoken(job: Job) {
  const [spoken, setSpoken] = useState<Record<string, Spoken>>({});
  const { busy, refused, run } = useAct();
  const urls = useRef<string[]>([]);
  const forget = () => urls.current.splice(0).forEach((url) => URL.revokeObjectURL(url));
  useEffect(() => forget, []);
  const say = (text: string) => run(async () => {
    forget();
    setSpoken({});
    await Promise.all(job.voices.map(async ({ id }) => {
      const made: Spoken = { url: null, refused: null };
      try {
        made.blob = await speak(id, text);
        made.url = URL.createObjectURL(made.blob);
        urls.current.push(made.url);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        made.refused = error;
      }
      setSpoken((before) => ({ ...before, [id]: made }));
    }));
  });
  return { spoken, busy, refused, say };
}

// A job remembers its voices as they were when it completed; what they are called by now the cloud knows. Where it does
// not answer, the old names do.
function useVoices(job: Job) {
  const now = useLoad<Page<Voice>>((aborted) => (job.fine_tune_id ? get(at('fine-tunes', job.fine_tune_id, 'voices'), aborted) : Promise.resolve({ data: [], next_cursor: null })), [job.fine_tune_id ?? '']);
  const names = new Map(now.data?.data.map((voice) => [voice.id, voice.name]));
  const voices = job.voices.map((voice) => ({ id: voice.id, name: names.get(voice.id) ?? voice.name }));
  return { voices: voices.sort((a, b) => byName.compare(a.name, b.name)), reload: now.reload };
}

export function Voices({ job }: { job: Job }) {
  const { voices, reload } = useVoices(job);
  const { spoken, busy, refused, say } = useSpoken(job);
  const [text, setText] = useState('');
  const [source, setSource] = useState<number | null>(null);
  const [sides, setSides] = useState<[string | null, string | null]>([null, null]);
  const tooLong = new TextEncoder().encode(text).length > 1000;
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim() && !tooLong) void say(text.trim());
  };
  const pick = (side: 0 | 1, id: string) => setSides((old) => [side === 0 ? id : old[0] === id ? null : old[0], side === 1 ? id : old[1] === id ? null : old[1]]);
  const sideOf = (id: string | null): Side | null => {
    if (id === ofSource) return source === null ? null : { url: audioOf(job, source), name: words.speak.source };
    const url = id ? spoken[id]?.url : null;
    return id && url ? { url, name: voices.find((voice) => voice.id === id)?.name ?? id } : null;
  };
  return (
    <section class="card voices" aria-labelledby="voices">
      <h2 id="voices">{words.clone.voices}</h2>
      {session.value?.read_only ? null : (
        <form class="speak" onSubmit={submit}>
          <Field id="sentence" label={words.speak.label} hint={words.speak.note} error={tooLong ? words.speak.tooLong : null}>
            {(aria) => <textarea {...aria} rows={2} lang={languageOf(job)} placeholder={words.speak.placeholder} value={text} onInput={(event) => setText(event.currentTarget.value)} />}
          </Field>
          <Button type="submit" kind="main" disabled={busy || !text.trim() || tooLong}>{busy ? words.speak.making : words.speak.go}</Button>
        </form>
      )}
      <Refusal refused={refused} />
      <ul class="voice-list">
        {voices.map((voice) => (
          <VoiceRow key={voice.id} job={job} voice={voice} spoken={spoken[voice.id]} text={text} busy={busy} sides={sides} pick={pick} changed={reload} />
        ))}
      </ul>
      {job.preflight?.files?.length ? <Source job={job} position={source} setPosition={setSource} ab={<Sides id={ofSource} name={words.speak.source} sides={sides} pick={pick} />} /> : null}
      {Object.values(spoken).some((each) => each.url) ? <Compare a={sideOf(sides[0])} b={sideOf(sides[1])} /> : null}
    </section>
  );
}

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
function VoiceRow({ job, voice, spoken, text, busy, sides, pick, changed }: VoiceRowProps) {
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
          {session.value?.read_only ? null : <Button small kind="quiet" aria-label={words.act.of(words.act.rename, voice.name)} onClick={() => setRenaming(true)}>{words.act.rename}</Button>}
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

const ofSource = 'source'; // no voice's id: those are the cloud's
const audioOf = (job: Job, position: number) => `/v1/jobs/${encodeURIComponent(job.id)}/recordings/${position}/audio`;

function Sides({ id, name, sides, pick }: Pick<VoiceRowProps, 'sides' | 'pick'> & { id: string; name: string }) {
  return (
    <>
      <button type="button" class="ab" aria-pressed={sides[0] === id} aria-label={words.speak.pickA(name)} onClick={() => pick(0, id)}>{words.speak.a}</button>
      <button type="button" class="ab" aria-pressed={sides[1] === id} aria-label={words.speak.pickB(name)} onClick={() => pick(1, id)}>{words.speak.b}</button>
    </>
  );
}

interface SourceProps {
  job: Job;
  position: number | null;
  setPosition: (position: number | null) => void;
  ab: preact.ComponentChildren;
}
function Source({ job, position, setPosition, ab }: SourceProps) {
  const files = job.preflight!.files!;
  return (
    <div class="source">
      <Field id="source-recording" label={words.speak.source} hint={words.speak.sourceHint}>
        {(aria) => (
          <select {...aria} value={position ?? ''} onChange={(event) => setPosition(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}>
            <option value="">{words.make.pick}</option>
            {files.map((file, place) => <option key={file.path} value={place}>{file.path.slice(file.path.lastIndexOf('/') + 1)}</option>)}
          </select>
        )}
      </Field>
      {position === null ? null : (
        <div class="source-player">
          <Player key={position} url={audioOf(job, position)} name={words.speak.source} />
          {ab}
        </div>
      )}
    </div>
  );
}
