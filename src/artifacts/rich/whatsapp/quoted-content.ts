import type { ProtoMessage } from '../../../formats/protobuf.ts';
import type { QuotedKind } from './json-types.ts';
import { nested, numberIn, textIn, type Unreadable } from './protobuf-values.ts';

/** Field numbers of WhatsApp's `Message`, of which a reply keeps a copy (docs/format/whatsapp.md). */
const FIELD = {
  text: 1,
  image: 3,
  contact: 4,
  place: 5,
  extendedText: 6,
  document: 7,
  audio: 8,
  video: 9,
  contacts: 13,
  livePlace: 18,
  sticker: 26,
  viewOnce: 37,
  ephemeral: 40,
  poll: 49,
  documentWithCaption: 53,
  viewOnce2: 55,
  edited: 58,
  viewOnce3: 59,
  poll2: 60,
  groupMention: 62,
  poll3: 64,
  videoNote: 66,
  animatedSticker: 74,
} as const;

/** Fields with words in each kind of message, the best first. */
const WORDS: readonly (readonly [kind: number, words: readonly number[]])[] = [
  [FIELD.extendedText, [1]],
  [FIELD.image, [3]],
  [FIELD.video, [7]],
  // Caption, name of the file, title.
  [FIELD.document, [20, 8, 3]],
  [FIELD.contact, [1]],
  [FIELD.contacts, [1]],
  [FIELD.livePlace, [6]],
  [FIELD.poll, [2]],
  [FIELD.poll2, [2]],
  [FIELD.poll3, [2]],
];

/** Fields that have the message itself in their field 1. */
const WRAPPERS = [
  FIELD.viewOnce,
  FIELD.ephemeral,
  FIELD.documentWithCaption,
  FIELD.viewOnce2,
  FIELD.edited,
  FIELD.viewOnce3,
  FIELD.groupMention,
  FIELD.animatedSticker,
] as const;

/** Wrappers in each other that are opened. */
const MAX_WRAPPERS = 4;

/** What a message with each of these fields is. */
const KINDS: readonly (readonly [field: number, kind: QuotedKind])[] = [
  [FIELD.image, 'photo'],
  [FIELD.video, 'video'],
  [FIELD.videoNote, 'video'],
  [FIELD.audio, 'audio'],
  [FIELD.sticker, 'sticker'],
  [FIELD.document, 'file'],
  [FIELD.contact, 'contact'],
  [FIELD.contacts, 'contact'],
  [FIELD.place, 'location'],
  [FIELD.livePlace, 'location'],
  [FIELD.poll, 'poll'],
  [FIELD.poll2, 'poll'],
  [FIELD.poll3, 'poll'],
];

/** Fields of a sound or a video. */
const MEDIA = { seconds: 5, isVoice: 6, isGif: 8 } as const;

/** Fields of a place. */
const PLACE = { name: 3, address: 4 } as const;

/** What a reply keeps of the message it quotes. */
export interface QuotedContent {
  /** Text, caption, name of a file, contact or place, question of a poll; null if it has none. */
  readonly text: string | null;
  /** What it is, if it has no words. */
  readonly gist?: QuotedKind;
  /** Length of a sound or video without words. */
  readonly seconds?: number;
}

/** What the copy of a quoted message says. */
export function quotedContent(message: ProtoMessage | null, unreadable: Unreadable): QuotedContent {
  const content = unwrapped(message, unreadable);
  const text = quotedText(content, unreadable);
  return text !== null || content === null ? { text } : { text, ...wordlessContent(content) };
}

/** Wrappers may be in each other: a view once message in a chat with disappearing messages. */
function unwrapped(message: ProtoMessage | null, unreadable: Unreadable): ProtoMessage | null {
  let content = message;
  for (let depth = 0; depth < MAX_WRAPPERS; depth++) {
    const wrapper = WRAPPERS.find((number) => content?.has(number));
    if (wrapper === undefined) return content;
    content = nested(nested(content, wrapper, unreadable), 1, unreadable);
  }
  return content;
}

function wordlessContent(message: ProtoMessage): Omit<QuotedContent, 'text'> {
  const [number, gist] = KINDS.find(([field]) => message.has(field)) ?? [];
  if (number === undefined || gist === undefined) return {};
  // The words were looked for in the same part, so a damaged one is already counted, or has no words to miss.
  const part = nested(message, number, () => {});
  const isMedia = gist === 'audio' || gist === 'video';
  const seconds = isMedia ? numberIn(part, MEDIA.seconds) : null;
  return {
    gist: exactKind(number, gist, part),
    ...(seconds === null || seconds === 0 ? {} : { seconds }),
  };
}

function exactKind(field: number, kind: QuotedKind, part: ProtoMessage | null): QuotedKind {
  if (field === FIELD.audio && (numberIn(part, MEDIA.isVoice) ?? 0) !== 0) return 'voice-message';
  return field === FIELD.video && (numberIn(part, MEDIA.isGif) ?? 0) !== 0 ? 'gif' : kind;
}

function quotedText(message: ProtoMessage | null, unreadable: Unreadable): string | null {
  const text = textIn(message, FIELD.text);
  if (text !== null || message === null) return text;
  for (const [kind, words] of WORDS) {
    const part = nested(message, kind, unreadable);
    for (const number of words) {
      const found = textIn(part, number);
      if (found !== null) return found;
    }
  }
  const place = nested(message, FIELD.place, unreadable);
  return placeName(textIn(place, PLACE.name), textIn(place, PLACE.address));
}

/** Name and address of a place in one line. */
export function placeName(name: string | null, address: string | null): string | null {
  if (name === null || address === null || name.includes(address)) return name ?? address;
  return address.startsWith(name) ? address : `${name}, ${address}`;
}
