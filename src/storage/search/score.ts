import { matchText } from './matching.ts';
import type { ParsedQuery } from './parsed-query.ts';

/** How far into a text it is scored. */
const MAX_SCORED = 10_000;
/** This much later weighs as much as one point; absolute, so that a score does not change while time goes on. */
const TEN_YEARS_MS = 315_576_000_000;
/** Times outside 1970–2109 are not sane and give no points. */
const LATEST_MS = 2 ** 42;

/**
 * How well a record answers a query, higher is better. In points: 4 for all clauses being in the shown text, 2 for
 * standing together in the order typed, 1 for whole words rather than beginnings, 1 for a short text, and 1 for every ten
 * years of recency. The same on every engine, unlike bm25 and ts_rank.
 */
export function score(text: string, at: number | null, query: Pick<ParsedQuery, 'clauses'>): number {
  const recency = at !== null && at > 0 && at < LATEST_MS ? at / TEN_YEARS_MS : 0;
  const clauses = query.clauses.length;
  if (clauses === 0) return recency;
  const { matches, tokens } = matchText(text.slice(0, MAX_SCORED), query);
  const found = new Set<number>();
  const exact = new Set<number>();
  /** Place after the last match of a run of clauses in the order typed → how many clauses the run has. */
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
