/**
 * The demuxer of ffmpeg for each media type that is converted. It is always named: left to guess, ffmpeg takes a text file
 * for a playlist and opens what that names.
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

/** The demuxer for a media type; null when there is none. */
export function demuxerOf(contentType: string): string | null {
  return Object.hasOwn(DEMUXERS, contentType) ? (DEMUXERS[contentType] ?? null) : null;
}
