import { databaseError } from '../../../backup/source-database/database-error.ts';
import { defineArtifact, sqlite } from '../../kit/artifact.ts';
import { extractCalendar } from './extract.ts';
import { calendarKinds } from './kinds.ts';
import { calendarTables } from './tables.ts';

/** Calendars and events, of all iOS releases. */
export const calendar = defineArtifact({
  id: 'calendar',
  title: 'Calendar',
  area: 'documents',
  version: 8,
  stores: { db: sqlite('HomeDomain', 'Library/Calendar/Calendar.sqlitedb') },
  needs: 'any',
  absent: 'This backup holds no calendar database.',
  tables: calendarTables,
  kinds: calendarKinds,
  *extract(context) {
    try {
      for (const { db } of context.stores.db) yield* extractCalendar(db, context);
    } catch (error) {
      throw databaseError(error);
    }
  },
  seenOn: [
    'iOS 14.3 (a real backup, 1 event)',
    'iOS 6.1 (schema of a real phone)',
    'schemas of iOS 4, 6, 14 and 18 (synthetic)',
  ],
});
