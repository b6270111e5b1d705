import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { entityNumber, findJoin } from '../../kit/join-table.ts';
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
  /** Shared libraries and links, since iOS 26 shared albums too. */
  readonly shares: ReadonlyMap<number, Album>;
}

/** Reads memories (`ZMEMORY`), moments (`ZMOMENT`) and shares (`ZSHARE`). */
export function readCollections(db: SqlDatabase, lost: Lost): Collections {
  const read = (name: string, kind: (row: CollectionRow) => AlbumKind): ReadonlyMap<number, Album> =>
    readCollection(new SourceTable(db, name, lost), kind, lost);
  const shareKind = shareKinds(db, lost);
  const shares = read('ZSHARE', shareKind);
  return {
    memories: read('ZMEMORY', () => 'memory'),
    moments: read('ZMOMENT', () => 'moment'),
    // Up to iOS 13 links have a table of their own.
    shares: shares.size > 0 ? shares : read('ZMOMENTSHARE', () => 'shared-link'),
  };
}

/** Entities of `ZSHARE` (docs/format/photos.md). */
const SHARES: ReadonlyMap<string, AlbumKind> = new Map<string, AlbumKind>([
  ['LibraryScope', 'shared-library'],
  ['MomentShare', 'shared-link'],
  ['CollectionShare', 'shared'],
]);
/** `ZSCOPETYPE` of a link. */
const LINK_SCOPE = 2;

function shareKinds(db: SqlDatabase, lost: Lost): (row: CollectionRow) => AlbumKind {
  const kinds = new Map<number, AlbumKind>();
  for (const [entity, kind] of SHARES) {
    const number = entityNumber(db, entity, lost);
    if (number !== null) kinds.set(number, kind);
  }
  return ({ entity, scopeType }) =>
    kinds.get(asInteger(entity) ?? -1) ?? (asInteger(scopeType) === LINK_SCOPE ? 'shared-link' : 'shared-library');
}

/** Assets of links and, since iOS 26, of shared albums: a column of theirs leads to the share. */
export function* readSharedAssets(
  assets: SourceTable,
  shares: ReadonlyMap<number, Album>,
  assetKeys: SourceKeys,
): Generator<Membership> {
  const columns = ['ZMOMENTSHARE', 'ZCOLLECTIONSHARE'].filter((name) => assets.has(name));
  if (shares.size === 0) return;
  const valuesOf = inOrderOf(photoAlbumAssets);
  for (const column of columns) {
    const rows = new NamedRows(assets, { asset: assets.rowid, share: numberColumn(assets, column) });
    for (const row of rows.all(`WHERE "${column}" IS NOT NULL ORDER BY rowid`)) {
      const [albumRow, assetRow] = [asInteger(row.share), asInteger(row.asset)];
      const album = shares.get(albumRow ?? -1);
      const asset = assetKeys.find(assetRow);
      // The photos of a shared library have a column of their own.
      if (albumRow === null || assetRow === null || asset === null) continue;
      if (album === undefined || album.facts.kind === 'shared-library') continue;
      album.assetCount++;
      yield { albumRow, assetRow, row: valuesOf({ album: album.key, asset, position: null }) };
    }
  }
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

function readCollection(
  table: SourceTable,
  kindOf: (row: CollectionRow) => AlbumKind,
  lost: Lost,
): ReadonlyMap<number, Album> {
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
    const kind = kindOf(row);
    // Rows without a UUID of their own must not have the keys of albums.
    albums.set(rowid, toAlbum(key.startsWith('pk') ? `${kind}-${key}` : key, rowid, kind, row));
  }
  return albums;
}

/** `ZSTATUS` of a share of the owner of the phone; 2 is an invitation, 3 one that was accepted. */
const OWNED = 1;

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
      isOwn: asInteger(row.status) === OWNED,
      isFavourite: row.isFavourite === 1,
      isAutomatic: kind === 'memory' || kind === 'moment',
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
    entity: numberColumn(table, 'Z_ENT'),
    scopeType: numberColumn(table, 'ZSCOPETYPE'),
    status: numberColumn(table, 'ZSTATUS'),
  });
}

type CollectionRow = ReturnType<typeof collectionRows> extends NamedRows<infer N> ? Row<N> : never;
