import { OverviewQuerySchema, OverviewSchema } from '../../contract/overview.ts';
import { getOverview } from '../../views/index.ts';
import { knownApps } from '../known-apps.ts';
import { resource, resources } from '../resource.ts';
import { BackupParams } from './params.ts';

/** A backup at a glance. */
export const overviewRoutes = resources(
  'backups',
  resource({
    path: '/backups/:id/overview',
    operationId: 'getOverview',
    summary: 'Show a backup at a glance',
    description: 'What was found, activity by day, what takes how much room, the people who matter, the newest.',
    params: BackupParams,
    query: OverviewQuerySchema,
    answer: OverviewSchema.describe('The overview.'),
    errors: ['BACKUP_NOT_FOUND', 'LIMIT_EXCEEDED'],
    read: async (app, { id }, { timeZone }) => getOverview(app.views, id, timeZone, await knownApps(app, id)),
  }),
);
