import type { BackupFile } from '../../backup/types.ts';
import { DomainError } from '../../model/errors.ts';
import { type MovieFacts, movieFacts } from './movie-facts.ts';

/**
 * The ffmpeg demuxer for each convertible media type. It is always specified: when guessing, ffmpeg may treat a text
 * file as a playlist and open the files it names.
 */
const DEMUXERS: Readonly<Record<string, string>> = {
  'video/quicktime': 'mov',
  'video/mp4': 'mov',
  'video/3gpp': 'mov',
  'video/x-msvideo': 'avi',
  'video/x-matroska': 'matroska',
  'video/x-ms-wmv': 'asf',
  'video/mpeg': 'mpeg',
  'audio/mp4': 'mov',
  'audio/x-caf': 'caf',
  'audio/amr': 'amr',
  'audio/wav': 'wav',
  'audio/aiff': 'aiff',
  'audio/mpeg': 'mp3',
  'audio/aac': 'aac',
  'audio/ogg': 'ogg',
};

/** The demuxer for a media type, or null. */
export function demuxerOf(contentType: string): string | null {
  return Object.hasOwn(DEMUXERS, contentType) ? (DEMUXERS[contentType] ?? null) : null;
}

/** The demuxer for a media type. @throws UNSUPPORTED_MEDIA */
export function demuxerFor(contentType: string): string {
  const demuxer = demuxerOf(contentType);
  if (demuxer === null) throw new DomainError('UNSUPPORTED_MEDIA');
  return demuxer;
}

/** The metadata of a file of the ISO family; null for others and without a movie header. */
export async function factsOf(file: BackupFile, demuxer: string): Promise<MovieFacts | null> {
  return demuxer === 'mov' ? movieFacts((position, length) => file.read(position, length), file.size) : null;
}
