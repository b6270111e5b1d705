import type { Redaction } from '../../contract/redaction.ts';

/** What a file is, for what is done with it. */
export type FileClass = 'picture' | 'recording' | 'document';

const PICTURE = /\.(?:jpe?g|png|gif|heic|heics|heif|webp|tiff?|bmp|avif|dng|raw|cr2|nef|arw|jp2|ico|svg)$/i;
const RECORDING =
  /\.(?:mov|qt|mp4|m4v|3gpp?|3g2|avi|mkv|webm|wmv|mpe?g|caf|amr|opus|ogg|oga|aiff?|3ga|m4a|m4r|qta|mp3|aac|wav|flac)$/i;

/** The class of a file by its name: whatever is neither a picture nor a recording is a document. */
export function fileClass(name: string): FileClass {
  if (PICTURE.test(name)) return 'picture';
  return RECORDING.test(name) ? 'recording' : 'document';
}

/** Formats that become JPEG when their metadata are removed. */
const DECODED = /\.(?:hei[cf]s?|avif|tiff?)$/i;

/** The name of a picture with the extension of what becomes of it. */
export function redactedName(name: string, { pictures }: Redaction): string {
  if (pictures === 'leave-out' || /\.jpe?g$/i.test(name)) return name;
  return (pictures === 'blur' ? PICTURE : DECODED).test(name) ? `${name}.jpg` : name;
}

/** True if files of this name are left out. */
export function isLeftOut(name: string, { pictures, recordings, documents }: Redaction): boolean {
  const rule = { picture: pictures, recording: recordings, document: documents }[fileClass(name)];
  return rule === 'leave-out';
}
