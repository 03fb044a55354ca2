// All jobs: filters in the URL, rows in a window of the list.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Signal } from '@preact/signals';
import { count } from '../format';
import { all, loaded, tally, turn, type Live } from '../live/jobs';
import { loadWaiting, waiting } from '../live/controls';
import { filtersOf, fits } from '../pure/filters';
import { slice } from '../pure/window';
import { go, query, search } from '../route';
import { Button, Empty } from '../ui/basics';
import { words } from '../words';
import { Row } from './row';

const states = ['draft', 'uploading', 'training', 'completed', 'failed', 'canceled', 'held'];

export function Home() {
  const filters = filtersOf(query.value);
  const now = turn.value;
  const rows = useMemo(() => sift(filters), [now, query.value]);
  useEffect(() => loadWaiting(), [now]);
  const total = all().length;
  return (
    <section>
      <div class="title-line">
        <h1>{words.home.title}</h1>
        <p class="muted tally">{loaded.value === 'no' ? words.home.reading : words.count.jobs(total)}</p>
      </div>
      {total > 0 ? <FilterBar counts={tally} chosen={filters.states} total={total} /> : null}
      {rows.length > 0 ? <List rows={rows} /> : <Nothing total={total} />}
    </section>
  );
}

// Those that fit; without filters there is nothing to look through.
function sift(filters: ReturnType<typeof filtersOf>): readonly Signal<Live>[] {
  const { states: wanted, search: text, labels } = filters;
  if (wanted.length === 0 && !text && labels.length === 0) return all();
  return all().filter((live) => fits(live.peek().job, filters));
}

function FilterBar({ counts, chosen, total }: { counts: Record<string, number>; chosen: string[]; total: number }) {
  const toggle = (state: string) => {
    const next = chosen.includes(state) ? chosen.filter((other) => other !== state) : [...chosen, state];
    search({ state: next.join(',') || null });
  };
  return (
    <div class="filters">
      <div class="chips" role="group" aria-label={words.home.filter}>
        <button type="button" class="chip" aria-pressed={chosen.length === 0} onClick={() => search({ state: null })}>
          {words.home.all} <span>{count(total)}</span>
        </button>
        {states.filter((state) => counts[state] || chosen.includes(state)).map((state) => (
          <button type="button" class={`chip ${state}`} key={state} aria-pressed={chosen.includes(state)} onClick={() => toggle(state)}>
            {words.state[state]} <span>{count(counts[state] ?? 0)}</span>
          </button>
        ))}
      </div>
      <div class="searches">
        <input type="search" aria-label={words.home.search} placeholder={words.home.searchHint} value={query.value.get('search') ?? ''} onInput={(event) => search({ search: event.currentTarget.value || null })} />
        <input type="search" class="label-search" aria-label={words.home.labels} placeholder={words.home.labelsHint} value={query.value.get('label') ?? ''} onInput={(event) => search({ label: event.currentTarget.value || null })} />
      </div>
    </div>
  );
}

function Nothing({ total }: { total: number }) {
  if (total > 0) return (
    <Empty title={words.home.none} hint={words.home.noneHint}>
      <Button onClick={() => go('/')}>{words.home.clear}</Button>
    </Empty>
  );
  if (loaded.value !== 'all') return null;
  return <Empty title={words.home.empty} hint={words.home.emptyHint}><a class="button main" href="/new">{words.nav.new}</a></Empty>;
}

function useRowHeight(): number {
  const narrow = useMemo(() => matchMedia('(max-width: 46rem)'), []);
  const [height, setHeight] = useState(narrow.matches ? 156 : 92);
  useEffect(() => {
    const changed = () => setHeight(narrow.matches ? 156 : 92);
    narrow.addEventListener('change', changed);
    return () => narrow.removeEventListener('change', changed);
  }, []);
  return height;
}

function List({ rows }: { rows: readonly Signal<Live>[] }) {
  const height = useRowHeight();
  const box = useRef<HTMLUListElement>(null);
  const [window_, setWindow] = useState({ first: 0, last: 20 });
  useEffect(() => {
    let drawn = 0;
    const draw = () => {
      drawn = 0;
      if (!box.current) return;
      const top = -box.current.getBoundingClientRect().top;
      const next = slice(rows.length, height, Math.max(0, top), innerHeight);
      setWindow((old) => (old.first === next.first && old.last === next.last ? old : next));
    };
    const later = () => (drawn ||= requestAnimationFrame(draw));
    draw();
    addEventListener('scroll', later, { passive: true });
    addEventListener('resize', later);
    return () => {
      cancelAnimationFrame(drawn);
      removeEventListener('scroll', later);
      removeEventListener('resize', later);
    };
  }, [rows.length, height]);
  useEffect(() => void performance.mark('understudy-rows'), []); // for who measures how soon they are there
  const last = Math.min(rows.length, window_.last);
  const visible = rows.slice(Math.min(window_.first, last), last);
  return (
    <ul class="rows" ref={box} aria-label={words.home.list} style={{ height: `${rows.length * height}px` }}>
      {visible.map((live, place) => {
        const position = window_.first + place;
        const id = live.peek().job.id;
        return <Row key={id} live={live} waiting={waiting.value.get(id)} top={position * height} height={height} position={position + 1} of={rows.length} />;
      })}
    </ul>
  );
}
