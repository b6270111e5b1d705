import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { type ArtifactTables, registry } from '../artifacts/registry.ts';
import type { Scope } from './scope.ts';
import type { ViewContext } from './types.ts';

/** The tables whose columns are known by type: those of rich artifacts. */
type TypedTables = ViewContext['store']['read'] extends Kysely<infer Tables> ? Tables : never;

/** A table whose columns are known by type. */
export type TypedTable = keyof ArtifactTables;

/** Tables and columns that only a definition names. */
type AnyTables = Record<string, Record<string, unknown>>;

/** Rows of some table. */
export type AnyRows = SelectQueryBuilder<AnyTables, string, Record<string, unknown>>;

/** Rows of a table whose columns are known by type. */
export type TypedRows<K extends TypedTable> = SelectQueryBuilder<TypedTables, K, object>;

const ARTIFACT_OF: ReadonlyMap<string, string> = new Map(
  registry.flatMap(({ id, tables }) => Object.keys(tables).map((table) => [table, id] as const)),
);

/** The database as something whose tables are known by their definitions only. */
export function anyTables({ store }: ViewContext): Kysely<AnyTables> {
  return store.read as unknown as Kysely<AnyTables>;
}

/** The run of the current rows of a table; null where its artifact has no index. */
export function runOf({ runs }: Scope, table: string): number | null {
  return runs.get(ARTIFACT_OF.get(table) ?? '') ?? null;
}

/** The current rows of a table of one backup; none where its artifact has no index. */
export function rowsOf<K extends TypedTable>(ctx: ViewContext, scope: Scope, table: K): TypedRows<K>;
/** As above, of a table that only its definition names. */
export function rowsOf(ctx: ViewContext, scope: Scope, table: string): AnyRows;
/** The implementation of both. */
export function rowsOf(ctx: ViewContext, scope: Scope, table: string): AnyRows {
  return anyTables(ctx)
    .selectFrom(table)
    .where('backupId', '=', scope.backupId)
    .where('runId', '=', runOf(scope, table) ?? NO_RUN);
}

/* oxlint-disable typescript/no-unnecessary-type-parameters -- the caller of rowsLike says which columns the table has */
/** The current rows of a table as `row`, which has these columns whatever the table is. */
export function rowsLike<Columns extends object>(
  { store }: ViewContext,
  scope: Scope,
  table: string,
): SelectQueryBuilder<TypedTables & { row: Columns }, 'row', object> {
  return store.read
    .selectFrom(sql<Columns>`${sql.table(table)}`.as('row'))
    .where(sql.ref('row.backupId'), '=', scope.backupId)
    .where(sql.ref('row.runId'), '=', runOf(scope, table) ?? NO_RUN);
}

/** Runs are numbered from 1. */
const NO_RUN = 0;
