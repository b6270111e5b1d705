import {
  TimelineDaysQuerySchema,
  TimelineDaysSchema,
  TimelinePageSchema,
  TimelineQuerySchema,
} from '../../contract/timeline.ts';
import { timeline, timelineDays } from '../../views/index.ts';
import { resource, resources } from '../resource.ts';

/** Everything that was indexed, by time. */
export const timelineRoutes = resources(
  'timeline',
  resource({
    path: '/timeline',
    operationId: 'timeline',
    summary: 'List everything by time',
    description: 'Over all backups or some, from either end or from a moment on.',
    query: TimelineQuerySchema,
    answer: TimelinePageSchema.describe('A page.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, _params, query) => timeline(app.views, query),
  }),
  resource({
    path: '/timeline/days',
    operationId: 'listTimelineDays',
    summary: 'Count everything by day or month',
    query: TimelineDaysQuerySchema,
    answer: TimelineDaysSchema.describe('Every day or month.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, _params, query) => timelineDays(app.views, query),
  }),
);
