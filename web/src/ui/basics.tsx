// The small pieces that every page is made of.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Refused } from '../api/client';
import { sentence } from '../format';
import { words } from '../words';

type Kind = 'plain' | 'main' | 'quiet' | 'danger';
type ButtonProps = { kind?: Kind; small?: boolean } & JSX.IntrinsicElements['button'];

export function Button({ kind = 'plain', small, class: extra, ...rest }: ButtonProps) {
  return <button type="button" class={`button ${kind} ${small ? 'small' : ''} ${extra ?? ''}`} {...(rest as object)} />;
}

export function State({ state, held }: { state: string; held?: boolean }) {
  const shown = held ? 'held' : state;
  return <span class={`state ${shown}`}>{held ? `${words.state[state]} · ${words.state.held}` : words.state[state] ?? state}</span>;
}

// Of 0 to 1, or null where nobody knows how far it is.
export function Bar({ part, label, text, tone = '' }: { part: number | null; label: string; text?: string; tone?: string }) {
  const percent = part === null ? undefined : Math.round(Math.max(0, Math.min(1, part)) * 100);
  return (
    <div class={`bar ${tone} ${part === null ? 'unknown' : ''}`} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} aria-valuetext={text}>
      <div style={{ transform: `scaleX(${part === null ? 1 : Math.max(0, Math.min(1, part))})` }} />
    </div>
  );
}

export function Refusal({ refused, again }: { refused: Refused | null; again?: () => void }) {
  if (!refused) return null;
  const { title, detail, field } = refused.problem;
  return (
    <div class="notice bad" role="alert">
      <p>
        <strong>{title}.</strong> {sentence(detail)} {field ? <span class="muted">{words.problem.field(field)}</span> : null}
      </p>
      {again ? <Button small onClick={again}>{words.act.reload}</Button> : null}
    </div>
  );
}

// `page`: it is all that the page has.
export function Empty({ title, hint, page, children }: { title: string; hint: string; page?: boolean; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Wave />
      {page ? <h1>{title}</h1> : <h2>{title}</h2>}
      <p class="muted">{hint}</p>
      {children}
    </div>
  );
}

// Our mark, drawn large: five bars, of which one is the understudy's.
export function Wave() {
  return (
    <svg class="wave" viewBox="0 0 120 40" aria-hidden="true">
      {[10, 22, 34, 26, 14, 30, 18, 8, 20, 12].map((height, place) => (
        <rect key={place} x={place * 12 + 3} y={20 - height / 2} width="5" height={height} rx="2.5" />
      ))}
    </svg>
  );
}

interface FieldProps {
  label: string;
  hint?: string;
  error?: string | null;
  id: string;
  children: (aria: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean | undefined }) => ComponentChildren;
}
export function Field({ label, hint, error, id, children }: FieldProps) {
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {hint ? <p class="hint" id={`${id}-hint`}>{hint}</p> : null}
      {error ? <p class="error" id={`${id}-error`}>{error}</p> : null}
    </div>
  );
}

export function Copy({ text, label, children }: { text: string; label: string; children: ComponentChildren }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await copyText(text);
    setDone(true);
    setTimeout(() => setDone(false), 1600);
  };
  return <Button small kind="quiet" aria-label={done ? words.act.copied : label} onClick={copy}>{done ? words.act.copied : children}</Button>;
}

// The clipboard's own interface is there over TLS and on loopback only.
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).catch(() => copyByHand(text));
  copyByHand(text);
}
function copyByHand(text: string): void {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'offscreen';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

// The time now, drawn anew every so often.
export function useNow(every_ms = 1000): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every_ms);
    return () => clearInterval(timer);
  }, [every_ms]);
  return now;
}
