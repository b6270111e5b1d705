import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { isValues, namedRow } from '../../../model/columns.ts';
import type { ExtractContext, NamedRecord } from '../../kit/artifact.ts';
import type { AlbumRow } from './albums.ts';
import { locateLibraryFiles } from './asset-files.ts';
import { extractPhotos, type PhotoRecord } from './extract.ts';
import { sharedKey } from './library-keys.ts';
import { photoAlbums, photoTables } from './tables.ts';

const DOMAIN = 'HomeDomain';
const LIBRARY = 'Library/Photos/Libraries/Syndication.photoslibrary';

/** The library of pictures seen in Messages (docs/format/photos.md, "Shared with You"). */
export const SHARED_WITH_YOU = { domain: DOMAIN, path: `${LIBRARY}/database/Photos.sqlite` } as const;

/** Its folders with files. */
const ROOTS = [`${LIBRARY}/scopes/syndication`, LIBRARY];

/** Key of the album with every picture of this library. */
const ALBUM = sharedKey('all');

/** Columns with keys, by table. */
const KEYS = {
  photo_assets: ['key', 'importSession', 'conversation', 'moment', 'duplicates', 'sharedLibrary'],
  photo_albums: ['key', 'folder', 'coverAsset'],
  photo_album_assets: ['album', 'asset'],
  photo_participants: ['key', 'album', 'person'],
  photo_people: ['key', 'keyFace'],
  photo_faces: ['key', 'asset', 'person'],
  photo_comments: ['key', 'asset'],
} as const satisfies { readonly [K in PhotoRecord[0]]: readonly string[] };

/**
 * Reads the library of pictures seen in Messages. None of them counts as a photo of the phone's library; all of them
 * are in an album of their own.
 *
 * @throws UNSUPPORTED_SCHEMA if there is no asset table, before the first record
 */
export function* extractSharedWithYou(
  db: SqlDatabase,
  context: Pick<ExtractContext<string>, 'fileAt' | 'note' | 'found' | 'lost' | 'progress'>,
): Generator<PhotoRecord> {
  const records = extractPhotos(db, {
    looseFiles: [],
    note: (...note) => context.note(...note),
    found: (count) => context.found(count),
    lost: (...lost) => context.lost(...lost),
    progress: (fraction) => context.progress(fraction),
    locate: (wanted) => locateLibraryFiles(wanted, DOMAIN, ROOTS, (domain, path) => context.fileAt(domain, path)),
    growth: null,
  });
  let assets = 0;
  let cover: string | null = null;
  for (const record of records) {
    const shared = withOwnKeys(record);
    yield shared;
    if (shared[0] !== 'photo_assets' || shared[1].key === null) continue;
    assets++;
    cover = shared[1].key;
    yield ['photo_album_assets', { album: ALBUM, asset: shared[1].key, position: null }];
  }
  if (assets > 0) yield ['photo_albums', albumOfAll(assets, cover)];
}

/** The record with the keys of this library. */
function withOwnKeys([table, given, search]: PhotoRecord): NamedRecord<typeof photoTables> {
  const row = isValues(given) ? namedRow(photoTables[table], given) : given;
  const changed: Record<string, unknown> = { ...row };
  for (const column of KEYS[table]) {
    const key = changed[column];
    if (typeof key === 'string') changed[column] = sharedKey(key);
  }
  if (table === 'photo_assets') {
    changed['inLibrary'] = false;
    changed['source'] = 'shared-with-you';
  }
  if (table === 'photo_people') {
    changed['mergedKeys'] = (row as { mergedKeys: readonly string[] | null }).mergedKeys?.map(sharedKey);
  }
  return [table, changed, search] as unknown as NamedRecord<typeof photoTables>;
}

function albumOfAll(assetCount: number, coverAsset: string | null): AlbumRow {
  const unknown = Object.fromEntries(
    Object.keys(photoAlbums.columns).map((name) => [name, null]),
  ) as unknown as AlbumRow;
  return {
    ...unknown,
    key: ALBUM,
    kind: 'shared-with-you',
    assetCount,
    coverAsset,
    isTrashed: false,
    isFavourite: false,
    isAutomatic: true,
    isOwn: false,
  };
}
