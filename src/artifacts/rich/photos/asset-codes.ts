import { Codes, type Note } from '../../kit/codes.ts';
import type { AlbumKind, AssetKind, AssetSource, AssetSubtype } from './tables.ts';

/** `ZKIND` of an asset (PHAssetMediaType, counted from 0). */
export const ASSET_KINDS = new Codes<AssetKind>('asset-kind', [
  [0, 'photo'],
  [1, 'video'],
  [2, 'audio'],
]);

/** `ZKINDSUBTYPE` of an asset. 100 was seen on copies in shared albums. */
export const ASSET_SUBTYPES = new Codes<AssetSubtype>('asset-subtype', [
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
export const ASSET_SOURCES = new Codes<AssetSource>('asset-source', [
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
export const ALBUM_KINDS = new Codes<AlbumKind>('album-kind', [
  [2, 'album'],
  [1505, 'shared'],
  [1506, 'import'],
  [1507, 'cloud-event'],
  [1508, 'project'],
  [1509, 'conversation'],
  [1510, 'duplicates'],
  // Copied from a computer by iTunes or Finder.
  [1550, 'album'],
  [4000, 'folder'],
]);

/** The name of a code, `unknown` for an unknown one, which is counted (`unknown-asset-kind:7`); null for no code. */
export function nameOfCode<W extends string>(codes: Codes<W>, code: number | null, note: Note): W | 'unknown' | null {
  return code === null ? null : (codes.word(code, note) ?? 'unknown');
}
