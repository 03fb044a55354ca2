// What was reserved, spent and given back, against the budgets.
import { useMemo } from 'preact/hooks';
import { get } from '../api/client';
import { useLoad, useReload } from '../api/load';
import type { Budget, LedgerPage, Movement } from '../api/types';
import { count, moment, short } from '../format';
import { one, turn } from '../live/jobs';
import { switched } from '../live/line';
import { committed } from '../pure/spending';
import { query, search } from '../route';
import { Bar, Empty, Refusal } from '../ui/basics';
import { lazily } from '../ui/lazy';
import { words } from '../words';

const Plot = lazily(() => import('../ui/plot'));
const shown = 300;

// The days of a date input, as the API's times; `until` is the end of its day.
function asked(): string {
  const part = new URLSearchParams();
  const since = query.value.get('since');
  const until = query.value.get('until');
  if (since) part.set('since', `${since}T00:00:00Z`);
  if (until) part.set('until', `${until}T23:59:59Z`);
  return part.toString();
}

async function everyMovement(filter: string, aborted: AbortSignal): Promise<Movement[]> {
  const found: Movement[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: LedgerPage = await get(`/v1/ledger?limit=1000&${filter}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, aborted);
    found.push(...page.data);
    cursor = page.next_cursor;
  }
  return found;
}

export default function Ledger() {
  const filter = asked();
  const budget = useLoad<Budget>((aborted) => get('/v1/budget', aborted), []);
  useReload(budget.reload, [turn.value, switched.value]);
  const movements = useLoad((aborted) => everyMovement(filter.replace(/%3A/g, ':'), aborted), [filter]);
  useReload(movements.reload, [turn.value]);
  return (
    <section>
      <div class="title-line">
        <h1>{words.ledger.title}</h1>
        <a class="button" href={`/v1/ledger?${filter}`} onClick={(event) => downloadCsv(event, filter)}>{words.ledger.csv}</a>
      </div>
      <p class="lede">{words.ledger.lede}</p>
      <Refusal refused={budget.refused} again={budget.reload} />
      {budget.data ? <Budgets budget={budget.data} /> : null}
      <Refusal refused={movements.refused} again={movements.reload} />
      <Days />
      {movements.data && movements.data.length > 0 ? <Spending movements={movements.data} budget={budget.data} /> : null}
      {movements.data?.length === 0 ? <Empty title={words.ledger.empty} hint="" /> : null}
      {movements.data && movements.data.length > 0 ? <Movements movements={movements.data} /> : null}
    </section>
  );
}

// The daemon makes CSV of what asks for it by Accept, which a plain link cannot.
async function downloadCsv(event: MouseEvent, filter: string): Promise<void> {
  event.preventDefault();
  const answer = await fetch(`/v1/ledger?${filter}`, { headers: { Accept: 'text/csv' }, credentials: 'same-origin' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = 'understudy-ledger.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}

function Days() {
  return (
    <div class="searches days">
      {(['since', 'until'] as const).map((name) => (
        <label key={name}>{words.ledger[name]} <input type="date" value={query.value.get(name) ?? ''} onChange={(event) => search({ [name]: event.currentTarget.value || null })} /></label>
      ))}
    </div>
  );
}

function Budgets({ budget }: { budget: Budget }) {
  const figures: [string, number][] = [[words.ledger.day, budget.committed.day], [words.ledger.month, budget.committed.month], [words.ledger.reserved, budget.balance.reserved], [words.ledger.spent, budget.balance.spent]];
  return (
    <section class="card">
      <dl class="figures big">{figures.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{short(value)}</dd></div>)}</dl>
      <h2>{words.ledger.budgets}</h2>
      {budget.limits.length === 0 ? <p class="muted">{words.ledger.none}</p> : null}
      <ul class="budgets">
        {budget.limits.map((limit) => {
          const name = words.ledger.budgetOf(limit.period === 'day' ? words.ledger.day_ : words.ledger.month_, limit.label);
          const text = words.ledger.of(count(limit.committed), count(limit.credits));
          return (
            <li key={name}>
              <p><span>{name}</span><span class="muted">{text}</span></p>
              <Bar part={limit.credits ? limit.committed / limit.credits : 1} label={name} text={text} tone={limit.left <= 0 ? 'failed' : 'completed'} />
            </li>
          );
        })}
      </ul>
      {budget.approval_above ? <p class="muted">{words.ledger.approval(count(budget.approval_above))}</p> : null}
    </section>
  );
}

function Spending({ movements, budget }: { movements: Movement[]; budget: Budget | null }) {
  const month = budget?.limits.find((limit) => limit.period === 'month' && !limit.label)?.credits;
  const data = useMemo((): [number[], ...number[][]] => {
    const [x, y] = committed(movements);
    const now = Date.now() / 1000;
    const from = (x[0] ?? now) - Math.max(60, (now - (x[0] ?? now)) / 20);
    const xs = [from, ...x, now];
    const ys = [0, ...y, y[y.length - 1] ?? 0];
    return month ? [xs, ys, xs.map(() => month)] : [xs, ys];
  }, [movements, month]);
  const days = Math.ceil((data[0][data[0].length - 1]! - data[0][0]!) / 86_400);
  const total = data[1]![data[1]!.length - 1] ?? 0;
  return (
    <section class="card" aria-labelledby="over-time">
      <h2 id="over-time">{words.ledger.over}</h2>
      <Plot data={data} label={words.ledger.plotAlt(count(total), days)} x="" y={words.ledger.credits} kind="steps" />
    </section>
  );
}

function Movements({ movements }: { movements: Movement[] }) {
  void turn.value;
  const newest = movements.slice(-shown).reverse();
  return (
    <section class="card" aria-labelledby="movements">
      <h2 id="movements">{words.ledger.movements}</h2>
      <div class="scroll" tabIndex={0} role="group" aria-labelledby="movements">
        <table>
          <thead><tr>{[words.ledger.when, words.ledger.kind, words.ledger.job].map((title) => <th scope="col" key={title}>{title}</th>)}<th scope="col" class="number">{words.ledger.credits}</th></tr></thead>
          <tbody>
            {newest.map((moved) => (
              <tr key={moved.id}>
                <td><time dateTime={moved.at}>{moment(moved.at)}</time></td>
                <td><span class={`kind ${moved.kind}`}>{words.ledger.kinds[moved.kind] ?? moved.kind}</span></td>
                <td><a href={`/jobs/${moved.job_id}`}>{one(moved.job_id)?.value.job.name ?? words.ledger.gone}</a></td>
                <td class="number">{count(moved.credits)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
