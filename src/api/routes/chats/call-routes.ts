import { CallSchema, CallsQuerySchema } from '../../../contract/calls.ts';
import { pageOf } from '../../../contract/common.ts';
import { type CallSource, getCall, listCalls } from '../../../views/index.ts';
import type { Routes } from '../../context.ts';
import { resource, resources } from '../../resource.ts';
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
export function callRoutesOf({ tag, path, params, list, one, source }: CallResource): Routes {
  return resources(
    tag,
    resource({
      path,
      operationId: list.operation,
      summary: list.summary,
      description: list.description,
      params: params.list,
      query: CallsQuerySchema,
      answer: pageOf(CallSchema).describe('A page.'),
      errors: ['BACKUP_NOT_FOUND', 'LIMIT_EXCEEDED'],
      read: (app, place, query) => listCalls(app.views, place.id, source(place), query),
    }),
    resource({
      path: `${path}/:key`,
      operationId: one.operation,
      summary: one.summary,
      params: params.one,
      answer: CallSchema.describe('The call.'),
      errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND'],
      read: (app, place) => getCall(app.views, place.id, source(place), place.key),
    }),
  );
}
