import type { RegisteredKind } from '../../artifacts/kinds.ts';
import type { RecordView } from '../../contract/kinds.ts';
import type { PersonDetailView } from '../../contract/people.ts';
import type { KeyValues } from '../../model/table-key.ts';
import { encodeTableKey } from '../../model/table-key.ts';
import { lookupList } from '../lookup-list.ts';
import { findTable } from '../records/find-table.ts';
import { recordView } from '../records/record-view.ts';
import { keyValues } from '../records/row-cells.ts';
import { rowsByKey } from '../records/row-lookup.ts';
import { anyTables, rowsOf } from '../rows-of.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { type HandleCount, handlesOf, KINDS_WITH_HANDLES } from './handle-counts.ts';
import type { People } from './people.ts';

/** Maximum number of records per kind: the newest. */
const SHOWN = 50;
/** Maximum number of stored handles in a query. */
const MAX_HANDLES = 200;
/** Maximum number of records scanned for the newest of a kind. */
const MAX_SCANNED = 20_000;

type PersonRecords = PersonDetailView['records'][number];

/** The newest records of every kind with one of these canonical handles. */
export async function personRecords(
  ctx: ViewContext,
  scope: Scope,
  handleKeys: ReadonlySet<string>,
  people: People,
): Promise<PersonRecords[]> {
  const found: PersonRecords[] = [];
  for (const kind of KINDS_WITH_HANDLES) {
    const handlesByColumn = [...(await handlesOf(ctx, scope, kind, handleKeys))];
    const count = handlesByColumn.flatMap(([, counts]) => counts).reduce((sum, { records }) => sum + records, 0);
    if (count === 0) continue;
    const places = (
      await Promise.all(handlesByColumn.map((columnHandles) => newestPlaces(ctx, scope, kind, columnHandles)))
    ).flat();
    found.push({ backup: scope.backup, kind: kind.id, count, items: await newest(ctx, scope, kind, places, people) });
  }
  return found;
}

/** A record and its time. */
interface Place {
  readonly at: number | null;
  readonly key: KeyValues;
}

/** The newest records with one of these handles in a column. */
async function newestPlaces(
  ctx: ViewContext,
  scope: Scope,
  { table, definition, show: { at } }: RegisteredKind,
  [column, counts]: readonly [column: string, counts: readonly HandleCount[]],
): Promise<Place[]> {
  const handles = counts.slice(0, MAX_HANDLES).map(({ handle }) => handle);
  const columns = [...new Set([...definition.primaryKey, ...(at === undefined ? [] : [at])])];
  const named = rowsOf(ctx, scope, table)
    .where(column, 'in', lookupList(handles))
    .orderBy(column)
    .select(columns)
    .limit(MAX_SCANNED);
  const found = anyTables(ctx).selectFrom(named.as('named')).select(columns);
  const byTime = at === undefined ? found : found.orderBy(at, (order) => order.desc().nullsLast());
  const sorted = definition.primaryKey.reduce((query, key) => query.orderBy(key, 'desc'), byTime);
  const rows = await sorted.limit(SHOWN).execute();
  return rows.map((row) => {
    const time = at === undefined ? null : row[at];
    return { at: typeof time === 'number' ? time : null, key: keyValues(row, definition) };
  });
}

async function newest(
  ctx: ViewContext,
  scope: Scope,
  kind: RegisteredKind,
  places: readonly Place[],
  people: People,
): Promise<RecordView[]> {
  // A record may have a person's handles in several columns.
  const distinct = new Map(places.map((place) => [encodeTableKey(place.key), place]));
  const shown = [...distinct].sort(([, a], [, b]) => (b.at ?? -Infinity) - (a.at ?? -Infinity) || 0).slice(0, SHOWN);
  const keys = shown.map(([, { key }]) => key);
  const rows = await rowsByKey(ctx, scope, findTable(kind.table), keys);
  return shown.flatMap(([key]) => {
    const row = rows.get(key);
    return row === undefined ? [] : recordView(kind, row, people);
  });
}
