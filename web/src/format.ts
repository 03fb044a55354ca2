// Numbers, sizes and times as the reader's locale writes them.
import { locale } from './words';

const number = new Intl.NumberFormat(locale);
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
const one = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const clockSeconds = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayOf = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

export const count = (n: number) => number.format(n);
export const short = (n: number) => compact.format(n);
export const tenth = (n: number) => one.format(n);

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
export function bytes(n: number): string {
  let step = 0;
  let value = n;
  while (value >= 1024 && step < units.length - 1) {
    value /= 1024;
    step++;
  }
  return `${step === 0 || value >= 100 ? number.format(Math.round(value)) : one.format(value)} ${units[step]}`;
}

// 45 s, 12 min, 3 h 05 min, 2 d 4 h
export function duration(seconds: number): string {
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return s < 600 ? `${Math.floor(s / 60)} min ${String(s % 60).padStart(2, '0')} s` : `${Math.round(s / 60)} min`;
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, '0')} min`;
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3600)} h`;
}

// A place in a sound: 1:05; of a short one with tenths, 0:01.4
export function place(seconds: number, whole = 60): string {
  const s = Math.max(0, seconds);
  const rest = whole < 10 ? (s % 60).toFixed(1).padStart(4, '0') : String(Math.floor(s % 60)).padStart(2, '0');
  return `${Math.floor(s / 60)}:${rest}`;
}

export const dateTime = (iso: string) => full.format(new Date(iso));
export const time = (ms: number, seconds = false) => (seconds ? clockSeconds : clock).format(ms);
export const day = (ms: number) => dayOf.format(ms);

export function moment(iso: string): string {
  const then = new Date(iso);
  const today = new Date().toDateString() === then.toDateString();
  return today ? clockSeconds.format(then) : `${dayOf.format(then)}, ${clock.format(then)}`;
}

// in 5 minutes, 3 hours ago
export function fromNow(iso: string, now: number): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  const size = Math.abs(seconds);
  if (size < 60) return relative.format(seconds, 'second');
  if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  return relative.format(Math.round(seconds / 86_400), 'day');
}

// The daemon's sentences carry times as the API writes them; a person reads those of the own clock.
export const localized = (text: string) => text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (iso) => dateTime(iso));

// What the daemon says in half a sentence, to stand among whole ones. Commands and paths keep their small letters.
export function sentence(text: string): string {
  if (!text) return '';
  const begun = /^(understudy\b|[^\s]*[/_.=])/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?:…]$/.test(begun) ? begun : `${begun}.`;
}
