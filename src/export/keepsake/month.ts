import type { Words } from '../language/words.ts';

/** The month as a heading and group. */
export function monthOf(day: string, words: Words): { readonly heading: string; readonly group: string } {
  const month = day.slice(0, 'yyyy-mm'.length);
  return month === ''
    ? { heading: words.text.chat.noDate, group: 'none' }
    : { heading: words.month(day), group: month };
}
