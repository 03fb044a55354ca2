// A player: play, a place that the arrow keys move, and the sound's shape behind it. Own code instead of a library:
// those that draw waveforms bring styles that our content security policy forbids, and no keyboard.
import { useEffect, useRef, useState } from 'preact/hooks';
import { place } from '../format';
import { words } from '../words';

let playing: HTMLAudioElement | null = null; // one at a time
export function only(audio: HTMLAudioElement): void {
  if (playing && playing !== audio) playing.pause();
  playing = audio;
}

export const bars = 160;
async function shapeOf(blob: Blob): Promise<number[]> {
  const sound = await new OfflineAudioContext(1, 1, 44100).decodeAudioData(await blob.arrayBuffer());
  const samples = sound.getChannelData(0);
  const step = Math.max(1, Math.floor(samples.length / bars));
  return Array.from({ length: Math.min(bars, samples.length) }, (_, bar) => {
    let peak = 0;
    for (let at = bar * step; at < (bar + 1) * step; at += 4) peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    return peak;
  });
}

function useShape(blob: Blob | undefined): number[] {
  const [shape, setShape] = useState<number[]>([]);
  useEffect(() => {
    let gone = false;
    setShape([]);
    if (blob) shapeOf(blob).then((made) => gone || setShape(made), () => {});
    return () => void (gone = true);
  }, [blob]);
  return shape;
}

export function Shape({ shape, part }: { shape: number[]; part: number }) {
  const top = Math.max(0.05, ...shape);
  return (
    <svg class="shape" viewBox={`0 0 ${Math.max(1, shape.length) * 3} 40`} preserveAspectRatio="none" aria-hidden="true">
      {shape.map((peak, bar) => {
        const height = Math.max(1.5, (peak / top) * 38);
        return <rect key={bar} class={bar / shape.length < part ? 'past' : ''} x={bar * 3} width="2" y={20 - height / 2} height={height} rx="1" />;
      })}
    </svg>
  );
}

// The shape comes of `blob`, what lies behind the URL, where that is at hand; or it is known: `peaks`, 0 to 1.
export function Player({ url, name, blob, peaks }: { url: string; name: string; blob?: Blob; peaks?: number[] }) {
  const audio = useRef<HTMLAudioElement>(null);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(0);
  const [runs, setRuns] = useState(false);
  const [failed, setFailed] = useState(false);
  const heard = useShape(blob);
  const shape = peaks ?? heard;
  const toggle = () => {
    const element = audio.current!;
    if (!element.paused) return element.pause();
    only(element);
    void element.play().catch(() => setFailed(true));
  };
  return (
    <div class="player">
      <audio ref={audio} src={url} preload="metadata" onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)} onLoadedMetadata={(event) => setLength(event.currentTarget.duration)} onPlay={() => setRuns(true)} onPause={() => setRuns(false)} onEnded={() => setRuns(false)} onError={() => setFailed(true)} />
      <button type="button" class="play" aria-label={words.act.of(runs ? words.act.pause : words.act.play, name)} onClick={toggle}>
        <svg viewBox="0 0 24 24" aria-hidden="true">{runs ? <path d="M8 6v12M16 6v12" class="bars" /> : <path d="M8 5.5v13l11-6.5z" />}</svg>
      </button>
      <div class="track">
        <Shape shape={shape} part={length ? at / length : 0} />
        <input type="range" min={0} max={length || 1} step={0.05} value={at} aria-label={`${words.speak.position}: ${name}`} aria-valuetext={`${place(at, length)} / ${place(length, length)}`} onInput={(event) => audio.current && (audio.current.currentTime = Number(event.currentTarget.value))} />
      </div>
      <span class="clock">{failed ? '' : `${place(at, length)} / ${place(length, length)}`}</span>
      {failed ? <p class="hint">{words.speak.noSound}</p> : null}
    </div>
  );
}
