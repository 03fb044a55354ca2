// The voices of a completed job: one sentence for all, each with its player, two of them against each other.
import { useState } from 'preact/hooks';
import { at, get } from '../api/client';
import { useLoad } from '../api/load';
import type { Job, Page, Voice } from '../api/types';
import { mayChange } from '../session';
import { Field, Refusal } from '../ui/basics';
import { Change } from '../ui/change';
import { locale, words } from '../words';
import { Compare, type Side } from './compare';
import { languageOf } from './curl';
import { audioOf, ofSource, Source } from './source';
import { useSpoken } from './spoken';
import { Sides, VoiceRow } from './voice-row';

const byName = new Intl.Collator(locale, { numeric: true });

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
    if (text.trim() && !tooLong && mayChange()) void say(text.trim());
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
      <form class="speak" onSubmit={submit}>
        <Field id="sentence" label={words.speak.label} hint={words.speak.note} error={tooLong ? words.speak.tooLong : null}>
          {(aria) => <textarea {...aria} rows={2} lang={languageOf(job)} placeholder={words.speak.placeholder} value={text} onInput={(event) => setText(event.currentTarget.value)} />}
        </Field>
        <Change type="submit" kind="main" disabled={busy || !text.trim() || tooLong}>{busy ? words.speak.making : words.speak.go}</Change>
      </form>
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
