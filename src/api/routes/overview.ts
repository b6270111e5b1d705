import { OverviewQuerySchema, OverviewSchema } from '../../contract/overview.ts';
import { UnreadPageSchema, UnreadQuerySchema } from '../../contract/unread.ts';
import { getOverview, listUnread } from '../../views/index.ts';
import { knownApps } from '../known-apps.ts';
import { resource, resources } from '../resource.ts';
import { BackupParams } from './params.ts';

/** Summary of a backup. */
export const overviewRoutes = resources(
  'backups',
  resource({
    path: '/backups/:id/overview',
    operationId: 'getOverview',
    summary: 'Show a summary of a backup',
    description: 'Counts, activity by day, storage by domain, most frequent people and newest records.',
    params: BackupParams,
    query: OverviewQuerySchema,
    answer: OverviewSchema.describe('The overview.'),
    errors: ['BACKUP_NOT_FOUND', 'LIMIT_EXCEEDED'],
    read: async (app, { id }, { timeZone }) => getOverview(app.views, id, timeZone, await knownApps(app, id)),
  }),
  resource({
    path: '/backups/:id/unread',
    operationId: 'listUnread',
    summary: 'List what no artifact reads',
    description: 'Databases, property lists, recordings and folders of apps that nothing was read from, largest first.',
    params: BackupParams,
    query: UnreadQuerySchema,
    answer: UnreadPageSchema.describe('A page.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: async (app, { id }, query) => listUnread(app.views, id, await knownApps(app, id), query),
  }),
);
