import { PlacePageSchema, PlacesQuerySchema } from '../../contract/places.ts';
import { listPlaces } from '../../views/index.ts';
import { resource, resources } from '../resource.ts';
import { BackupParams } from './params.ts';

/** Locations on the map, except photos. */
export const placeRoutes = resources(
  'search',
  resource({
    path: '/backups/:id/places',
    operationId: 'listPlaces',
    summary: 'List the records with a location',
    description:
      'Messages, events, notes and other records with coordinates, newest first. For photos see listPhotoPlaces.',
    params: BackupParams,
    query: PlacesQuerySchema,
    answer: PlacePageSchema.describe('A page of places.'),
    errors: ['BACKUP_NOT_FOUND', 'BAD_REQUEST'],
    read: (app, { id }, query) => listPlaces(app.views, id, query),
  }),
);
