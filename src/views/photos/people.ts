import type { Page } from '../../contract/common.ts';
import type { PhotoPersonView } from '../../contract/photos.ts';
import { fold } from '../../model/fold.ts';
import type { BackupId } from '../../model/ids.ts';
import { compare } from '../compare.ts';
import { keyPages } from '../paging/key-pages.ts';
import { pageOfList } from '../paging/paged-array.ts';
import { rowsOf, runOf } from '../rows-of.ts';
import { cachedForRuns } from '../run-cache.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Query of a list of people. */
export interface PhotoPeopleQuery {
  /** True for named people only, false for unnamed ones. */
  readonly named?: boolean;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

type Person = Omit<PhotoPersonView, 'face'> & { readonly keyFace: string | null };

/** A page of the people of the library: named ones first, then by faces. @throws BACKUP_NOT_FOUND, BAD_REQUEST (cursor) */
export async function listPhotoPeople(
  ctx: ViewContext,
  backup: BackupId,
  { named, ...place }: PhotoPeopleQuery,
): Promise<Page<PhotoPersonView>> {
  const scope = await scopeOf(ctx, backup);
  const people = await cachedForRuns(ctx, 'photo-people', [runOf(scope, 'photo_people')], () => loadPeople(ctx, scope));
  const wanted = named === undefined ? people : people.filter(({ name }) => (name !== null) === named);
  const { items, next } = await pageOfList(wanted, place);
  const faces = await facesByKey(
    ctx,
    scope,
    items.flatMap(({ keyFace }) => keyFace ?? []),
  );
  return { items: items.map(({ keyFace, ...person }) => ({ ...person, face: faces.get(keyFace) ?? null })), next };
}

/** All people of a library; the artifact stores at most a hundred thousand. */
async function loadPeople(ctx: ViewContext, scope: Scope): Promise<readonly Person[]> {
  const people: Person[] = [];
  const pages = keyPages('', (after, limit) =>
    rowsOf(ctx, scope, 'photo_people')
      .select(['key', 'name', 'faceCount', 'contact', 'keyFace'])
      .where('key', '>', after)
      .orderBy('key')
      .limit(limit)
      .execute(),
  );
  for await (const rows of pages) {
    people.push(...rows.map((row) => ({ ...row, key: row.key ?? '', faceCount: row.faceCount ?? 0 })));
  }
  return people
    .map((person) => ({ person, unnamed: person.name === null ? 1 : 0, folded: fold(person.name ?? '') }))
    .sort(
      (a, b) =>
        a.unnamed - b.unnamed ||
        b.person.faceCount - a.person.faceCount ||
        compare(a.folded, b.folded) ||
        compare(a.person.key, b.person.key),
    )
    .map(({ person }) => person);
}

async function facesByKey(
  ctx: ViewContext,
  scope: Scope,
  keys: readonly string[],
): Promise<Map<string | null, PhotoPersonView['face']>> {
  if (keys.length === 0) return new Map();
  const rows = await rowsOf(ctx, scope, 'photo_faces')
    .select(['key', 'asset', 'centerX', 'centerY', 'size'])
    .where('key', 'in', keys)
    .execute();
  return new Map(rows.map(({ key, asset, centerX, centerY, size }) => [key, { photo: asset, centerX, centerY, size }]));
}
