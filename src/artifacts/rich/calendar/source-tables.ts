import type { DatabaseSync } from 'node:sqlite';
import { type Lost, SourceTable } from '../../kit/source-table.ts';

/** The column by which rows belong to an event: `event_id` up to iOS 5, `owner_id` since. */
export function ownerColumn(table: SourceTable): string {
  return table.has('owner_id') ? 'owner_id' : 'event_id';
}

/** The table of events: `Event` up to iOS 5, `CalendarItem` (reminders included) since. */
export function eventTable(db: DatabaseSync, lost: Lost): SourceTable {
  return firstTable(db, ['CalendarItem', 'Event'], lost);
}

/** The table of dates on which a series does not take place. */
export function exceptionTable(db: DatabaseSync, lost: Lost): SourceTable {
  return firstTable(db, ['ExceptionDate', 'EventExceptionDate'], lost);
}

/** The first of the tables that is there; the last one where none is. */
function firstTable(db: DatabaseSync, names: readonly [string, string], lost: Lost): SourceTable {
  const first = new SourceTable(db, names[0], lost);
  return first.exists ? first : new SourceTable(db, names[1], lost);
}
