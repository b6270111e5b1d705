/**
 * The ffmpeg demuxer for each convertible media type. It is always specified: when guessing, ffmpeg may treat a text
 * file as a playlist and open the files it names.
 */
const DEMUXERS: Readonly<Record<string, string>> = {
  'video/quicktime': 'mov',
  'video/mp4': 'mov',
  'video/3gpp': 'mov',
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
