import { z } from 'zod';
import { AccessLogSchema } from '../../contract/access-log.ts';
import { CursorSchema, LimitSchema } from '../../contract/common.ts';
import { listAccesses } from '../../views/index.ts';
import { resource, resources } from '../resource.ts';

/** Who opened which backup. */
export const accessLogRoutes = resources(
  'server',
  resource({
    path: '/access-log',
    operationId: 'listAccesses',
    summary: 'List who opened which backup and what was taken out of it',
    description:
      'The newest 5000 accesses: unlocking, exports, saved files, starts and removals of an index. Reading the index is ' +
      'not logged. Removing an index or a backup takes the backup, and what was taken out of it, from its entries.',
    query: z.object({ limit: LimitSchema, cursor: CursorSchema.optional() }),
    answer: AccessLogSchema.describe('The newest first.'),
    read: (app, _params, query) => listAccesses(app.views, query),
  }),
);
