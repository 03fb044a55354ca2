// A question before something that cannot be undone. The browser's own dialog keeps the focus inside and gives it back.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Refused } from '../api/client';
import { words } from '../words';
import { Button, Refusal } from './basics';

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

export function Dialog({ title, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const shown = element.current!;
    shown.showModal();
    return () => {
      shown.close(); // before: what lies behind an open dialog takes no focus
      if (before?.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={element} aria-labelledby="dialog-title" onCancel={(event) => (event.preventDefault(), onClose())}>
      <h2 id="dialog-title">{title}</h2>
      {children}
    </dialog>
  );
}

interface AskProps extends Omit<DialogProps, 'children'> {
  yes: string;
  no?: string;
  danger?: boolean;
  disabled?: boolean;
  act: () => Promise<unknown>;
  onDone?: () => void; // in place of onClose once it is done
  children?: ComponentChildren;
}

// Yes does it once, and closes; a refusal is shown where it happened.
export function Ask({ title, onClose, yes, no, danger, disabled, act, onDone, children }: AskProps) {
  const { busy, refused, run } = useAct();
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await run(act)) (onDone ?? onClose)();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit}>
        {children}
        <Refusal refused={refused} />
        <div class="actions">
          <Button kind="quiet" onClick={onClose}>{no ?? words.act.back}</Button>
          <Button type="submit" kind={danger ? 'danger' : 'main'} disabled={busy || disabled}>{yes}</Button>
        </div>
      </form>
    </Dialog>
  );
}

// Something that is done by a click: whether it is under way, and how it was refused.
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const run = async (act: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setRefused(null);
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setRefused(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, refused, run };
}
