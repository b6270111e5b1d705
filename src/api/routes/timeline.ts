import {
  TimelineDaysQuerySchema,
  TimelineDaysSchema,
  TimelinePageSchema,
  TimelineQuerySchema,
} from '../../contract/timeline.ts';
import { timeline, timelineDays } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';

/** Everything that was indexed, by time. */
export const timelineRoutes: Routes =
  ({ app }) =>
  async (server) => {
    const tags = ['timeline'];

    server.get(
      '/timeline',
      {
        schema: {
          operationId: 'timeline',
          summary: 'List everything by time',
          description: 'Over all backups or some, from either end or from a moment on.',
          tags,
          security: TOKEN,
          querystring: TimelineQuerySchema,
          response: answers({ 200: TimelinePageSchema.describe('A page.') }, 'BACKUP_NOT_FOUND'),
        },
      },
      ({ query }) => timeline(app.views, defined(query)),
    );

    server.get(
      '/timeline/days',
      {
        schema: {
          operationId: 'listTimelineDays',
          summary: 'Count everything by day or month',
          tags,
          security: TOKEN,
          querystring: TimelineDaysQuerySchema,
          response: answers({ 200: TimelineDaysSchema.describe('Every day or month.') }, 'BACKUP_NOT_FOUND'),
        },
      },
      ({ query }) => timelineDays(app.views, defined(query)),
    );
  };
