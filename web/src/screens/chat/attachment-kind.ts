import type { AttachmentView } from '../../../../src/contract/chat.ts';

/** How an attachment is shown. */
export type AttachmentKind = 'image' | 'video' | 'audio' | 'file';

/** What extensions and type identifiers say where there is no MIME type. */
const PATTERNS: readonly (readonly [AttachmentKind, RegExp])[] = [
  ['image', /\.(jpe?g|png|gif|heics?|heif|webp|tiff?|bmp|avif)$|^public\.(jpeg|png|heics?|heif|image|tiff)|gif$/i],
  ['video', /\.(mov|mp4|m4v|3gp|avi|webm)$|quicktime-movie|mpeg-4|public\.movie/i],
  ['audio', /\.(m4a|mp3|amr|caf|wav|aac|opus|ogg|aiff?)$|audio/i],
];

/** How an attachment is shown: by its MIME type, else by its type identifier or the end of its name. */
export function attachmentKind({ mimeType, uti, name }: AttachmentView): AttachmentKind {
  const [type] = (mimeType ?? '').split('/');
  if (type === 'image' || type === 'video' || type === 'audio') return type;
  if (type !== undefined && type !== '') return 'file';
  for (const [kind, pattern] of PATTERNS) {
    if ((uti !== null && pattern.test(uti)) || (name !== null && pattern.test(name))) return kind;
  }
  return 'file';
}
