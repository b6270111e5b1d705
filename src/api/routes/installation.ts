import { InstallationSchema } from '../../contract/installation.ts';
import type { Routes } from '../context.ts';
import { describeInstallation } from '../installation.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';

/** What runs here and where its data lives. */
export const installationRoutes: Routes =
  ({ app }) =>
  async (server) => {
    server.get(
      '/installation',
      {
        schema: {
          operationId: 'getInstallation',
          summary: 'Say what runs here and where it keeps what',
          tags: ['server'],
          security: TOKEN,
          response: answers({ 200: InstallationSchema.describe('This installation.') }),
        },
      },
      () => describeInstallation(app.settings),
    );
  };
