import { msg, type NoteMessage } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import type { ExtractContext } from '../../kit/artifact.ts';
import type { Note } from '../../kit/codes.ts';
import { asBlob, asInteger, asNumber, asShortText, asText } from '../../kit/source-table.ts';
import { ASSET_KINDS, ASSET_SOURCES, ASSET_SUBTYPES, nameOfCode } from './asset-codes.ts';
import type { AssetDetails } from './asset-details.ts';
import type { AssetFiles, WantedFiles } from './asset-files.ts';
import { codesOf } from './codes.ts';
import { readDate, readUtcOffset } from './dates.ts';
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
/** `ZCAMERACAPTUREDEVICE` and `ZIMPORTEDBY` of the front camera. */
const FRONT_CAMERA = 1;
const IMPORTED_BY_FRONT_CAMERA = 2;
/** Bits of `ZAVALANCHEPICKTYPE`: picked by the phone, picked by the owner, key photo of the burst. */
const BURST_PICKS = 4 | 8 | 16;

/** Always the same list, whose JSON need not be made again. */
const NO_LINES: readonly TextLine[] = [];

/** Data of an asset from other sources than its rows. */
export interface AssetSurroundings {
  readonly key: string;
  readonly rowid: number;
  readonly keywords: readonly string[];
  /** Key of the import album. */
  readonly importSession: string | null;
  readonly conversation: string | null;
  readonly moment: string | null;
  readonly duplicates: string | null;
  readonly sharedLibrary: string | null;
  readonly recognised: RecognisedText | null;
  /** True if it has a second original. */
  readonly hasAlternate: boolean;
  /** Finds its files. */
  readonly locate: (wanted: WantedFiles) => AssetFiles;
}

