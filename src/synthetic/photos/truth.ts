import type { Seed } from '../random.ts';
import type { PhotoPlace } from './places.ts';
import type { PhotoGeneration } from './schema.ts';

/** Contents of the photo library to write. */
export interface PhotosSpec {
  readonly seed: Seed;
  /** Number of photos and videos. */
  readonly size: number;
  /** iOS release of the schema. Default: 18. */
  readonly generation?: PhotoGeneration;
  /** Number of recognised people, who also have cards and write messages. Default: 6. */
  readonly people?: number;
  /** Time of the newest photo in UTC milliseconds. Default: a day in 2025. */
  readonly date?: number;
  /** True for a trip, one place after the other, instead of places all over the world. */
  readonly story?: boolean;
}

/** Kind of asset. */
export type AssetForm =
  | 'photo'
  | 'live-photo'
  | 'screenshot'
  | 'panorama'
  | 'selfie'
  | 'burst'
  | 'video'
  | 'slow-motion'
  | 'shared';

/** Which files of an asset the backup has. */
export type AssetHolding = 'original' | 'edited-only' | 'thumbnail-only' | 'not-in-backup';

/** A written asset. */
export interface WrittenAsset {
  readonly rowId: number;
  readonly uuid: string;
  readonly form: AssetForm;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Length if it is a video. */
  readonly seconds: number;
  readonly holding: AssetHolding;
  readonly directory: string;
  readonly filename: string;
  readonly originalFilename: string;
  /** UTC milliseconds. */
  readonly createdAt: number;
  readonly utcOffset: number;
  readonly timeZone: string;
  /** Null if it has no location. */
  readonly place: PhotoPlace | null;
  readonly title: string | null;
  readonly caption: string | null;
  /** Lines of text in the picture; none in generations without text recognition. */
  readonly lines: readonly string[];
  readonly keywords: readonly string[];
  readonly altText: string | null;
  readonly isSpatial: boolean;
  /** The library has a raw picture beside it, which the backup does not. */
  readonly hasRaw: boolean;
  readonly isDuplicate: boolean;
  readonly inSharedLibrary: boolean;
  readonly isFavourite: boolean;
  readonly isHidden: boolean;
  readonly trashedAt: number | null;
  readonly isEdited: boolean;
  /** UUID of the burst, and whether this is its key photo. */
  readonly burst: { readonly uuid: string; readonly isPick: boolean } | null;
  /** Hue of the picture, 0–359. */
  readonly hue: number;
  /** Indexes of the people in it. */
  readonly people: readonly number[];
}

/** A written album or folder. */
export interface WrittenAlbum {
  readonly rowId: number;
  readonly uuid: string;
  readonly kind: number;
  readonly title: string;
  /** UUID of its folder. */
  readonly folder: string | null;
  /** UUIDs of its assets in album order. */
  readonly assets: readonly string[];
}

/** A recognised person. */
export interface WrittenPerson {
  readonly uuid: string;
  /** Null for an unnamed person. */
  readonly name: string | null;
  readonly faces: number;
  /** UUID of a person that was merged into this one. */
  readonly merged: string | null;
}

/** A file of the camera roll. */
export interface WrittenPhotoFile {
  /** In `CameraRollDomain`. */
  readonly relativePath: string;
  readonly kind: 'jpeg' | 'png' | 'video';
  readonly hue: number;
  /** Listed in the manifest without a payload. */
  readonly missing: boolean;
}

/** Contents of the written library, for tests. */
export interface PhotosTruth {
  readonly assets: readonly WrittenAsset[];
  readonly albums: readonly WrittenAlbum[];
  readonly memories: readonly { readonly title: string; readonly assets: readonly string[] }[];
  /** Empty in generations without face recognition. */
  readonly people: readonly WrittenPerson[];
  readonly comments: number;
  /** Rows of ZGENERICALBUM that every library has. */
  readonly systemAlbums: number;
  readonly files: readonly WrittenPhotoFile[];
}
