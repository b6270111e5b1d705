import type { ExtractContext, FileReference } from '../../kit/artifact.ts';
import type { Availability } from './tables.ts';

/** Folder of the camera roll in a backup. */
const DOMAIN = 'CameraRollDomain';

/** JPEG thumbnails, largest first. */
const THUMBNAILS = ['5005.JPG', '5003.JPG'];

/** Extensions in all spellings; paths in a backup are case-sensitive. */
const EDITED_PICTURES = ['jpg', 'heic', 'HEIC', 'JPG', 'jpeg', 'JPEG', 'png', 'gif'];
const EDITED_VIDEOS = ['mov', 'mp4', 'MOV', 'MP4'];
const LIVE_VIDEOS = ['MOV', 'mov', 'MP4', 'mp4'];
const POSTERS = ['JPG', 'THM'];
const RAW_PICTURES = ['DNG', 'dng'];

/** Names of the files to find. */
export interface WantedFiles {
  readonly directory: string | null;
  readonly filename: string | null;
  readonly isVideo: boolean;
  readonly isLivePhoto: boolean;
  readonly isAdjusted: boolean;
  readonly hasRaw: boolean;
}

/** Files of an asset found in the manifest. */
export interface AssetFiles {
  readonly original: FileReference;
  readonly edited: FileReference;
  readonly thumbnail: FileReference;
  readonly liveVideo: FileReference;
  readonly editedLiveVideo: FileReference;
  readonly raw: FileReference;
  readonly availability: Availability;
}

const NO_PATH: FileReference = { fileID: null, state: 'no-path' };
const NOT_IN_BACKUP: FileReference = { fileID: null, state: 'not-in-backup' };

/**
 * Finds the files of an asset (docs/format/photos.md): the original at `Media/<directory>/<filename>`, the edited
 * render below `PhotoData/Mutations`, the small JPEG below `PhotoData/Thumbnails/V2` in a folder named like the
 * original. Files that are not in the manifest count as missing, even if the library lists them.
 */
export function locateFiles(wanted: WantedFiles, fileAt: ExtractContext<string>['fileAt']): AssetFiles {
  const { directory, filename } = wanted;
  if (directory === null || filename === null) {
    const pictures = { original: NO_PATH, edited: NO_PATH, thumbnail: NO_PATH, raw: NO_PATH };
    return { ...pictures, liveVideo: NO_PATH, editedLiveVideo: NO_PATH, availability: 'not-in-backup' };
  }
  const { stem, extension } = splitName(filename);
  const best = (paths: readonly string[]): FileReference => firstOf(paths, fileAt);
  const withExtensions = (path: string, extensions: readonly string[]): readonly string[] =>
    extensions.map((each) => `${path}.${each}`);
  const beside = `Media/${directory}/${stem}`;
  const render = `Media/PhotoData/Mutations/${directory}/${stem}/Adjustments/FullSizeRender`;
  const thumbnails = THUMBNAILS.map((name) => `Media/PhotoData/Thumbnails/V2/${directory}/${filename}/${name}`);
  const poster = wanted.isVideo ? withExtensions(`Media/PhotoData/Metadata/${directory}/${stem}`, POSTERS) : [];
  const renders = wanted.isVideo ? EDITED_VIDEOS : EDITED_PICTURES;
  const files = {
    original: best([`Media/${directory}/${filename}`, ...otherCase(beside, extension)]),
    edited: wanted.isAdjusted ? best(withExtensions(render, renders)) : NO_PATH,
    thumbnail: best([...thumbnails, ...poster]),
    liveVideo: wanted.isLivePhoto ? best(withExtensions(beside, LIVE_VIDEOS)) : NO_PATH,
    editedLiveVideo: wanted.isLivePhoto && wanted.isAdjusted ? best(withExtensions(render, EDITED_VIDEOS)) : NO_PATH,
    raw: wanted.hasRaw ? best(withExtensions(beside, RAW_PICTURES)) : NO_PATH,
  };
  return { ...files, availability: availabilityOf(files) };
}

function availabilityOf({
  original,
  edited,
  thumbnail,
}: Pick<AssetFiles, 'original' | 'edited' | 'thumbnail'>): Availability {
  if (original.state === 'present') return 'original';
  if (edited.state === 'present') return 'edited-only';
  return thumbnail.state === 'present' ? 'thumbnail-only' : 'not-in-backup';
}

/** The first path with a payload; otherwise the first that is listed. */
function firstOf(paths: readonly string[], fileAt: ExtractContext<string>['fileAt']): FileReference {
  let listed: FileReference | null = null;
  for (const path of paths) {
    const file = fileAt(DOMAIN, path);
    if (file.state === 'present') return file;
    if (file.state === 'payload-missing') listed ??= file;
  }
  return listed ?? NOT_IN_BACKUP;
}

/** The path with the extension in the other case, as library and disk can differ. */
function otherCase(path: string, extension: string): readonly string[] {
  return [extension.toUpperCase(), extension.toLowerCase()]
    .filter((each) => each !== extension)
    .map((each) => `${path}.${each}`);
}

function splitName(filename: string): { stem: string; extension: string } {
  const dot = filename.lastIndexOf('.');
  return dot <= 0
    ? { stem: filename, extension: '' }
    : { stem: filename.slice(0, dot), extension: filename.slice(dot + 1) };
}
