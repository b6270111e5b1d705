import { type ClauseMatch, matchText } from './matching.ts';
import type { ParsedQuery } from './parsed-query.ts';

/** A hit's text as it is shown. */
export interface Rendering {
  /** The text, or an excerpt of a long one. */
  readonly text: string;
  /** Where the excerpt begins in the whole text, and how long that is; null when nothing was cut. */
  readonly excerpt: { readonly start: number; readonly length: number } | null;
  /** [start, end) in `text`, ascending, not overlapping. */
  readonly highlights: (readonly [start: number, end: number])[];
  /** True when every clause was found in the whole text (as far as it is looked at). */
  readonly complete: boolean;
}

/** Texts up to this many UTF-16 units are shown whole; of longer ones an excerpt of this length. */
const MAX_SHOWN = 4000;
/** How much stands before the first match in an excerpt. */
const LEAD = 300;
/** How far into a text matches are looked for. */
const MAX_SCANNED = 200_000;

/** Moves a cut out of the middle of a surrogate pair. */
function cut(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

type Range = readonly [start: number, end: number];

/** Joins matches that touch: [start, end) in UTF-16 units, ascending. */
function merge(matches: readonly ClauseMatch[]): Range[] {
  const merged: [number, number][] = [];
  for (const { start, end } of matches) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** The places of `text` where the clauses of `query` hold: [start, end) in UTF-16 units, ascending, not overlapping. */
export function highlight(text: string, query: Pick<ParsedQuery, 'clauses'>): Range[] {
  return merge(matchText(text.slice(0, MAX_SCANNED), query).matches);
}

/** What a hit shows of its text. */
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
