import type { PhotoView } from '../../contract/photos.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { compare } from '../compare.ts';
import { rowsOf } from '../rows-of.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { photoView } from './photo-view.ts';
import type { PhotoRow } from './rows.ts';

/** Maximum number each of albums, faces, comments and burst photos of a photo; crafted libraries may have more. */
const MAX_RELATED = 500;

/** One photo in full. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function getPhoto(ctx: ViewContext, backup: BackupId, key: string): Promise<PhotoView> {
  const [photo] = await getPhotos(ctx, backup, [key]);
  if (photo === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-photo'));
  return photo;
}

/** Photos in full, in the order of their keys, at most 200. Unknown ones are left out. @throws BACKUP_NOT_FOUND */
export async function getPhotos(ctx: ViewContext, backup: BackupId, keys: readonly string[]): Promise<PhotoView[]> {
  if (keys.length === 0) return [];
  const scope = await scopeOf(ctx, backup);
  const rows = await rowsOf(ctx, scope, 'photo_assets').selectAll().where('key', 'in', keys).execute();
  const bursts = [...new Set(rows.flatMap(({ burst }) => burst ?? []))];
  const [albums, faces, comments, burstPhotos] = await Promise.all([
    albumsOf(ctx, scope, rows),
    facesOf(ctx, scope, keys),
    commentsOf(ctx, scope, keys),
    burstsOf(ctx, scope, bursts),
  ]);
  const photos = new Map(
    rows.map((row) => {
      const key = row.key ?? '';
      const related = {
        albums: albums.get(key) ?? [],
        faces: faces.get(key) ?? [],
        comments: comments.get(key) ?? [],
        burstPhotos: burstPhotos.get(row.burst ?? '') ?? [],
      };
      return [key, photoView(row, related)];
    }),
  );
  return keys.flatMap((key) => photos.get(key) ?? []);
}

/** Rows of several owners, at most {@link MAX_RELATED} of each. Owners with many are read one by one. */
async function ofEach<T>(
  owners: readonly string[],
  read: (owners: readonly string[], limit: number) => Promise<readonly T[]>,
  ownerOf: (row: T) => string | null,
): Promise<Map<string, T[]>> {
  if (owners.length === 0) return new Map();
  const rows = await read(owners, MAX_RELATED);
  if (rows.length < MAX_RELATED || owners.length === 1) return Map.groupBy(rows, (row) => ownerOf(row) ?? '');
  const middle = owners.length >> 1;
  const halves = [owners.slice(0, middle), owners.slice(middle)];
  const [first, second] = await Promise.all(halves.map((half) => ofEach(half, read, ownerOf)));
  return new Map([...(first ?? []), ...(second ?? [])]);
}

async function albumsOf(
  ctx: ViewContext,
  scope: Scope,
  photos: readonly PhotoRow[],
): Promise<Map<string, PhotoView['albums']>> {
  const memberships = await ofEach(
    photos.flatMap(({ key }) => key ?? []),
    (keys, limit) =>
      rowsOf(ctx, scope, 'photo_album_assets')
        .select(['album', 'asset'])
        .where('asset', 'in', keys)
        .limit(limit)
        .execute(),
    ({ asset }) => asset,
  );
  const keysOf = ({ key, importSession, conversation, moment, duplicates, sharedLibrary }: PhotoRow): string[] => {
    const listed = (memberships.get(key ?? '') ?? []).map(({ album }) => album);
    return [...listed, importSession, conversation, moment, duplicates, sharedLibrary].filter(
      (album) => album !== null,
    );
  };
  const wanted = [...new Set(photos.flatMap(keysOf))];
  const albums = new Map<string, PhotoView['albums'][number]>();
  for (let first = 0; first < wanted.length; first += MAX_RELATED) {
    const rows = await rowsOf(ctx, scope, 'photo_albums')
      .select(['key', 'title', 'kind'])
      .where('key', 'in', wanted.slice(first, first + MAX_RELATED))
      .execute();
    for (const { key, title, kind } of rows) albums.set(key ?? '', { key: key ?? '', title, kind: kind ?? 'unknown' });
  }
  return new Map(
    photos.map((photo) => [
      photo.key ?? '',
      [...new Set(keysOf(photo))].toSorted(compare).flatMap((album) => albums.get(album) ?? []),
    ]),
  );
}

async function facesOf(
  ctx: ViewContext,
  scope: Scope,
  photos: readonly string[],
): Promise<Map<string, PhotoView['faces']>> {
  const faces = await ofEach(
    photos,
    (keys, limit) =>
      rowsOf(ctx, scope, 'photo_faces')
        .select([
          'asset',
          'key',
          'person',
          'centerX',
          'centerY',
          'size',
          'sourceWidth',
          'sourceHeight',
          'isHidden',
          'isManual',
        ])
        .where('asset', 'in', keys)
        .orderBy('key')
        .limit(limit)
        .execute(),
    ({ asset }) => asset,
  );
  const people = [...new Set([...faces.values()].flat().flatMap(({ person }) => person ?? []))];
  const names = new Map<string | null, string | null>();
  for (let first = 0; first < people.length; first += MAX_RELATED) {
    const rows = await rowsOf(ctx, scope, 'photo_people')
      .select(['key', 'name'])
      .where('key', 'in', people.slice(first, first + MAX_RELATED))
      .execute();
    for (const { key, name } of rows) names.set(key, name);
  }
  return mapValues(faces, (ofPhoto) =>
    ofPhoto.map(({ key, person, centerX, centerY, size, sourceWidth, sourceHeight, isHidden, isManual }) => ({
      key: key ?? '',
      person,
      name: names.get(person) ?? null,
      centerX,
      centerY,
      size,
      sourceWidth,
      sourceHeight,
      isHidden: isHidden ?? false,
      isManual: isManual ?? false,
    })),
  );
}

async function commentsOf(
  ctx: ViewContext,
  scope: Scope,
  photos: readonly string[],
): Promise<Map<string, PhotoView['comments']>> {
  const comments = await ofEach(
    photos,
    (keys, limit) =>
      rowsOf(ctx, scope, 'photo_comments')
        .select(['asset', 'key', 'kind', 'text', 'at', 'isMine', 'author', 'authorName'])
        .where('asset', 'in', keys)
        .orderBy('key')
        .limit(limit)
        .execute(),
    ({ asset }) => asset,
  );
  return mapValues(comments, (ofPhoto) =>
    ofPhoto
      .toSorted((a, b) => (a.at ?? -Infinity) - (b.at ?? -Infinity))
      .map(({ kind, text, at, isMine, author, authorName }) => ({
        kind: kind ?? 'comment',
        text,
        at,
        isMine: isMine ?? false,
        author: authorName ?? author,
      })),
  );
}

async function burstsOf(
  ctx: ViewContext,
  scope: Scope,
  bursts: readonly string[],
): Promise<Map<string, PhotoView['burstPhotos']>> {
  const photos = await ofEach(
    bursts,
    (names, limit) =>
      rowsOf(ctx, scope, 'photo_assets')
        .select(['burst', 'key', 'createdAt', 'isBurstPick'])
        .where('burst', 'in', names)
        .orderBy('key')
        .limit(limit)
        .execute(),
    ({ burst }) => burst,
  );
  return mapValues(photos, (ofBurst) =>
    ofBurst
      .toSorted((a, b) => (a.createdAt ?? -Infinity) - (b.createdAt ?? -Infinity))
      .map(({ key, isBurstPick }) => ({ key: key ?? '', isPick: isBurstPick ?? false })),
  );
}

function mapValues<T, U>(map: ReadonlyMap<string, T>, change: (value: T) => U): Map<string, U> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
