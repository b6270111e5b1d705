import { type ProtoMessage, parseProtobuf } from '../../../formats/protobuf.ts';
import { nested, numberIn, textIn, textsIn, type Unreadable } from './protobuf-values.ts';

/** Data in `ZMETADATA` of a media item about its message. */
export interface Metadata {
  readonly quoted: { readonly stanzaId: string; readonly jid: string | null; readonly text: string | null } | null;
  /** Number of times the message had been forwarded. */
  readonly forwardCount: number | null;
  readonly forwarder: string | null;
  /** New timer of disappearing messages. */
  readonly disappearingSeconds: number | null;
  /** Duration of a call. */
  readonly callSeconds: number | null;
  /** Numbers of all other fields. */
  readonly otherFields: readonly number[];
  /** All texts in it, for messages that have no other text. Parses the whole value. */
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
  disappearingSeconds: 36,
  forwardScore: 46,
  call: 87,
} as const;

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
    callSeconds: numberIn(nested(nested(message, FIELD.call, unreadable), 1, unreadable), 3),
    otherFields: message.fieldNumbers.filter((number) => !KNOWN.has(number)),
    texts: () => textsIn(message),
  };
}

/** The stanza id of the quoted message. Values without {@link QUOTED_STANZA_KEY} have none. */
export function quotedStanzaIn(blob: Uint8Array): string | null {
  return stanzaOf(parseProtobuf(blob));
}

function quotedIn(message: ProtoMessage, unreadable: Unreadable): Metadata['quoted'] {
  const stanzaId = stanzaOf(message);
  if (stanzaId === null) return null;
  const text = textIn(nested(message, FIELD.quotedMessage, unreadable), 1);
  return { stanzaId, jid: addressIn(message, FIELD.quotedSender), text };
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
