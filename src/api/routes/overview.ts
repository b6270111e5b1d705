import { OverviewQuerySchema, OverviewSchema } from '../../contract/overview.ts';
import { getOverview } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { knownApps } from '../known-apps.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { BackupParams } from './params.ts';

/** A backup at a glance. */
export const overviewRoutes: Routes =
  ({ app }) =>
  async (server) => {
    server.get(
      '/backups/:id/overview',
      {
        schema: {
          operationId: 'getOverview',
          summary: 'Show a backup at a glance',
          description: 'What was found, activity by day, what takes how much room, the people who matter, the newest.',
          tags: ['backups'],
          security: TOKEN,
          params: BackupParams,
          querystring: OverviewQuerySchema,
          response: answers({ 200: OverviewSchema.describe('The overview.') }, 'BACKUP_NOT_FOUND', 'LIMIT_EXCEEDED'),
        },
      },
      async ({ params: { id }, query: { timeZone } }) => getOverview(app.views, id, timeZone, await knownApps(app, id)),
    );
  };
