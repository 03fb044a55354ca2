// The shell: head, banners, the page that the URL names, and the focus that follows.
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Banners } from './banners';
import { Head } from './head';
import { Home } from './pages/home';
import { SignIn } from './pages/sign-in';
import { path } from './route';
import { entering } from './session';
import { Announcer } from './ui/announce';
import { lazily } from './ui/lazy';
import { words } from './words';

interface Shown {
  title: string;
  page: ComponentType<{ id: string }>;
  id: string;
}

const NewClone = lazily<{ id: string }>(() => import('./pages/new'));
const Clone = lazily<{ id: string }>(() => import('./pages/clone'));
const Datasets = lazily<{ id: string }>(() => import('./pages/datasets'));
const OneDataset = lazily<{ id: string }>(() => import('./pages/dataset'));
const Ledger = lazily<{ id: string }>(() => import('./pages/ledger'));
const System = lazily<{ id: string }>(() => import('./pages/system'));

const one: Record<string, [string, ComponentType<{ id: string }>]> = {
  '': [words.home.title, Home],
  new: [words.make.title, NewClone],
  datasets: [words.datasets.title, Datasets],
  ledger: [words.ledger.title, Ledger],
  system: [words.system.title, System],
};
const many: Record<string, [string, ComponentType<{ id: string }>]> = { jobs: [words.home.title, Clone], datasets: [words.datasets.title, OneDataset] };

function shown(at: string): Shown {
  const [first = '', second, ...more] = at.split('/').slice(1);
  const found = more.length > 0 ? undefined : second ? many[first] : one[first];
  let id = second ?? '';
  try {
    id = decodeURIComponent(id);
  } catch {
    // Not ours to decode: then it names nothing, and the daemon will say so.
  }
  return found ? { title: found[0], page: found[1], id } : { title: words.missing.title, page: Missing, id: '' };
}

export function App() {
  const { title, page: Page, id } = shown(path.value);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const out = entering.value === 'out';
  useEffect(() => {
    document.title = `${out ? words.signIn.title : title} · ${words.name}`;
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [path.value, out]);
  return (
    <>
      <a class="skip" href="#main">{words.skip}</a>
      {out ? null : <Head />}
      <main id="main" tabIndex={-1} ref={main}>
        {out ? <SignIn /> : null}
        {entering.value === 'in' ? (
          <>
            <Banners />
            <Page id={id} key={path.value} />
          </>
        ) : null}
      </main>
      <Announcer />
    </>
  );
}

function Missing() {
  return (
    <section class="narrow">
      <h1>{words.missing.title}</h1>
      <p class="lede">{words.missing.lede}</p>
      <a class="button main" href="/">{words.missing.home}</a>
    </section>
  );
}
