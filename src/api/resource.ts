import type { FastifySchema } from 'fastify';
import { z } from 'zod';
import type { App } from '../app.ts';
import type { ErrorCode } from '../model/errors.ts';
import { constantAnswer } from './constant-answer.ts';
import type { Routes } from './context.ts';
import { type Defined, defined } from './defined.ts';
import { answers, type DeepReadonly } from './openapi/answers.ts';
import { TOKEN } from './openapi/security.ts';

/** A GET route that needs the API token only: its OpenAPI description, and the view that it returns. */
export interface Resource<P extends z.ZodType, Q extends z.ZodType, A extends z.ZodType> {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly answer: A;
  /** True if all requests to this process get the same answer; see {@link constantAnswer}. */
  readonly isConstant?: boolean;
  /** Errors in addition to those of all routes. */
  readonly errors?: readonly ErrorCode[];
  readonly read: (
    app: App,
    params: z.output<P>,
    query: Defined<z.output<Q>>,
  ) => DeepReadonly<z.output<A>> | Promise<DeepReadonly<z.output<A>>>;
}

/** A type-checked resource. */
interface CheckedResource
  extends Pick<
    Resource<z.ZodType, z.ZodType, z.ZodType>,
    'path' | 'operationId' | 'summary' | 'description' | 'params' | 'query' | 'answer' | 'isConstant' | 'errors'
  > {
  readonly read: (app: App, params: never, query: never) => unknown;
}

/** Declares a resource and infers the types of `read`. */
export function resource<P extends z.ZodType, Q extends z.ZodType, A extends z.ZodType>(
  declaration: Resource<P, Q, A>,
): CheckedResource {
  return declaration;
}

/** The routes of these resources, with one OpenAPI tag. */
export const resources =
  (tag: string, ...all: readonly CheckedResource[]): Routes =>
  ({ app }) =>
  async (server) => {
    for (const each of all) {
      const { path, operationId, summary, description, params, query, answer, isConstant, errors = [], read } = each;
      const schema: FastifySchema = {
        operationId,
        summary,
        ...(description === undefined ? {} : { description }),
        tags: [tag],
        security: TOKEN,
        ...(params === undefined ? {} : { params }),
        ...(query === undefined ? {} : { querystring: query }),
        response: answers(
          isConstant === true ? { 200: answer, 304: z.undefined().describe('Not modified.') } : { 200: answer },
          ...errors,
        ),
      };
      if (isConstant === true) {
        server.get(
          path,
          { schema },
          constantAnswer(answer, () => read(app, undefined as never, undefined as never)),
        );
        continue;
      }
      server.get(path, { schema }, async (request) => {
        // The validator has already parsed them.
        const place = { ...defined(request.query as object), ...(request.params as object) };
        const result = await read(app, request.params as never, defined(request.query as object) as never);
        return (await lacksIndex(app, place, answer, result)) ? { ...(result as object), index: 'none' } : result;
      });
    }
  };

/** True for an empty page of a list of a backup of which nothing is indexed. */
async function lacksIndex({ store }: App, place: object, answer: z.ZodType, result: unknown): Promise<boolean> {
  if (!(answer instanceof z.ZodObject) || !('index' in answer.shape)) return false;
  const { items } = result as { readonly items: readonly unknown[] };
  const { id, backup = id } = place as { readonly id?: unknown; readonly backup?: unknown };
  if (items.length > 0 || typeof backup !== 'string') return false;
  return (await store.runs.scope(backup)).runs.size === 0;
}
