import type { PhotoView } from '../../contract/photos.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { rowsOf } from '../rows-of.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { photoView } from './photo-view.ts';
import type { PhotoRow } from './rows.ts';

/** Maximum number each of albums, faces, comments and burst photos of a photo; crafted libraries may have more. */
const MAX_RELATED = 500;

/** One photo in full. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function getPhoto(ctx: ViewContext, backup: BackupId, key: string): Promise<PhotoView> {
  const scope = await scopeOf(ctx, backup);
  const row = await rowsOf(ctx, scope, 'photo_assets').selectAll().where('key', '=', key).executeTakeFirst();
  if (row === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-photo'));
  const [albums, faces, comments, burstPhotos] = await Promise.all([
    albumsOf(ctx, scope, row),
    facesOf(ctx, scope, key),
    commentsOf(ctx, scope, key),
    burstOf(ctx, scope, row.burst),
  ]);
  return photoView(row, { albums, faces, comments, burstPhotos });
}

async function albumsOf(ctx: ViewContext, scope: Scope, photo: PhotoRow): Promise<PhotoView['albums']> {
  const memberships = await rowsOf(ctx, scope, 'photo_album_assets')
    .select('album')
    .where('asset', '=', photo.key)
    .limit(MAX_RELATED)
    .execute();
  const keys = [
    ...memberships.map(({ album }) => album),
    photo.importSession,
    photo.conversation,
    photo.moment,
    photo.duplicates,
    photo.sharedLibrary,
  ];
  const named = keys.filter((key) => key !== null);
  if (named.length === 0) return [];
  const rows = await rowsOf(ctx, scope, 'photo_albums')
    .select(['key', 'title', 'kind'])
    .where('key', 'in', named)
    .orderBy('key')
    .execute();
  return rows.map(({ key, title, kind }) => ({ key: key ?? '', title, kind: kind ?? 'unknown' }));
}

async function facesOf(ctx: ViewContext, scope: Scope, photo: string): Promise<PhotoView['faces']> {
  const faces = await rowsOf(ctx, scope, 'photo_faces')
    .select(['key', 'person', 'centerX', 'centerY', 'size', 'sourceWidth', 'sourceHeight', 'isHidden', 'isManual'])
    .where('asset', '=', photo)
    .orderBy('key')
    .limit(MAX_RELATED)
    .execute();
  const keys = [...new Set(faces.flatMap(({ person }) => person ?? []))];
  const people =
    keys.length === 0
      ? []
      : await rowsOf(ctx, scope, 'photo_people').select(['key', 'name']).where('key', 'in', keys).execute();
  const names = new Map(people.map(({ key, name }) => [key, name]));
  return faces.map(({ key, person, isHidden, isManual, ...place }) => ({
    key: key ?? '',
    person,
    name: names.get(person) ?? null,
    ...place,
    isHidden: isHidden ?? false,
    isManual: isManual ?? false,
  }));
}

async function commentsOf(ctx: ViewContext, scope: Scope, photo: string): Promise<PhotoView['comments']> {
  const rows = await rowsOf(ctx, scope, 'photo_comments')
    .select(['key', 'kind', 'text', 'at', 'isMine', 'author'])
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

async function burstOf(ctx: ViewContext, scope: Scope, burst: string | null): Promise<PhotoView['burstPhotos']> {
  if (burst === null) return [];
  const rows = await rowsOf(ctx, scope, 'photo_assets')
    .select(['key', 'createdAt', 'isBurstPick'])
    .where('burst', '=', burst)
    .orderBy('key')
    .limit(MAX_RELATED)
    .execute();
  return rows
    .toSorted((a, b) => (a.createdAt ?? -Infinity) - (b.createdAt ?? -Infinity))
    .map(({ key, isBurstPick }) => ({ key: key ?? '', isPick: isBurstPick ?? false }));
}
