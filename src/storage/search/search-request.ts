import type { JsonValue } from '../../model/columns.ts';
import type { BackupId } from '../../model/ids.ts';
import type { ParsedQuery } from './parsed-query.ts';

/** A matching record. */
export interface SearchHit {
  readonly backup: BackupId;
  readonly artifact: string;
  /** The `type:` value. */
  readonly type: string;
  /** The key of the record in its table. */
  readonly ref: string;
  /** UTC milliseconds. */
  readonly occurredAt: number | null;
  /** The record's text, or an excerpt around the first match if it is long. */
  readonly displayText: string;
  /** Start of the excerpt and length of the whole text in UTF-16 units; null if the text is complete. */
  readonly excerpt: { readonly start: number; readonly length: number } | null;
  readonly payload: { readonly [key: string]: JsonValue };
  /** [start, end) in `displayText`, UTF-16 units, ascending, not overlapping. */
  readonly highlights: readonly (readonly [start: number, end: number])[];
  /** True if a search term was found only in text that is searched but not shown. */
  readonly also: boolean;
}

/** Parameters of a search. */
export interface SearchRequest {
  readonly query: ParsedQuery;
  /** All backups if absent. Unknown ones have no hits. */
  readonly backups?: readonly BackupId[];
  /** Resolved values of `from:` (handle keys, `me`); `query.from` is used unchanged if absent. */
  readonly fromKeys?: readonly string[];
  /** Resolved values of `with:`: people by handle key, and conversations; `query.with` is used as handles if absent. */
  readonly companions?: {
    readonly keys: readonly string[];
    readonly conversations: readonly ConversationReference[];
  };
  /** Resolved values of `in:`; `query.in` is used as keys if absent. */
  readonly conversations?: readonly ConversationReference[];
  /** Only these records, by backup; all if absent. */
  readonly only?: ReadonlyMap<BackupId, readonly RecordReference[]>;
  /** None of these records, by backup. */
  readonly except?: ReadonlyMap<BackupId, readonly RecordReference[]>;
  /** IANA time zone of `query.times`. Default: UTC. */
  readonly timeZone?: string;
  readonly sort: 'newest' | 'oldest' | 'relevance';
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
  /** In time order only: the page before `cursor` instead of the one after it. */
  readonly back?: boolean;
  /** In time order without a cursor, UTC milliseconds: start there, with earlier records (`newest`) or later ones. */
  readonly at?: number;
}

/** A record in the search index. */
export interface RecordReference {
  /** The `type:` value. */
  readonly type: string;
  /** The key of the record in its table. */
  readonly ref: string;
  /** UTC milliseconds, as in the index. */
  readonly at: number | null;
}

/** A conversation; keys of different artifacts may be equal. */
export interface ConversationReference {
  readonly backup: BackupId;
  /** Any artifact if absent. */
  readonly artifact?: string;
  readonly key: string | number;
}

/** Search results without texts, for counting. */
export interface SearchSample {
  readonly hits: readonly Pick<SearchHit, 'backup' | 'artifact' | 'type' | 'occurredAt' | 'payload'>[];
  /** True if these are all results; otherwise they are the newest. */
  readonly isComplete: boolean;
}

/** One page of hits. */
export interface SearchPage {
  readonly items: readonly SearchHit[];
  readonly next: string | null;
  /** Cursor for use with `back`: the page before this one. Null if there is none, and for relevance. */
  readonly previous: string | null;
  /** Exact up to a thousand. */
  readonly total: number | { readonly atLeast: number };
}
