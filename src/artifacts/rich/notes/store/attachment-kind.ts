import { inlineKind } from '../body/inline-kind.ts';
import type { AttachmentKind } from '../tables.ts';

/** Uniform type identifiers of attachments (docs/format/notes.md) and of common files. */
const KINDS: ReadonlyMap<string, AttachmentKind> = new Map<string, AttachmentKind>([
  ['com.apple.notes.table', 'table'],
  ['com.apple.notes.gallery', 'gallery'],
  ['com.apple.drawing', 'drawing'],
  ['com.apple.drawing.2', 'drawing'],
  ['com.apple.notes.sketch', 'drawing'],
  ['com.apple.paper', 'drawing'],
  ['com.apple.paper.doc.scan', 'scan'],
  ['com.apple.paper.doc.pdf', 'pdf'],
  ['com.adobe.pdf', 'pdf'],
  ['public.url', 'url'],
  ['public.vcard', 'contact'],
  ['com.apple.mapkit.map-item', 'location'],
  ['com.compuserve.gif', 'image'],
  ['org.webmproject.webp', 'image'],
  ['com.microsoft.bmp', 'image'],
  ['com.microsoft.ico', 'image'],
  ['com.apple.quicktime-movie', 'video'],
  ['com.apple.m4v-video', 'video'],
  ['com.apple.protected-mpeg-4-video', 'video'],
  ['com.apple.m4a-audio', 'audio'],
  ['com.apple.coreaudio-format', 'audio'],
  ['com.microsoft.waveform-audio', 'audio'],
  ['com.apple.protected-mpeg-4-audio', 'audio'],
  ['org.xiph.flac', 'audio'],
  ['org.xiph.ogg-audio', 'audio'],
  ['org.3gpp.adaptive-multi-rate-audio', 'audio'],
]);

const PUBLIC_KINDS: readonly (readonly [pattern: RegExp, kind: AttachmentKind])[] = [
  [/^public\.(?:image|jpe?g|jpeg-2000|png|tiff|hei[cf]s?|avif|svg-image|camera-raw-image)\b/, 'image'],
  [/^public\.(?:movie|video|mpeg(?:-4|-2-video|-2-transport-stream)?|avi|3gpp2?)$/, 'video'],
  [/^public\.(?:audio|mp[23]|mpeg-4-audio|aac-audio|aif[fc]-audio|midi-audio|wav)$/, 'audio'],
];

/** The kind of an attachment by its UTI. */
export function attachmentKind(uti: string | null): AttachmentKind {
  if (uti === null) return 'other';
  return inlineKind(uti) ?? KINDS.get(uti) ?? PUBLIC_KINDS.find(([pattern]) => pattern.test(uti))?.[1] ?? 'other';
}
