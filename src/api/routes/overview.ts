import { OverviewQuerySchema, OverviewSchema } from '../../contract/overview.ts';
import { getOverview } from '../../views/index.ts';
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
);
