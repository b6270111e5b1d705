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
