import type { ParsedQuery, QueryTerm } from './parsed-query.ts';
import { phoneRuns, queryNumber } from './phone-tokens.ts';
import { FILTER_NAMES, type FilterName, QueryFilters } from './query-filters.ts';
import { tokenize } from './tokenizer.ts';

/** Maximum query length in UTF-16 units; the rest is ignored. */
const MAX_LENGTH = 1000;
/** Maximum number of terms; the rest is ignored. */
const MAX_TERMS = 50;
/** Maximum number of tokens per term; the rest is ignored. */
export const MAX_TOKENS = 50;

/**
 * Minimum number of characters before a `*`: a single one matches a tenth of all words, and looking them up takes
 * seconds.
 */
const MIN_PREFIX = 2;

const OPENING = /["\u201c\u201d\u201e\u00ab\u00bb]/;
const QUOTED = /["\u201c\u201d\u201e\u00ab\u00bb]([^"\u201c\u201d\u00ab\u00bb]*)["\u201c\u201d\u00ab\u00bb]/y;
const FILTER = new RegExp(`(${FILTER_NAMES.join('|')}):`, 'iy');
/** A word ends at a space, a parenthesis or a quotation mark. */
const BARE = /[^\s()"\u201c\u201d\u201e\u00ab\u00bb]+/y;

/** One item of the query, delimited by spaces. */
interface Item {
  readonly filter: FilterName | null;
  readonly negated: boolean;
  readonly quoted: boolean;
  readonly text: string;
}

/** Splits a query into items. Every text can be split: anything without special meaning is a word. */
function* items(query: string): Generator<Item> {
  const numbers = new Map(phoneRuns(query).map((run) => [run.start, run.end]));
  const take = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(query);
  };
  for (let at = 0; at < query.length; ) {
    if (/[\s()]/.test(query.charAt(at)) && !numbers.has(at)) {
      at++;
      continue;
    }
    const negated = query[at] === '-' && /[^\s-]/.test(query.charAt(at + 1));
    if (negated) at++;
    const name = take(FILTER, at);
    const filter = name === null ? null : ((name[1] as string).toLowerCase() as FilterName);
    if (name !== null) at += name[0].length;
    const quoted = take(QUOTED, at);
    const number = filter === null ? numbers.get(at) : undefined;
    if (quoted !== null) {
      yield { filter, negated, quoted: true, text: quoted[1] as string };
      at += quoted[0].length;
    } else if (number !== undefined) {
      yield { filter, negated, quoted: true, text: query.slice(at, number) };
      at = number;
    } else {
      const text = take(BARE, at)?.[0] ?? '';
      // An unmatched quotation mark is skipped.
      if (text !== '' || filter !== null) yield { filter, negated, quoted: false, text };
      at += text === '' && OPENING.test(query.charAt(at)) ? 1 : text.length;
    }
  }
}

function term({ text, quoted }: Item): QueryTerm | null {
  const tokens = tokenize(text)
    .slice(0, MAX_TOKENS)
    .map((token) => token.text);
  const last = tokens.at(-1);
  if (last === undefined) return null;
  const prefix = !quoted && last.length >= MIN_PREFIX && /[\p{L}\p{N}\p{M}]\*$/u.test(text);
  return { tokens, prefix, number: prefix ? null : queryNumber(text) };
}

/**
 * Parses user input: words (all must match), `"phrases"`, `prefix*` (at least two characters), `-not`, `a OR b`, and
 * the filters `type:` `area:` `from:` `with:` `in:` `after:` `before:` `until:` `time:` `has:` `is:` `tag:` `note:` with
 * plain or quoted values. Dates without an offset are in `timeZone`.
 * @throws BAD_REQUEST for an invalid filter; nothing else is an error
 */
export function parseQuery(text: string, options: { timeZone?: string } = {}): ParsedQuery {
  const filters = new QueryFilters(options.timeZone ?? 'UTC');
  const clauses: QueryTerm[][] = [];
  const excluded: QueryTerm[] = [];
  let begun = false;
  let joins = false;
  let meaningless = false;
  let terms = 0;
  for (const item of items(text.slice(0, MAX_LENGTH))) {
    const first = !begun;
    begun = true;
    if (item.filter !== null) {
      filters.add(item.filter, item.text, item.negated);
      continue;
    }
    if (item.text === 'OR' && !item.quoted && !item.negated && !first && !joins) {
      // OR next to a filter is ignored: filters are always combined with AND.
      joins = clauses.length > 0;
      continue;
    }
    const parsed = term(item);
    if (parsed === null) {
      meaningless = true;
      continue;
    }
    if (++terms > MAX_TERMS) break;
    if (item.negated) excluded.push(parsed);
    else if (joins) clauses.at(-1)?.push(parsed);
    else clauses.push([parsed]);
    joins = false;
  }
  // Only characters without meaning: the search has a condition that nothing can match.
  if (meaningless && clauses.length === 0 && excluded.length === 0) clauses.push([]);
  return { clauses, excluded, ...filters.result() };
}
