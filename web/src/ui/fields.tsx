// Lines to type into, and the languages that the cloud trains: for the form of a new clone and for changing a draft.
import type { JSX } from 'preact';
import { locale } from '../words';
import { Field } from './basics';

const codes = 'ar bg bn cs da de el en es fi fr gu he hi hr hu id it ja ka kn ko ml mr ms nl no or pa pl pt ro ru sk sv ta te th tl tr uk ur vi zh'.split(' ');
const names = new Intl.DisplayNames(locale, { type: 'language' });
const sorted = codes.map((code) => [code, names.of(code) ?? code] as const).sort((a, b) => a[1].localeCompare(b[1], locale));

type Extra = Omit<JSX.IntrinsicElements['input'], 'id' | 'value' | 'label'>;
interface LineProps {
  id: string;
  label: string;
  hint?: string;
  value: string;
  set: (value: string) => void;
  more?: Extra;
}
export function Line({ id, label, hint, value, set, more }: LineProps) {
  return <Field id={id} label={label} hint={hint}>{(aria) => <input type="text" autocomplete="off" {...(more as object)} {...aria} value={value} onInput={(event) => set(event.currentTarget.value)} />}</Field>;
}

export function Lines({ id, label, hint, value, set, rows = 3 }: LineProps & { rows?: number }) {
  return <Field id={id} label={label} hint={hint}>{(aria) => <textarea {...aria} rows={rows} value={value} onInput={(event) => set(event.currentTarget.value)} />}</Field>;
}

export function Language({ id, label, value, set }: LineProps) {
  const known = codes.includes(value);
  return (
    <Field id={id} label={label}>
      {(aria) => (
        <select {...aria} value={value} onChange={(event) => set(event.currentTarget.value)}>
          {known ? null : <option value={value}>{value}</option>}
          {sorted.map(([code, title]) => <option key={code} value={code}>{title}</option>)}
        </select>
      )}
    </Field>
  );
}
