import type { PhotoSummaryView } from '../../../src/contract/photos.ts';
import { backupPath, withQuery } from './client.ts';

/** Longest edges of the pictures that the server can make, pixels. */
export type PictureSize = 96 | 192 | 384 | 768 | 1536;

/** URL of a thumbnail of any picture or video in the backup. */
export function thumbnailUrl(backup: string, fileID: string, size: PictureSize): string {
  return withQuery(backupPath(backup, 'file', fileID, 'thumbnail'), { size });
}

/** URL of a thumbnail that keeps the frames of an animated picture. */
export function animatedUrl(backup: string, fileID: string, size: PictureSize): string {
  return withQuery(backupPath(backup, 'file', fileID, 'thumbnail'), { size, animated: true });
}

/** URL of a file in a format that browsers support. */
export function renderedUrl(backup: string, fileID: string, format: 'jpeg' | 'm4a' | 'mp4'): string {
  return withQuery(backupPath(backup, 'file', fileID, 'rendered'), { format });
}

/** URL of a file without conversion. */
export function fileUrl(backup: string, fileID: string): string {
  return backupPath(backup, 'file', fileID);
}

/** The files of a photo, in display order. */
export const PHOTO_PARTS = ['original', 'edited', 'thumbnail', 'liveVideo'] as const;
/** A file of a photo. */
export type PhotoPart = (typeof PHOTO_PARTS)[number];

/** Maximum length of a name without suffix. */
const MAX_NAME = 180;

/** Suffix of names of files other than the original. */
const ADDED: Readonly<Record<PhotoPart, string>> = {
  original: '',
  edited: ' (edited)',
  thumbnail: ' (small)',
  liveVideo: '',
};

/**
 * Name for downloading a file of a photo, without extension: the name with which the photo was taken. Edits, videos and
 * files from iCloud have other names in the backup.
 */
export function savedName({ filename, key }: Pick<PhotoSummaryView, 'filename' | 'key'>, part: PhotoPart): string {
  const stem = (filename ?? '').replace(/\.[^.]*$/, '').slice(0, MAX_NAME);
  return `${stem === '' ? key : stem}${ADDED[part]}`;
}

/** URL for downloading a file of a photo as {@link savedName}; null if the backup does not have it. */
export function savedPhotoUrl(backup: string, photo: PhotoSummaryView, part: PhotoPart): string | null {
  const file = photo.files[part];
  if (file?.state !== 'present' || file.fileID === null) return null;
  return withQuery(fileUrl(backup, file.fileID), { download: 1, name: savedName(photo, part) });
}

/** Thumbnail for the grid: from the phone, otherwise made by the server; null if there is none. */
export function smallPicture(backup: string, photo: PhotoSummaryView): string | null {
  const { thumbnail } = photo.files;
  if (thumbnail?.state === 'present' && thumbnail.fileID !== null) return fileUrl(backup, thumbnail.fileID);
  return photo.shown === null ? null : thumbnailUrl(backup, photo.shown.fileID, 384);
}

/** File extensions of formats that browsers support. */
const PLAIN = /\.(?:jpe?g|png|gif|webp|avif)$/i;

/**
 * URLs of a photo in full size, most likely to work first: the file itself, or for HEIC and raw pictures a conversion
 * by the server. The list does not have the file name of an edited photo.
 */
export function fullPictures(backup: string, { shown, filename }: PhotoSummaryView): readonly string[] {
  if (shown === null) return [];
  const plain = shown.from !== 'original' || PLAIN.test(filename ?? '');
  const addresses = [fileUrl(backup, shown.fileID), renderedUrl(backup, shown.fileID, 'jpeg')];
  return plain ? addresses : addresses.toReversed();
}
