// Whether all is well, and what is switched for all jobs.
import { get } from '../api/client';
import { useLoad } from '../api/load';
import type { Check, Checkup } from '../api/types';
import { dateTime, localized } from '../format';
import { Mark } from '../findings/report';
import { session, signOut } from '../session';
import { Button, Refusal } from '../ui/basics';
import { InboxCard } from '../system/inbox';
import { Orphans } from '../system/orphans';
import { Switches } from '../system/switches';
import { useAct } from '../ui/dialog';
import { words } from '../words';

export default function System() {
  const checkup = useLoad<Checkup>((aborted) => get('/v1/doctor', aborted), []);
  return (
    <section>
      <div class="title-line">
        <h1>{words.system.title}</h1>
        <p class="muted tally">{checkup.data ? `${words.system.version} ${checkup.data.version}` : ''}</p>
      </div>
      <div class="system-columns">
        <Checks checkup={checkup.data} loading={checkup.loading} again={checkup.reload} refused={<Refusal refused={checkup.refused} again={checkup.reload} />} />
        <Switches />
        <Orphans />
        <InboxCard />
        <SessionCard />
      </div>
    </section>
  );
}

interface ChecksProps {
  checkup: Checkup | null;
  loading: boolean;
  again: () => void;
  refused: preact.ComponentChildren;
}
function Checks({ checkup, loading, again, refused }: ChecksProps) {
  const passed = checkup?.checks.filter((check) => check.verdict === 'pass') ?? [];
  const others = checkup?.checks.filter((check) => check.verdict !== 'pass') ?? [];
  const title = checkup ? { pass: words.system.well, warn: words.system.warn, fail: words.system.fail }[checkup.verdict] : words.system.checks;
  return (
    <section class="card checks" aria-labelledby="checks">
      <h2 id="checks">{checkup ? <Mark verdict={checkup.verdict} /> : null} {title}</h2>
      {refused}
      {loading ? <p class="muted" role="status">{words.system.checking}…</p> : null}
      <ul class="findings">{others.map((check) => <CheckRow key={`${check.name} ${check.subject}`} check={check} />)}</ul>
      {passed.length > 0 ? (
        <details class="more">
          <summary>{words.system.allPass(passed.length)}</summary>
          <ul class="findings">{passed.map((check) => <CheckRow key={`${check.name} ${check.subject}`} check={check} />)}</ul>
        </details>
      ) : null}
      <Button small disabled={loading} onClick={again}>{words.system.again}</Button>
    </section>
  );
}

function CheckRow({ check }: { check: Check }) {
  return (
    <li>
      <Mark verdict={check.verdict} />
      <div>
        <p><strong>{check.name}</strong> {localized(check.words)}</p>
        {check.cure && check.verdict !== 'pass' ? <p class="muted">{check.cure}</p> : null}
      </div>
    </li>
  );
}

function SessionCard() {
  const { busy, refused, run } = useAct();
  const until = session.value?.expires_at;
  if (!until) return null;
  return (
    <section class="card" aria-labelledby="session">
      <h2 id="session">{words.system.session}</h2>
      <p>{words.system.until(dateTime(until))}</p>
      <Refusal refused={refused} />
      <Button small disabled={busy} onClick={() => run(signOut)}>{words.act.signOut}</Button>
    </section>
  );
}