/** Builds the row of an asset. */
export function readAsset(
  details: AssetDetails,
  surroundings: AssetSurroundings,
  context: Pick<ExtractContext<string>, 'note'>,
): AssetRow {
  const { source, attributes, extended, adjustment } = details;
  const note = (note: NoteMessage): void => context.note(note);
  const kindCode = asInteger(source.kind);
  const subtypeCode = asInteger(source.subtype);
  const sourceCode = asInteger(source.savedAssetType);
  const rendering = asInteger(source.hdr);
  const subtype = rendering === RENDERED_AS_PANORAMA ? 'panorama' : nameOfCode(ASSET_SUBTYPES, subtypeCode, note);
  const uti = asShortText(source.uti);
  const isSpatial = (asInteger(source.spatialType) ?? 0) !== 0;
  const adjustments = asInteger(source.adjustments) ?? 0;
  const isVideo = kindCode === 1;
  const isTrashed = (asInteger(source.trashedState) ?? 0) !== 0;
  const isHidden = source.isHidden === 1;
  const isVisible = (asInteger(source.visibilityState) ?? 0) === 0 && source.isComplete === 1;
  const directory = asShortText(source.directory);
  const filename = asShortText(source.filename);
  const location = readLocation({
    latitude: source.latitude,
    longitude: source.longitude,
    location: source.location,
    accuracy: attributes?.accuracy ?? null,
  });
  const place = placeOf(details, note);
  const importedBy = attributes?.importedBy ?? null;
  const captureDevice = asInteger(attributes?.captureDevice ?? null) ?? asInteger(source.captureDevice);
  const isFront = captureDevice === FRONT_CAMERA || importedBy === IMPORTED_BY_FRONT_CAMERA;
  const pick = asInteger(source.avalanchePickType) ?? 0;
  const burst = asShortText(source.burst);
  const files = surroundings.locate({
    directory,
    filename,
    isVideo,
    isLivePhoto: subtype === 'live-photo',
    isAdjusted: adjustments !== 0,
    hasRaw: surroundings.hasAlternate,
    bundleScope: asInteger(source.bundleScope),
  });
  return {
    key: surroundings.key,
    kind: nameOfCode(ASSET_KINDS, kindCode, note),
    kindCode,
    subtype,
    subtypeCode,
    filename,
    originalFilename: asShortText(attributes?.originalFilename) ?? asShortText(details.master?.originalFilename),
    directory,
    uti,
    title: asShortText(attributes?.title),
    caption: asText(details.caption) || null,
    altText: asShortText(attributes?.altText),
    recognisedText: surroundings.recognised?.text ?? null,
    textLines: surroundings.recognised?.lines ?? NO_LINES,
    otherWords: surroundings.recognised?.otherWords.join(' ') || null,
    keywords: surroundings.keywords,
    createdAt: readDate(source.createdAt),
    utcOffset:
      readUtcOffset(attributes?.utcOffset ?? null) ??
      readUtcOffset(extended?.utcOffset ?? null) ??
      readUtcOffset(attributes?.inferredUtcOffset ?? null),
    timeZone: asShortText(attributes?.timeZone) ?? asShortText(extended?.timeZone),
    addedAt: readDate(source.addedAt),
    modifiedAt: readDate(source.modifiedAt),
    editedAt: readDate(adjustment?.editedAt ?? null) ?? readDate(source.editedAt),
    lastSharedAt: readDate(source.lastSharedAt),
    lastViewedAt: readDate(attributes?.lastViewedAt ?? null),
    trashedAt: readDate(source.trashedAt),
    isTrashed,
    isHidden,
    isFavourite: source.isFavourite === 1,
    inLibrary: isVisible && !isTrashed && !isHidden,
    width: asInteger(source.width),
    height: asInteger(source.height),
    orientation: asInteger(source.orientation),
    duration: asNumber(source.duration),
    fileSize: asInteger(attributes?.fileSize ?? null),
    latitude: location?.latitude ?? null,
    longitude: location?.longitude ?? null,
    altitude: location?.altitude ?? null,
    locationAccuracy: location?.accuracy ?? null,
    place: place.text,
    isPlaceInferred: place.isInferred,
    placeDetails: place.details,
    isEdited: adjustments !== 0 && adjustments !== ADJUSTED_BY_CAMERA,
    editor: asShortText(attributes?.editor) ?? asShortText(adjustment?.editor),
    isSelfie: isFront && !isVideo,
    isScreenshot: subtype === 'screenshot' || source.isScreenshot === 1,
    isAnimated: source.playbackStyle === ANIMATED,
    isHdr: HDR.has(rendering),
    hasDepth: (asInteger(source.depth) ?? 0) !== 0,
    isSpatial,
    // The second original of a spatial picture is that of the other eye.
    isRaw: (uti !== null && RAW_TYPE.test(uti)) || (surroundings.hasAlternate && !isSpatial),
    isDuplicate: (asInteger(source.duplicateVisibility) ?? 0) !== 0,
    inSharedLibrary: source.libraryScope === SHARED_LIBRARY,
    mediaGroup: asShortText(source.mediaGroup),
    burst,
    isBurstPick: burst !== null && (pick & BURST_PICKS) !== 0,
    source: nameOfCode(ASSET_SOURCES, sourceCode, note),
    sourceCode,
    sourceApp: asShortText(attributes?.sourceApp),
    sourceAppName: asShortText(attributes?.sourceAppName),
    importSession: surroundings.importSession,
    conversation: surroundings.conversation,
    moment: surroundings.moment,
    duplicates: surroundings.duplicates,
    sharedLibrary: surroundings.sharedLibrary,
    cameraMake: asShortText(extended?.cameraMake),
    cameraModel: asShortText(extended?.cameraModel),
    lensModel: asShortText(extended?.lensModel),
    iso: asInteger(extended?.iso),
    aperture: asNumber(extended?.aperture),
    shutterSpeed: asNumber(extended?.shutterSpeed),
    focalLength: asNumber(extended?.focalLength),
    focalLength35mm: asInteger(extended?.focalLength35mm),
    flashFired: flagOf(asInteger(extended?.flashFired)),
    frameRate: asNumber(extended?.frameRate),
    codec: asShortText(extended?.codec),
    viewCount: asInteger(attributes?.viewCount),
    playCount: asInteger(attributes?.playCount),
    shareCount: asInteger(attributes?.shareCount),
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
      avalancheKind: source.avalancheKind,
      avalanchePickType: source.avalanchePickType,
      bundleScope: source.bundleScope,
      captureDevice,
      cloudLocalState: source.cloudLocalState,
      depth: source.depth,
      duplicateVisibility: source.duplicateVisibility,
      generativeType: extended?.generativeType ?? null,
      hdr: source.hdr,
      importedBy,
      libraryScope: source.libraryScope,
      playbackStyle: source.playbackStyle,
      playbackVariation: source.playbackVariation,
      spatialType: source.spatialType,
      syndicationState: source.syndicationState,
      trashedState: source.trashedState,
      visibilityState: source.visibilityState,
    }),
    sourceKey: surroundings.rowid,
  };
}

/** The address of the asset; otherwise the place name of its moment. */
function placeOf(details: AssetDetails, note: Note): Place & { readonly isInferred: boolean } {
  const { attributes, moment, place } = details;
  if (place === null && asBlob(attributes?.place) !== null) note(msg('note.unreadable-places'));
  const inferred = asShortText(moment?.title) ?? asShortText(moment?.subtitle);
  const own = place?.text ?? null;
  return { text: own ?? inferred, details: place?.details ?? null, isInferred: own === null && inferred !== null };
}

function flagOf(value: number | null): boolean | null {
  return value === null ? null : value !== 0;
}
