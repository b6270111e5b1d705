import { PlacePageSchema, PlacesQuerySchema } from '../../contract/places.ts';
import { listPlaces } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { BackupParams } from './params.ts';

/** What stands on the map beside photos. */
export const placeRoutes: Routes =
  ({ app }) =>
  async (server) => {
    server.get(
      '/backups/:id/places',
      {
        schema: {
          operationId: 'listPlaces',
          summary: 'List the records that name a place',
          description:
            'Messages, events and notes with coordinates, newest first. Photos have a list of their own: listPhotoPlaces.',
          tags: ['search'],
          security: TOKEN,
          params: BackupParams,
          querystring: PlacesQuerySchema,
          response: answers({ 200: PlacePageSchema.describe('A page of places.') }, 'BACKUP_NOT_FOUND', 'BAD_REQUEST'),
        },
      },
      ({ params: { id }, query }) => listPlaces(app.views, id, defined(query)),
    );
  };
