import { type RawBuilder, sql } from 'kysely';
import { kindOfTable } from '../../artifacts/kinds.ts';
import { registry } from '../../artifacts/registry.ts';
import type { TableDefinition } from '../../model/columns.ts';
import type { Kind } from '../../model/kind.ts';
import { rowsOf, runOf } from '../rows-of.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import type { RowLimit } from './chosen-chats.ts';

/** Rows per page. */
const PAGE = 1000;

/** A row by column name. */
export type SourceRow = Readonly<Record<string, unknown>>;

/** A table of an artifact, with what its declaration says about it. */
export interface SourceTable {
  readonly name: string;
  readonly artifact: string;
  readonly definition: TableDefinition;
  /** Null for tables that are parts of other records. */
  readonly kind: Pick<Kind, 'id' | 'show'> | null;
}

/** Tables with rows of a backup, in the order of the artifacts; `artifacts`: only theirs, null for all. */
export function sourceTables(scope: Scope, artifacts: ReadonlySet<string> | null): SourceTable[] {
  return registry
    .filter(({ id }) => artifacts?.has(id) ?? true)
    .flatMap(({ id, tables }) =>
      Object.entries(tables).map(([name, definition]) => ({
        name,
        artifact: id,
        definition,
        kind: kindOfTable(name),
      })),
    )
    .filter(({ name }) => runOf(scope, name) !== null);
}

/** Number of rows of some tables that `limit` lets through. */
export async function countSourceRows(
  ctx: ViewContext,
  scope: Scope,
  tables: readonly SourceTable[],
  limit: RowLimit | null = null,
): Promise<number> {
  let count = 0;
  for (const { name } of tables) {
    const all = rowsOf(ctx, scope, name);
    const row = await (limit?.(name, all) ?? all).select(sql<number>`count(*)`.as('rows')).executeTakeFirstOrThrow();
    count += row['rows'];
  }
  return count;
}

/**
 * Rows of a table in the order of its key, a page at a time. `columns`: only these besides the key; `limit`: only rows
 * that it lets through.
 */
export async function* sourceRows(
  ctx: ViewContext,
  scope: Scope,
  { name, definition }: SourceTable,
  { columns, limit }: { readonly columns?: readonly string[]; readonly limit?: RowLimit | null } = {},
): AsyncGenerator<readonly SourceRow[], void, undefined> {
  const key = definition.primaryKey;
  const names = [...new Set([...key, ...(columns ?? Object.keys(definition.columns))])];
  let after: RawBuilder<boolean> | null = null;
  for (;;) {
    const all = rowsOf(ctx, scope, name);
    let query = (limit?.(name, all) ?? all).select(names).limit(PAGE);
    for (const column of key) query = query.orderBy(column);
    if (after !== null) query = query.where(after);
    const rows: readonly SourceRow[] = await query.execute();
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (rows.length < PAGE || last === undefined) return;
    const refs = sql.join(key.map((column) => sql.ref(column)));
    after = sql<boolean>`(${refs}) > (${sql.join(key.map((column) => last[column]))})`;
  }
}
