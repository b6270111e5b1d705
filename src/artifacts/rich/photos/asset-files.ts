import type { ExtractContext, FileReference } from '../../kit/artifact.ts';
import type { Availability } from './tables.ts';

/** Domain of the camera roll. */
const DOMAIN = 'CameraRollDomain';

/** Where Photos keeps what Messages shared in the library of the phone, if it has none of its own. */
const SHARED_SCOPE = 'Media/PhotoData/UBF/scopes/syndication';

/** `ZBUNDLESCOPE` of assets shared in Messages. */
const BUNDLE_SHARED = 3;

/** JPEG thumbnails, largest first. */
const THUMBNAILS = ['/5005.JPG', '/5003.JPG'];

/** Small pictures of a library of macOS by the end of their names, largest first. */
const DERIVATIVES = ['_1_102_o.jpeg', '_1_105_c.jpeg', '_1_100_o.jpeg', '_1_101_o.jpeg'];
const MASTER_DERIVATIVES = ['_4_5005_c.jpeg', '_4_5003_c.jpeg'];

/** Extensions in all spellings; paths in a backup are case-sensitive. */
const EDITED_PICTURES = ['.jpg', '.heic', '.HEIC', '.JPG', '.jpeg', '.JPEG', '.png', '.gif'];
const EDITED_VIDEOS = ['.mov', '.mp4', '.MOV', '.MP4'];
const LIVE_VIDEOS = ['.MOV', '.mov', '.MP4', '.mp4'];
const POSTERS = ['.JPG', '.THM'];
const RAW_PICTURES = ['.DNG', '.dng'];

type FileAt = ExtractContext<string>['fileAt'];

