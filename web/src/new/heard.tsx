// Preflight as files arrive.
import { ReportView } from '../findings/report';
import { Bar, Refusal } from '../ui/basics';
import { words } from '../words';
import { hearing } from './preflight';

export function Heard() {
  const now = hearing.value;
  const under = now?.now;
  return (
    <section class="card" aria-labelledby="heard">
      <h2 id="heard">{words.make.preflight}</h2>
      {now ? null : <p class="muted">{words.make.preflightHint}</p>}
      <Refusal refused={now?.refused ?? null} />
      {under ? (
        <div class="progress">
          <Bar part={under.files_total ? under.files_measured / under.files_total : null} label={words.make.preflight} tone="draft" />
          <p class="facts">{words.make.measuring(under.files_measured, under.files_total)}</p>
        </div>
      ) : null}
      {now?.run ? <ReportView heard={{ ...now.run, verdict: now.run.verdict ?? null }} /> : null}
    </section>
  );
}
