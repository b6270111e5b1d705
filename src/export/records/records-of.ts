import type { KindView, RecordView } from '../../contract/kinds.ts';
import type { SearchHitView } from '../../contract/search.ts';
import { callSources, getRecord, listRecords, listRecordsOf, marksOfKind, search } from '../../views/index.ts';
import { chosenCalls } from '../calls/chosen-calls.ts';
import { given } from '../given.ts';
import { markedRecord } from '../marks/marks.ts';
import { allItems, HITS } from '../paged.ts';
import { isWithin } from '../period.ts';
import type { Selection } from '../types.ts';

/**
 * The records to export with their marks: those with the requested keys, those that a search finds, or all, in the
 * requested period, oldest first unless the newest are wanted first, if time is indexed; points of tracks are ordered by
 * track unless the newest are wanted first. A period excludes records without a time. @throws NOT_FOUND (a key)
 */
export async function* recordsOf(job: Selection, kind: KindView): AsyncGenerator<RecordView, void, undefined> {
  const marks = await marksOfKind(job.views, job.backup, kind.id);
  for await (const record of plainRecordsOf(job, kind)) yield marks.size === 0 ? record : markedRecord(record, marks);
}

async function* plainRecordsOf(
  { views, backup, request, onRecords }: Selection,
  { id, roles, columns }: KindView,
): AsyncGenerator<RecordView, void, undefined> {
  if (request.query !== undefined && request.keys === undefined) {
    const found = { q: `${request.query} type:${id}`, backup, sort: request.order ?? ('oldest' as const) };
    for await (const hit of allItems<SearchHitView>((place) => search(views, { ...found, ...place }), HITS)) {
      onRecords?.(1);
      if (hit.kind === id && (roles.at === null || isWithin(hit.at, request))) {
        yield await getRecord(views, backup, id, hit.key);
      }
    }
    return;
  }
  const { keys, from, to, calls, records } = request;
  const source = calls === undefined ? undefined : callSources.find(({ kind }) => kind === id);
  if (source !== undefined) {
    for await (const { key } of chosenCalls({ views, backup, request }, source)) {
      onRecords?.(1);
      yield await getRecord(views, backup, id, key);
    }
    return;
  }
  if (keys !== undefined) {
    for (const key of keys) {
      const record = await getRecord(views, backup, id, key);
      onRecords?.(1);
      if (roles.at === null || isWithin(record.at, request)) yield record;
    }
    return;
  }
  const { person, ...filter } = records ?? {};
  // A list has one condition on a column. The period is another one.
  const isByColumn = filter.column !== undefined;
  const period = isByColumn
    ? {}
    : {
        ...(roles.at === null || (from === undefined && to === undefined) ? {} : { column: roles.at }),
        ...(roles.at === null || from === undefined ? {} : { from }),
        ...(roles.at === null || to === undefined ? {} : { to }),
      };
  const isNewestFirst = request.order === 'newest';
  const track = roles.place?.track ?? null;
  const sort = isNewestFirst ? roles.at : (track ?? roles.at);
  const isSortable = columns.some((column) => column.name === sort && column.isSortable);
  const direction = isNewestFirst ? ('desc' as const) : ('asc' as const);
  const order = { order: direction, ...(isSortable && sort !== null ? { sort } : {}) };
  const query = { ...given(filter), ...period, ...order };
  const all = allItems<RecordView>((place) =>
    person === undefined
      ? listRecords(views, backup, id, { ...query, ...place })
      : listRecordsOf(views, backup, id, person, { ...query, ...place }),
  );
  for await (const record of all) {
    onRecords?.(1);
    if (isByColumn && roles.at !== null && !isWithin(record.at, request)) continue;
    yield record.cut.length === 0 ? record : await getRecord(views, backup, id, record.key);
  }
}
