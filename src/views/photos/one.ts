import type { PhotoView } from '../../contract/photos.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import type { PhotoRow } from '../rows.ts';
import type { ViewContext } from '../types.ts';
import { type PhotoScope, photoScope } from './photo-scope.ts';
import { photoView } from './photo-view.ts';

/** Albums, faces, comments and pictures of a burst that one photo is shown with; a crafted library has any number. */
const MAX_RELATED = 500;

/** One photo in full. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function getPhoto(ctx: ViewContext, backup: BackupId, key: string): Promise<PhotoView> {
  const scope = await photoScope(ctx, backup);
  const row = await ctx.store.read
    .selectFrom('photo_assets')
    .selectAll()
    .where('backupId', '=', scope.backupId)
    .where('runId', '=', scope.runId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (row === undefined) throw new DomainError('NOT_FOUND', 'There is no photo with this key.');
  const [albums, faces, comments, burstPhotos] = await Promise.all([
    albumsOf(ctx, scope, row),
    facesOf(ctx, scope, key),
    commentsOf(ctx, scope, key),
    burstOf(ctx, scope, row.burst),
  ]);
  return photoView(row, { albums, faces, comments, burstPhotos });
}

async function albumsOf(
  { store }: ViewContext,
  { backupId, runId }: PhotoScope,
  photo: PhotoRow,
): Promise<PhotoView['albums']> {
  const memberships = await store.read
    .selectFrom('photo_album_assets')
    .select('album')
    .where('backupId', '=', backupId)
    .where('runId', '=', runId)
    .where('asset', '=', photo.key)
    .limit(MAX_RELATED)
    .execute();
  const keys = [...memberships.map(({ album }) => album), photo.importSession, photo.conversation];
  const named = keys.filter((key) => key !== null);
  if (named.length === 0) return [];
  const rows = await store.read
    .selectFrom('photo_albums')
    .select(['key', 'title', 'kind'])
    .where('backupId', '=', backupId)
    .where('runId', '=', runId)
    .where('key', 'in', named)
    .orderBy('key')
    .execute();
  return rows.map(({ key, title, kind }) => ({ key: key ?? '', title, kind: kind ?? 'unknown' }));
}

async function facesOf(
  { store }: ViewContext,
  { backupId, runId }: PhotoScope,
  photo: string,
): Promise<PhotoView['faces']> {
  const faces = await store.read
    .selectFrom('photo_faces')
    .select(['key', 'person', 'centerX', 'centerY', 'size', 'isHidden', 'isManual'])
    .where('backupId', '=', backupId)
    .where('runId', '=', runId)
    .where('asset', '=', photo)
    .orderBy('key')
    .limit(MAX_RELATED)
    .execute();
  const keys = [...new Set(faces.flatMap(({ person }) => person ?? []))];
  const people =
    keys.length === 0
      ? []
      : await store.read
          .selectFrom('photo_people')
          .select(['key', 'name'])
          .where('backupId', '=', backupId)
          .where('runId', '=', runId)
          .where('key', 'in', keys)
          .execute();
  const names = new Map(people.map(({ key, name }) => [key, name]));
  return faces.map(({ key, person, centerX, centerY, size, isHidden, isManual }) => ({
    key: key ?? '',
    person,
    name: names.get(person) ?? null,
    centerX,
    centerY,
    size,
    isHidden: isHidden ?? false,
    isManual: isManual ?? false,
  }));
}

async function commentsOf(
  { store }: ViewContext,
  { backupId, runId }: PhotoScope,
  photo: string,
): Promise<PhotoView['comments']> {
  const rows = await store.read
    .selectFrom('photo_comments')
    .select(['key', 'kind', 'text', 'at', 'isMine', 'author'])
    .where('backupId', '=', backupId)
    .where('runId', '=', runId)
    .where('asset', '=', photo)
    .orderBy('key')
    .limit(MAX_RELATED)
    .execute();
  return rows
    .toSorted((a, b) => (a.at ?? -Infinity) - (b.at ?? -Infinity))
    .map(({ kind, text, at, isMine, author }) => ({
      kind: kind ?? 'comment',
      text,
      at,
      isMine: isMine ?? false,
      author,
    }));
}

async function burstOf(
  { store }: ViewContext,
  { backupId, runId }: PhotoScope,
  burst: string | null,
): Promise<PhotoView['burstPhotos']> {
  if (burst === null) return [];
  const rows = await store.read
    .selectFrom('photo_assets')
    .select(['key', 'createdAt', 'isBurstPick'])
    .where('backupId', '=', backupId)
    .where('runId', '=', runId)
    .where('burst', '=', burst)
    .orderBy('key')
    .limit(MAX_RELATED)
    .execute();
  return rows
    .toSorted((a, b) => (a.createdAt ?? -Infinity) - (b.createdAt ?? -Infinity))
    .map(({ key, isBurstPick }) => ({ key: key ?? '', isPick: isBurstPick ?? false }));
}
