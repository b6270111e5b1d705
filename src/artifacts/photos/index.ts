import { databaseError } from '../../backup/source-database/database-error.ts';
import { defineArtifact, sqlite } from '../artifact.ts';
import { extractPhotos } from './extract.ts';
import { photoTables } from './tables.ts';

/** The photo library: photos and videos, albums, people. */
export const photos = defineArtifact({
  id: 'photos',
  title: 'Photos',
  area: 'media',
  version: 1,
  stores: { db: sqlite('CameraRollDomain', 'Media/PhotoData/Photos.sqlite') },
  needs: 'any',
  absent: 'This backup holds no photo library.',
  tables: photoTables,
  searchTypes: {
    photo_assets: 'photo',
    photo_albums: 'album',
    photo_people: 'person',
    photo_comments: 'photo-comment',
  },
  *extract(context) {
    try {
      for (const { db } of context.stores.db) yield* extractPhotos(db, context);
    } catch (error) {
      throw databaseError(error);
    }
  },
  seenOn: [
    'macOS 10.15.7 (29 photos; the schema family of iOS 13)',
    'macOS 13.0 (16 photos; of iOS 16)',
    'macOS 26.1 (16 photos; of iOS 26)',
    'schemas of iOS 9, 13, 16, 18 and 26 with files as a phone keeps them (synthetic)',
  ],
});
