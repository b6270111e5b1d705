import type { AttachmentView, MessageView } from '../../contract/chat.ts';
import type { ChatMediaView } from '../../contract/chat-media.ts';
import type { MediaKind } from '../../contract/media-kinds.ts';
import { kindOfFile } from './message-gist.ts';

type Link = NonNullable<ChatMediaView['link']>;

/** A file or link of a message. */
export interface MessageMedium {
  readonly kind: MediaKind;
  /** Unique within the message, and the same whenever it is read. */
  readonly name: string;
  readonly attachment: AttachmentView | null;
  readonly link: Link | null;
}

/** Links per message: a hostile text could have a million. */
const MAX_LINKS = 100;

/** Addresses in text, without trailing punctuation. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"“”]+[^\s<>"“”.,;:!?)\]}'’]/giu;

/** The files and links of a message in its order, without stickers and hidden files. */
export function mediaOfMessage(message: MessageView): readonly MessageMedium[] {
  const files = message.attachments.flatMap((attachment): MessageMedium[] => {
    const kind = attachment.isHidden ? null : mediaKind(attachment, message);
    return kind === null ? [] : [{ kind, name: `f${attachment.key}`, attachment, link: null }];
  });
  const links = linksOf(message).map(
    (link, index): MessageMedium => ({ kind: 'links', name: `l${index}`, attachment: null, link }),
  );
  return [...files, ...links];
}

/** Patterns of file extensions and type identifiers, used without a MIME type. */
const PATTERNS: readonly (readonly [MediaKind, RegExp])[] = [
  ['pictures', /\.(jpe?g|png|gif|heics?|heif|webp|tiff?|bmp|avif)$|^public\.(jpeg|png|heics?|heif|image|tiff)|gif$/i],
  ['pictures', /\.(mov|mp4|m4v|3gp|avi|webm)$|quicktime-movie|mpeg-4|public\.movie/i],
  ['voices', /\.(m4a|mp3|amr|caf|wav|aac|opus|ogg|aiff?)$|audio/i],
];

function mediaKind(attachment: AttachmentView, message: MessageView): MediaKind | null {
  const kind = kindOfFile(attachment, message);
  if (kind === 'sticker') return null;
  if (kind === 'photo' || kind === 'video' || kind === 'gif') return 'pictures';
  if (kind === 'voice-message' || kind === 'audio') return 'voices';
  if (attachment.mimeType) return 'files';
  const { uti, name } = attachment;
  const known = PATTERNS.find(([, pattern]) => pattern.test(uti ?? '') || pattern.test(name ?? ''));
  return known?.[0] ?? 'files';
}

/** Previews of links, and addresses in the text that have none. */
function linksOf({ links, text }: MessageView): readonly Link[] {
  const found = new Map<string, Link>();
  for (const { url, title, site, thumbnail } of links) {
    if (url !== null && found.size < MAX_LINKS) found.set(sameAddress(url), { url, title, site, thumbnail });
  }
  for (const [url] of (text ?? '').matchAll(ADDRESS)) {
    if (found.size >= MAX_LINKS) break;
    const same = sameAddress(url);
    if (!found.has(same)) found.set(same, { url, title: null, site: null, thumbnail: null });
  }
  return [...found.values()];
}

/** An address without what previews add or omit. */
function sameAddress(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
}
