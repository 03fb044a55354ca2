// What preflight heard: the verdict, how much there is, the findings in plain language, and how loud it is over time.
import { duration, count } from '../format';
import type { MeasuredFile, Reason, Verdict } from '../api/types';
import { lazily } from '../ui/lazy';
import { words } from '../words';

export interface Heard {
  verdict: Verdict | null;
  duration_s?: number;
  speech_s?: number;
  files_total?: number;
  reasons?: Reason[];
  files?: MeasuredFile[];
}
const Plot = lazily(() => import('./sound'));
const needed_s = 1800;

export function ReportView({ heard }: { heard: Heard }) {
  const verdict = heard.verdict ?? 'warn';
  const title: Record<Verdict, string> = { pass: words.finding.pass, warn: words.finding.warn, block: words.finding.block };
  return (
    <div class="report">
      <p class={`verdict ${verdict}`}><Mark verdict={verdict} /> {title[verdict]}</p>
      {heard.duration_s ? <Amount seconds={heard.duration_s} /> : null}
      {heard.duration_s ? <Facts heard={heard} /> : null}
      <Findings reasons={heard.reasons ?? []} />
      {heard.files?.some((file) => file.sound?.curves) ? <Plot files={heard.files} /> : null}
    </div>
  );
}

export function Mark({ verdict }: { verdict: string }) {
  const shape = verdict === 'pass' ? 'M6 12.5l4 4 8-9' : verdict === 'warn' ? 'M12 6v7M12 17v.5' : 'M7 7l10 10M17 7L7 17';
  return <svg class={`mark ${verdict}`} viewBox="0 0 24 24" role="img" aria-label={words.verdict[verdict] ?? verdict}><path d={shape} /></svg>;
}

function Amount({ seconds }: { seconds: number }) {
  if (seconds >= needed_s) return null;
  return (
    <div class="amount">
      <meter min={0} max={needed_s} value={seconds} aria-label={words.finding.duration} />
      <p class="hint">{duration(seconds)} {words.finding.enough}</p>
    </div>
  );
}

function Facts({ heard }: { heard: Heard }) {
  const facts: [string, string][] = [[words.finding.duration, duration(heard.duration_s ?? 0)], [words.finding.speech, duration(heard.speech_s ?? 0)]];
  if (heard.files_total) facts.push([words.finding.files, count(heard.files_total)]);
  return <dl class="figures">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

export function Findings({ reasons }: { reasons: Reason[] }) {
  if (reasons.length === 0) return <p class="muted">{words.finding.nothing}</p>;
  return (
    <ul class="findings">
      {reasons.map((reason) => (
        <li key={`${reason.reason} ${reason.path ?? ''}`}>
          <Mark verdict={reason.verdict} />
          <div>
            <p class={reason.path ? '' : 'whole'}>{reason.detail}</p>
            {reason.cure ? <p class="muted">{reason.cure}</p> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
