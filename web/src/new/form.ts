// What was typed and chosen for a new clone. Kept in this browser until it is a draft of the daemon's, so that a closed tab loses
// neither the name nor the place where the recordings go.
import { signal } from '@preact/signals';

export interface Form {
  source: 'send' | 'server' | 'dataset';
  name: string;
  language: string;
  model: string;
  accent: string;
  labels: string;
  folder: string; // of the inbox, once something was dropped
  path: string;
  dataset: string;
  draft: string; // the job that it is kept as, once nothing is missing
}

const key = 'understudy-new-clone';
const empty = (): Form => ({ source: 'send', name: '', language: 'en', model: '', accent: '', labels: '', folder: '', path: '', dataset: '', draft: '' });

// The draft that was left behind by a closed tab: it is a row of the list by now, and the form is free for another.
export let leftBehind = '';

function kept(): Form {
  try {
    const before = { ...empty(), ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Form>) };
    leftBehind = before.draft;
    return before.draft ? { ...empty(), language: before.language } : before;
  } catch {
    return empty();
  }
}

export const form = signal<Form>(kept());

export function fill(changes: Partial<Form>): void {
  form.value = { ...form.peek(), ...changes };
  try {
    localStorage.setItem(key, JSON.stringify(form.value));
  } catch {
    // A browser that keeps nothing: then a closed tab begins anew.
  }
}
export const forgetLeft = () => (leftBehind = '');
export function forgetForm(): void {
  const { language } = form.peek();
  fill({ ...empty(), language });
}
