import type { RegisteredKind } from '../../artifacts/kinds.ts';
import type { RecordView } from '../../contract/kinds.ts';
import type { TableRowView } from '../../contract/tables.ts';
import { decodeTableKey } from '../../model/table-key.ts';
import type { People } from '../people/people.ts';
import type { Scope } from '../scope.ts';
import { codedColumns } from '../search/code-places.ts';
import type { ViewContext } from '../types.ts';
import { findTable } from './find-table.ts';
import { recordView } from './record-view.ts';
import { roleColumns } from './role-columns.ts';
import { rowsByKey } from './row-lookup.ts';

/** Title and sender of a record, and the zone of the place where it happened. */
export interface RecordHead extends Pick<RecordView, 'title' | 'from'> {
  /** UTC offset in seconds; null if it is unknown. */
  readonly utcOffset: number | null;
  /** Its codes and numbers, by column. */
  readonly coded: Readonly<Record<string, unknown>>;
}

/** Titles, senders and zones of records by key, in one query; unknown keys are absent. */
export async function recordHeads(
  ctx: ViewContext,
  scope: Scope,
  kind: RegisteredKind,
  keys: readonly string[],
  people: People,
): Promise<Map<string, RecordHead>> {
  const { title, from, fromMe, called, country, utcOffset } = kind.show;
  const names = Object.values(called ?? {}).filter((name) => name !== undefined);
  const columns = [...[title, from, fromMe, names, country, utcOffset].flatMap(roleColumns), ...codedColumns(kind)];
  const values = keys.flatMap((key) => {
    const decoded = decodeTableKey(key, kind.definition);
    return decoded === null ? [] : [decoded];
  });
  const rows = await rowsByKey(ctx, scope, findTable(kind.table), values, columns);
  const offsetOf = ({ values: cells }: TableRowView): number | null => {
    const offset = utcOffset === undefined ? null : cells[utcOffset];
    return typeof offset === 'number' ? offset : null;
  };
  return new Map(
    [...rows].map(([key, row]) => [
      key,
      { ...recordView(kind, row, people), utcOffset: offsetOf(row), coded: row.values },
    ]),
  );
}
