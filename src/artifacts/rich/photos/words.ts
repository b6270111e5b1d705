import { msg } from '../../../locales/messages.ts';
import type { Note } from '../../kit/codes.ts';
import type { AlbumKind, AssetKind, AssetSource, AssetSubtype } from './tables.ts';

/** `ZKIND` of an asset (PHAssetMediaType, counted from 0). */
export const ASSET_KINDS: ReadonlyMap<number, AssetKind> = new Map([
  [0, 'photo'],
  [1, 'video'],
  [2, 'audio'],
]);

/** `ZKINDSUBTYPE` of an asset. 100 was seen on copies in shared albums. */
export const ASSET_SUBTYPES: ReadonlyMap<number, AssetSubtype> = new Map([
  [0, 'plain'],
  [1, 'panorama'],
  [2, 'live-photo'],
  [10, 'screenshot'],
  [100, 'plain'],
  [101, 'slow-motion'],
  [102, 'time-lapse'],
  [103, 'screen-recording'],
]);

/** `ZSAVEDASSETTYPE` of an asset. */
export const ASSET_SOURCES: ReadonlyMap<number, AssetSource> = new Map([
  [0, 'other'],
  [3, 'library'],
  [4, 'shared-album'],
  [5, 'photo-booth'],
  [6, 'icloud'],
  [8, 'icloud-link'],
  [10, 'referenced'],
  [12, 'shared-with-you'],
]);

/** `ZKIND` of an album. */
export const ALBUM_KINDS: ReadonlyMap<number, AlbumKind> = new Map([
  [2, 'album'],
  [1505, 'shared'],
  [1506, 'import'],
  [1507, 'cloud-event'],
  [1508, 'project'],
  [1509, 'conversation'],
  [1510, 'duplicates'],
  [4000, 'folder'],
]);

/** The name of a code. Unknown codes are counted in a note (`unknown-asset-kind:7`) and kept unchanged. */
export function wordFor<W extends string>(
  words: ReadonlyMap<number, W>,
  code: number | null,
  what: string,
  note: Note,
): W | 'unknown' | null {
  if (code === null) return null;
  const word = words.get(code);
  if (word === undefined) note(msg('note.unknown-code', { field: what, value: code }));
  return word ?? 'unknown';
}
