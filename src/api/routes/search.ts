import { SearchQuerySchema, SearchResultSchema } from '../../contract/search.ts';
import { search } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';

/** Search over everything that was indexed. */
export const searchRoutes: Routes =
  ({ app }) =>
  async (server) => {
    server.get(
      '/search',
      {
        schema: {
          operationId: 'search',
          summary: 'Search everything that was indexed',
          tags: ['search'],
          security: TOKEN,
          querystring: SearchQuerySchema,
          response: answers({ 200: SearchResultSchema.describe('A page of hits.') }, 'BACKUP_NOT_FOUND'),
        },
      },
      ({ query }) => search(app.views, defined(query)),
    );
  };
