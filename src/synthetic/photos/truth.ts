import type { Seed } from '../random.ts';
import type { PhotoPlace } from './places.ts';
import type { PhotoGeneration } from './schema.ts';

/** What photo library to write. */
export interface PhotosSpec {
  readonly seed: Seed;
  /** Photos and videos. */
  readonly size: number;
  /** Which iOS writes it; 18 when not given. */
  readonly generation?: PhotoGeneration;
  /** People who are recognised: the first so many of the seed, who also have cards and write messages. 6 when not given. */
  readonly people?: number;
  /** UTC milliseconds at which the newest photo was taken; a day in 2025 when not given. */
  readonly date?: number;
}

/** What an asset is to be like. */
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

/** How much of an asset the backup holds. */
export type AssetHolding = 'original' | 'edited-only' | 'thumbnail-only' | 'not-in-backup';

/** An asset as it was written. */
export interface WrittenAsset {
  readonly rowId: number;
  readonly uuid: string;
  readonly form: AssetForm;
  readonly holding: AssetHolding;
  readonly directory: string;
  readonly filename: string;
  readonly originalFilename: string;
  /** UTC milliseconds. */
  readonly createdAt: number;
  readonly utcOffset: number;
  readonly timeZone: string;
  /** Null for what has no location. */
  readonly place: PhotoPlace | null;
  readonly title: string | null;
  readonly caption: string | null;
  readonly keywords: readonly string[];
  readonly isFavourite: boolean;
  readonly isHidden: boolean;
  readonly trashedAt: number | null;
  readonly isEdited: boolean;
  /** UUID of the burst, and whether this is the picture to show. */
  readonly burst: { readonly uuid: string; readonly isPick: boolean } | null;
  /** Hue of what it shows. */
  readonly hue: number;
  /** Positions of the people in it. */
  readonly people: readonly number[];
}

/** An album or folder as it was written. */
export interface WrittenAlbum {
  readonly rowId: number;
  readonly uuid: string;
  readonly kind: number;
  readonly title: string;
  /** UUID of its folder. */
  readonly folder: string | null;
  /** UUIDs of its assets in its own order. */
  readonly assets: readonly string[];
}

/** Somebody who was recognised. */
export interface WrittenPerson {
  readonly uuid: string;
  /** Null for a face without a name. */
  readonly name: string | null;
  readonly faces: number;
  /** UUID of a person who was merged into this one. */
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

/** What a reader of the library has to find. */
export interface PhotosTruth {
  readonly assets: readonly WrittenAsset[];
  readonly albums: readonly WrittenAlbum[];
  /** Empty in generations without face recognition. */
  readonly people: readonly WrittenPerson[];
  readonly comments: number;
  /** Rows of ZGENERICALBUM that every library has. */
  readonly systemAlbums: number;
  readonly files: readonly WrittenPhotoFile[];
}
