import type { ExtractContext, FileReference } from '../../kit/artifact.ts';
import type { Availability } from './tables.ts';

/** Domain of the camera roll. */
const DOMAIN = 'CameraRollDomain';

/** Where Photos keeps what Messages shared in the library of the phone, if it has none of its own. */
const SHARED_SCOPE = 'Media/PhotoData/UBF/scopes/syndication';

/** `ZBUNDLESCOPE` of assets shared in Messages. */
const BUNDLE_SHARED = 3;

/** JPEG thumbnails, largest first. */
const THUMBNAILS = ['5005.JPG', '5003.JPG'];

/** Small pictures of a library of macOS by the end of their names, largest first. */
const DERIVATIVES = ['_1_102_o.jpeg', '_1_105_c.jpeg', '_1_100_o.jpeg', '_1_101_o.jpeg'];
const MASTER_DERIVATIVES = ['_4_5005_c.jpeg', '_4_5003_c.jpeg'];

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
export function locateFiles(wanted: WantedFiles, fileAt: ExtractContext<string>['fileAt']): AssetFiles {
  const { directory, filename } = wanted;
  if (directory === null || filename === null) return WITHOUT_PATHS;
  if (wanted.bundleScope === BUNDLE_SHARED) return locateLibraryFiles(wanted, DOMAIN, [SHARED_SCOPE], fileAt);
  const { stem, extension } = splitName(filename);
  const best = (paths: readonly string[]): FileReference => firstOf(DOMAIN, paths, fileAt);
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
  fileAt: ExtractContext<string>['fileAt'],
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
      : best(...(isVideo ? [`${render}_2_0_a.mov`] : withExtensions(`${render}_1_201_a`, ['jpeg', 'heic']))),
    thumbnail: best(
      ...DERIVATIVES.map((suffix) => `resources/derivatives/${directory}/${stem}${suffix}`),
      ...MASTER_DERIVATIVES.map((suffix) => `resources/derivatives/masters/${directory}/${stem}${suffix}`),
    ),
    liveVideo: isLivePhoto ? best(`${original}_3.mov`) : NO_PATH,
    editedLiveVideo: isLivePhoto && isAdjusted ? best(`${render}_2_100_a.mov`) : NO_PATH,
    raw: wanted.hasRaw ? best(...withExtensions(`${original}_4`, ['dng', 'DNG'])) : NO_PATH,
  };
  return { ...files, availability: availabilityOf(files) };
}

const withExtensions = (path: string, extensions: readonly string[]): readonly string[] =>
  extensions.map((each) => `${path}.${each}`);

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
function firstOf(domain: string, paths: readonly string[], fileAt: ExtractContext<string>['fileAt']): FileReference {
  let listed: FileReference | null = null;
  for (const path of paths) {
    const file = fileAt(domain, path);
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
