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
  /** Where the excerpt begins in the whole text, and how long that is, in UTF-16 units; null when the text is whole. */
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
  readonly conversations?: readonly ConversationReference[];
  readonly sort: 'newest' | 'oldest' | 'relevance';
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
  /** By time only: the page before the place of `cursor` instead of the one after it. */
  readonly back?: boolean;
  /** By time and without a cursor, UTC milliseconds: begin there, with what came before then (`newest`) or from then on. */
  readonly at?: number;
}

/** A conversation; keys of different artifacts may be equal. */
export interface ConversationReference {
  readonly backup: BackupId;
  /** Of every artifact when absent. */
  readonly artifact?: string;
  readonly key: string | number;
}

/** What a search finds, without its texts: to be counted. */
export interface SearchSample {
  readonly hits: readonly Pick<SearchHit, 'backup' | 'artifact' | 'type' | 'occurredAt' | 'payload'>[];
  /** These are all of them; else the newest. */
  readonly isComplete: boolean;
}

/** One page of hits. */
export interface SearchPage {
  readonly items: readonly SearchHit[];
  readonly next: string | null;
  /** To be passed with `back`: the page before this one. Null where there is none, and by relevance. */
  readonly previous: string | null;
  /** Exact up to a thousand. */
  readonly total: number | { readonly atLeast: number };
}
