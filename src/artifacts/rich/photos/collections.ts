import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { findJoin } from '../../kit/join-table.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { inOrderOf } from '../../kit/row-values.ts';
import { asInteger, asShortText, type Lost, type Row, SourceTable } from '../../kit/source-table.ts';
import type { Album } from './albums.ts';
import { flagColumn, numberColumn, textColumn } from './columns.ts';
import { readDate } from './dates.ts';
import { MAX_NAMED } from './limits.ts';
import type { Membership } from './memberships.ts';
import { SourceKeys } from './source-keys.ts';
import { type AlbumKind, photoAlbumAssets } from './tables.ts';

/** Collections that are no albums of the library but are listed like them, by ROWID. */
export interface Collections {
  readonly memories: ReadonlyMap<number, Album>;
  readonly moments: ReadonlyMap<number, Album>;
  /** Shared libraries and links. */
  readonly shares: ReadonlyMap<number, Album>;
}

/** Reads memories (`ZMEMORY`), moments (`ZMOMENT`) and shares (`ZSHARE`). */
export function readCollections(db: SqlDatabase, lost: Lost): Collections {
  const read = (name: string, kind: AlbumKind): ReadonlyMap<number, Album> =>
    readCollection(new SourceTable(db, name, lost), kind, lost);
  return {
    memories: read('ZMEMORY', 'memory'),
    moments: read('ZMOMENT', 'moment'),
    shares: read('ZSHARE', 'shared-library'),
  };
}

/**
 * Assets of memories, ordered by memory: those that the owner chose, otherwise those that the phone chose.
 */
export function* readMemoryAssets(
  db: SqlDatabase,
  memories: ReadonlyMap<number, Album>,
  assetKeys: SourceKeys,
  lost: Lost,
): Generator<Membership> {
  if (memories.size === 0) return;
  const chosen = new Set<number>();
  const valuesOf = inOrderOf(photoAlbumAssets);
  for (const word of ['USERCURATEDASSETS', 'CURATEDASSETS']) {
    const join = findJoin(db, { entity: 'Asset', left: word, right: `MEMORIESBEING${word}` }, lost);
    if (join === null) continue;
    const rows = new NamedRows(join.table, {
      asset: numberColumn(join.table, join.left),
      memory: numberColumn(join.table, join.right),
    });
    const read = new Set<number>();
    let last = { memory: Number.NaN, asset: Number.NaN };
    for (const row of rows.all(`ORDER BY "${join.right}", "${join.left}"`)) {
      const [albumRow, assetRow] = [asInteger(row.memory), asInteger(row.asset)];
      const album = memories.get(albumRow ?? -1);
      const asset = assetKeys.find(assetRow);
      if (albumRow === null || assetRow === null || album === undefined || asset === null) continue;
      if (chosen.has(albumRow) || (last.memory === albumRow && last.asset === assetRow)) continue;
      last = { memory: albumRow, asset: assetRow };
      read.add(albumRow);
      album.assetCount++;
      yield { albumRow, assetRow, row: valuesOf({ album: album.key, asset, position: null }) };
    }
    for (const memory of read) chosen.add(memory);
  }
}

function readCollection(table: SourceTable, kind: AlbumKind, lost: Lost): ReadonlyMap<number, Album> {
  const keys = new SourceKeys(table, 'ZUUID');
  const albums = new Map<number, Album>();
  for (const row of collectionRows(table).all('ORDER BY rowid')) {
    const rowid = asInteger(row.rowid);
    if (rowid === null || albums.has(rowid)) {
      lost(msg('lost.no-key.albums'));
      continue;
    }
    if (albums.size === MAX_NAMED) {
      lost(msg('lost.beyond-limit.albums', { limit: MAX_NAMED }));
      break;
    }
    const key = keys.of(rowid, row.uuid);
    // Rows without a UUID of their own must not have the keys of albums.
    albums.set(rowid, toAlbum(key.startsWith('pk') ? `${kind}-${key}` : key, rowid, kind, row));
  }
  return albums;
}

function toAlbum(key: string, rowid: number, kind: AlbumKind, row: CollectionRow): Album {
  const title = asShortText(row.title);
  return {
    key,
    title,
    parentRow: null,
    coverRow: asInteger(row.coverRow),
    assetCount: 0,
    facts: {
      key,
      kind,
      kindCode: null,
      title: title ?? asShortText(row.subtitle),
      subtitle: title === null ? null : asShortText(row.subtitle),
      position: null,
      sortOrder: null,
      sortCode: null,
      cachedCount: asInteger(row.cachedCount),
      photoCount: null,
      videoCount: null,
      createdAt: readDate(row.createdAt),
      modifiedAt: null,
      startsAt: readDate(row.startsAt),
      endsAt: readDate(row.endsAt),
      trashedAt: readDate(row.trashedAt),
      // A memory that was removed.
      isTrashed: row.isTrashed === 1 || row.isRejected === 1,
      isOwn: false,
      isFavourite: row.isFavourite === 1,
      isAutomatic: kind !== 'shared-library',
      ownerName: null,
      publicUrl: asShortText(row.url),
      sourceKey: rowid,
    },
  };
}

function collectionRows(table: SourceTable) {
  return new NamedRows(table, {
    rowid: table.rowid,
    uuid: textColumn(table, 'ZUUID'),
    title: textColumn(table, 'ZTITLE'),
    subtitle: textColumn(table, 'ZSUBTITLE'),
    coverRow: numberColumn(table, 'ZKEYASSET'),
    cachedCount: numberColumn(table, 'ZCACHEDCOUNT', 'ZASSETCOUNT'),
    createdAt: numberColumn(table, 'ZCREATIONDATE'),
    startsAt: numberColumn(table, 'ZSTARTDATE'),
    endsAt: numberColumn(table, 'ZENDDATE'),
    trashedAt: numberColumn(table, 'ZTRASHEDDATE'),
    isTrashed: flagColumn(table, 'ZTRASHEDSTATE'),
    isRejected: flagColumn(table, 'ZREJECTED'),
    isFavourite: flagColumn(table, 'ZFAVORITE'),
    url: textColumn(table, 'ZSHAREURL'),
  });
}

type CollectionRow = ReturnType<typeof collectionRows> extends NamedRows<infer N> ? Row<N> : never;
