// A call of the cloud's own speech, ready for a terminal. The key stays a variable: this page never has it.
import type { Job } from '../api/types';

export const languageOf = (job: Job) => job.language;

const quoted = (text: string) => `'${text.replace(/'/g, `'\\''`)}'`;

export function curlOf(job: Job, voice: string, text: string): string {
  const body = {
    model_id: job.model_id,
    transcript: text.trim() || 'Good morning.',
    voice: { mode: 'id', id: voice },
    language: job.language,
    output_format: { container: 'wav', encoding: 'pcm_s16le', sample_rate: 44100 },
  };
  return [
    'curl https://api.cartesia.ai/tts/bytes',
    '-H "Authorization: Bearer $CARTESIA_API_KEY"',
    "-H 'Cartesia-Version: 2026-03-01'",
    "-H 'Content-Type: application/json'",
    `-d ${quoted(JSON.stringify(body))}`,
    '--output voice.wav',
  ].join(' \\\n  ');
}
