import { pageOf } from '../../contract/common.ts';
import {
  PhotoAlbumSchema,
  PhotoAlbumsQuerySchema,
  PhotoDaysQuerySchema,
  PhotoDaysSchema,
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
  getPhoto,
  layOutPhotos,
  listPhotoAlbums,
  listPhotoPeople,
  listPhotoPlaces,
  listPhotos,
} from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { BackupParams, RecordParams } from './params.ts';

/** The part of the document with these routes. */
export const photoTag = { name: 'photos', description: 'The photo library, from the index.' };

/** The indexed photo library. Pictures themselves are files of the backup. */
export const photoRoutes: Routes =
  ({ app }) =>
  async (server) => {
    const tags = ['photos'];
    const photos = '/backups/:id/artifacts/photos';

    server.get(
      photos,
      {
        schema: {
          operationId: 'listPhotos',
          summary: 'List the photos and videos of a backup',
          description:
            'By the time they were taken, from either end, from a moment on, or around one of them. Hidden and deleted ones ' +
            'only when asked for.',
          tags,
          security: TOKEN,
          params: BackupParams,
          querystring: PhotosQuerySchema,
          response: answers({ 200: PhotoPageSchema.describe('A page.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id }, query }) => listPhotos(app.views, id, defined(query)),
    );

    server.get(
      `${photos}/days`,
      {
        schema: {
          operationId: 'countPhotoDays',
          summary: 'Count the photos of each day',
          description: 'Newest day first; days without photos are left out.',
          tags,
          security: TOKEN,
          params: BackupParams,
          querystring: PhotoDaysQuerySchema,
          response: answers({ 200: PhotoDaysSchema.describe('Up to 5,000 days.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id }, query }) => countPhotoDays(app.views, id, defined(query)),
    );

    server.get(
      `${photos}/layout`,
      {
        schema: {
          operationId: 'layOutPhotos',
          summary: 'Tell the shapes of all photos by day',
          description: 'For a grid that knows its height and every place in it before a photo is read. Newest first.',
          tags,
          security: TOKEN,
          params: BackupParams,
          querystring: PhotoDaysQuerySchema,
          response: answers({ 200: PhotoLayoutSchema.describe('Up to 5,000 days.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id }, query }) => layOutPhotos(app.views, id, defined(query)),
    );

    server.get(
      `${photos}/places`,
      {
        schema: {
          operationId: 'listPhotoPlaces',
          summary: 'List the coordinates of photos',
          description: 'For a map: each is `[key, latitude, longitude, UTC milliseconds]`. Newest first.',
          tags,
          security: TOKEN,
          params: BackupParams,
          querystring: PhotoPlacesQuerySchema,
          response: answers({ 200: pageOf(PhotoPlaceSchema).describe('A page.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id }, query }) => listPhotoPlaces(app.views, id, defined(query)),
    );

    server.get(
      `${photos}/albums`,
      {
        schema: {
          operationId: 'listPhotoAlbums',
          summary: 'List the albums of the photo library',
          description: 'As the library sorts them; `folder` tells in which folder each lies.',
          tags,
          security: TOKEN,
          params: BackupParams,
          querystring: PhotoAlbumsQuerySchema,
          response: answers({ 200: pageOf(PhotoAlbumSchema).describe('A page.') }, 'BACKUP_NOT_FOUND'),
        },
      },
      ({ params: { id }, query }) => listPhotoAlbums(app.views, id, defined(query)),
    );

    server.get(
      `${photos}/people`,
      {
        schema: {
          operationId: 'listPhotoPeople',
          summary: 'List the people whom the phone recognised',
          description: 'The named ones first, of them those with most faces.',
          tags,
          security: TOKEN,
          params: BackupParams,
          querystring: PhotoPeopleQuerySchema,
          response: answers({ 200: pageOf(PhotoPersonSchema).describe('A page.') }, 'BACKUP_NOT_FOUND'),
        },
      },
      ({ params: { id }, query }) => listPhotoPeople(app.views, id, defined(query)),
    );

    server.get(
      `${photos}/:key`,
      {
        schema: {
          operationId: 'getPhoto',
          summary: 'Show one photo or video',
          tags,
          security: TOKEN,
          params: RecordParams,
          response: answers({ 200: PhotoSchema.describe('The photo.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key } }) => getPhoto(app.views, id, key),
    );
  };
