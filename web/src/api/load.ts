// What a page has asked for: its answer, its refusal, or neither yet. Asked anew when a dependency changes; an answer
// that comes too late is dropped.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Refused } from './client';

export interface Loaded<T> {
  data: T | null;
  refused: Refused | null;
  loading: boolean;
  reload: () => void;
}

export function useLoad<T>(ask: (aborted: AbortSignal) => Promise<T>, needs: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<{ data: T | null; refused: Refused | null; loading: boolean }>({ data: null, refused: null, loading: true });
  const [turn, setTurn] = useState(0);
  const before = useRef(needs.join('\n'));
  useEffect(() => {
    const abort = new AbortController();
    const anew = before.current !== needs.join('\n');
    before.current = needs.join('\n');
    setState((old) => ({ data: anew ? null : old.data, refused: null, loading: true }));
    ask(abort.signal).then(
      (data) => abort.signal.aborted || setState({ data, refused: null, loading: false }),
      (error) => {
        if (abort.signal.aborted) return;
        if (!(error instanceof Refused)) throw error;
        setState((old) => ({ ...old, refused: error, loading: false }));
      },
    );
    return () => abort.abort();
  }, [...needs, turn]);
  const reload = useCallback(() => setTurn((value) => value + 1), []);
  return { ...state, reload };
}

// Asks again when one of these changes, and keeps showing what is there until the answer comes.
export function useReload(reload: () => void, needs: readonly unknown[]): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) reload();
    first.current = false;
  }, needs);
}
