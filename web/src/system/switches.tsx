// Pauses and the bandwidth of all uploads. What counts is what the daemon answers, not what was clicked.
import { useEffect, useState } from 'preact/hooks';
import { bytes } from '../format';
import { change, controls, loadControls } from '../live/controls';
import { mayChange } from '../session';
import { Refusal } from '../ui/basics';
import { Change, reasonId } from '../ui/change';
import { useAct } from '../ui/dialog';
import { words } from '../words';

const MiB = 1024 * 1024;
// The slider's places: half a MiB a second up to 128, and at its end no limit.
const places = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128].map((n) => n * MiB).concat(0);

export function Switches() {
  const { busy, refused, run } = useAct();
  useEffect(() => void run(loadControls), []);
  const now = controls.value;
  return (
    <section class="card" aria-labelledby="switches">
      <h2 id="switches">{words.system.switches}</h2>
      <Refusal refused={refused} />
      {now ? (
        <>
          <Switch title={words.system.pauseSpending} hint={words.system.pauseSpendingHint} paused={now.spending_paused} busy={busy} turn={(paused) => run(() => change({ spending_paused: paused }))} />
          {now.spending_paused && now.purchases_under_way > 0 ? <p class="hint">{words.system.under(now.purchases_under_way)}</p> : null}
          <Switch title={words.system.pauseUploading} hint={words.system.pauseUploadingHint} paused={now.uploading_paused} busy={busy} turn={(paused) => run(() => change({ uploading_paused: paused }))} />
          <Bandwidth set={(limit) => run(() => change({ bandwidth_limit: limit }))} />
        </>
      ) : null}
    </section>
  );
}

interface SwitchProps {
  title: string;
  hint: string;
  paused: boolean;
  busy: boolean;
  turn: (paused: boolean) => void;
}
function Switch({ title, hint, paused, busy, turn }: SwitchProps) {
  return (
    <div class="switch">
      <div>
        <p><strong>{title}</strong> <span class={`state ${paused ? 'held' : 'completed'}`}>{paused ? words.system.paused : words.system.running}</span></p>
        <p class="hint">{hint}</p>
      </div>
      <Change small disabled={busy} aria-label={words.act.of(paused ? words.system.resume : words.system.pause, title)} onClick={() => turn(!paused)}>{paused ? words.system.resume : words.system.pause}</Change>
    </div>
  );
}

const nameOf = (limit: number) => (limit === 0 ? words.system.noLimit : `${bytes(limit)}/s`);

function Bandwidth({ set }: { set: (limit: number | null) => void }) {
  const { bandwidth, bandwidth_limit: switched } = controls.value!;
  const nearest = bandwidth.limit === 0 ? places.length - 1 : Math.max(0, places.findIndex((place) => place === 0 || place >= bandwidth.limit));
  const [at, setAt] = useState(nearest);
  useEffect(() => setAt(nearest), [nearest]);
  const off = !mayChange();
  return (
    <div class="bandwidth">
      <label for="bandwidth"><strong>{words.system.bandwidth}</strong></label>
      <p class="hint">{words.system.limitNow(nameOf(bandwidth.limit), words.system.from[bandwidth.source] ?? bandwidth.source)}</p>
      <div class="slider">
        <input id="bandwidth" type="range" min={0} max={places.length - 1} step={1} value={at} disabled={off} aria-describedby={off ? reasonId : undefined} aria-valuetext={nameOf(places[at]!)} onInput={(event) => setAt(Number(event.currentTarget.value))} onChange={(event) => set(places[Number(event.currentTarget.value)]!)} />
        <output for="bandwidth">{nameOf(places[at]!)}</output>
      </div>
      {switched !== null ? <Change small kind="quiet" onClick={() => set(null)}>{words.system.configured}</Change> : null}
    </div>
  );
}
