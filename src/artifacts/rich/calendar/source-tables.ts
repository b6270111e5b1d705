import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { type Lost, SourceTable } from '../../kit/source-table.ts';

/** Column with the event of a row: `event_id` up to iOS 4, `owner_id` since. */
export function ownerColumn(table: SourceTable): string {
  return table.has('owner_id') ? 'owner_id' : 'event_id';
}

/** The event table: `Event` up to iOS 4, `CalendarItem` (which also has reminders) since. */
export function eventTable(db: SqlDatabase, lost: Lost): SourceTable {
  return firstTable(db, ['CalendarItem', 'Event'], lost);
}

/** The table of excluded dates of series. */
export function exceptionTable(db: SqlDatabase, lost: Lost): SourceTable {
  return firstTable(db, ['ExceptionDate', 'EventExceptionDate'], lost);
}

/** The first table that exists; the last one if none does. */
function firstTable(db: SqlDatabase, names: readonly [string, string], lost: Lost): SourceTable {
  const first = new SourceTable(db, names[0], lost);
  return first.exists ? first : new SourceTable(db, names[1], lost);
}
