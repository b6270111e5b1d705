import type { SearchHitView } from '../../../src/contract/search.ts';
import type { Texts } from '../i18n/texts.ts';
import { systemMessageText } from './system-message-text.ts';
import { wordPlaces } from './word-places.ts';

/** A text and what is marked in it. */
export type MarkedText = Pick<SearchHitView, 'snippet' | 'highlights'>;

/**
 * The words of a record in the reader's language, with what was searched for marked; null where they say no more than
 * its title. What happened is found by an English sentence: of that, names and titles are marked.
 */
export function hitWords(hit: SearchHitView, t: Texts): MarkedText | null {
  const { snippet, highlights, title, systemMessage } = hit;
  const sentence = systemMessage === null ? null : systemMessageText(systemMessage, t);
  if (sentence === null) return snippet === '' || snippet === title ? null : { snippet, highlights };
  const wanted = highlights.map(([start, end]) => snippet.slice(start, end));
  return { snippet: sentence, highlights: wordPlaces(wanted, sentence) };
}
