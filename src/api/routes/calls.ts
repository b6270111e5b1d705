import { CallSchema, CallsQuerySchema } from '../../contract/calls.ts';
import { pageOf } from '../../contract/common.ts';
import { getCall, listCalls } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { BackupParams, RecordParams } from './params.ts';

/** Indexed calls. */
export const callRoutes: Routes =
  ({ app }) =>
  async (server) => {
    const tags = ['calls'];
    const calls = '/backups/:id/artifacts/calls';

    server.get(
      calls,
      {
        schema: {
          operationId: 'listCalls',
          summary: 'List the calls of a backup',
          description: 'By phone, FaceTime and apps, in the order of time.',
          tags,
          security: TOKEN,
          params: BackupParams,
          querystring: CallsQuerySchema,
          response: answers({ 200: pageOf(CallSchema).describe('A page.') }, 'BACKUP_NOT_FOUND', 'LIMIT_EXCEEDED'),
        },
      },
      ({ params: { id }, query }) => listCalls(app.views, id, defined(query)),
    );

    server.get(
      `${calls}/:key`,
      {
        schema: {
          operationId: 'getCall',
          summary: 'Show one call',
          tags,
          security: TOKEN,
          params: RecordParams,
          response: answers({ 200: CallSchema.describe('The call.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key } }) => getCall(app.views, id, key),
    );
  };
