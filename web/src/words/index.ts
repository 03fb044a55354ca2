// The language that the page speaks. Another one is another module of the same shape, chosen here.
import { en } from './en';

export type Words = typeof en;
export const words: Words = en;
export const locale = 'en';
