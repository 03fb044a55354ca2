// What the form comes to: a job to be submitted, or what is still missing for it.
import type { Submission } from '../api/types';
import { labelsOf } from '../pure/labels';
import { words } from '../words';
import { form } from './form';
import { inboxPath } from './inbox';
import { arrived, sending } from './sending';

// Where the recordings lie as a job names them; null: nowhere yet.
export function pathOf(): string | null {
  const { source, path } = form.value;
  if (source === 'server') return path || null;
  const now = sending.value;
  return source === 'send' && now && inboxPath.value && now.done > 0 ? `${inboxPath.value}/${now.folder}` : null;
}

export const versionOf = () => (form.value.source === 'send' ? sending.value?.done ?? 0 : 0);

export function missing(): string | null {
  const { name, source, dataset } = form.value;
  if (source === 'dataset' && !dataset) return words.make.needRecordings;
  if (source !== 'dataset' && !pathOf()) return words.make.needRecordings;
  if (source === 'send' && sending.value && !arrived(sending.value)) return words.make.needArrival;
  return name.trim() ? null : words.make.needName;
}

export function submission(): Submission {
  const { name, language, model, accent, labels, source, dataset } = form.value;
  const where = source === 'dataset' ? { dataset_id: dataset } : { recordings: [pathOf()!] };
  const optional = { ...(model.trim() ? { model_id: model.trim() } : {}), ...(accent.trim() ? { accent: accent.trim() } : {}) };
  return { name: name.trim(), language, labels: labelsOf(labels), start: false, ...where, ...optional } as Submission;
}
