// Name, pages, and whether what is shown is live.
import { line } from './live/line';
import { path } from './route';
import { mayChange } from './session';
import { Change } from './ui/change';
import { words } from './words';

const pages: [string, string, string][] = [
  ['/', words.nav.voices, 'M4 10v4M9 6v12M14 9v6M19 4v16'],
  ['/datasets', words.nav.datasets, 'M4 7h16M4 12h16M4 17h16'],
  ['/ledger', words.nav.ledger, 'M4 18l5-6 4 3 7-9'],
  ['/system', words.nav.system, 'M12 8a4 4 0 100 8 4 4 0 000-8zM12 3v3M12 18v3M3 12h3M18 12h3'],
];

function here(to: string): boolean {
  const at = path.value;
  return to === '/' ? at === '/' || at.startsWith('/jobs/') : at === to || at.startsWith(to + '/');
}

export function Head() {
  const live = line.value.state === 'live';
  return (
    <header class="head">
      <a class="name" href="/">
        <svg viewBox="0 0 32 32" aria-hidden="true"><path d="M8 14v4M13 9v14M19 12v8" /><path class="second" d="M24 14v4" /></svg>
        {words.name}
        <span class={`lamp ${live ? 'on' : ''}`} aria-hidden="true" />
      </a>
      <nav aria-label={words.nav.label}>
        {pages.map(([to, title, shape]) => (
          <a key={to} href={to} aria-current={here(to) ? 'page' : undefined}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d={shape} /></svg>
            {title}
          </a>
        ))}
      </nav>
      {mayChange() ? (
        <a class="button main new" href="/new" aria-current={path.value === '/new' ? 'page' : undefined}>{words.nav.new}</a>
      ) : <Change kind="main" class="new">{words.nav.new}</Change>}
    </header>
  );
}
