import type { RegisteredKind } from '../../artifacts/kinds.ts';
import type { RecordView } from '../../contract/kinds.ts';
import { decodeTableKey } from '../../model/table-key.ts';
import type { People } from '../people/people.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { findTable } from './find-table.ts';
import { recordView } from './record-view.ts';
import { roleColumns } from './role-columns.ts';
import { rowsByKey } from './row-lookup.ts';

/** Title and sender of a record. */
export type RecordHead = Pick<RecordView, 'title' | 'from'>;

/** Titles and senders of records by key, in one query; unknown keys are absent. */
export async function recordHeads(
  ctx: ViewContext,
  scope: Scope,
  kind: RegisteredKind,
  keys: readonly string[],
  people: People,
): Promise<Map<string, RecordHead>> {
  const { title, from, country } = kind.show;
  const columns = [...roleColumns(title), ...roleColumns(from), ...roleColumns(country)];
  const values = keys.flatMap((key) => {
    const decoded = decodeTableKey(key, kind.definition);
    return decoded === null ? [] : [decoded];
  });
  const rows = await rowsByKey(ctx, scope, findTable(kind.table), values, columns);
  return new Map([...rows].map(([key, row]) => [key, recordView(kind, row, people)]));
}
