import type { Dialect, Kysely, RawBuilder } from 'kysely';
import type { ColumnKind } from '../model/columns.ts';
import type { ArtifactSearchIndexTable, CoreDatabase } from './database.ts';
import type { ParsedQuery, QueryTerm } from './search/parsed-query.ts';

/** The pieces of DDL in which engines differ. */
export interface Ddl {
  /** Query for the tables that can be named without a schema, one `name` in each row. */
  readonly tableNames: string;
  columnType(kind: ColumnKind): string;
  /** Type and constraints of a key that the database counts up and never uses again. */
  readonly generatedKey: string;
  /** What stands after the columns: `keyed` for a table stored in the order of a primary key of several columns. */
  tableOptions(keyed: boolean): string;
  /** Statements that keep what stands in text columns of a new table, or in new columns, out of the planner's statistics. */
  keepPrivate(table: string, columns: Readonly<Record<string, ColumnKind>>): string[];
  /** A (quoted) column in an index of ours, so that nulls come first in it. */
  indexColumn(column: string, mayBeNull: boolean): string;
  /**
   * Statements that make what only this engine has: the full-text part beside `artifact_search_index` first of all.
   * Migration 0001 runs them after the core tables: a change here needs a migration of its own.
   */
  readonly ownParts: readonly string[];
}

/** A part of a search that an engine writes in its own query language. */
export interface Match {
  /** Row ids of the backups that are searched, at least one. The facets say so too: for engines that find them quicker. */
  readonly backups: readonly number[];
  /** All must hold; of one clause, any term. */
  readonly clauses: readonly (readonly QueryTerm[])[];
  readonly excluded: readonly QueryTerm[];
  /** All must hold; of one group, any facet. */
  readonly facets: readonly (readonly string[])[];
  readonly excludedFacets: readonly string[];
}

/** A window on the ids of what matches. */
export interface IdWindow {
  /** Both inclusive. */
  readonly minId: number;
  readonly maxId: number;
  readonly order: 'newest' | 'oldest';
  readonly limit: number;
  /** UTC milliseconds; [after, before) of `occurred_at`. */
  readonly after: number | null;
  readonly before: number | null;
}

/** A hit as the engine gives it. */
export interface FoundRow {
  readonly id: number;
  readonly backupId: number;
  readonly runId: number;
  readonly type: string;
  readonly ref: string;
  readonly occurredAt: number | null;
  readonly payload: ArtifactSearchIndexTable['payload'];
  /** JSON of a `Rendering`: see `search/render.ts`. */
  readonly rendering: string;
}

/** A hit and its score. */
export interface RankedRow extends FoundRow {
  readonly score: number;
}

/** Full-text search of one engine, within one read transaction. */
export interface SearchEngine {
  /**
   * How many hits the window has, counted up to its limit. `wanted`: how many of the newest will be asked for next, so that
   * an engine may keep them by the way.
   */
  count(db: Kysely<CoreDatabase>, match: Match, window: IdWindow, wanted: number): Promise<number>;
  /** Hits in id order. */
  find(db: Kysely<CoreDatabase>, match: Match, window: IdWindow, query: ParsedQuery): Promise<FoundRow[]>;
  /** The window's hits, best first, after the given place. */
  rank(
    db: Kysely<CoreDatabase>,
    match: Match,
    window: IdWindow,
    query: ParsedQuery,
    page: { after: { score: number; id: number } | null; limit: number },
  ): Promise<RankedRow[]>;
}

/** One database product. What differs between products stands behind this port, everything else is Kysely. */
export interface Engine {
  readonly ddl: Ddl;
  readonly search: SearchEngine;
  /** `write-raw` leaves names and values as SQL has them: for migrations. */
  dialect(use: 'read' | 'write' | 'write-raw'): Dialect;
  /** Deletes up to `limit` rows of a run from a table with this (quoted) key. */
  deleteSome(table: string, key: string, run: { id: number; backupId: number }, limit: number): RawBuilder<unknown>;
  /** To be called when tables were made or changed. */
  schemaChanged(): Promise<void>;
  /** Remembers, also across a crash, that the next {@link scrub} must leave nothing of deleted rows anywhere. */
  scrubThoroughly(): Promise<void>;
  /**
   * Removes what deleted rows left in the full-text index and in logs, in short steps; a thorough one also in pages that
   * are in use, which holds up writers for as long as copying the database takes. Does nothing when `rowsDeleted` is false
   * and no thorough one is due. @throws CANCELLED, STORAGE_UNAVAILABLE
   */
  scrub(options: { rowsDeleted: boolean; pauseMs: number; signal?: AbortSignal }): Promise<void>;
  /** Ends threads and connections. */
  close(): Promise<void>;
}
