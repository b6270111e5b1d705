import type { KindView } from '../../../src/contract/kinds.ts';
import type { SearchHitView } from '../../../src/contract/search.ts';
import { withNamedCodes } from '../../../src/locales/named-codes.ts';
import type { Texts } from '../i18n/texts.ts';
import { codeLabel, measure } from './field-text.ts';
import { systemMessageText } from './system-message-text.ts';
import { wordPlaces } from './word-places.ts';

/** A text with its marked ranges. */
export type MarkedText = Pick<SearchHitView, 'snippet' | 'highlights'>;

/**
 * Text of a record in the user's language with search terms marked; null if it repeats the title. System messages are
 * indexed by an English sentence: in translations only names and titles are marked.
 */
export function hitWords(hit: SearchHitView, kind: KindView | null, t: Texts): MarkedText | null {
  const { snippet, highlights, title, systemMessage } = hit;
  const sentence = systemMessage === null ? null : systemMessageText(systemMessage, t);
  if (sentence === null) return snippet === '' || snippet === title ? null : withNamedCodes(hit, valueWords(kind));
  const wanted = highlights.map(([start, end]) => snippet.slice(start, end));
  return { snippet: sentence, highlights: wordPlaces(wanted, sentence) };
}

/** What people read for a value in a text: the name of a code, a number with its unit. */
function valueWords(kind: KindView | null): (column: string, value: string) => string | null {
  return (name, value) => {
    const column = kind?.columns.find((each) => each.name === name);
    if (column === undefined) return null;
    const isNumber = column.kind === 'integer' || column.kind === 'real';
    return codeLabel(column, value) ?? (isNumber && value !== '' ? measure(column, Number(value)) : null);
  };
}
