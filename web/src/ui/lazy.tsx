// A component whose code is fetched when it is first drawn. (preact/compat's brings more than this page needs.)
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../words';

type Drawn<P> = (props: P) => JSX.Element | null;

export function lazily<P extends object>(load: () => Promise<{ default: Drawn<P> }>): Drawn<P> {
  let there: Drawn<P> | null = null;
  return function Lazy(props: P) {
    const [, setTurn] = useState(0);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (there) return;
      load().then(
        (module) => {
          there = module.default;
          setTurn(1);
        },
        () => setFailed(true), // the daemon is away, or is another version by now
      );
    }, []);
    const Loaded = there;
    if (Loaded) return <Loaded {...props} />;
    return failed ? <p class="notice bad" role="alert">{words.offline.part}</p> : <p class="muted pad" aria-busy="true">…</p>;
  };
}
