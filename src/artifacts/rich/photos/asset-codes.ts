import { Codes, type Note } from '../../kit/codes.ts';
import type { AlbumKind, AssetKind, AssetSource, AssetSubtype } from './tables.ts';

/** `ZKIND` of an asset (PHAssetMediaType, counted from 0). */
export const ASSET_KINDS = new Codes<AssetKind>('asset-kind', [
  [0, 'photo'],
  [1, 'video'],
  [2, 'audio'],
]);

/** `ZKINDSUBTYPE` of an asset. 100 was seen on copies in shared albums; 104 is a video in action mode. */
export const ASSET_SUBTYPES = new Codes<AssetSubtype>('asset-subtype', [
  [0, 'plain'],
  [1, 'panorama'],
  [2, 'live-photo'],
  [10, 'screenshot'],
  [100, 'plain'],
  [101, 'slow-motion'],
  [102, 'time-lapse'],
  [103, 'screen-recording'],
  [104, 'plain'],
]);

/** `ZSAVEDASSETTYPE` of an asset (docs/format/photos.md). */
export const ASSET_SOURCES = new Codes<AssetSource>('asset-source', [
  [0, 'other'],
  [1, 'photo-booth'],
  [2, 'photo-stream'],
  [3, 'library'],
  [4, 'shared-album'],
  [5, 'camera'],
  [6, 'icloud'],
  [8, 'icloud-link'],
  [9, 'placeholder'],
  [10, 'referenced'],
  [11, 'alternate'],
  [12, 'shared-with-you'],
  [13, 'companion'],
  [14, 'recovered'],
  [16, 'shared-album'],
  [256, 'computer'],
]);

/** Sources whose assets are outside the album of all photos. */
export const OUTSIDE_LIBRARY: ReadonlySet<AssetSource | null> = new Set<AssetSource | null>([
  'shared-album',
  'icloud-link',
  'placeholder',
  'alternate',
  'shared-with-you',
  'recovered',
]);

/** `ZKIND` of an album. */
export const ALBUM_KINDS = new Codes<AlbumKind>('album-kind', [
  [2, 'album'],
  // Events, faces and places copied from a computer by iTunes, up to iOS 7.
  [12, 'album'],
  [15, 'album'],
  [16, 'album'],
  // My Photo Stream.
  [1500, 'album'],
  // An import from a camera.
  [1503, 'import'],
  [1505, 'shared'],
  [1506, 'import'],
  [1507, 'smart'],
  [1508, 'project'],
  [1509, 'conversation'],
  [1510, 'duplicates'],
  // Albums, events and folders copied from a computer by iTunes or Finder.
  [1550, 'album'],
  [1551, 'album'],
  [1553, 'folder'],
  [4000, 'folder'],
]);

/** The name of a code, `unknown` for an unknown one, which is counted (`unknown-asset-kind:7`); null for no code. */
export function nameOfCode<W extends string>(codes: Codes<W>, code: number | null, note: Note): W | 'unknown' | null {
  return code === null ? null : (codes.word(code, note) ?? 'unknown');
}
