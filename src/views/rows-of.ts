import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { type ArtifactTables, registry } from '../artifacts/registry.ts';
import type { Scope } from './scope.ts';
import type { ViewContext } from './types.ts';

/** Tables with static column types: those of rich artifacts. */
type TypedTables = ViewContext['store']['read'] extends Kysely<infer Tables> ? Tables : never;

/** Name of a table with static column types. */
export type TypedTable = keyof ArtifactTables;

/** Tables without static column types. */
type AnyTables = Record<string, Record<string, unknown>>;

/** Query of a table without static column types. */
export type AnyRows = SelectQueryBuilder<AnyTables, string, Record<string, unknown>>;

/** Query of a table with static column types. */
export type TypedRows<K extends TypedTable> = SelectQueryBuilder<TypedTables, K, object>;

const ARTIFACT_OF: ReadonlyMap<string, string> = new Map(
  registry.flatMap(({ id, tables }) => Object.keys(tables).map((table) => [table, id] as const)),
);

/** The database without static column types. */
export function anyTables({ store }: ViewContext): Kysely<AnyTables> {
  return store.read as unknown as Kysely<AnyTables>;
}

/** The run of the current rows of a table, or null if its artifact is not indexed. */
export function runOf({ runs }: Scope, table: string): number | null {
  return runs.get(ARTIFACT_OF.get(table) ?? '') ?? null;
}

/** The current rows of a table in one backup; no rows if its artifact is not indexed. */
export function rowsOf<K extends TypedTable>(ctx: ViewContext, scope: Scope, table: K): TypedRows<K>;
/** As above, without static column types. */
export function rowsOf(ctx: ViewContext, scope: Scope, table: string): AnyRows;
/** The implementation of both. */
export function rowsOf(ctx: ViewContext, scope: Scope, table: string): AnyRows {
  return anyTables(ctx)
    .selectFrom(table)
    .where('backupId', '=', scope.backupId)
    .where('runId', '=', runOf(scope, table) ?? NO_RUN);
}

/* oxlint-disable typescript/no-unnecessary-type-parameters -- the caller specifies the columns of the table */
/**
 * The current rows of a table, aliased as `row`, with the column types that the caller specifies. With `names`, only
 * these columns of the table, by the names that they have in the query.
 */
export function rowsLike<Columns extends object>(
  { store }: ViewContext,
  scope: Scope,
  table: string,
  names: Readonly<Record<string, string>> | null = null,
): SelectQueryBuilder<TypedTables & { row: Columns }, 'row', object> {
  return store.read
    .selectFrom(sql<Columns>`${names === null ? sql.table(table) : renamed(table, names)}`.as('row'))
    .where(sql.ref('row.backupId'), '=', scope.backupId)
    .where(sql.ref('row.runId'), '=', runOf(scope, table) ?? NO_RUN);
}

/** A table with other names of columns. Both engines look through it, so its indexes serve as always. */
function renamed(table: string, names: Readonly<Record<string, string>>): RawBuilder<unknown> {
  const columns = Object.entries({ ...names, backupId: 'backupId', runId: 'runId' });
  const list = columns.map(([name, column]) => sql`${sql.ref(column)} as ${sql.id(name)}`);
  return sql`(select ${sql.join(list)} from ${sql.table(table)})`;
}

/** Matches no run: ids start at 1. */
const NO_RUN = 0;
