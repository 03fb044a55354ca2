// The voice's name and language; model, accent and labels for who needs them.
import { Field } from '../ui/basics';
import { Language, Line } from '../ui/fields';
import { words } from '../words';
import { fill, form, type Form } from './form';

export function Details() {
  const text = words.make;
  const field = (name: keyof Form) => ({ id: name, value: form.value[name], set: (value: string) => fill({ [name]: value }) });
  return (
    <fieldset class="card">
      <legend>{text.voice}</legend>
      <Field id="name" label={text.nameLabel} hint={text.nameHint}>
        {(aria) => <input {...aria} class="large" type="text" maxLength={200} required autocomplete="off" value={form.value.name} onInput={(event) => fill({ name: event.currentTarget.value })} />}
      </Field>
      <Language {...field('language')} label={text.language} />
      <details class="more">
        <summary>{text.more}</summary>
        <Line {...field('model')} label={text.model} hint={text.modelHint} more={{ spellcheck: false }} />
        <Line {...field('accent')} label={text.accent} hint={text.accentHint} more={{ maxLength: 100 }} />
        <Line {...field('labels')} label={text.labelsLabel} hint={text.labelsHint} />
      </details>
    </fieldset>
  );
}
