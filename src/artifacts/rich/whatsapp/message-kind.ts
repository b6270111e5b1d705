import type { MessageKind } from './json-types.ts';

/**
 * `ZMESSAGETYPE` on iOS (docs/format/whatsapp.md; Android has other numbers). 6 and 10 are events, some of which are
 * calls.
 */
const KINDS: ReadonlyMap<number, MessageKind> = new Map([
  [0, 'text'],
  [1, 'image'],
  [2, 'video'],
  [3, 'audio'],
  [4, 'contact'],
  [5, 'location'],
  [6, 'event'],
  [7, 'link'],
  [8, 'document'],
  [10, 'event'],
  [11, 'gif'],
  [12, 'waiting'],
  [14, 'deleted'],
  [15, 'sticker'],
  [19, 'business'],
  [20, 'business'],
  [24, 'document'],
  [25, 'business'],
  [26, 'business'],
  // An invitation to a group.
  [27, 'link'],
  [28, 'event'],
  [30, 'business'],
  [31, 'business'],
  // A forwarded template: its text is as that of any other.
  [32, 'text'],
  [38, 'image'],
  [39, 'video'],
  [41, 'business'],
  [43, 'video'],
  [46, 'poll'],
  [53, 'audio'],
  [54, 'video-note'],
  [59, 'call'],
  // Written in addition to the poll for every vote (KnugiHK/WhatsApp-Chat-Exporter#199, seen in a real store).
  [66, 'poll-vote'],
]);

/** The same by code, which is found in less time. */
const KIND_OF_TYPE: readonly (MessageKind | undefined)[] = Array.from(
  { length: Math.max(...KINDS.keys()) + 1 },
  (_, type) => KINDS.get(type),
);

/** Types of view-once messages: photo, video, voice message. */
const VIEW_ONCE: ReadonlySet<number> = new Set([38, 39, 53]);

/** Kinds that have a file, whether or not it was downloaded. */
const WITH_FILE: ReadonlySet<MessageKind> = new Set([
  'image',
  'video',
  'video-note',
  'audio',
  'gif',
  'sticker',
  'document',
]);

/** Kinds by file extension, for messages of an unknown type. */
const KIND_OF_EXTENSION: ReadonlyMap<string, MessageKind> = new Map([
  ['jpg', 'image'],
  ['jpeg', 'image'],
  ['png', 'image'],
  ['heic', 'image'],
  ['webp', 'sticker'],
  ['mp4', 'video'],
  ['mov', 'video'],
  ['opus', 'audio'],
  ['m4a', 'audio'],
  ['mp3', 'audio'],
  ['aac', 'audio'],
  ['amr', 'audio'],
]);

/** File extension, at most 8 characters. */
const EXTENSION = /\.([A-Za-z0-9]{1,8})$/;

/** The kind of a `ZMESSAGETYPE`; null for an unknown code. */
export function kindOfType(type: number): MessageKind | null {
  return KIND_OF_TYPE[type] ?? null;
}

/** The kind of a message of unknown type, by MIME type or name of its file; `unknown` without a file. */
export function kindOfFile(mimeType: string | null, path: string | null): MessageKind {
  const [major] = mimeType?.split('/') ?? [];
  if (mimeType === 'image/webp') return 'sticker';
  if (major === 'image' || major === 'video' || major === 'audio') return major;
  if (path === null) return 'unknown';
  return KIND_OF_EXTENSION.get(EXTENSION.exec(path)?.[1]?.toLowerCase() ?? '') ?? 'document';
}

/** True for a view-once message. */
export function isViewOnce(type: number): boolean {
  return VIEW_ONCE.has(type);
}

/** True for a kind that has a file. */
export function hasFile(kind: MessageKind): boolean {
  return WITH_FILE.has(kind);
}
