import { InstallationSchema } from '../../contract/installation.ts';
import type { Routes } from '../context.ts';
import { describeInstallation } from '../installation.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';

/** Versions, storage locations and settings of the server. */
export const installationRoutes: Routes =
  ({ app }) =>
  async (server) => {
    server.get(
      '/installation',
      {
        schema: {
          operationId: 'getInstallation',
          summary: 'Show versions, storage locations and settings',
          tags: ['server'],
          security: TOKEN,
          response: answers({ 200: InstallationSchema.describe('This installation.') }),
        },
      },
      () => describeInstallation(app.settings),
    );
  };
