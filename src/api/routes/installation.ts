import { InstallationSchema } from '../../contract/installation.ts';
import { describeInstallation } from '../installation.ts';
import { resource, resources } from '../resource.ts';

/** Versions, storage locations and settings of the server. */
export const installationRoutes = resources(
  'server',
  resource({
    path: '/installation',
    operationId: 'getInstallation',
    summary: 'Show versions, storage locations and settings',
    answer: InstallationSchema.describe('This installation.'),
    read: (app) => describeInstallation(app.settings),
  }),
);
