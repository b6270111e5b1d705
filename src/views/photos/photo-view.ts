import type { FileReferenceView } from '../../contract/common.ts';
import type { PhotoSummaryView, PhotoView } from '../../contract/photos.ts';
import { nearWords } from '../towns/nearest-town.ts';
import type { PhotoRow } from './rows.ts';
import { traitsOf } from './traits.ts';

/** The columns for {@link photoSummary}. */
export const SUMMARY_COLUMNS = [
  'key',
  'kind',
  'subtype',
  'filename',
  'originalFilename',
  'createdAt',
  'utcOffset',
  'width',
  'height',
  'duration',
  'isFavourite',
  'isHidden',
  'isTrashed',
  'isEdited',
  'isScreenshot',
  'burst',
  'latitude',
  'longitude',
  'place',
  'availability',
  'originalFile',
  'originalState',
  'editedFile',
  'editedState',
  'thumbnailFile',
  'thumbnailState',
  'liveVideoFile',
  'liveVideoState',
] as const satisfies readonly (keyof PhotoRow)[];

/** Data for the view of a photo, besides its own row. */
export type PhotoRelations = Pick<PhotoView, 'albums' | 'faces' | 'comments' | 'burstPhotos'>;

/** A photo in a list. */
export function photoSummary(row: Pick<PhotoRow, (typeof SUMMARY_COLUMNS)[number]>): PhotoSummaryView {
  const files = {
    original: { fileID: row.originalFile, state: row.originalState ?? 'no-path' },
    edited: reference(row.editedFile, row.editedState),
    thumbnail: reference(row.thumbnailFile, row.thumbnailState),
    liveVideo: reference(row.liveVideoFile, row.liveVideoState),
  };
  return {
    key: row.key ?? '',
    kind: row.kind ?? 'unknown',
    subtype: row.subtype,
    filename: row.originalFilename ?? row.filename,
    createdAt: row.createdAt,
    utcOffset: row.utcOffset,
    width: row.width,
    height: row.height,
    duration: row.duration,
    isFavourite: row.isFavourite ?? false,
    isHidden: row.isHidden ?? false,
    isTrashed: row.isTrashed ?? false,
    isEdited: row.isEdited ?? false,
    isScreenshot: row.isScreenshot ?? false,
    burst: row.burst,
    latitude: row.latitude,
    longitude: row.longitude,
    place: row.place,
    availability: row.availability ?? 'not-in-backup',
    files,
    shown: shownOf(files),
  };
}

/** A photo in full. */
export function photoView(row: PhotoRow, around: PhotoRelations): PhotoView {
  return {
    ...photoSummary(row),
    kindCode: row.kindCode,
    subtypeCode: row.subtypeCode,
    path: row.filename === null ? null : [row.directory, row.filename].filter((part) => part !== null).join('/'),
    uti: row.uti,
    title: row.title,
    caption: row.caption,
    altText: row.altText,
    recognisedText: row.recognisedText,
    textLines: (row.textLines ?? []).map(({ text, corners }) => ({
      text,
      corners: corners === null ? null : [...corners],
    })),
    keywords: [...(row.keywords ?? [])],
    timeZone: row.timeZone,
    addedAt: row.addedAt,
    modifiedAt: row.modifiedAt,
    editedAt: row.editedAt,
    lastSharedAt: row.lastSharedAt,
    sharedBy: row.sharedBy,
    lastViewedAt: row.lastViewedAt,
    trashedAt: row.trashedAt,
    inLibrary: row.inLibrary ?? false,
    orientation: row.orientation,
    fileSize: row.fileSize,
    isPlaceInferred: row.isPlaceInferred ?? false,
    near: row.place === null ? nearWords(row.latitude, row.longitude) : null,
    altitude: row.altitude,
    locationAccuracy: row.locationAccuracy,
    address: row.placeDetails === null ? null : { ...row.placeDetails },
    editor: row.editor,
    traits: traitsOf(row),
    source: { kind: row.source, code: row.sourceCode, app: row.sourceApp, appName: row.sourceAppName },
    camera: {
      make: row.cameraMake,
      model: row.cameraModel,
      lens: row.lensModel,
      iso: row.iso,
      aperture: row.aperture,
      shutterSpeed: row.shutterSpeed,
      focalLength: row.focalLength,
      focalLength35mm: row.focalLength35mm,
      flashFired: row.flashFired,
    },
    video: { frameRate: row.frameRate, codec: row.codec },
    counts: { views: row.viewCount, plays: row.playCount, shares: row.shareCount },
    more: { editedLiveVideo: row.editedLiveVideoFile, raw: row.rawFile },
    ...around,
    codes: { ...row.codes },
  };
}

/** Null if the library has no such file, for example if the photo was not edited. */
function reference(fileID: string | null, state: FileReferenceView['state'] | null): FileReferenceView | null {
  return state === null || state === 'no-path' ? null : { fileID, state };
}

function shownOf(files: PhotoSummaryView['files']): PhotoSummaryView['shown'] {
  for (const from of ['edited', 'original', 'thumbnail'] as const) {
    const file = files[from];
    if (file?.state === 'present' && file.fileID !== null) return { fileID: file.fileID, from };
  }
  return null;
}
