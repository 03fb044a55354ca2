// What holds for everything that is shown: no connection, a pause, the cloud away, a session that may only look.
import { change, controls, waiting } from './live/controls';
import { line } from './live/line';
import { session } from './session';
import { time } from './format';
import { Refusal } from './ui/basics';
import { Change, reasonId } from './ui/change';
import { useAct } from './ui/dialog';
import { words } from './words';

function Offline() {
  if (line.value.state !== 'away') return null;
  return (
    <div class="notice bad" role="status">
      <p>{line.value.turn > 0 ? words.offline.since(time(line.value.since)) : words.offline.never}</p>
    </div>
  );
}

function Paused({ what }: { what: 'spending' | 'uploading' }) {
  const { busy, refused, run } = useAct();
  const now = controls.value;
  if (!now?.[`${what}_paused`]) return null;
  const reason = now[`${what}_pause`]?.reason;
  return (
    <div class="notice warn">
      <p>
        {words.banner[what]} {reason ? words.banner.because(reason) : null}
      </p>
      <Change small disabled={busy} onClick={() => run(() => change({ [`${what}_paused`]: false }))}>{words.banner.resume}</Change>
      <Refusal refused={refused} />
    </div>
  );
}

function CloudAway() {
  const stuck = [...waiting.value.values()].some((entry) => entry.waits_for === 'cloud');
  return stuck ? <div class="notice warn" role="status"><p>{words.banner.cloud}</p></div> : null;
}

export function Banners() {
  return (
    <div class="banners">
      <Offline />
      <Paused what="spending" />
      <Paused what="uploading" />
      <CloudAway />
      {session.value?.read_only ? <div class="notice"><p id={reasonId}>{words.banner.readOnly}</p></div> : null}
    </div>
  );
}
