import { CalendarSchema, EventSchema, EventsQuerySchema, OccurrencePageSchema } from '../../contract/calendar.ts';
import { pageOf } from '../../contract/common.ts';
import { getEvent, listCalendars, listEvents } from '../../views/index.ts';
import { resource, resources } from '../resource.ts';
import { BackupParams, RecordParams } from './params.ts';

/** OpenAPI tag of these routes. */
export const calendarTag = { name: 'calendar', description: 'Calendars and events, from the index.' };

const calendar = '/backups/:id/artifacts/calendar';

/** Indexed calendars and events. */
export const calendarRoutes = resources(
  'calendar',
  resource({
    path: `${calendar}/calendars`,
    operationId: 'listCalendars',
    summary: 'List the calendars of a backup',
    params: BackupParams,
    answer: pageOf(CalendarSchema).describe('All of them, on one page.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, { id }) => listCalendars(app.views, id),
  }),
  resource({
    path: `${calendar}/events`,
    operationId: 'listEvents',
    summary: 'List events, or occurrences between two times',
    description:
      'By start time. With `expand`, every occurrence of a series is listed. All-day events are dates independent of ' +
      'time zones.',
    params: BackupParams,
    query: EventsQuerySchema,
    answer: OccurrencePageSchema.describe('A page.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, { id }, query) => listEvents(app.views, id, query),
  }),
  resource({
    path: `${calendar}/events/:key`,
    operationId: 'getEvent',
    summary: 'Show one event with its attendees and alarms',
    params: RecordParams,
    answer: EventSchema.describe('The event.'),
    errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND'],
    read: (app, { id, key }) => getEvent(app.views, id, key),
  }),
);
