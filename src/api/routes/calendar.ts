import { CalendarSchema, EventSchema, EventsQuerySchema, OccurrencePageSchema } from '../../contract/calendar.ts';
import { pageOf } from '../../contract/common.ts';
import { getEvent, listCalendars, listEvents } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { BackupParams, RecordParams } from './params.ts';

/** The part of the document with these routes. */
export const calendarTag = { name: 'calendar', description: 'Calendars and events, from the index.' };

/** Indexed calendars and events. */
export const calendarRoutes: Routes =
  ({ app }) =>
  async (server) => {
    const tags = ['calendar'];
    const calendar = '/backups/:id/artifacts/calendar';

    server.get(
      `${calendar}/calendars`,
      {
        schema: {
          operationId: 'listCalendars',
          summary: 'List the calendars of a backup',
          tags,
          security: TOKEN,
          params: BackupParams,
          response: answers({ 200: pageOf(CalendarSchema).describe('All of them, on one page.') }, 'BACKUP_NOT_FOUND'),
        },
      },
      ({ params: { id } }) => listCalendars(app.views, id),
    );

    server.get(
      `${calendar}/events`,
      {
        schema: {
          operationId: 'listEvents',
          summary: 'List events, or what takes place between two moments',
          description:
            'In the order of their starts. With `expand` every time a series takes place stands by itself. Whole days are ' +
            'dates: no time zone moves them.',
          tags,
          security: TOKEN,
          params: BackupParams,
          querystring: EventsQuerySchema,
          response: answers({ 200: OccurrencePageSchema.describe('A page.') }, 'BACKUP_NOT_FOUND'),
        },
      },
      ({ params: { id }, query }) => listEvents(app.views, id, defined(query)),
    );

    server.get(
      `${calendar}/events/:key`,
      {
        schema: {
          operationId: 'getEvent',
          summary: 'Show one event with its attendees and alarms',
          tags,
          security: TOKEN,
          params: RecordParams,
          response: answers({ 200: EventSchema.describe('The event.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key } }) => getEvent(app.views, id, key),
    );
  };
