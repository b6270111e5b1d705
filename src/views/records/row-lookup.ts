import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { TableRowView } from '../../contract/tables.ts';
import { msg } from '../../locales/messages.ts';
import type { TableDefinition } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import { decodeTableKey, encodeTableKey, type KeyValues } from '../../model/table-key.ts';
import { type AnyRows, rowsOf, runOf } from '../rows-of.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import type { ArtifactTable } from './find-table.ts';
import { cellsView, keyValues, selectCells } from './row-cells.ts';

/** One row with all its columns. @throws NOT_FOUND */
export async function findTableRow(
  ctx: ViewContext,
  scope: Scope,
  { name, definition }: ArtifactTable,
  key: string,
): Promise<Readonly<Record<string, unknown>>> {
  const values = decodeTableKey(key, definition);
  const all = rowsOf(ctx, scope, name);
  const row =
    values === null ? undefined : await withKey(all, definition.primaryKey, values).selectAll().executeTakeFirst();
  if (row === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-row'));
  return row;
}

/** Maximum number of keys in a query: of keys with several columns, SQLite takes a thousand. */
const MOST_KEYS = 500;

/**
 * List views of rows by key; unknown keys are absent.
 *
 * @param columns columns to read besides the key; all others are null in the views. Default: all
 */
export async function rowsByKey(
  ctx: ViewContext,
  scope: Scope,
  { name, definition }: ArtifactTable,
  keys: readonly KeyValues[],
  columns?: readonly string[],
): Promise<Map<string, TableRowView>> {
  const found = new Map<string, TableRowView>();
  if (runOf(scope, name) === null) return found;
  for (let start = 0; start < keys.length; start += MOST_KEYS) {
    const wanted = whereKeys(rowsOf(ctx, scope, name), definition, keys.slice(start, start + MOST_KEYS));
    for (const row of await selectCells(wanted, definition, columns).execute()) {
      found.set(encodeTableKey(keyValues(row, definition)), cellsView(row, definition));
    }
  }
  return found;
}

/** The rows with these keys, of which there must be some. */
export function whereKeys(rows: AnyRows, definition: TableDefinition, keys: readonly KeyValues[]): AnyRows {
  return rows.where(keyIsOneOf(definition, keys));
}

/** Condition: the key of a row is one of these, of which there must be some. */
export function keyIsOneOf({ primaryKey }: TableDefinition, keys: readonly KeyValues[]): RawBuilder<SqlBool> {
  const [only = '', ...others] = primaryKey;
  if (others.length === 0) return sql<SqlBool>`${sql.ref(only)} in (${sql.join(keys.map(([value]) => value))})`;
  const each = keys.map((values) => {
    const parts = values.map((value, at) => sql`${sql.ref(primaryKey[at] ?? '')} = ${value}`);
    return sql`(${sql.join(parts, sql` and `)})`;
  });
  return sql<SqlBool>`(${sql.join(each, sql` or `)})`;
}

function withKey(rows: AnyRows, primaryKey: readonly string[], values: KeyValues): AnyRows {
  return values.reduce<AnyRows>((query, value, at) => query.where(primaryKey[at] ?? '', '=', value), rows);
}
