import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import type { Note } from '../../kit/codes.ts';
import {
  asBlob,
  asInteger,
  asNumber,
  asShortText,
  asText,
  type Positions,
  type SqlValue,
} from '../../kit/source-table.ts';
import { ASSET_KINDS, ASSET_SOURCES, ASSET_SUBTYPES, nameOfCode, OUTSIDE_LIBRARY } from './asset-codes.ts';
import type { AssetPositions } from './asset-details.ts';
import type { AssetFiles, WantedFiles } from './asset-files.ts';
import { codesOf } from './codes.ts';
import { readDate, readUtcOffset } from './dates.ts';
import type { Links } from './links.ts';
import { readLocation } from './location.ts';
import type { Place } from './place.ts';
import type { RecognisedText } from './recognised-text.ts';
import type { photoAssets } from './tables.ts';
import type { TextLine } from './text-regions.ts';

/** A row of `photo_assets`. */
export type AssetRow = RowOf<typeof photoAssets>;

/** `ZPLAYBACKSTYLE` of an animated image. */
const ANIMATED = 2;
/**
 * Codes of ZHDRTYPE (ZCUSTOMRENDEREDVALUE up to iOS 14) for high dynamic range: photo without and with its original,
 * Dolby video, portrait, gain map.
 */
const HDR = new Set<number | null>([2, 3, 5, 7, 10]);
/** The code of the same column for a panorama. */
const RENDERED_AS_PANORAMA = 6;
/** Uniform types of raw pictures: `com.adobe.raw-image`, `com.canon.cr2-raw-image` … */
const RAW_TYPE = /[.-]raw-image$/;
/** `ZACTIVELIBRARYSCOPEPARTICIPATIONSTATE` of assets in the library that is shared. */
const SHARED_LIBRARY = 1;
/** `ZADJUSTMENTSSTATE` for adjustments by the camera: slow motion, portrait lighting. */
const ADJUSTED_BY_CAMERA = 3;
/** How the camera signs its own adjustments: up to iOS 17 `ZHASADJUSTMENTS` does not tell them from those of the owner. */
const SLOW_MOTION = 'com.apple.video.slomo';
const CAMERA = 'com.apple.camera';
/** `ZCAMERACAPTUREDEVICE` and `ZIMPORTEDBY` of the front camera. */
const FRONT_CAMERA = 1;
const IMPORTED_BY_FRONT_CAMERA = 2;
/** Bits of `ZAVALANCHEPICKTYPE`: picked by the phone, picked by the owner, key photo of the burst. */
const BURST_PICKS = 4 | 8 | 16;

/** Always the same list, whose JSON need not be made again. */
const NO_LINES: readonly TextLine[] = [];

/** Columns of an asset that name its files. */
export const FILE_COLUMNS = [
  'directory',
  'filename',
  'kind',
  'subtype',
  'hdr',
  'adjustments',
  'bundleScope',
] as const satisfies readonly (keyof AssetPositions['source'])[];
/** One of {@link FILE_COLUMNS}. */
export type FileColumn = (typeof FILE_COLUMNS)[number];

/** Data of an asset from other sources than its rows. */
export interface AssetSurroundings extends Links {
  readonly key: string;
  readonly rowid: number;
  /** Its address. */
  readonly place: Place | null;
  readonly recognised: RecognisedText | null;
  readonly files: AssetFiles;
}

/** The files of an asset, by the columns of its row. */
export function filesWanted(
  values: readonly SqlValue[],
  at: Positions<FileColumn>,
  { hasAlternate }: Pick<Links, 'hasAlternate'>,
): WantedFiles {
  return {
    directory: asShortText(values[at.directory]),
    filename: asShortText(values[at.filename]),
    isVideo: asInteger(values[at.kind]) === 1,
    isLivePhoto: subtypeOf(values, at, () => {}) === 'live-photo',
    isAdjusted: (asInteger(values[at.adjustments]) ?? 0) !== 0,
    hasRaw: hasAlternate,
    bundleScope: asInteger(values[at.bundleScope]),
  };
}

function subtypeOf(values: readonly SqlValue[], at: Positions<FileColumn>, note: Note): AssetRow['subtype'] {
  return asInteger(values[at.hdr]) === RENDERED_AS_PANORAMA
    ? 'panorama'
    : nameOfCode(ASSET_SUBTYPES, asInteger(values[at.subtype]), note);
}

