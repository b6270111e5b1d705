import { msg } from '../../../locales/messages.ts';
import type { ExtractContext, Extracted, LooseFile } from '../../kit/artifact.ts';
import type { AssetRow } from './asset-reader.ts';
import { assetDocument } from './search-document.ts';
import { type AssetKind, photoAssets, type photoTables } from './tables.ts';

/** Folders of pictures and videos, whether or not a library lists them. */
export const CAMERA_ROLL = {
  domain: 'CameraRollDomain',
  paths: ['Media/DCIM/**', 'Media/PhotoData/CPLAssets/**'],
} as const;

/** Kind of asset by file extension. Sidecar files (`.AAE`, `.THM`, property lists) have none. */
const KINDS: ReadonlyMap<string, AssetKind> = new Map([
  ...['jpg', 'jpeg', 'png', 'heic', 'heif', 'gif', 'tif', 'tiff', 'bmp', 'dng', 'webp'].map(
    (ending) => [ending, 'photo'] as const,
  ),
  ...['mov', 'mp4', 'm4v', '3gp', 'avi'].map((ending) => [ending, 'video'] as const),
]);
/** Extensions of a photo and a video that form a Live Photo if they share a name. */
const LIVE_PICTURE = /\.(?:heic|jpe?g)$/i;
const LIVE_VIDEO = /\.mov$/i;

type Context = Pick<ExtractContext<string>, 'looseFiles' | 'found' | 'note' | 'lost'>;

/** A row with all columns null. */
const UNKNOWN = Object.fromEntries(Object.keys(photoAssets.columns).map((name) => [name, null])) as unknown as AssetRow;

/**
 * Makes assets of the files of a camera roll, for a backup without a readable photo library: iOS 4 and earlier have
 * none, and incomplete copies lose it. Albums, favourites, places and people are in the library only.
 */
export function* extractCameraRoll(context: Context): Generator<Extracted<typeof photoTables>> {
  const files = context.looseFiles.filter(({ relativePath }) => !relativePath.includes('/.'));
  const pictures = files.filter(isPicture);
  if (files.length > pictures.length)
    context.note(msg('note.files-that-are-no-pictures'), files.length - pictures.length);
  const assets = [...looseAssets(pictures)];
  context.found(assets.length);
  yield* assets;
  // No picture is lost, and the number of lost albums is unknown.
  context.lost(msg('lost.photo-library'), 0);
}

/** True for a picture or video, by its name. Folders that begin with a dot hold temporary files of Photos. */
export function isPicture({ relativePath }: LooseFile): boolean {
  return !relativePath.includes('/.') && kindOf(relativePath) !== null;
}

/** Makes assets of files that no library lists. A picture and a video of the same name are a Live Photo. */
export function* looseAssets(pictures: readonly LooseFile[]): Generator<Extracted<typeof photoTables>> {
  const videos = new Map(
    pictures.flatMap((file) => (LIVE_VIDEO.test(file.relativePath) ? [[stemOf(file), file]] : [])),
  );
  const videoOf = (file: LooseFile): LooseFile | null =>
    (LIVE_PICTURE.test(file.relativePath) ? videos.get(stemOf(file)) : undefined) ?? null;
  const live = new Set(pictures.flatMap((file) => videoOf(file)?.fileID ?? []));
  for (const file of pictures) {
    if (live.has(file.fileID)) continue;
    const asset = toAsset(file, videoOf(file));
    yield ['photo_assets', asset, assetDocument(asset, { albums: [], people: [] })];
  }
}

function toAsset(file: LooseFile, liveVideo: LooseFile | null): AssetRow {
  const path = file.relativePath.replace(/^Media\//, '');
  const slash = path.lastIndexOf('/');
  const kind = kindOf(file.relativePath);
  const filename = path.slice(slash + 1);
  return {
    ...UNKNOWN,
    key: `file-${file.fileID}`,
    kind,
    subtype: liveVideo === null ? 'plain' : 'live-photo',
    filename,
    originalFilename: filename,
    directory: path.slice(0, slash),
    keywords: [],
    createdAt: earliest(file.createdAt, file.modifiedAt),
    modifiedAt: file.modifiedAt,
    isTrashed: false,
    isHidden: false,
    isFavourite: false,
    inLibrary: true,
    fileSize: file.size,
    isEdited: false,
    source: path.startsWith('DCIM/') ? 'library' : 'icloud',
    availability: file.state === 'present' ? 'original' : 'not-in-backup',
    originalFile: file.fileID,
    originalState: file.state,
    editedState: 'no-path',
    thumbnailState: 'no-path',
    liveVideoFile: liveVideo?.fileID ?? null,
    liveVideoState: liveVideo?.state ?? 'no-path',
  };
}

function kindOf(path: string): AssetKind | null {
  return KINDS.get(/\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '') ?? null;
}

/** The path without its extension. */
function stemOf({ relativePath }: LooseFile): string {
  return relativePath.slice(0, relativePath.lastIndexOf('.'));
}

/** Approximate creation time: the older of the two times of the file. The exact one is in the picture. */
function earliest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}
