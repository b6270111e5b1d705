import { z } from 'zod';
import { SavedSearchListSchema, SavedSearchSchema, SaveSearchSchema } from '../../contract/marks.ts';
import { parseQuery } from '../../storage/index.ts';
import type { Routes } from '../context.ts';
import { answers, BODY_ERRORS } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { resource, resources } from '../resource.ts';

const SearchParams = z.object({ search: z.string().min(1).max(40).describe('Id of a saved search.') });

const views = resources(
  'search',
  resource({
    path: '/searches',
    operationId: 'listSearches',
    summary: 'List the saved searches',
    answer: SavedSearchListSchema.describe('All of them, by name.'),
    read: async (app) => ({ items: await app.store.searches.list(), next: null }),
  }),
);

/** Searches with a name. */
export const savedSearchRoutes: Routes = (context) => async (server) => {
  const { app } = context;
  const tags = ['search'];
  await server.register(views(context));

  server.post(
    '/searches',
    {
      schema: {
        operationId: 'saveSearch',
        summary: 'Save a search under a name',
        description: 'One of the same name for the same backups is replaced. Removing a backup removes its searches.',
        tags,
        security: TOKEN,
        body: SaveSearchSchema,
        response: answers(
          { 200: SavedSearchSchema.describe('The saved search.') },
          'BACKUP_NOT_FOUND',
          'LIMIT_EXCEEDED',
          ...BODY_ERRORS,
        ),
      },
    },
    async ({ body }) => {
      // A query that cannot be searched is refused now, not when it is needed.
      parseQuery(body.query);
      return app.store.searches.save(body);
    },
  );

  server.delete(
    '/searches/:search',
    {
      schema: {
        operationId: 'removeSearch',
        summary: 'Remove a saved search',
        tags,
        security: TOKEN,
        params: SearchParams,
        response: answers({ 204: z.undefined().describe('Removed.') }, 'NOT_FOUND'),
      },
    },
    async ({ params: { search } }, reply) => {
      await app.store.searches.remove(search);
      return reply.code(204).send();
    },
  );
};
