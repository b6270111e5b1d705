import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { type LostMessage, msg, type NoteMessage } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import type { ExtractContext, Extracted } from '../../kit/artifact.ts';
import { asInteger } from '../../kit/source-table.ts';
import { type CalendarRow, readCalendars } from './calendars.ts';
import { EventReader } from './events.ts';
import { searchDocument } from './search-document.ts';
import { eventTable } from './source-tables.ts';
import type { calendarTables } from './tables.ts';

type Context = Pick<ExtractContext<'db'>, 'note' | 'found' | 'lost' | 'progress'>;
type Output = Extracted<typeof calendarTables>;

/** Events between two reports of progress. */
const PROGRESS_EVERY = 1024;

/**
 * Reads a Calendar.sqlitedb: calendars, then events by ROWID. Memory holds the calendars and one event.
 *
 * @throws UNSUPPORTED_SCHEMA if there is no event table
 */
export function* extractCalendar(db: SqlDatabase, context: Context): Generator<Output> {
  const note = (note: NoteMessage): void => context.note(note);
  const lost = (reason: LostMessage): void => context.lost(reason);
  const table = eventTable(db, lost);
  if (!table.exists) throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.calendar-without-events'));

  const calendars = new Map<number, CalendarRow>();
  for (const calendar of readCalendars(db, note, lost)) {
    calendars.set(calendar.sourceKey ?? -1, calendar);
    yield ['calendars', calendar];
  }

  const reader = new EventReader(db, table, calendars, note, lost);
  const { expressions, where } = reader.query;
  const total = table.count(where);
  const all = table.count();
  if (total !== null) context.found(total);
  if (total !== null && all !== null && all > total) context.note(msg('note.items-that-are-no-events'), all - total);
  let last = Number.NEGATIVE_INFINITY;
  let read = 0;
  for (const row of table.rows(expressions, `${where} ORDER BY rowid`)) {
    if (++read % PROGRESS_EVERY === 0 && total !== null) context.progress(Math.min(1, read / total));
    const rowid = asInteger(row.rowid);
    if (rowid === null || rowid <= last) {
      context.lost(msg('lost.no-key.events'));
      continue;
    }
    last = rowid;
    const event = reader.read(row, rowid);
    yield ['calendar_events', event, searchDocument(event)];
  }
}
