import type { ByteSource } from '../byte-source.ts';
import type { SearchContext } from '../search-context.ts';

const CALL = /^keepsake\("[^"]*",(.*)\)\s*$/s;
/** Numbers of documents, in which every short word is by chance. */
const NUMBERS = /^[A-Za-z0-9_-]*$/;
/** A script has some ten thousand characters; only the word of most documents takes more. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Searches a script of the index of a keepsake: a list of words, each followed by numbers of documents as letters. What
 * is written otherwise is searched as text.
 */
export async function searchShard(source: ByteSource, context: SearchContext): Promise<void> {
  const search = context.search('search index');
  const bytes = await source.read(MAX_BYTES);
  const entries = entriesOf(bytes.toString('utf8'));
  if (entries === null) search.write(bytes);
  else if (typeof entries === 'string') search.writeText(NUMBERS.test(entries) ? '' : entries);
  else {
    for (const [index, entry] of entries.entries()) {
      if (index % 2 === 1 && NUMBERS.test(entry)) continue;
      search.writeText(entry);
      search.break();
    }
  }
  for await (const chunk of source.chunks()) search.write(chunk);
  search.end();
}

function entriesOf(text: string): string | readonly string[] | null {
  try {
    const value: unknown = JSON.parse(CALL.exec(text)?.[1] ?? '');
    if (typeof value === 'string') return value;
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : null;
  } catch {
    return null;
  }
}
