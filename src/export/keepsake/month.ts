import { WORDS } from './words.ts';

/** The month as a heading and group. */
export function monthOf(day: string): { readonly heading: string; readonly group: string } {
  const month = day.slice(0, 'yyyy-mm'.length);
  return month === '' ? { heading: WORDS.noDate, group: 'none' } : { heading: month, group: month };
}
