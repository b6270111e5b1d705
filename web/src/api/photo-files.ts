import type { PhotoSummaryView } from '../../../src/contract/photos.ts';
import { backupPath, withQuery } from './client.ts';

/** Longest edges that the server makes pictures in, pixels. */
export type PictureSize = 96 | 192 | 384 | 768 | 1536;

/** Address of a small picture of any picture or movie of the backup. */
export function thumbnailUrl(backup: string, fileID: string, size: PictureSize): string {
  return withQuery(backupPath(backup, 'file', fileID, 'thumbnail'), { size });
}

/** Address of a file in a form that browsers know. */
export function renderedUrl(backup: string, fileID: string, format: 'jpeg' | 'm4a' | 'mp4'): string {
  return withQuery(backupPath(backup, 'file', fileID, 'rendered'), { format });
}

/** Address of a file as it is. */
export function fileUrl(backup: string, fileID: string): string {
  return backupPath(backup, 'file', fileID);
}

/** The files of a photo, in the order in which they are listed. */
export const PHOTO_PARTS = ['original', 'edited', 'thumbnail', 'liveVideo'] as const;
/** A file of a photo. */
export type PhotoPart = (typeof PHOTO_PARTS)[number];

/** Longest name that is asked for, with room for what is added. */
const MAX_NAME = 180;

/** What is added to the name of a photo where the file is not the photo as it was taken. */
const ADDED: Readonly<Record<PhotoPart, string>> = {
  original: '',
  edited: ' (edited)',
  thumbnail: ' (small)',
  liveVideo: '',
};

/**
 * What a file of a photo is saved as, without an ending: the name that the photo was taken with. Edits, videos and files
 * that iCloud put on the phone have others there.
 */
export function savedName({ filename, key }: Pick<PhotoSummaryView, 'filename' | 'key'>, part: PhotoPart): string {
  const stem = (filename ?? '').replace(/\.[^.]*$/, '').slice(0, MAX_NAME);
  return `${stem === '' ? key : stem}${ADDED[part]}`;
}

/** Address at which a browser saves a file of a photo under {@link savedName}; null where the backup does not hold it. */
export function savedPhotoUrl(backup: string, photo: PhotoSummaryView, part: PhotoPart): string | null {
  const file = photo.files[part];
  if (file?.state !== 'present' || file.fileID === null) return null;
  return withQuery(fileUrl(backup, file.fileID), { download: 1, name: savedName(photo, part) });
}

/** What a grid shows of a photo: the phone's own small picture, else one that the server makes; null where there is nothing. */
export function smallPicture(backup: string, photo: PhotoSummaryView): string | null {
  const { thumbnail } = photo.files;
  if (thumbnail?.state === 'present' && thumbnail.fileID !== null) return fileUrl(backup, thumbnail.fileID);
  return photo.shown === null ? null : thumbnailUrl(backup, photo.shown.fileID, 384);
}

/** Formats that browsers show by themselves, by the names that phones give them. */
const PLAIN = /\.(?:jpe?g|png|gif|webp|avif)$/i;

/**
 * Addresses of a photo in full size, the likelier to work first: the file itself, or, for a HEIC or a raw picture, what
 * the server makes of it. An edited one has a name of its own that the list does not tell.
 */
export function fullPictures(backup: string, { shown, filename }: PhotoSummaryView): readonly string[] {
  if (shown === null) return [];
  const plain = shown.from !== 'original' || PLAIN.test(filename ?? '');
  const addresses = [fileUrl(backup, shown.fileID), renderedUrl(backup, shown.fileID, 'jpeg')];
  return plain ? addresses : addresses.toReversed();
}
