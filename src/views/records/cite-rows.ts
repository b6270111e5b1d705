import type { SourceRowView } from '../../contract/tables.ts';
import type { BackupId } from '../../model/ids.ts';
import { decodeTableKey, encodeTableKey } from '../../model/table-key.ts';
import { rowsOf, runOf } from '../rows-of.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { findTable } from './find-table.ts';
import { keyValues } from './row-cells.ts';
import { whereKeys } from './row-lookup.ts';
import { sourceRowView } from './source.ts';

/** Number of rows read at once. */
const CHUNK = 500;

/**
 * The source rows of many records of a table by key; records that no longer exist or were combined from many rows are
 * absent. @throws BACKUP_NOT_FOUND, NOT_FOUND (no such table)
 */
export async function citeRows(
  ctx: ViewContext,
  backup: BackupId,
  table: string,
  keys: readonly string[],
): Promise<Map<string, readonly SourceRowView[]>> {
  const { name, artifact, definition } = findTable(table);
  const scope = await scopeOf(ctx, backup);
  const cited = new Map<string, readonly SourceRowView[]>();
  if (definition.sourceRows === undefined || runOf(scope, name) === null) return cited;
  const sources = await ctx.store.sources.list(backup, artifact);
  const wanted = keys.flatMap((key) => {
    const values = decodeTableKey(key, definition);
    return values === null ? [] : [values];
  });
  for (let at = 0; at < wanted.length; at += CHUNK) {
    const some = whereKeys(rowsOf(ctx, scope, name), definition, wanted.slice(at, at + CHUNK));
    for (const row of await some.selectAll().execute()) {
      const rows = definition.sourceRows(row).flatMap((source) => sourceRowView(source, sources, backup) ?? []);
      if (rows.length > 0) cited.set(encodeTableKey(keyValues(row, definition)), rows);
    }
  }
  return cited;
}
