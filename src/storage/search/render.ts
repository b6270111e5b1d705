import { type ClauseMatch, matchText } from './matching.ts';
import type { ParsedQuery } from './parsed-query.ts';

/** The text of a hit as shown. */
export interface Rendering {
  /** The text, or an excerpt of a long one. */
  readonly text: string;
  /** Start of the excerpt and length of the whole text; null if nothing was cut. */
  readonly excerpt: { readonly start: number; readonly length: number } | null;
  /** [start, end) in `text`, ascending, not overlapping. */
  readonly highlights: (readonly [start: number, end: number])[];
  /** True if every clause was found in the (scanned part of the) text. */
  readonly complete: boolean;
}

/** Texts up to this many UTF-16 units are shown completely; longer ones as an excerpt of this length. */
const MAX_SHOWN = 4000;
/** Amount of text before the first match in an excerpt. */
const LEAD = 300;
/** Amount of text scanned for matches. */
const MAX_SCANNED = 200_000;

/** Moves a cut out of a surrogate pair. */
function cut(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

type Range = readonly [start: number, end: number];

/** Merges adjacent and overlapping matches: [start, end) in UTF-16 units, ascending. */
function merge(matches: readonly ClauseMatch[]): Range[] {
  const merged: [number, number][] = [];
  for (const { start, end } of matches) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** The matches of `query` in `text`: [start, end) in UTF-16 units, ascending, not overlapping. */
export function highlight(text: string, query: Pick<ParsedQuery, 'clauses'>): Range[] {
  return merge(matchText(text.slice(0, MAX_SCANNED), query).matches);
}

/** {@link highlight}, and the clauses that were found: their numbers in the query. */
export function searchRanges(
  text: string,
  query: Pick<ParsedQuery, 'clauses'>,
): { readonly ranges: Range[]; readonly clauses: ReadonlySet<number> } {
  const { matches } = matchText(text.slice(0, MAX_SCANNED), query);
  return { ranges: merge(matches), clauses: new Set(matches.map(({ clause }) => clause)) };
}

/** Renders the text of a hit. */
export function render(text: string, query: Pick<ParsedQuery, 'clauses'>): Rendering {
  const { matches } = matchText(text.slice(0, MAX_SCANNED), query);
  const complete = new Set(matches.map(({ clause }) => clause)).size === query.clauses.length;
  const all = merge(matches);
  if (text.length <= MAX_SHOWN) return { text, excerpt: null, highlights: all, complete };
  const start = cut(text, Math.max(0, Math.min((all[0]?.[0] ?? 0) - LEAD, text.length - MAX_SHOWN)));
  const end = cut(text, Math.min(text.length, start + MAX_SHOWN));
  const highlights = all
    .filter(([from, to]) => from >= start && to <= end)
    .map(([from, to]) => [from - start, to - start] as const);
  return { text: text.slice(start, end), excerpt: { start, length: text.length }, highlights, complete };
}
