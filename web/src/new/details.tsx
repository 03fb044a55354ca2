// The voice's name and language; model, accent and labels for who needs them.
import { Field } from '../ui/basics';
import { words, locale } from '../words';
import { fill, form, languages } from './form';

const names = new Intl.DisplayNames(locale, { type: 'language' });
const sorted = languages.map((code) => [code, names.of(code) ?? code] as const).sort((a, b) => a[1].localeCompare(b[1], locale));

export function Details() {
  const { name, language, model, accent, labels } = form.value;
  const text = words.make;
  return (
    <fieldset class="card">
      <legend>{text.voice}</legend>
      <Field id="name" label={text.nameLabel} hint={text.nameHint}>
        {(aria) => <input {...aria} class="large" type="text" maxLength={200} required autocomplete="off" value={name} onInput={(event) => fill({ name: event.currentTarget.value })} />}
      </Field>
      <Field id="language" label={text.language}>
        {(aria) => (
          <select {...aria} value={language} onChange={(event) => fill({ language: event.currentTarget.value })}>
            {sorted.map(([code, title]) => <option key={code} value={code}>{title}</option>)}
          </select>
        )}
      </Field>
      <details class="more">
        <summary>{text.more}</summary>
        <Field id="model" label={text.model} hint={text.modelHint}>
          {(aria) => <input {...aria} type="text" autocomplete="off" spellcheck={false} placeholder="sonic-3-2026-01-12" value={model} onInput={(event) => fill({ model: event.currentTarget.value })} />}
        </Field>
        <Field id="accent" label={text.accent} hint={text.accentHint}>
          {(aria) => <input {...aria} type="text" maxLength={100} autocomplete="off" value={accent} onInput={(event) => fill({ accent: event.currentTarget.value })} />}
        </Field>
        <Field id="labels" label={text.labelsLabel} hint={text.labelsHint}>
          {(aria) => <input {...aria} type="text" autocomplete="off" value={labels} onInput={(event) => fill({ labels: event.currentTarget.value })} />}
        </Field>
      </details>
    </fieldset>
  );
}
