// A against B: one clock, two voices; switching keeps the place, as a share of the whole, for no two speak equally fast.
import { useRef, useState } from 'preact/hooks';
import { Button } from '../ui/basics';
import { announce } from '../ui/announce';
import { words } from '../words';
import { only } from './player';

export interface Side {
  url: string;
  name: string;
}

export function Compare({ a, b }: { a: Side | null; b: Side | null }) {
  const sounds = [useRef<HTMLAudioElement>(null), useRef<HTMLAudioElement>(null)] as const;
  const [side, setSide] = useState<0 | 1>(0);
  const [runs, setRuns] = useState(false);
  if (!a || !b) return <p class="hint">{words.speak.pickTwo}</p>;
  const begin = (which: 0 | 1) => {
    const sound = sounds[which].current!;
    only(sound);
    void sound.play();
  };
  const change = () => {
    const other = side === 0 ? 1 : 0;
    const from = sounds[side].current!;
    const to = sounds[other].current!;
    const going = !from.paused;
    if (to.duration) to.currentTime = (from.currentTime / (from.duration || 1)) * to.duration;
    from.pause();
    if (going) begin(other);
    setSide(other);
    announce(words.speak.playing(other === 0 ? a.name : b.name));
  };
  const toggle = () => (sounds[side].current!.paused ? begin(side) : sounds[side].current!.pause());
  return (
    <div class="compare" role="group" aria-label={words.speak.compare}>
      {[a, b].map((each, which) => (
        <audio key={which} ref={sounds[which as 0 | 1]} src={each.url} onPlay={() => setRuns(true)} onPause={() => setRuns(false)} onEnded={() => setRuns(false)} />
      ))}
      <Button kind="main" onClick={toggle}>{runs ? words.act.pause : words.act.play}</Button>
      <p class="compare-sides" aria-live="off">
        <span class={side === 0 ? 'on' : ''}>{words.speak.a} · {a.name}</span>
        <span class={side === 1 ? 'on' : ''}>{words.speak.b} · {b.name}</span>
      </p>
      <Button onClick={change}>{words.speak.switch} {side === 0 ? words.speak.b : words.speak.a}</Button>
    </div>
  );
}
