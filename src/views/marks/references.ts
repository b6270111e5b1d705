import { kindOf, type RegisteredKind } from '../../artifacts/kinds.ts';
import type { TableRowView } from '../../contract/tables.ts';
import type { RecordKey } from '../../model/mark.ts';
import { decodeTableKey } from '../../model/table-key.ts';
import type { RecordReference } from '../../storage/index.ts';
import { findTable } from '../records/find-table.ts';
import { rowsByKey } from '../records/row-lookup.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Rows read at once. */
const CHUNK = 500;

/** The rows of records that are in the index, by kind. */
export async function rowsOfRecords(
  ctx: ViewContext,
  scope: Scope,
  records: readonly RecordKey[],
  columnsOf?: (kind: RegisteredKind) => readonly string[],
): Promise<Map<RegisteredKind, Map<string, TableRowView>>> {
  const found = new Map<RegisteredKind, Map<string, TableRowView>>();
  for (const [id, ofKind] of Map.groupBy(records, ({ kind }) => kind)) {
    const kind = kindOf(id);
    if (kind === null) continue;
    const rows = new Map<string, TableRowView>();
    const keys = ofKind.flatMap(({ key }) => {
      const values = decodeTableKey(key, kind.definition);
      return values === null ? [] : [values];
    });
    for (let at = 0; at < keys.length; at += CHUNK) {
      const some = keys.slice(at, at + CHUNK);
      for (const row of await rowsByKey(ctx, scope, findTable(kind.table), some, columnsOf?.(kind))) rows.set(...row);
    }
    found.set(kind, rows);
  }
  return found;
}

/**
 * References to records in the search index, one for each time that they may have there; those that are not in the index,
 * or not searchable, have none.
 */
export async function searchReferences(
  ctx: ViewContext,
  scope: Scope,
  records: readonly RecordKey[],
): Promise<RecordReference[]> {
  const rows = await rowsOfRecords(ctx, scope, records, ({ show }) => (show.at === undefined ? [] : [show.at]));
  return [...rows].flatMap(([{ id, show, searchable }, ofKind]) =>
    searchable
      ? [...ofKind].flatMap(([ref, { values }]) => {
          const at = show.at === undefined ? null : values[show.at];
          const undated = { type: id, ref, at: null };
          // The search index has records without their time whose time is long before the backup: birthdays of the calendar.
          return typeof at === 'number' ? [{ ...undated, at: Math.trunc(at) }, undated] : [undated];
        })
      : [],
  );
}
