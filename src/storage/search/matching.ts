import type { ParsedQuery, QueryTerm } from './parsed-query.ts';
import { numbersMatch, phoneRuns } from './phone-tokens.ts';
import { tokenize } from './tokenizer.ts';

/** A match of a query clause in a text. */
export interface ClauseMatch {
  /** Index of the clause in the query. */
  readonly clause: number;
  /** [start, end) in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Position of the first token; -1 for a number. */
  readonly position: number;
  /** Number of tokens matched. */
  readonly length: number;
  /** True if the last token matched completely. */
  readonly exact: boolean;
}

/** All matches of a query's clauses in a text, and the number of tokens in the text. */
export interface TextMatches {
  readonly matches: readonly ClauseMatch[];
  readonly tokens: number;
}

/** Maximum number of matches per text: enough to show, and a limit on work. */
const MAX_MATCHES = 200;

function termAt(term: QueryTerm, tokens: readonly { readonly text: string }[], at: number): 'exact' | 'prefix' | null {
  const { tokens: sought, prefix } = term;
  if (at + sought.length > tokens.length) return null;
  const last = sought.length - 1;
  for (let offset = 0; offset < last; offset++) {
    if (tokens[at + offset]?.text !== sought[offset]) return null;
  }
  const standing = tokens[at + last]?.text as string;
  const wanted = sought[last] as string;
  if (standing === wanted) return 'exact';
  return prefix && standing.startsWith(wanted) ? 'prefix' : null;
}

/** Finds the clauses of `query` in `text`, in order of position. Consistent with the index. */
export function matchText(text: string, query: Pick<ParsedQuery, 'clauses'>): TextMatches {
  const tokens = tokenize(text);
  const matches: ClauseMatch[] = [];
  const terms = query.clauses.flatMap((clause, index) => clause.map((term) => ({ clause: index, term })));
  for (let at = 0; at < tokens.length && matches.length < MAX_MATCHES; at++) {
    for (const { clause, term } of terms) {
      const found = termAt(term, tokens, at);
      if (found === null) continue;
      const length = term.tokens.length;
      const start = tokens[at]?.start as number;
      const end = tokens[at + length - 1]?.end as number;
      matches.push({ clause, start, end, position: at, length, exact: found === 'exact' });
    }
  }
  const numbers = terms.filter(({ term }) => term.number !== null);
  if (numbers.length > 0) {
    for (const { reversed, start, end } of phoneRuns(text).slice(0, MAX_MATCHES)) {
      for (const { clause, term } of numbers) {
        if (!numbersMatch(term.number as string, reversed)) continue;
        matches.push({ clause, start, end, position: -1, length: 1, exact: term.number === reversed });
      }
    }
  }
  return { matches: matches.sort((a, b) => a.start - b.start || b.end - a.end), tokens: tokens.length };
}