/** Builds the row of an asset of the columns of `JoinedAssets`. */
export function readAsset(
  values: readonly SqlValue[],
  at: AssetPositions,
  surroundings: AssetSurroundings,
  note: Note,
): AssetRow {
  const { source, attributes, extended, adjustment } = at;
  const kindCode = asInteger(values[source.kind]);
  const subtypeCode = asInteger(values[source.subtype]);
  const sourceCode = asInteger(values[source.savedAssetType]);
  const sourceName = nameOfCode(ASSET_SOURCES, sourceCode, note);
  const rendering = asInteger(values[source.hdr]);
  const subtype = subtypeOf(values, source, note);
  const uti = asShortText(values[source.uti]);
  const isSpatial = (asInteger(values[source.spatialType]) ?? 0) !== 0;
  const adjustments = asInteger(values[source.adjustments]) ?? 0;
  const editor = asShortText(values[attributes.editor]) ?? asShortText(values[adjustment.editor]);
  const isByCamera =
    asInteger(values[source.adjustmentsState]) === null
      ? asShortText(values[adjustment.format]) === SLOW_MOTION || editor === CAMERA
      : adjustments === ADJUSTED_BY_CAMERA;
  const isVideo = kindCode === 1;
  const isTrashed = (asInteger(values[source.trashedState]) ?? 0) !== 0;
  const isHidden = values[source.isHidden] === 1;
  const isVisible = (asInteger(values[source.visibilityState]) ?? 0) === 0 && values[source.isComplete] === 1;
  const location = readLocation({
    latitude: values[source.latitude],
    longitude: values[source.longitude],
    location: values[source.location],
    accuracy: values[attributes.accuracy] ?? null,
  });
  const place = placeOf(values, at, surroundings.place, note);
  const importedBy = values[attributes.importedBy] ?? null;
  const captureDevice = asInteger(values[attributes.captureDevice]) ?? asInteger(values[source.captureDevice]);
  const isFront = captureDevice === FRONT_CAMERA || importedBy === IMPORTED_BY_FRONT_CAMERA;
  const pick = asInteger(values[source.avalanchePickType]) ?? 0;
  const burst = asShortText(values[source.burst]);
  const { files } = surroundings;
  return {
    key: surroundings.key,
    kind: nameOfCode(ASSET_KINDS, kindCode, note),
    kindCode,
    subtype,
    subtypeCode,
    filename: asShortText(values[source.filename]),
    originalFilename:
      asShortText(values[attributes.originalFilename]) ?? asShortText(values[at.master.originalFilename]),
    directory: asShortText(values[source.directory]),
    uti,
    title: asShortText(values[attributes.title]),
    caption: asText(values[at.description.text]) || null,
    altText: asShortText(values[attributes.altText]),
    recognisedText: surroundings.recognised?.text ?? null,
    textLines: surroundings.recognised?.lines ?? NO_LINES,
    otherWords: surroundings.recognised?.otherWords.join(' ') || null,
    keywords: surroundings.keywords,
    createdAt: readDate(values[source.createdAt]),
    utcOffset:
      readUtcOffset(values[attributes.utcOffset]) ??
      readUtcOffset(values[extended.utcOffset]) ??
      readUtcOffset(values[attributes.inferredUtcOffset]),
    timeZone: asShortText(values[attributes.timeZone]) ?? asShortText(values[extended.timeZone]),
    addedAt: readDate(values[source.addedAt]),
    modifiedAt: readDate(values[source.modifiedAt]),
    editedAt: isByCamera ? null : (readDate(values[adjustment.editedAt]) ?? readDate(values[source.editedAt])),
    lastSharedAt: readDate(values[source.lastSharedAt]),
    lastViewedAt: readDate(values[attributes.lastViewedAt]),
    trashedAt: readDate(values[source.trashedAt]),
    isTrashed,
    isHidden,
    isFavourite: values[source.isFavourite] === 1,
    inLibrary: isVisible && !isTrashed && !isHidden && !OUTSIDE_LIBRARY.has(sourceName),
    width: asInteger(values[source.width]),
    height: asInteger(values[source.height]),
    orientation: asInteger(values[source.orientation]),
    duration: asNumber(values[source.duration]) ?? asNumber(values[attributes.duration]),
    fileSize: asInteger(values[attributes.fileSize]),
    latitude: location?.latitude ?? null,
    longitude: location?.longitude ?? null,
    altitude: location?.altitude ?? null,
    locationAccuracy: location?.accuracy ?? null,
    place: place.text,
    isPlaceInferred: place.isInferred,
    placeDetails: place.details,
    isEdited: adjustments !== 0 && !isByCamera,
    editor: isByCamera ? null : editor,
    isSelfie: isFront && !isVideo,
    isScreenshot: subtype === 'screenshot' || values[source.isScreenshot] === 1,
    isAnimated: values[source.playbackStyle] === ANIMATED,
    isHdr: HDR.has(rendering),
    hasDepth: (asInteger(values[source.depth]) ?? 0) !== 0,
    isSpatial,
    // The second original of a spatial picture is that of the other eye.
    isRaw: (uti !== null && RAW_TYPE.test(uti)) || (surroundings.hasAlternate && !isSpatial),
    isDuplicate: (asInteger(values[source.duplicateVisibility]) ?? 0) !== 0,
    inSharedLibrary: values[source.libraryScope] === SHARED_LIBRARY,
    mediaGroup: asShortText(values[source.mediaGroup]),
    burst,
    isBurstPick: burst !== null && (pick & BURST_PICKS) !== 0,
    source: sourceName,
    sourceCode,
    sourceApp: asShortText(values[attributes.sourceApp]),
    sourceAppName: asShortText(values[attributes.sourceAppName]),
    importSession: surroundings.importSession?.key ?? null,
    conversation: surroundings.conversation?.key ?? null,
    moment: surroundings.moment?.key ?? null,
    duplicates: surroundings.duplicates?.key ?? null,
    sharedLibrary: surroundings.sharedLibrary?.key ?? null,
    sharedBy: surroundings.sharedBy,
    cameraMake: asShortText(values[extended.cameraMake]),
    cameraModel: asShortText(values[extended.cameraModel]),
    lensModel: asShortText(values[extended.lensModel]),
    iso: asInteger(values[extended.iso]),
    aperture: asNumber(values[extended.aperture]),
    shutterSpeed: asNumber(values[extended.shutterSpeed]),
    focalLength: asNumber(values[extended.focalLength]),
    focalLength35mm: asInteger(values[extended.focalLength35mm]),
    flashFired: flagOf(asInteger(values[extended.flashFired])),
    frameRate: asNumber(values[extended.frameRate]),
    codec: asShortText(values[extended.codec]),
    viewCount: asInteger(values[attributes.viewCount]),
    playCount: asInteger(values[attributes.playCount]),
    shareCount: asInteger(values[attributes.shareCount]),
    availability: files.availability,
    originalFile: files.original.fileID,
    originalState: files.original.state,
    editedFile: files.edited.fileID,
    editedState: files.edited.state,
    thumbnailFile: files.thumbnail.fileID,
    thumbnailState: files.thumbnail.state,
    liveVideoFile: files.liveVideo.fileID,
    liveVideoState: files.liveVideo.state,
    editedLiveVideoFile: files.editedLiveVideo.fileID,
    rawFile: files.raw.fileID,
    codes: codesOf({
      adjustments,
      avalancheKind: values[source.avalancheKind],
      avalanchePickType: values[source.avalanchePickType],
      bundleScope: values[source.bundleScope],
      captureDevice,
      cloudLocalState: values[source.cloudLocalState],
      depth: values[source.depth],
      duplicateVisibility: values[source.duplicateVisibility],
      generativeType: values[extended.generativeType] ?? null,
      hdr: values[source.hdr],
      importedBy,
      libraryScope: values[source.libraryScope],
      playbackStyle: values[source.playbackStyle],
      playbackVariation: values[source.playbackVariation],
      spatialType: values[source.spatialType],
      syndicationState: values[source.syndicationState],
      trashedState: values[source.trashedState],
      visibilityState: values[source.visibilityState],
    }),
    sourceKey: surroundings.rowid,
  };
}

/** The address of the asset; otherwise the place name of its moment. */
function placeOf(
  values: readonly SqlValue[],
  { attributes, moment }: AssetPositions,
  place: Place | null,
  note: Note,
): Place & { readonly isInferred: boolean } {
  if (place === null && asBlob(values[attributes.place]) !== null) note(msg('note.unreadable-places'));
  const inferred = asShortText(values[moment.title]) ?? asShortText(values[moment.subtitle]);
  const own = place?.text ?? null;
  return { text: own ?? inferred, details: place?.details ?? null, isInferred: own === null && inferred !== null };
}

function flagOf(value: number | null): boolean | null {
  return value === null ? null : value !== 0;
}
