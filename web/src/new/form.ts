// What was typed and chosen for a new clone. Kept in this browser until it is submitted, so that a closed tab loses
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
}

const key = 'understudy-new-clone';
const empty = (): Form => ({ source: 'send', name: '', language: 'en', model: '', accent: '', labels: '', folder: '', path: '', dataset: '' });

function kept(): Form {
  try {
    return { ...empty(), ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Form>) };
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
export function forgetForm(): void {
  const { language } = form.peek();
  fill({ ...empty(), language });
}

export function labelsOf(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.trim()).filter(Boolean);
  return Object.fromEntries(pairs.map((pair) => {
    const cut = pair.indexOf('=');
    return cut < 0 ? [pair, ''] : [pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()];
  }));
}

export const languages = 'ar bg bn cs da de el en es fi fr gu he hi hr hu id it ja ka kn ko ml mr ms nl no or pa pl pt ro ru sk sv ta te th tl tr uk ur vi zh'.split(' ');
