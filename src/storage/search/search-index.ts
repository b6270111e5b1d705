import type { JsonValue } from '../../model/columns.ts';
import type { BackupId } from '../../model/ids.ts';
import type { ParsedQuery } from './parsed-query.ts';

/** A record that matches. */
export interface SearchHit {
  readonly backup: BackupId;
  readonly artifact: string;
  /** The word for `type:`. */
  readonly type: string;
  /** The key of the record in its table. */
  readonly ref: string;
  /** UTC milliseconds. */
  readonly occurredAt: number | null;
  /** The record's text; of a long one an excerpt around the first match. */
  readonly displayText: string;
  /** Where the excerpt begins in the whole text, and how long that is, in UTF-16 units. */
  readonly excerpt: { readonly start: number; readonly length: number } | null;
  readonly payload: { readonly [key: string]: JsonValue };
  /** [start, end) in `displayText`, UTF-16 units, ascending, not overlapping. */
  readonly highlights: readonly (readonly [start: number, end: number])[];
  /** Something asked for was found in what is searched but not shown. */
  readonly also: boolean;
}

/** Of what to search, and in which order. */
export interface SearchRequest {
  readonly query: ParsedQuery;
  /** All backups when absent. Unknown ones have no hits. */
  readonly backups?: readonly BackupId[];
  /** What `from:` was resolved to (handle keys, `me`); `query.from` is used as it stands when absent. */
  readonly fromKeys?: readonly string[];
  /** What `in:` was resolved to; `query.in` is used as keys when absent. */
  readonly conversations?: readonly { readonly backup: BackupId; readonly key: string | number }[];
  readonly sort: 'newest' | 'oldest' | 'relevance';
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/** One page of hits. */
export interface SearchPage {
  readonly items: readonly SearchHit[];
  readonly next: string | null;
  /** Exact up to a thousand. */
  readonly total: number | { readonly atLeast: number };
}

/** The search index over all artifacts: serves global search, timeline and people. */
export interface SearchIndex {
  /** Only current rows are found. @throws BAD_REQUEST (limit, cursor) */
  find(request: SearchRequest): Promise<SearchPage>;
}
