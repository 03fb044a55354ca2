// One sentence, said by all voices of a job: each answers when it is done, and one that is refused leaves the others.
import { useEffect, useRef, useState } from 'preact/hooks';
import { fetched, Refused } from '../api/client';
import type { Job } from '../api/types';
import { useAct } from '../ui/dialog';

export interface Spoken {
  url: string | null;
  blob?: Blob;
  refused: Refused | null;
}

async function speak(id: string, text: string): Promise<Blob> {
  const answer = await fetched(`/v1/voices/${encodeURIComponent(id)}/say`, { method: 'POST', body: { text, format: 'wav' }, headers: { Accept: 'audio/wav, application/problem+json' } });
  return answer.blob();
}

export function useSpoken(job: Job) {
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
