import type { AttachmentView } from '../../../../../src/contract/chat.ts';

/** Presentation of an attachment. */
export type AttachmentKind = 'image' | 'video' | 'audio' | 'file';

/** Patterns of file extensions and type identifiers, used without a MIME type. */
const PATTERNS: readonly (readonly [AttachmentKind, RegExp])[] = [
  ['image', /\.(jpe?g|png|gif|heics?|heif|webp|tiff?|bmp|avif)$|^public\.(jpeg|png|heics?|heif|image|tiff)|gif$/i],
  ['video', /\.(mov|mp4|m4v|3gp|avi|webm)$|quicktime-movie|mpeg-4|public\.movie/i],
  ['audio', /\.(m4a|mp3|amr|caf|wav|aac|opus|ogg|aiff?)$|audio/i],
];

/** Presentation of an attachment by MIME type, otherwise by type identifier or file extension. */
export function attachmentKind({ mimeType, uti, name }: AttachmentView): AttachmentKind {
  const [type] = (mimeType ?? '').split('/');
  if (type === 'image' || type === 'video' || type === 'audio') return type;
  if (type !== undefined && type !== '') return 'file';
  for (const [kind, pattern] of PATTERNS) {
    if ((uti !== null && pattern.test(uti)) || (name !== null && pattern.test(name))) return kind;
  }
  return 'file';
}
