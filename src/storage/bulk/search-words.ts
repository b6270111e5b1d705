import { phoneTokens } from '../search/phone-tokens.ts';
import { indexWords } from '../search/tokenizer.ts';

/** Separates parts of a record's words so that no phrase spans them. */
const PART_BREAK = '_';

/**
 * The tokens of a record separated by spaces: from its text, from additional searchable text, and its phone numbers.
 */
export function searchWords(text: string, also: string | null): string {
  let all = indexWords(text);
  if (also !== null) all += ` ${PART_BREAK} ${indexWords(also)}`;
  const numbers = phoneTokens(also === null ? text : `${text}\n${also}`);
  return numbers === '' ? all : `${all} ${PART_BREAK} ${numbers}`;
}
