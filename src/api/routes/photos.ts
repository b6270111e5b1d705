import { pageOf } from '../../contract/common.ts';
import {
  PhotoAlbumSchema,
  PhotoAlbumsQuerySchema,
  PhotoDaysQuerySchema,
  PhotoDaysSchema,
  PhotoFacetsSchema,
  PhotoLayoutQuerySchema,
  PhotoLayoutSchema,
  PhotoPageSchema,
  PhotoPeopleQuerySchema,
  PhotoPersonSchema,
  PhotoPlaceSchema,
  PhotoPlacesQuerySchema,
  PhotoSchema,
  PhotosQuerySchema,
} from '../../contract/photos.ts';
import {
  countPhotoDays,
  countPhotoFacets,
  getPhoto,
  layOutPhotos,
  listPhotoAlbums,
  listPhotoPeople,
  listPhotoPlaces,
  listPhotos,
} from '../../views/index.ts';
import { resource, resources } from '../resource.ts';
import { BackupParams, RecordParams } from './params.ts';

/** OpenAPI tag of these routes. */
export const photoTag = { name: 'photos', description: 'The photo library, from the index.' };

const photos = '/backups/:id/artifacts/photos';

/** The indexed photo library. The images are files of the backup. */
export const photoRoutes = resources(
  'photos',
  resource({
    path: photos,
    operationId: 'listPhotos',
    summary: 'List the photos and videos of a backup',
    description:
      'By the time they were taken, from either end, from a given time, or around a photo. Hidden and deleted photos are ' +
      'excluded by default.',
    params: BackupParams,
    query: PhotosQuerySchema,
    answer: PhotoPageSchema.describe('A page.'),
    errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND'],
    read: (app, { id }, query) => listPhotos(app.views, id, query),
  }),
  resource({
    path: `${photos}/days`,
    operationId: 'countPhotoDays',
    summary: 'Count the photos by day',
    description: 'Newest day first; days without photos are omitted.',
    params: BackupParams,
    query: PhotoDaysQuerySchema,
    answer: PhotoDaysSchema.describe('Up to 5,000 days.'),
    errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND'],
    read: (app, { id }, query) => countPhotoDays(app.views, id, query),
  }),
  resource({
    path: `${photos}/layout`,
    operationId: 'layOutPhotos',
    summary: 'List the aspect ratios of all photos by day',
    description: 'For laying out a grid before photos are loaded. Newest first.',
    params: BackupParams,
    query: PhotoLayoutQuerySchema,
    answer: PhotoLayoutSchema.describe('Up to 5,000 days.'),
    errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND'],
    read: (app, { id }, query) => layOutPhotos(app.views, id, query),
  }),
  resource({
    path: `${photos}/places`,
    operationId: 'listPhotoPlaces',
    summary: 'List the coordinates of photos',
    description: 'For a map: each is `[key, latitude, longitude, UTC milliseconds]`. Newest first.',
    params: BackupParams,
    query: PhotoPlacesQuerySchema,
    answer: pageOf(PhotoPlaceSchema).describe('A page.'),
    errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND'],
    read: (app, { id }, query) => listPhotoPlaces(app.views, id, query),
  }),
  resource({
    path: `${photos}/albums`,
    operationId: 'listPhotoAlbums',
    summary: 'List the albums of the photo library',
    description: 'In the order of the library; `folder` is the parent folder.',
    params: BackupParams,
    query: PhotoAlbumsQuerySchema,
    answer: pageOf(PhotoAlbumSchema).describe('A page.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, { id }, query) => listPhotoAlbums(app.views, id, query),
  }),
  resource({
    path: `${photos}/facets`,
    operationId: 'countPhotoFacets',
    summary: 'Count what the photos can be filtered by',
    description: 'Traits, apps and editors of the photos shown in the library.',
    params: BackupParams,
    answer: PhotoFacetsSchema.describe('Those with photos.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, { id }) => countPhotoFacets(app.views, id),
  }),
  resource({
    path: `${photos}/people`,
    operationId: 'listPhotoPeople',
    summary: 'List the people recognised by the phone',
    description: 'Named people first, then by number of faces.',
    params: BackupParams,
    query: PhotoPeopleQuerySchema,
    answer: pageOf(PhotoPersonSchema).describe('A page.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, { id }, query) => listPhotoPeople(app.views, id, query),
  }),
  resource({
    path: `${photos}/:key`,
    operationId: 'getPhoto',
    summary: 'Show one photo or video',
    params: RecordParams,
    answer: PhotoSchema.describe('The photo.'),
    errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND'],
    read: (app, { id, key }) => getPhoto(app.views, id, key),
  }),
);
