import type { EventView, OccurrencePageView } from '../../contract/calendar.ts';
import { msg } from '../../locales/messages.ts';
import { text, time } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { readPage } from '../paging/paged-list.ts';
import { pagedRows } from '../paging/paged-rows.ts';
import { peopleOf } from '../people/people.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { calendarRun, calendarsByKey } from './calendar-scope.ts';
import { type EventQuery, eventRows } from './event-rows.ts';
import { eventView, occurrenceView } from './event-view.ts';
import { listOccurrences } from './occurrences.ts';
import type { EventRow } from './rows.ts';

/**
 * A page of events by start time; empty if Calendar is not indexed.
 * @throws BACKUP_NOT_FOUND, BAD_REQUEST (cursor, time zone; `expand` without `from` and `to`, or over too long a period)
 */
export async function listEvents(ctx: ViewContext, backup: BackupId, query: EventQuery): Promise<OccurrencePageView> {
  const scope = await scopeOf(ctx, backup);
  if (calendarRun(scope) === null) return { items: [], next: null, isComplete: true };
  if (query.expand !== true) return storedEvents(ctx, scope, query);
  const { from, to } = query;
  if (from === undefined || to === undefined || from >= to) {
    throw new DomainError('BAD_REQUEST', msg('detail.expand-without-range'));
  }
  return listOccurrences(ctx, scope, { ...query, from, to });
}

/** One event in full. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function getEvent(ctx: ViewContext, backup: BackupId, key: string): Promise<EventView> {
  const scope = await scopeOf(ctx, backup);
  const row = await eventRows(ctx, scope, {}).where('key', '=', key).executeTakeFirst();
  if (row === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-event'));
  const [calendars, people] = await Promise.all([calendarsByKey(ctx, scope), peopleOf(ctx, scope)]);
  return eventView(row, calendars, people);
}

/** Stored events without expansion. Those without a start are last; they are in no period. */
async function storedEvents(
  ctx: ViewContext,
  scope: Scope,
  { from, to, limit, cursor, ...filter }: EventQuery,
): Promise<OccurrencePageView> {
  let query = eventRows(ctx, scope, { ...filter, hidden: filter.hidden ?? false });
  if (from !== undefined || to !== undefined) query = query.where('startAt', 'is not', null);
  if (from !== undefined) {
    query = query.where((eb) => eb.or([eb('startAt', '>=', from), eb('endAt', '>', from)]));
  }
  if (to !== undefined) query = query.where('startAt', '<', to);
  const list = pagedRows({
    name: 'events',
    rows: () => query,
    order: { sort: 'startAt', key: ['key'], nulls: 'last' },
    columns: { startAt: time(), key: text() },
    positionOf: (row: EventRow) => [row.startAt, row.key],
    read: (range, count) => range.limit(count).execute(),
  });
  const [{ items, next }, calendars] = await Promise.all([
    readPage(list, { limit, cursor }),
    calendarsByKey(ctx, scope),
  ]);
  return { items: items.map((row) => occurrenceView(row, calendars)), next, isComplete: true };
}
