import {
  TimelineDaysQuerySchema,
  TimelineDaysSchema,
  TimelinePageSchema,
  TimelineQuerySchema,
} from '../../contract/timeline.ts';
import { timeline, timelineDays } from '../../views/index.ts';
import { resource, resources } from '../resource.ts';

/** All indexed records by time. */
export const timelineRoutes = resources(
  'timeline',
  resource({
    path: '/timeline',
    operationId: 'timeline',
    summary: 'List records by time',
    description: 'From all or some backups, from either end or from a given time.',
    query: TimelineQuerySchema,
    answer: TimelinePageSchema.describe('A page.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, _params, query) => timeline(app.views, query),
  }),
  resource({
    path: '/timeline/days',
    operationId: 'listTimelineDays',
    summary: 'Count records by day or month',
    query: TimelineDaysQuerySchema,
    answer: TimelineDaysSchema.describe('All days or months.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, _params, query) => timelineDays(app.views, query),
  }),
);
