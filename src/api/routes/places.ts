import { PlacePageSchema, PlacesQuerySchema } from '../../contract/places.ts';
import { listPlaces } from '../../views/index.ts';
import { resource, resources } from '../resource.ts';
import { BackupParams } from './params.ts';

/** What stands on the map beside photos. */
export const placeRoutes = resources(
  'search',
  resource({
    path: '/backups/:id/places',
    operationId: 'listPlaces',
    summary: 'List the records that name a place',
    description:
      'Messages, events and notes with coordinates, newest first. Photos have a list of their own: listPhotoPlaces.',
    params: BackupParams,
    query: PlacesQuerySchema,
    answer: PlacePageSchema.describe('A page of places.'),
    errors: ['BACKUP_NOT_FOUND', 'BAD_REQUEST'],
    read: (app, { id }, query) => listPlaces(app.views, id, query),
  }),
);
