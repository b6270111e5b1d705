import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { ViewContext } from '../types.ts';

/** Tables and columns that only a definition names. */
type AnyTables = Record<string, Record<string, unknown>>;

/** Rows of some table. */
export type AnyRows = SelectQueryBuilder<AnyTables, string, Record<string, unknown>>;

/** The database as something whose tables are known by their definitions only. */
export function anyTables({ store }: ViewContext): Kysely<AnyTables> {
  return store.read as unknown as Kysely<AnyTables>;
}

/** The current rows of a table of one backup. */
export function rowsOf(ctx: ViewContext, table: string, backupId: number, runId: number): AnyRows {
  return anyTables(ctx).selectFrom(table).where('backupId', '=', backupId).where('runId', '=', runId);
}
