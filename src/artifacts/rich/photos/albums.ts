import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import type { Note } from '../../kit/codes.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { asInteger, asShortText, type Lost, type Row, SourceTable } from '../../kit/source-table.ts';
import { ALBUM_KINDS, nameOfCode } from './asset-codes.ts';
import { flagColumn, numberColumn, textColumn } from './columns.ts';
import { readDate } from './dates.ts';
import { MAX_NAMED } from './limits.ts';
import { personName } from './person-name.ts';
import { SourceKeys } from './source-keys.ts';
import type { AlbumKind, AlbumSortOrder, photoAlbums } from './tables.ts';

/** A row of `photo_albums`. */
export type AlbumRow = RowOf<typeof photoAlbums>;

/** An album while its assets are being counted. */
export interface Album {
  readonly key: string;
  readonly title: string | null;
  readonly parentRow: number | null;
  readonly coverRow: number | null;
  /** Values of its own row. */
  readonly facts: Omit<AlbumRow, 'folder' | 'coverAsset' | 'assetCount'>;
  assetCount: number;
}

/** Reads the albums in `ZGENERICALBUM` that a person made or received, by ROWID. System albums are only counted. */
export function readAlbums(db: SqlDatabase, note: Note, lost: Lost): ReadonlyMap<number, Album> {
  const table = new SourceTable(db, 'ZGENERICALBUM', lost);
  const keys = new SourceKeys(table, 'ZUUID');
  const albums = new Map<number, Album>();
  for (const row of albumRows(table).all('ORDER BY rowid')) {
    const rowid = asInteger(row.rowid);
    const kind = asInteger(row.kind);
    if (rowid === null || albums.has(rowid)) {
      lost(msg('lost.no-key.albums'));
      continue;
    }
    if (isSystem(kind) || (isSmart(kind) && asShortText(row.title) === null)) {
      note(msg('note.system-albums'));
      continue;
    }
    if (albums.size === MAX_NAMED) {
      lost(msg('lost.beyond-limit.albums', { limit: MAX_NAMED }));
      break;
    }
    albums.set(rowid, toAlbum(keys.of(rowid, row.uuid), rowid, row, note));
  }
  return albums;
}

/** Rows of all albums, after their assets have been counted. */
export function* finishAlbums(albums: ReadonlyMap<number, Album>, assetKeys: SourceKeys): Generator<AlbumRow> {
  for (const { facts, parentRow, coverRow, assetCount } of albums.values()) {
    // The root folder has no album: its children have no folder.
    const folder = albums.get(parentRow ?? -1)?.key ?? null;
    yield { ...facts, folder, coverAsset: assetKeys.find(coverRow), assetCount };
  }
}

/** The camera roll as an album, up to iOS 7: its photos are those of the library. */
const CAMERA_ROLL_ALBUM = 1000;

/** True for root folders and progress-bar placeholders, which every library has. */
function isSystem(kind: number | null): boolean {
  return (
    kind !== null &&
    (kind === CAMERA_ROLL_ALBUM || (kind >= 3571 && kind <= 3573) || (kind >= 3998 && kind <= 4006 && kind !== 4000))
  );
}

/**
 * True for smart albums (Favourites, Videos, Panoramas …): untitled and without a list of assets, which can be derived
 * from the assets.
 */
function isSmart(kind: number | null): boolean {
  return kind !== null && (kind === 1552 || (kind >= 1600 && kind < 1700));
}

function toAlbum(key: string, rowid: number, row: AlbumSourceRow, note: Note): Album {
  const kind = asInteger(row.kind);
  const title = asShortText(row.title);
  const trashedAt = readDate(row.trashedAt);
  const word: AlbumKind | null = isSmart(kind) ? 'smart' : nameOfCode(ALBUM_KINDS, kind, note);
  return {
    key,
    title,
    parentRow: asInteger(row.parentRow),
    coverRow: asInteger(row.coverRow),
    assetCount: 0,
    facts: {
      key,
      kind: word,
      kindCode: kind,
      title,
      subtitle: null,
      position: asInteger(row.position),
      sortOrder: sortOrderOf(asInteger(row.sortKey), row.isAscending === 1),
      sortCode: asInteger(row.sortKey),
      cachedCount: asInteger(row.cachedCount),
      photoCount: asInteger(row.photoCount),
      videoCount: asInteger(row.videoCount),
      createdAt: readDate(row.createdAt),
      modifiedAt: readDate(row.modifiedAt),
      startsAt: readDate(row.startsAt),
      endsAt: readDate(row.endsAt),
      trashedAt,
      isTrashed: row.isTrashed === 1,
      isFavourite: false,
      isAutomatic: word === 'duplicates' || isSmart(kind),
      isOwn: row.isOwn === 1,
      ownerName: personName(row),
      publicUrl: asShortText(row.publicUrl),
      sourceKey: rowid,
    },
  };
}

/**
 * `ZCUSTOMSORTKEY` and `ZCUSTOMSORTASCENDING` (from albums in a macOS 10.15 library that are named after their order).
 */
function sortOrderOf(sortKey: number | null, isAscending: boolean): AlbumSortOrder | null {
  if (sortKey === 0) return 'manual';
  if (sortKey === 1) return isAscending ? 'oldest-first' : 'newest-first';
  return sortKey === 5 ? 'title' : null;
}

function albumRows(table: SourceTable) {
  const first = (...names: readonly string[]): string =>
    `coalesce(${names.map((name) => table.integer(name)).join(', ')})`;
  return new NamedRows(table, {
    rowid: table.rowid,
    uuid: textColumn(table, 'ZUUID'),
    kind: numberColumn(table, 'ZKIND'),
    title: textColumn(table, 'ZTITLE'),
    parentRow: numberColumn(table, 'ZPARENTFOLDER'),
    coverRow: first('ZCUSTOMKEYASSET', 'ZKEYASSET'),
    position: numberColumn(table, 'Z_FOK_PARENTFOLDER'),
    sortKey: numberColumn(table, 'ZCUSTOMSORTKEY'),
    isAscending: flagColumn(table, 'ZCUSTOMSORTASCENDING'),
    cachedCount: numberColumn(table, 'ZCACHEDCOUNT'),
    photoCount: numberColumn(table, 'ZCACHEDPHOTOSCOUNT'),
    videoCount: numberColumn(table, 'ZCACHEDVIDEOSCOUNT'),
    // That of a shared album can be only in the second.
    createdAt: first('ZCREATIONDATE', 'ZCLOUDCREATIONDATE'),
    modifiedAt: numberColumn(table, 'ZLASTMODIFIEDDATE'),
    startsAt: numberColumn(table, 'ZSTARTDATE'),
    endsAt: numberColumn(table, 'ZENDDATE'),
    trashedAt: numberColumn(table, 'ZTRASHEDDATE'),
    isTrashed: flagColumn(table, 'ZTRASHEDSTATE'),
    isOwn: flagColumn(table, 'ZISOWNED'),
    full: textColumn(table, 'ZCLOUDOWNERFULLNAME'),
    first: textColumn(table, 'ZCLOUDOWNERFIRSTNAME'),
    last: textColumn(table, 'ZCLOUDOWNERLASTNAME'),
    publicUrl: textColumn(table, 'ZPUBLICURL'),
  });
}

type AlbumSourceRow = ReturnType<typeof albumRows> extends NamedRows<infer N> ? Row<N> : never;
