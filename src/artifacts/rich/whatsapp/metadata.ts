import { type ProtoMessage, parseProtobuf } from '../../../formats/protobuf.ts';
import { nested, numberIn, textIn, textsIn, type Unreadable } from './protobuf-values.ts';
import { type QuotedContent, quotedContent } from './quoted-content.ts';

/** Data of a call in `ZMETADATA`. */
export interface CallMetadata {
  readonly isVideo: boolean;
  /** `ZOUTCOME` of the call log: 0 if it was answered. */
  readonly outcome: number | null;
  readonly seconds: number | null;
  /** Number of the others. */
  readonly participants: number;
}

/** Data in `ZMETADATA` of a media item about its message. */
export interface Metadata {
  readonly quoted: (QuotedContent & { readonly stanzaId: string; readonly jid: string | null }) | null;
  /** Number of times the message had been forwarded. */
  readonly forwardCount: number | null;
  readonly forwarder: string | null;
  /** New timer of disappearing messages. */
  readonly disappearingSeconds: number | null;
  readonly call: CallMetadata | null;
  /** Numbers of all other fields. */
  readonly otherFields: readonly number[];
  /** Name of the group in an invitation. */
  invitation(): string | null;
  /** What a product is called, its description and price, otherwise all texts in it: for messages with no other text. Parses the whole value. */
  texts(): readonly string[];
}

/**
 * Field numbers of the protobuf in `ZWAMEDIAITEM.ZMETADATA` (docs/format/whatsapp.md). They are specific to iOS and not
 * documented by WhatsApp.
 */
const FIELD = {
  quotedStanza: 5,
  quotedSender: 6,
  forwardCount: 17,
  quotedMessage: 19,
  forwarder: 21,
  product: 26,
  invitation: 28,
  disappearingSeconds: 36,
  forwardScore: 46,
  call: 87,
} as const;

/** Field numbers of a call. */
const CALL = { isVideo: 1, outcome: 2, seconds: 3, participant: 5 } as const;

/** Field number of the name of a group in an invitation. */
const INVITATION_GROUP = 4;

const ignored: Unreadable = () => {};

/** Fields with words of another message, and addresses. */
const OF_OTHERS: ReadonlySet<number> = new Set([
  FIELD.quotedStanza,
  FIELD.quotedSender,
  FIELD.quotedMessage,
  FIELD.forwarder,
]);

/** What is no words for people: JIDs, MIME types, places of media, ids and hashes. */
const CODED =
  /^(?:\S+@(?:s\.whatsapp\.net|c\.us|lid|g\.us|newsletter|broadcast)|(?:application|audio|image|text|video)\/[\w.+-]+(?:;.*)?|https?:\/\/[\w.-]+\.whatsapp\.net\/\S*|\/v\/\S*|(?=\S*\d)(?=\S*[A-Za-z])[\w+/-]{20,}={0,2})$/;

/** Field numbers of a product. */
const PRODUCT = { title: 3, description: 4, currency: 5, price: 6 } as const;

const KNOWN: ReadonlySet<number> = new Set(Object.values(FIELD));

/** Message ids have 16 to 40 characters, usually hexadecimal; anything printable that is not a JID is accepted. */
const STANZA_ID = /^[\x21-\x3f\x41-\x7e]{4,128}$/;

/** The encoded key of the field with the stanza id of a quoted message, in hex. */
export const QUOTED_STANZA_KEY = '2a';

/** Prefix of values until about 2018, which are keyed archives with unknown fields. */
const PLIST_MAGIC = Buffer.from('bplist');

/** True for a binary property list, written by versions before the protobuf. */
export function isPlistMetadata(blob: Uint8Array): boolean {
  return PLIST_MAGIC.every((byte, at) => blob[at] === byte);
}

/**
 * Reads `ZMETADATA`.
 * @param unreadable called for each part that cannot be read
 * @throws MALFORMED_PROTOBUF, LIMIT_EXCEEDED
 */
export function readMetadata(blob: Uint8Array, unreadable: Unreadable): Metadata {
  const message = parseProtobuf(blob);
  return {
    quoted: quotedIn(message, unreadable),
    forwardCount:
      Math.max(numberIn(message, FIELD.forwardCount) ?? 0, numberIn(message, FIELD.forwardScore) ?? 0) || null,
    forwarder: addressIn(message, FIELD.forwarder),
    disappearingSeconds: numberIn(message, FIELD.disappearingSeconds),
    call: message.has(FIELD.call) ? callIn(message, unreadable) : null,
    otherFields: message.fieldNumbers.filter((number) => !KNOWN.has(number)),
    // Other kinds of messages may have something else in these fields.
    invitation: () => textIn(nested(message, FIELD.invitation, ignored), INVITATION_GROUP),
    texts: () => productTexts(message) ?? textsIn(message, OF_OTHERS).filter((text) => !CODED.test(text)),
  };
}

/** The stanza id of the quoted message. Values without {@link QUOTED_STANZA_KEY} have none. */
export function quotedStanzaIn(blob: Uint8Array): string | null {
  return stanzaOf(parseProtobuf(blob));
}

/** A number that is 0 is left out of a protobuf: a call without the field is one with sound only. */
function callIn(message: ProtoMessage, unreadable: Unreadable): CallMetadata | null {
  const call = nested(nested(message, FIELD.call, unreadable), 1, unreadable);
  if (call === null) return null;
  return {
    isVideo: (numberIn(call, CALL.isVideo) ?? 0) !== 0,
    outcome: numberIn(call, CALL.outcome),
    seconds: numberIn(call, CALL.seconds),
    participants: call.bytesList(CALL.participant).length,
  };
}

/** A price is in thousandths of its currency. */
function productTexts(message: ProtoMessage): readonly string[] | null {
  const product = nested(nested(nested(message, FIELD.product, ignored), 1, ignored), 1, ignored);
  const title = textIn(product, PRODUCT.title);
  if (title === null) return null;
  const price = numberIn(product, PRODUCT.price);
  const currency = textIn(product, PRODUCT.currency);
  const texts = [
    title,
    textIn(product, PRODUCT.description),
    price ? `${price / 1000} ${currency ?? ''}`.trim() : null,
  ];
  return texts.filter((text) => text !== null);
}

function quotedIn(message: ProtoMessage, unreadable: Unreadable): Metadata['quoted'] {
  const stanzaId = stanzaOf(message);
  if (stanzaId === null) return null;
  const content = quotedContent(nested(message, FIELD.quotedMessage, unreadable), unreadable);
  return { stanzaId, jid: addressIn(message, FIELD.quotedSender), ...content };
}

function stanzaOf(message: ProtoMessage): string | null {
  const stanzaId = textIn(message, FIELD.quotedStanza);
  return stanzaId !== null && STANZA_ID.test(stanzaId) ? stanzaId : null;
}

/** A JID; field 21 is sometimes an embedded message. */
function addressIn(message: ProtoMessage, number: number): string | null {
  const text = textIn(message, number);
  return text?.includes('@') ? text : null;
}
