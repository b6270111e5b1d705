import { matchText } from './matching.ts';
import type { ParsedQuery } from './parsed-query.ts';

/** Amount of text that is scored. */
const MAX_SCORED = 10_000;
/** Period of recency that adds one point; absolute, so that scores do not change over time. */
const TEN_YEARS_MS = 315_576_000_000;
/** Times outside 1970–2109 are implausible and earn no points. */
const LATEST_MS = 2 ** 42;

/**
 * Relevance of a record; higher is better. Points: 4 if all clauses are in the shown text, 2 for adjacency in the order
 * typed, 1 for whole words instead of prefixes, 1 for a short text, and 1 per ten years of recency. Unlike bm25 and
 * ts_rank, the same on every engine.
 */
export function score(text: string, at: number | null, query: Pick<ParsedQuery, 'clauses'>): number {
  const recency = at !== null && at > 0 && at < LATEST_MS ? at / TEN_YEARS_MS : 0;
  const clauses = query.clauses.length;
  if (clauses === 0) return recency;
  const { matches, tokens } = matchText(text.slice(0, MAX_SCORED), query);
  const found = new Set<number>();
  const exact = new Set<number>();
  /** Position after the last match of a run of clauses in the order typed → number of clauses in the run. */
  const runs = new Map<string, number>();
  let longest = 0;
  for (const { clause, position, length, exact: whole } of matches) {
    found.add(clause);
    if (whole) exact.add(clause);
    if (position < 0) continue;
    const run = (runs.get(`${clause - 1}:${position}`) ?? 0) + 1;
    runs.set(`${clause}:${position + length}`, run);
    longest = Math.max(longest, run);
  }
  const together = clauses === 1 ? found.size : (longest - 1) / (clauses - 1);
  const short = 1 / (1 + Math.log2(1 + tokens / 8));
  return (4 * found.size) / clauses + 2 * Math.max(0, together) + exact.size / clauses + short + recency;
}
