import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { ValuesOf } from '../../../model/columns.ts';
import type { Note } from '../../kit/codes.ts';
import { findJoin } from '../../kit/join-table.ts';
import { inOrderOf } from '../../kit/row-values.ts';
import { asInteger, type Lost, positionsOf } from '../../kit/source-table.ts';
import type { Album } from './albums.ts';
import { numberColumn } from './columns.ts';
import type { SourceKeys } from './source-keys.ts';
import { photoAlbumAssets } from './tables.ts';

/** A row of `photo_album_assets`, with the ROWIDs it joins. */
export interface Membership {
  readonly row: ValuesOf<typeof photoAlbumAssets>;
  readonly assetRow: number;
  readonly albumRow: number;
}

/** Assets in albums, each pair once, ordered by album. Also counts the assets of each album. */
export function* readMemberships(
  db: SqlDatabase,
  albums: ReadonlyMap<number, Album>,
  assetKeys: SourceKeys,
  note: Note,
  lost: Lost,
): Generator<Membership> {
  const join = findJoin(db, { entity: 'Album', left: 'ALBUMS', right: 'ASSETS' }, lost);
  if (join === null) return;
  const expressions = {
    album: numberColumn(join.table, join.left),
    asset: numberColumn(join.table, join.right),
    position: numberColumn(join.table, join.order),
  };
  const at = positionsOf(expressions);
  const valuesOf = inOrderOf(photoAlbumAssets);
  let last = { album: Number.NaN, asset: Number.NaN };
  // In this order duplicate pairs (only in crafted tables) are adjacent. An intact table has it as its index.
  for (const values of join.table.rowArrays(expressions, `ORDER BY "${join.left}", "${join.right}"`)) {
    const albumRow = asInteger(values[at.album]);
    const assetRow = asInteger(values[at.asset]);
    const album = albumRow === null ? undefined : albums.get(albumRow);
    const asset = assetKeys.find(assetRow);
    if (albumRow === null || assetRow === null || album === undefined || asset === null) {
      note(msg('note.album-entries-without-photo-or-album'));
      continue;
    }
    if (albumRow === last.album && assetRow === last.asset) continue;
    last = { album: albumRow, asset: assetRow };
    album.assetCount++;
    const row = valuesOf({ album: album.key, asset, position: asInteger(values[at.position]) });
    yield { albumRow, assetRow, row };
  }
}
