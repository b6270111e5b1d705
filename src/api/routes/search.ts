import { SearchQuerySchema, SearchResultSchema } from '../../contract/search.ts';
import { search } from '../../views/index.ts';
import { resource, resources } from '../resource.ts';

/** Full-text search over all indexed data. */
export const searchRoutes = resources(
  'search',
  resource({
    path: '/search',
    operationId: 'search',
    summary: 'Search all indexed data',
    query: SearchQuerySchema,
    answer: SearchResultSchema.describe('A page of hits.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, _params, query) => search(app.views, query),
  }),
);
