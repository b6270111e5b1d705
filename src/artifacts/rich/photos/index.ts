import { databaseError } from '../../../backup/source-database/database-error.ts';
import { msg } from '../../../locales/messages.ts';
import { isDomainError } from '../../../model/errors.ts';
import { defineArtifact, type ExtractContext, sqlite } from '../../kit/artifact.ts';
import { locateFiles } from './asset-files.ts';
import { CAMERA_ROLL, extractCameraRoll } from './camera-roll.ts';
import { extractPhotos, type LibraryContext } from './extract.ts';
import { photoKinds } from './kinds.ts';
import { copyNewestPhotos } from './newest.ts';
import { extractSharedWithYou, SHARED_WITH_YOU } from './shared-with-you.ts';
import { photoTables } from './tables.ts';

/** The photo library: photos and videos, albums, people. */
export const photos = defineArtifact({
  id: 'photos',
  title: 'Photos',
  area: 'media',
  version: 16,
  stores: {
    db: sqlite('CameraRollDomain', 'Media/PhotoData/Photos.sqlite'),
    sharedWithYou: sqlite(SHARED_WITH_YOU.domain, SHARED_WITH_YOU.path, { optional: true }),
  },
  looseFiles: CAMERA_ROLL,
  needs: 'any',
  absent: 'This backup holds neither a photo library nor pictures of the camera roll.',
  tables: photoTables,
  kinds: photoKinds,
  *extract(context) {
    try {
      let isRead = false;
      for (const database of context.stores.db) {
        const { db, entry } = database;
        try {
          // Assets are numbered in the order of one library.
          const staying = context.stores.db.length === 1 ? (context.staying ?? null) : null;
          yield* extractPhotos(
            db,
            libraryContext(context, staying === null ? null : { staying, image: () => database.image() }),
          );
          isRead = true;
        } catch (error) {
          // This error is thrown before the first row.
          if (!isDomainError(error, 'UNSUPPORTED_SCHEMA') || context.looseFiles.length === 0) throw error;
          context.lost(msg('lost.store', { path: entry.relativePath, problem: error.detail }));
        }
      }
      if (!isRead) yield* extractCameraRoll(context);
      for (const { db, entry } of context.stores.sharedWithYou) {
        try {
          yield* extractSharedWithYou(db, context);
        } catch (error) {
          if (!isDomainError(error, 'UNSUPPORTED_SCHEMA')) throw error;
          context.lost(msg('lost.store', { path: entry.relativePath, problem: error.detail }));
        }
      }
    } catch (error) {
      throw databaseError(error);
    }
  },
  preview: { stores: { db: (excerpt) => copyNewestPhotos(excerpt) } },
  seenOn: [
    'macOS 10.15.7 (29 photos; the schema family of iOS 13)',
    'macOS 13.0 (16 photos; of iOS 16)',
    'macOS 26.1 (16 photos; of iOS 26)',
    'a camera roll without a library, as of iOS 4 (synthetic)',
    'iOS 6.1 (schema of a real library)',
    'schemas of iOS 9, 13, 16, 18 and 26 with files as a phone keeps them (synthetic)',
  ],
});

function libraryContext(context: ExtractContext<string>, growth: LibraryContext['growth']): LibraryContext {
  return {
    looseFiles: context.looseFiles,
    note: (...note) => context.note(...note),
    found: (count) => context.found(count),
    lost: (...lost) => context.lost(...lost),
    progress: (fraction) => context.progress(fraction),
    locate: (wanted) => locateFiles(wanted, (domain, path) => context.fileAt(domain, path)),
    growth,
  };
}
