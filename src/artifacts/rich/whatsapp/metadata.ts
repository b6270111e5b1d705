import { type ProtoMessage, parseProtobuf } from '../../../formats/protobuf.ts';
import { nested, numberIn, textIn, textsIn } from './protobuf-values.ts';

/** What a media item says about its message in `ZMETADATA`. */
export interface Metadata {
  readonly quoted: { readonly stanzaId: string; readonly jid: string | null; readonly text: string | null } | null;
  /** How often the message had been forwarded. */
  readonly forwardCount: number | null;
  readonly forwarder: string | null;
  /** The new time until messages disappear. */
  readonly disappearingSeconds: number | null;
  /** How long a call lasted. */
  readonly callSeconds: number | null;
  /** Numbers of the other fields. */
  readonly otherFields: readonly number[];
  /** Every text in it: for messages that keep theirs nowhere else. Costs a walk through all of it. */
  texts(): readonly string[];
}

/**
 * Field numbers of the protobuf in `ZWAMEDIAITEM.ZMETADATA` (docs/format/whatsapp.md). They are WhatsApp's own on iOS and
 * nowhere documented.
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

/** Ids of messages are 16 to 40 characters, usually hex; anything printable that is no address is believed. */
const STANZA_ID = /^[\x21-\x3f\x41-\x7e]{4,128}$/;

/** Until about 2018 this was a keyed archive. Its fields are not known. */
const PLIST_MAGIC = 'bplist';

/** True for the binary property list that versions before the protobuf wrote. */
export function isPlistMetadata(blob: Uint8Array): boolean {
  return (
    Buffer.from(blob.buffer, blob.byteOffset, Math.min(blob.length, PLIST_MAGIC.length)).toString() === PLIST_MAGIC
  );
}

/** Reads `ZMETADATA`. @throws MALFORMED_PROTOBUF, LIMIT_EXCEEDED */
export function readMetadata(blob: Uint8Array): Metadata {
  const message = parseProtobuf(blob);
  const counts = [numberIn(message, FIELD.forwardCount), numberIn(message, FIELD.forwardScore)];
  return {
    quoted: quotedIn(message),
    forwardCount: Math.max(...counts.map((count) => count ?? 0)) || null,
    forwarder: addressIn(message, FIELD.forwarder),
    disappearingSeconds: numberIn(message, FIELD.disappearingSeconds),
    callSeconds: numberIn(nested(nested(message, FIELD.call), 1), 3),
    otherFields: message.fieldNumbers.filter((number) => !KNOWN.has(number)),
    texts: () => textsIn(message),
  };
}

/** The stanza id of the message that is answered; quicker than {@link readMetadata} for items that answer none. */
export function quotedStanzaIn(blob: Uint8Array): string | null {
  // 0x2a is the key of field 5 as bytes.
  return blob.includes(0x2a) ? (quotedIn(parseProtobuf(blob))?.stanzaId ?? null) : null;
}

function quotedIn(message: ProtoMessage): Metadata['quoted'] {
  const stanzaId = textIn(message, FIELD.quotedStanza);
  if (stanzaId === null || !STANZA_ID.test(stanzaId)) return null;
  const text = textIn(nested(message, FIELD.quotedMessage), 1);
  return { stanzaId, jid: addressIn(message, FIELD.quotedSender), text };
}

/** An address; field 21 is sometimes a message of its own. */
function addressIn(message: ProtoMessage, number: number): string | null {
  const text = textIn(message, number);
  return text?.includes('@') ? text : null;
}
