import { fromUnixSeconds } from '../../../formats/apple-time.ts';
import { type ProtoMessage, parseProtobuf } from '../../../formats/protobuf.ts';
import { phoneJid } from './jid.ts';
import type { Person, Poll, Reaction } from './json-types.ts';
import { readPoll } from './poll.ts';
import { nested, nestedAll, numberIn, textIn, type Unreadable } from './protobuf-values.ts';

/** Maximum time of a `Date`, in milliseconds. */
const MAX_DATE_MS = 8.64e15;

/** Maximum length of a packed address, in bytes: 20 digits. */
const MAX_PACKED = 11;

/** Maximum number of reactions to one message. */
const MAX_REACTIONS = 5_000;

/** Contents of `ZWAMESSAGEINFO.ZRECEIPTINFO`. */
export interface ReceiptInfo {
  readonly reactions: readonly Reaction[];
  readonly poll: Poll | null;
  /** Time of receipt by the server, UTC milliseconds. */
  readonly sentAt: number | null;
  readonly statusCode: number | null;
  /** Addresses of the recipients, the owner among them; null for one that cannot be read. */
  readonly recipients: readonly (string | null)[];
}

/** Field numbers of the protobuf in `ZRECEIPTINFO` (docs/format/whatsapp.md). */
const FIELD = { recipient: 2, sentAt: 3, statusCode: 4, reactions: 7, poll: 8 } as const;

/**
 * Reads `ZRECEIPTINFO`.
 * @param person finds the person with a JID
 * @param unreadable called for each part that cannot be read
 * @throws MALFORMED_PROTOBUF, LIMIT_EXCEEDED
 */
export function readReceiptInfo(
  blob: Uint8Array,
  person: (jid: string) => Person | null,
  unreadable: Unreadable,
): ReceiptInfo {
  const message = parseProtobuf(blob);
  return {
    reactions: message.has(FIELD.reactions) ? allReactionsIn(message, person, unreadable) : NO_REACTIONS,
    poll: message.has(FIELD.poll) ? readPoll(nested(message, FIELD.poll, unreadable), person, unreadable) : null,
    sentAt: fromUnixSeconds(numberIn(message, FIELD.sentAt) || null),
    statusCode: numberIn(message, FIELD.statusCode),
    recipients: recipientsIn(message, unreadable),
  };
}

const NO_REACTIONS: readonly Reaction[] = [];

function allReactionsIn(
  message: ProtoMessage,
  person: (jid: string) => Person | null,
  unreadable: Unreadable,
): Reaction[] {
  return nestedAll(message, FIELD.reactions, unreadable)
    .flatMap((list) => reactionsIn(list, person, unreadable))
    .slice(0, MAX_REACTIONS);
}

/**
 * Reactions of others are {1 id, 2 JID, 3 emoji, 4 milliseconds} in field 1, the owner's {1 id, 2 emoji, 3
 * milliseconds} in field 2; channels have {1 emoji, 2 count} in field 3→1. The last reaction of each person is used; an
 * empty emoji removes it.
 */
function reactionsIn(list: ProtoMessage, person: (jid: string) => Person | null, unreadable: Unreadable): Reaction[] {
  const byPerson = new Map<string, Reaction>();
  const add = (key: string, reaction: Reaction): void => {
    const known = byPerson.get(key);
    if (known === undefined || (known.at ?? 0) <= (reaction.at ?? 0)) byPerson.set(key, reaction);
  };
  for (const entry of nestedAll(list, 1, unreadable)) {
    const jid = textIn(entry, 2);
    if (jid === null) continue;
    const sender = person(jid);
    add(sender?.jid ?? jid, { emoji: textIn(entry, 3) ?? '', isFromMe: false, sender, at: timeIn(entry, 4) });
  }
  for (const entry of nestedAll(list, 2, unreadable)) {
    add('me', { emoji: textIn(entry, 2) ?? '', isFromMe: true, sender: null, at: timeIn(entry, 3) });
  }
  const reactions = [...byPerson.values()].filter(({ emoji }) => emoji !== '');
  for (const entry of nestedAll(nested(list, 3, unreadable), 1, unreadable)) {
    const emoji = textIn(entry, 1);
    const count = numberIn(entry, 2);
    if (emoji !== null && count !== null && count > 0) {
      reactions.push({ emoji, isFromMe: false, sender: null, at: null, count });
    }
  }
  return reactions;
}

function recipientsIn(message: ProtoMessage, unreadable: Unreadable): readonly (string | null)[] {
  let unread = 0;
  const messages = nestedAll(message, FIELD.recipient, () => {
    unread++;
    unreadable();
  });
  // None is identified where one of them is something else: then they are only counted.
  return unread === 0
    ? messages.map((one) => packedAddress(one.bytes(1)))
    : Array.from({ length: messages.length + unread }, () => null);
}

/** First byte of a packed address: that of a telephone number (docs/format/whatsapp.md). */
const PACKED_PHONE = 0x81;

/** Addresses by their packed digits: messages have the same few recipients. */
const addresses = new Map<string, string | null>();
/** Maximum number of remembered addresses. */
const MAX_ADDRESSES = 10_000;

/** A telephone number packed as binary-coded decimals, padded with 0xf. Null for anything else. */
function packedAddress(bytes: Buffer | null): string | null {
  if (bytes?.[0] !== PACKED_PHONE) return null;
  const packed = bytes.toString('hex', 1, MAX_PACKED);
  const known = addresses.get(packed);
  if (known !== undefined) return known;
  const digits = packed.replace(/f$/, '');
  const address = phoneJid(/^\d+$/.test(digits) ? digits : null);
  if (addresses.size === MAX_ADDRESSES) addresses.clear();
  addresses.set(packed, address);
  return address;
}

function timeIn(entry: ProtoMessage, number: number): number | null {
  const time = numberIn(entry, number);
  return time === null || time === 0 || time > MAX_DATE_MS ? null : time;
}
