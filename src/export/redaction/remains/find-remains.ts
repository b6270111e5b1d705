import type { FindRemains, Remain, RemovedTerm } from '../terms.ts';
import { isNumber } from './match/numbers.ts';
import { patternsOf } from './match/patterns.ts';
import { compile } from './match/term-search.ts';
import { SearchContext, type UnreadReason } from './search-context.ts';
import { searchFile } from './search-file.ts';
import { UnescapedText } from './text/unescape.ts';

/** A part of a file that could not be searched. */
export interface Unread {
  readonly path: string;
  readonly reason: UnreadReason;
  readonly where: string;
}

/** What the search of a file found, and what it could not search. */
export interface Inspection {
  readonly remains: readonly Remain[];
  /** Encrypted, damaged or excessive parts: a file with one of them is not known to be free of the values. */
  readonly unread: readonly Unread[];
}

/**
 * Searches a finished file and its path for all forms of the removed values. What finds are:
 *
 * - names, words and places as whole words, whatever their case, accents, normal form, invisible characters, and the
 *   signs between words; in scripts without spaces anywhere. Names of several words also with the last first, and
 *   written together. A name that is also an ordinary word (May, Will, Max) only where it is written as a name;
 * - numbers of seven digits and more with any separators, with and without country code and trunk prefix, as a whole;
 * - mail addresses as a whole;
 * - all of that in escapes (HTML, XML, JSON, URLs, quoted-printable, encoded words), folded lines, base64, UTF-16, in
 *   archives, PDFs, documents, and metadata of pictures, films and sound.
 *
 * A single letter is not searched, nor is a number of less than seven digits, nor what is in pixels or sound. The list of
 * terms must not change: it is prepared once for all files. Memory does not grow with the file, except for PDFs.
 */
export async function inspect(
  path: string,
  contents: AsyncIterable<Uint8Array>,
  terms: readonly RemovedTerm[],
): Promise<Inspection> {
  const remains = new Map<string, Remain>();
  const unread = new Map<string, Unread>();
  const context = new SearchContext(
    compile(terms),
    (term, where) => void remains.set(`${term.kind} ${term.label} ${where}`, { path, term, where }),
    (reason, where) => void unread.set(`${reason} ${where}`, { path, reason, where }),
  );
  searchName(path, context);
  await searchFile(path, contents, context);
  return { remains: [...remains.values()], unread: [...unread.values()] };
}

/** False for a value of which nothing can be searched: a single letter, a number of less than seven digits. */
export function isSearchable(term: RemovedTerm): boolean {
  return (term.kind === 'number' && isNumber(term)) || patternsOf(term).length > 0;
}

/** Like {@link inspect}, without what could not be searched. */
export const findRemains: FindRemains = async (path, contents, terms) => (await inspect(path, contents, terms)).remains;

function searchName(path: string, context: SearchContext): void {
  const search = context.search('file name');
  search.writeText(path);
  search.end();
  const resolved = new UnescapedText(search);
  resolved.write(Buffer.from(path));
  resolved.end();
  search.end();
}
