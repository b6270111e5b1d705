import { PHOTO_FOLDERS } from '../../contract/photo-export.ts';
import type { PhotoView } from '../../contract/photos.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { LocalTime } from '../format/local-time.ts';

const FIELDS = ['year', 'month', 'day', 'album', 'folder', 'kind', 'filename'] as const;
type Field = (typeof FIELDS)[number];

/** Maximum number of folders in each other. */
const MAX_DEPTH = 12;

/** An album with the titles of the folders that it is in, outermost first. */
export interface AlbumPlace {
  readonly title: string;
  readonly folders: readonly string[];
}

/** Where a photo goes: its folders, and its name without extension. */
export interface PhotoPlace {
  readonly folders: readonly string[];
  readonly stem: string;
}

/**
 * Parts between slashes, which alternate between text and fields; the last one is the name.
 * @throws BAD_REQUEST for an unknown field, or too many folders
 */
export function parseTemplate(template: string): readonly (readonly string[])[] {
  const text = Object.hasOwn(PHOTO_FOLDERS, template)
    ? PHOTO_FOLDERS[template as keyof typeof PHOTO_FOLDERS]
    : template;
  const parts = text
    .split('/')
    .filter((part) => part.trim() !== '')
    .map((part) => part.split(/[{}]/));
  const isKnown = parts.every(
    (part) => part.length % 2 === 1 && part.every((piece, at) => at % 2 === 0 || FIELDS.includes(piece as Field)),
  );
  if (!isKnown || parts.length > MAX_DEPTH) {
    const known = FIELDS.map((field) => `{${field}}`).join(', ');
    throw new DomainError('BAD_REQUEST', msg('detail.unknown-template', { template, known }));
  }
  return parts.at(-1)?.includes('filename') === true ? parts : [...parts, ['', 'filename', '']];
}

/** Folders and name of an exported photo with fields of it. */
export class PlaceTemplate {
  readonly #parts: readonly (readonly string[])[];
  readonly #clock: LocalTime;
  /** True if a photo has a place for each of its albums. */
  readonly isByAlbum: boolean;

  /** @throws BAD_REQUEST like {@link parseTemplate} */
  constructor(template: string, clock: LocalTime) {
    this.#parts = parseTemplate(template);
    this.#clock = clock;
    this.isByAlbum = this.#parts.some((part) =>
      part.some((piece, at) => at % 2 === 1 && (piece === 'album' || piece === 'folder')),
    );
  }

  /** The places of a photo, at least one. */
  placesOf(photo: PhotoView, albums: readonly AlbumPlace[]): PhotoPlace[] {
    const none: AlbumPlace = { title: '', folders: [] };
    return (this.isByAlbum && albums.length > 0 ? albums : [none]).map((album) => this.#place(photo, album));
  }

  #place(photo: PhotoView, { title, folders }: AlbumPlace): PhotoPlace {
    const [year = '', month = '', day = ''] = this.#clock.at(photo.utcOffset).day(photo.createdAt).split('-');
    const values: Record<Field, string> = {
      year: year === '' ? 'undated' : year,
      month,
      day,
      album: title,
      folder: folders.join(' '),
      kind: photo.kind,
      filename: stemOf(photo),
    };
    const textOf = (part: readonly string[]): string =>
      part.map((piece, index) => (index % 2 === 0 ? piece : values[piece as Field])).join('');
    const names = this.#parts
      .slice(0, -1)
      .flatMap((part) => (part.join('/') === '/folder/' ? folders : [textOf(part)]));
    return {
      folders: names.filter((name) => name.trim() !== ''),
      stem: textOf(this.#parts.at(-1) ?? []),
    };
  }
}

/** The name under which a photo was taken, without extension. */
function stemOf({ filename, key }: PhotoView): string {
  const stem = (filename ?? '').replace(/\.[a-z0-9]{1,8}$/i, '');
  return stem.trim() === '' ? key : stem;
}