/** Names of the files to find. */
export interface WantedFiles {
  readonly directory: string | null;
  readonly filename: string | null;
  readonly isVideo: boolean;
  readonly isLivePhoto: boolean;
  readonly isAdjusted: boolean;
  readonly hasRaw: boolean;
  /** `ZBUNDLESCOPE`. */
  readonly bundleScope: number | null;
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

const WITHOUT_PATHS: AssetFiles = {
  original: NO_PATH,
  edited: NO_PATH,
  thumbnail: NO_PATH,
  liveVideo: NO_PATH,
  editedLiveVideo: NO_PATH,
  raw: NO_PATH,
  availability: 'not-in-backup',
};

/**
 * Finds the files of an asset (docs/format/photos.md): the original at `Media/<directory>/<filename>`, the edited
 * render below `PhotoData/Mutations`, the small JPEG below `PhotoData/Thumbnails/V2` in a folder named like the
 * original. Files that are not in the manifest count as missing, even if the library lists them.
 */
export function locateFiles(wanted: WantedFiles, fileAt: FileAt): AssetFiles {
  const { directory, filename } = wanted;
  if (directory === null || filename === null) return WITHOUT_PATHS;
  if (wanted.bundleScope === BUNDLE_SHARED) return locateLibraryFiles(wanted, DOMAIN, [SHARED_SCOPE], fileAt);
  const { stem, extension } = splitName(filename);
  const { isVideo, isLivePhoto, isAdjusted } = wanted;
  const beside = `Media/${directory}/${stem}`;
  const render = `Media/PhotoData/Mutations/${directory}/${stem}/Adjustments/FullSizeRender`;
  const original = originalOf(`Media/${directory}/${filename}`, beside, extension, fileAt);
  const edited = isAdjusted ? best(render, isVideo ? EDITED_VIDEOS : EDITED_PICTURES, fileAt) : NO_PATH;
  let thumbnail = best(`Media/PhotoData/Thumbnails/V2/${directory}/${filename}`, THUMBNAILS, fileAt);
  if (isVideo && thumbnail.state !== 'present') {
    const poster = best(`Media/PhotoData/Metadata/${directory}/${stem}`, POSTERS, fileAt);
    thumbnail = betterOf(thumbnail, poster);
  }
  return {
    original,
    edited,
    thumbnail,
    liveVideo: isLivePhoto ? best(beside, LIVE_VIDEOS, fileAt) : NO_PATH,
    editedLiveVideo: isLivePhoto && isAdjusted ? best(render, EDITED_VIDEOS, fileAt) : NO_PATH,
    raw: wanted.hasRaw ? best(beside, RAW_PICTURES, fileAt) : NO_PATH,
    availability: availabilityOf(original, edited, thumbnail),
  };
}

/**
 * Finds the files of an asset in a library laid out like those of macOS (docs/format/photos.md, "Shared with You"):
 * `originals`, `resources/renders` and `resources/derivatives`, each with a folder `<directory>`.
 *
 * @param roots folders of the library, in the order in which they are looked at
 */
export function locateLibraryFiles(
  wanted: WantedFiles,
  domain: string,
  roots: readonly string[],
  fileAt: FileAt,
): AssetFiles {
  const { directory, filename, isVideo, isLivePhoto, isAdjusted } = wanted;
  if (directory === null || filename === null) return WITHOUT_PATHS;
  const { stem } = splitName(filename);
  const best = (...paths: readonly string[]): FileReference =>
    firstOf(
      domain,
      roots.flatMap((root) => paths.map((path) => `${root}/${path}`)),
      fileAt,
    );
  const original = `originals/${directory}/${stem}`;
  const render = `resources/renders/${directory}/${stem}`;
  const files = {
    original: best(`originals/${directory}/${filename}`),
    edited: !isAdjusted
      ? NO_PATH
      : best(...(isVideo ? [`${render}_2_0_a.mov`] : [`${render}_1_201_a.jpeg`, `${render}_1_201_a.heic`])),
    thumbnail: best(
      ...DERIVATIVES.map((suffix) => `resources/derivatives/${directory}/${stem}${suffix}`),
      ...MASTER_DERIVATIVES.map((suffix) => `resources/derivatives/masters/${directory}/${stem}${suffix}`),
    ),
    liveVideo: isLivePhoto ? best(`${original}_3.mov`) : NO_PATH,
    editedLiveVideo: isLivePhoto && isAdjusted ? best(`${render}_2_100_a.mov`) : NO_PATH,
    raw: wanted.hasRaw ? best(`${original}_4.dng`, `${original}_4.DNG`) : NO_PATH,
  };
  return { ...files, availability: availabilityOf(files.original, files.edited, files.thumbnail) };
}

function availabilityOf(original: FileReference, edited: FileReference, thumbnail: FileReference): Availability {
  if (original.state === 'present') return 'original';
  if (edited.state === 'present') return 'edited-only';
  return thumbnail.state === 'present' ? 'thumbnail-only' : 'not-in-backup';
}

/** The original, whose extension can have the other case, as library and disk can differ. */
function originalOf(path: string, stem: string, extension: string, fileAt: FileAt): FileReference {
  let file = fileAt(DOMAIN, path);
  for (const other of [extension.toUpperCase(), extension.toLowerCase()]) {
    if (file.state === 'present') return file;
    if (other !== extension) file = betterOf(file, fileAt(DOMAIN, `${stem}.${other}`));
  }
  return file;
}

/** As {@link firstOf}, for a path with each of these endings. */
function best(path: string, endings: readonly string[], fileAt: FileAt): FileReference {
  let found = NOT_IN_BACKUP;
  for (const ending of endings) {
    found = betterOf(found, fileAt(DOMAIN, path + ending));
    if (found.state === 'present') return found;
  }
  return found;
}

/** A file with a payload rather than one that is only listed, and that rather than none; otherwise the first. */
function betterOf(first: FileReference, other: FileReference): FileReference {
  if (first.state === 'present' || other.state === 'not-in-backup') return first;
  return other.state === 'present' || first.state === 'not-in-backup' ? other : first;
}

/** The first path with a payload; otherwise the first that is listed. */
function firstOf(domain: string, paths: readonly string[], fileAt: FileAt): FileReference {
  let listed: FileReference | null = null;
  for (const path of paths) {
    const file = fileAt(domain, path);
    if (file.state === 'present') return file;
    if (file.state === 'payload-missing') listed ??= file;
  }
  return listed ?? NOT_IN_BACKUP;
}

function splitName(filename: string): { stem: string; extension: string } {
  const dot = filename.lastIndexOf('.');
  return dot <= 0
    ? { stem: filename, extension: '' }
    : { stem: filename.slice(0, dot), extension: filename.slice(dot + 1) };
}
