import type { DatabaseSync } from 'node:sqlite';
import { appleSeconds } from '../encoders/apple-time.ts';
import { type Row, RowWriter } from '../encoders/row-writer.ts';
import { derivedUuid, type Seed } from '../random.ts';
import { joinsOf, type PhotoGeneration } from './schema.ts';
import type { WrittenAlbum, WrittenAsset } from './truth.ts';

/** `ZGENERICALBUM.ZKIND`. */
const KIND = { album: 2, shared: 1505, import: 1506, folder: 4000, root: 3999 } as const;

/** Kinds of the rows that every library has: roots, placeholders, smart albums. */
const SYSTEM_KINDS = [3998, 4001, 4002, 3571, 3572, 3573, 1552, 1600, 1605, 1620];

/** Difference of the sort keys of two consecutive assets of an album. */
const ORDER_STEP = 1024;

interface PlannedAlbum {
  readonly kind: number;
  readonly title: string;
  /** Index of its folder among the planned albums. */
  readonly folder?: number;
  readonly wants?: (asset: WrittenAsset) => boolean;
  readonly columns?: Row;
}

const PLAN: readonly PlannedAlbum[] = [
  { kind: KIND.folder, title: 'Reisen 🌍' },
  { kind: KIND.folder, title: '日本', folder: 0 },
  { kind: KIND.album, title: 'Kyoto in spring', folder: 1, wants: ({ place }) => place?.countryCode === 'JP' },
  { kind: KIND.album, title: 'Best of', wants: ({ isFavourite }) => isFavourite },
  // Two albums can have the same title.
  { kind: KIND.album, title: 'Best of', wants: ({ rowId }) => rowId % 10 === 0 },
  { kind: KIND.album, title: 'Empty' },
  {
    kind: KIND.shared,
    title: 'Family sharing',
    wants: ({ form }) => form === 'shared',
    columns: {
      ZCLOUDOWNERFULLNAME: 'Olivia Sample',
      ZPUBLICURL: 'https://www.icloud.com/sharedalbum/#B0example',
      ZISOWNED: 0,
    },
  },
];

/**
 * Writes albums with the order of their assets, and the albums that every library has. Albums are sorted in reverse
 * order.
 */
export function writeAlbums(
  db: DatabaseSync,
  seed: Seed,
  generation: PhotoGeneration,
  assets: readonly WrittenAsset[],
): { albums: readonly WrittenAlbum[]; systemAlbums: number; importRowId: number } {
  const rows = new RowWriter(db, 'ZGENERICALBUM');
  const { albumAssets } = joinsOf(generation);
  const join = new RowWriter(db, albumAssets.table);
  const uuid = (label: string): string => derivedUuid(seed, label);
  const root = rows.insert({ ZKIND: KIND.root, ZUUID: uuid('root folder'), ZTRASHEDSTATE: 0 });
  for (const kind of SYSTEM_KINDS) {
    const title = kind >= 3571 && kind <= 3573 ? 'progress' : null;
    rows.insert({ ZKIND: kind, ZUUID: uuid(`system ${String(kind)}`), ZTITLE: title, ZTRASHEDSTATE: 0 });
  }
  const albums: WrittenAlbum[] = [];
  for (const [index, { kind, title, folder, wants, columns }] of PLAN.entries()) {
    const chosen = wants === undefined ? [] : assets.filter(wants).toReversed();
    const parent = folder === undefined ? null : (albums[folder] as WrittenAlbum);
    const albumUuid = uuid(`album ${String(index)}`);
    const rowId = rows.insert({
      ZKIND: kind,
      ZTITLE: title,
      ZUUID: albumUuid,
      ZTRASHEDSTATE: 0,
      ZPARENTFOLDER: parent?.rowId ?? root,
      Z_FOK_PARENTFOLDER: (index + 1) * ORDER_STEP,
      ZCACHEDCOUNT: chosen.length,
      ZCUSTOMSORTKEY: 0,
      ZCUSTOMSORTASCENDING: 1,
      ZCREATIONDATE: appleSeconds(Date.UTC(2025, 0, 1 + index)),
      ZCUSTOMKEYASSET: chosen[0]?.rowId ?? null,
      ...columns,
    });
    for (const [position, { rowId: assetRow }] of chosen.entries()) {
      join.insert({
        [albumAssets.album]: rowId,
        [albumAssets.asset]: assetRow,
        [albumAssets.order]: (position + 1) * ORDER_STEP,
      });
    }
    const folderUuid = generation < 11 ? null : (parent?.uuid ?? null);
    albums.push({ rowId, uuid: albumUuid, kind, title, folder: folderUuid, assets: chosen.map((asset) => asset.uuid) });
  }
  const importRowId = rows.insert({ ZKIND: KIND.import, ZUUID: uuid('import'), ZTRASHEDSTATE: 0 });
  return { albums, systemAlbums: SYSTEM_KINDS.length + 1, importRowId };
}

/** Writes a comment and a like for each asset of a shared album and returns their number. */
export function writeComments(db: DatabaseSync, seed: Seed, assets: readonly WrittenAsset[]): number {
  const rows = new RowWriter(db, 'ZCLOUDSHAREDCOMMENT');
  const shared = assets.filter(({ form }) => form === 'shared');
  for (const { rowId, createdAt } of shared) {
    const at = appleSeconds(createdAt);
    const comment = { ZISLIKE: 0, ZISCAPTION: 0, ZISMYCOMMENT: 1, ZCOMMENTTEXT: 'What a wonderful picture ❤️' };
    const guid = (what: string): string => derivedUuid(seed, `${what} ${String(rowId)}`);
    rows.insert({ ...comment, ZCOMMENTEDASSET: rowId, ZCOMMENTDATE: at + 60, ZCLOUDGUID: guid('comment') });
    rows.insert({ ZISLIKE: 1, ZISMYCOMMENT: 0, ZLIKEDASSET: rowId, ZCOMMENTDATE: at + 90, ZCLOUDGUID: guid('like') });
  }
  return shared.length * 2;
}
