import type { Inclusion, Page } from '../../contract/common.ts';
import type { PhotoAlbumView } from '../../contract/photos.ts';
import type { RowOf } from '../../model/columns.ts';
import { fold } from '../../model/fold.ts';
import type { BackupId } from '../../model/ids.ts';
import { compare } from '../compare.ts';
import { keyPages } from '../paging/key-pages.ts';
import { pageOfList } from '../paging/paged-array.ts';
import { rowsOf, runOf } from '../rows-of.ts';
import { cachedForRuns } from '../run-cache.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';

type AlbumRow = RowOf<ViewContext['store']['tables']['photo_albums']>;

/** Maximum number of participants of shared libraries; a library has six. */
const MAX_PARTICIPANTS = 1000;

/** Query of a list of albums. */
export interface PhotoAlbumQuery {
  /** Key of a folder. */
  readonly folder?: string;
  readonly trashed?: Inclusion;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/** A page of albums by position in their folder, then the newest first, then by title. @throws BACKUP_NOT_FOUND, BAD_REQUEST (cursor) */
export async function listPhotoAlbums(
  ctx: ViewContext,
  backup: BackupId,
  { folder, trashed = 'no', limit, cursor }: PhotoAlbumQuery,
): Promise<Page<PhotoAlbumView>> {
  const scope = await scopeOf(ctx, backup);
  const albums = await cachedForRuns(ctx, 'photo-albums', [runOf(scope, 'photo_albums')], () => loadAlbums(ctx, scope));
  const wanted = albums.filter(
    (album) =>
      (folder === undefined || album.folder === folder) &&
      (trashed === 'too' || album.isTrashed === (trashed === 'only')),
  );
  return pageOfList(wanted, { limit, cursor });
}

/** All albums of a library; the artifact stores at most a hundred thousand. */
async function loadAlbums(ctx: ViewContext, scope: Scope): Promise<readonly PhotoAlbumView[]> {
  const rows: AlbumRow[] = [];
  const pages = keyPages('', (after, limit) =>
    rowsOf(ctx, scope, 'photo_albums').selectAll().where('key', '>', after).orderBy('key').limit(limit).execute(),
  );
  for await (const page of pages) rows.push(...page);
  const participants = new Map<string | null, PhotoAlbumView['participants'][number][]>();
  const shared = await rowsOf(ctx, scope, 'photo_participants')
    .select(['album', 'name', 'email', 'phone', 'isMe'])
    .orderBy('key')
    .limit(MAX_PARTICIPANTS)
    .execute();
  for (const { album, isMe, ...who } of shared) {
    const others = participants.get(album) ?? [];
    others.push({ ...who, isMe: isMe ?? false });
    participants.set(album, others);
  }
  return rows
    .map((row) => ({ row, position: row.position ?? Infinity, title: fold(row.title ?? '') }))
    .sort(
      (a, b) =>
        a.position - b.position ||
        timeOf(b.row) - timeOf(a.row) ||
        compare(a.title, b.title) ||
        compare(a.row.key ?? '', b.row.key ?? ''),
    )
    .map(({ row }) => albumView(row, participants.get(row.key) ?? []));
}

function timeOf({ startsAt, createdAt }: AlbumRow): number {
  return startsAt ?? createdAt ?? 0;
}

function albumView(row: AlbumRow, participants: PhotoAlbumView['participants']): PhotoAlbumView {
  return {
    key: row.key ?? '',
    kind: row.kind ?? 'unknown',
    title: row.title,
    subtitle: row.subtitle,
    isFavourite: row.isFavourite ?? false,
    participants,
    folder: row.folder,
    sortOrder: row.sortOrder,
    assetCount: row.assetCount ?? 0,
    coverAsset: row.coverAsset,
    createdAt: row.createdAt,
    modifiedAt: row.modifiedAt,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    isTrashed: row.isTrashed ?? false,
    ownerName: row.ownerName,
    publicUrl: row.publicUrl,
  };
}
