import { kindOf, type RegisteredKind } from '../../artifacts/kinds.ts';
import type { RecordDetailView, RecordPageView } from '../../contract/kinds.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import type { MarkFilter } from '../marks/mark-filter.ts';
import { peopleOf } from '../people/people.ts';
import { rowsOf } from '../rows-of.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { sortableColumns } from './find-table.ts';
import { kindOrder } from './kind-order.ts';
import { recordView } from './record-view.ts';
import type { RowFilter } from './row-filter.ts';
import { getTableRow, listTableRows } from './rows.ts';

/** Query of a list of records. */
export interface RecordQuery extends RowFilter, MarkFilter {
  /** A sortable column. Default: the order of the kind. */
  readonly sort?: string;
  readonly order?: 'asc' | 'desc';
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/**
 * A page of the records of a kind; empty if its artifact is not indexed. The cost is bounded as in {@link listTableRows}.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (no such kind), BAD_REQUEST (sort, filter, cursor)
 */
export async function listRecords(
  ctx: ViewContext,
  backup: BackupId,
  kindId: string,
  query: RecordQuery,
): Promise<RecordPageView> {
  const kind = findKind(kindId);
  const ordered = { ...query, ...orderOf(kind, query), people: true };
  const [{ items, next, people }, known] = await Promise.all([
    listTableRows(ctx, backup, kind.table, ordered),
    scopeOf(ctx, backup).then((scope) => peopleOf(ctx, scope)),
  ]);
  return { items: items.map((row) => recordView(kind, row, known)), next, people: people ?? {} };
}

/**
 * One record in full; secrets are omitted unless requested.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (no such kind or record)
 */
export async function getRecord(
  ctx: ViewContext,
  backup: BackupId,
  kindId: string,
  key: string,
  { secrets = false }: { readonly secrets?: boolean } = {},
): Promise<RecordDetailView> {
  const kind = findKind(kindId);
  const { people, ...row } = await getTableRow(ctx, backup, kind.table, key, { people: true, secrets });
  const known = await peopleOf(ctx, await scopeOf(ctx, backup));
  return { ...recordView(kind, row, known), people: people ?? {} };
}

/** The number of records of a kind that have no time; 0 if none can have one. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function countWithoutTime(ctx: ViewContext, backup: BackupId, kindId: string): Promise<number> {
  const { table, show } = findKind(kindId);
  const { at } = show;
  if (at === undefined) return 0;
  const { records } = await rowsOf(ctx, await scopeOf(ctx, backup), table)
    .where(at, 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('records'))
    .executeTakeFirstOrThrow();
  return records;
}

/** The kind with this id. @throws NOT_FOUND */
export function findKind(id: string): RegisteredKind {
  const kind = kindOf(id);
  if (kind === null) throw new DomainError('NOT_FOUND', msg('detail.no-kind'));
  return kind;
}

/** The order of a list: the requested one, else the indexed column of the filter, else the order of the kind. */
function orderOf(kind: RegisteredKind, { sort, order, column }: RecordQuery): Pick<RecordQuery, 'sort' | 'order'> {
  if (sort !== undefined) return { order: order ?? 'asc' };
  const own = kindOrder(kind);
  const isIndexed = column !== undefined && sortableColumns(kind.definition).has(column);
  const by = isIndexed ? column : own.column;
  return { order: order ?? own.direction, ...(by === null ? {} : { sort: by }) };
}
