import type { Inclusion } from '../../contract/common.ts';
import type { PhotoTrait } from '../../contract/photo-traits.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { chooseByMarks, chosenRows, type MarkChoice, type MarkFilter } from '../marks/mark-filter.ts';
import { findTable } from '../records/find-table.ts';
import { rowsOf } from '../rows-of.ts';
import { type Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { TRAIT_RULES } from './traits.ts';

/** Filter of photos. Hidden and deleted photos are excluded by default. */
export interface PhotoFilter extends MarkFilter {
  readonly kind?: string;
  readonly subtype?: string;
  readonly trait?: PhotoTrait;
  /** Identifier of the app that saved it. */
  readonly app?: string;
  readonly editor?: string;
  /** Key of an album. */
  readonly album?: string;
  /** Key of a person of the library. */
  readonly person?: string;
  readonly burst?: string;
  readonly favourite?: boolean;
  readonly screenshots?: boolean;
  readonly library?: boolean;
  readonly hidden?: Inclusion;
  readonly trashed?: Inclusion;
  /** UTC milliseconds, inclusive. */
  readonly from?: number;
  /** UTC milliseconds, exclusive. */
  readonly to?: number;
  readonly north?: number;
  readonly south?: number;
  readonly east?: number;
  readonly west?: number;
}

/** Kinds of albums without a list of photos: a column of their photos refers to them. */
const ALBUM_COLUMNS = {
  import: 'importSession',
  conversation: 'conversation',
  moment: 'moment',
  duplicates: 'duplicates',
  'shared-library': 'sharedLibrary',
} as const;

type AlbumColumn = (typeof ALBUM_COLUMNS)[keyof typeof ALBUM_COLUMNS];

/** A filter whose album and person exist. */
export interface CheckedFilter extends PhotoFilter {
  /** The column of photos that refers to the album, if it has no list of photos. */
  readonly albumColumn?: AlbumColumn;
  /** What the album is sorted by. */
  readonly albumOrder?: string;
  readonly marked?: MarkChoice | null;
}

/**
 * Checks that the album and person of the filter exist, and reads what it chooses by marks.
 * @throws NOT_FOUND (no such album or person), BAD_REQUEST (a box without all four sides)
 */
export async function checkFilter(ctx: ViewContext, scope: Scope, filter: PhotoFilter): Promise<CheckedFilter> {
  const sides = [filter.north, filter.south, filter.east, filter.west].filter((side) => side !== undefined);
  if (sides.length % 4 !== 0) {
    throw new DomainError('BAD_REQUEST', msg('detail.incomplete-map-box'));
  }
  if (filter.person !== undefined) await requirePerson(ctx, scope, filter.person);
  const marked = await chooseByMarks(ctx, scope.backup, 'photo', filter);
  if (filter.album === undefined) return { ...filter, marked };
  const album = await rowsOf(ctx, scope, 'photo_albums')
    .select(['kind', 'sortOrder'])
    .where('key', '=', filter.album)
    .executeTakeFirst();
  if (album === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-album'));
  const albumColumn = ALBUM_COLUMNS[album.kind as keyof typeof ALBUM_COLUMNS] as AlbumColumn | undefined;
  return {
    ...filter,
    marked,
    ...(albumColumn === undefined ? {} : { albumColumn }),
    ...(album.sortOrder === null ? {} : { albumOrder: album.sortOrder }),
  };
}

async function requirePerson(ctx: ViewContext, scope: Scope, key: string): Promise<void> {
  const person = await rowsOf(ctx, scope, 'photo_people').select('key').where('key', '=', key).executeTakeFirst();
  if (person === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-person'));
}

/** The matching photos. All conditions except app, editor, album and person are covered by the index on time. */
export function filteredPhotos(ctx: ViewContext, scope: Scope, filter: CheckedFilter) {
  let query = rowsOf(ctx, scope, 'photo_assets');
  const {
    kind,
    subtype,
    trait,
    app,
    editor,
    album,
    albumColumn,
    person,
    burst,
    favourite,
    screenshots,
    library,
    from,
    to,
  } = filter;
  const { hidden = 'no', trashed = 'no', north, south, east, west } = filter;
  if (kind !== undefined) query = query.where('kind', '=', kind as 'photo');
  if (subtype !== undefined) query = query.where('subtype', '=', subtype as 'plain');
  if (trait !== undefined) {
    const { column, value } = TRAIT_RULES[trait];
    query = value === undefined ? query.where(column, 'is not', null) : query.where(column, '=', value);
  }
  if (app !== undefined) query = query.where('sourceApp', '=', app);
  if (editor !== undefined) query = query.where('editor', '=', editor);
  if (favourite !== undefined) query = query.where('isFavourite', '=', favourite);
  if (screenshots !== undefined) query = query.where('isScreenshot', '=', screenshots);
  if (library !== undefined) query = query.where('inLibrary', '=', library);
  if (hidden !== 'too') query = query.where('isHidden', '=', hidden === 'only');
  if (trashed !== 'too') query = query.where('isTrashed', '=', trashed === 'only');
  if (from !== undefined) query = query.where('createdAt', '>=', from);
  if (to !== undefined) query = query.where('createdAt', '<', to);
  if (burst !== undefined) query = query.where('burst', '=', burst);
  if (north !== undefined && south !== undefined) {
    query = query.where('latitude', '<=', north).where('latitude', '>=', south);
  }
  if (east !== undefined && west !== undefined) {
    query = query.where((eb) => {
      const sides = [eb('longitude', '>=', west), eb('longitude', '<=', east)];
      return west <= east ? eb.and(sides) : eb.or(sides);
    });
  }
  if (person !== undefined) {
    const photosOfPerson = rowsOf(ctx, scope, 'photo_faces').select('asset').where('person', '=', person);
    query = query.where('photo_assets.key', 'in', photosOfPerson);
  }
  if (albumColumn !== undefined && album !== undefined) query = query.where(albumColumn, '=', album);
  else if (album !== undefined) {
    const photosOfAlbum = rowsOf(ctx, scope, 'photo_album_assets').select('asset').where('album', '=', album);
    query = query.where('photo_assets.key', 'in', photosOfAlbum);
  }
  return chosenRows(ctx, query, findTable('photo_assets'), filter.marked ?? null);
}
