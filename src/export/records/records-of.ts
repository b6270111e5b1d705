import type { KindView, RecordView } from '../../contract/kinds.ts';
import { getRecord, listRecords } from '../../views/index.ts';
import { allItems } from '../paged.ts';
import { isWithin } from '../period.ts';
import type { Selection } from '../types.ts';

/**
 * The records to export: those with the requested keys or all, in the requested period, oldest first unless the
 * newest are wanted first, if time is indexed. A period excludes records without a time. @throws NOT_FOUND (a key)
 */
export async function* recordsOf(
  { views, backup, request, onRecords }: Selection,
  { id, roles, columns }: KindView,
): AsyncGenerator<RecordView, void, undefined> {
  const { keys, from, to } = request;
  if (keys !== undefined) {
    for (const key of keys) {
      const record = await getRecord(views, backup, id, key);
      onRecords?.(1);
      if (roles.at === null || isWithin(record.at, request)) yield record;
    }
    return;
  }
  const period = {
    ...(roles.at === null || (from === undefined && to === undefined) ? {} : { column: roles.at }),
    ...(roles.at === null || from === undefined ? {} : { from }),
    ...(roles.at === null || to === undefined ? {} : { to }),
  };
  const isSortable = columns.some((column) => column.name === roles.at && column.isSortable);
  const direction = request.order === 'newest' ? ('desc' as const) : ('asc' as const);
  const order = { order: direction, ...(isSortable && roles.at !== null ? { sort: roles.at } : {}) };
  const all = allItems<RecordView>((place) => listRecords(views, backup, id, { ...place, ...order, ...period }));
  for await (const record of all) {
    onRecords?.(1);
    yield record.cut.length === 0 ? record : await getRecord(views, backup, id, record.key);
  }
}
