import { CallSchema, CallsQuerySchema } from '../../../contract/calls.ts';
import { pageOf } from '../../../contract/common.ts';
import { type CallSource, getCall, listCalls } from '../../../views/index.ts';
import type { Routes } from '../../context.ts';
import { defined } from '../../defined.ts';
import { answers } from '../../openapi/answers.ts';
import { TOKEN } from '../../openapi/security.ts';
import type { AppOfAddress, AppParams } from './app-params.ts';

/** A call log, or one of several selected by path parameter. */
export interface CallResource {
  readonly tag: string;
  /** Path of the list, with `:id`. */
  readonly path: string;
  readonly params: AppParams;
  readonly list: { readonly operation: string; readonly summary: string; readonly description: string };
  readonly one: { readonly operation: string; readonly summary: string };
  readonly source: (params: AppOfAddress) => CallSource;
}

/** The routes of a call log: a page of calls, and a single call. The same for all apps. */
export const callRoutesOf =
  ({ tag, path, params, list, one, source }: CallResource): Routes =>
  ({ app }) =>
  async (server) => {
    server.get(
      path,
      {
        schema: {
          operationId: list.operation,
          summary: list.summary,
          description: list.description,
          tags: [tag],
          security: TOKEN,
          params: params.list,
          querystring: CallsQuerySchema,
          response: answers({ 200: pageOf(CallSchema).describe('A page.') }, 'BACKUP_NOT_FOUND', 'LIMIT_EXCEEDED'),
        },
      },
      ({ params, query }) => listCalls(app.views, params.id, source(params), defined(query)),
    );

    server.get(
      `${path}/:key`,
      {
        schema: {
          operationId: one.operation,
          summary: one.summary,
          tags: [tag],
          security: TOKEN,
          params: params.one,
          response: answers({ 200: CallSchema.describe('The call.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params }) => getCall(app.views, params.id, source(params), params.key),
    );
  };
