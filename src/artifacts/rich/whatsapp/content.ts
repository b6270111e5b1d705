import type { ContactCard } from '../../../formats/vcard.ts';
import { asInteger, asText } from '../../kit/source-table.ts';
import type { LoggedCall } from './call-log.ts';
import { readContactCards } from './contact-cards.ts';
import { callOfNotice, readEvent } from './event.ts';
import { isPerson } from './jid.ts';
import type { CallNote, ChatEvent, Location, MessageKind, Person, Poll, TextSource } from './json-types.ts';
import type { MediaItem } from './media.ts';
import { kindOfFile, kindOfType } from './message-kind.ts';
import type { MessageColumns } from './message-query.ts';
import type { Names } from './names.ts';
import { placeName } from './quoted-content.ts';
import type { ReceiptInfo } from './receipt-info.ts';
import { asTrimmed } from './values.ts';

/** Content of a message, by its kind. */
export interface Content {
  readonly kind: MessageKind;
  readonly text: string | null;
  readonly textSource: TextSource;
  readonly event: ChatEvent | null;
  readonly location: Location | null;
  readonly contacts: readonly ContactCard[] | null;
  readonly poll: Poll | null;
  readonly call: CallNote | null;
}

/** SHA-256 of a file, in Base64. */
const HASH = /^[A-Za-z0-9+/]{43}=$/;

const NOTHING: Omit<Content, 'kind'> = {
  text: null,
  textSource: 'none',
  event: null,
  location: null,
  contacts: null,
  poll: null,
  call: null,
};

/** The rows of a message. */
export interface MessageParts {
  readonly row: MessageColumns;
  readonly media: MediaItem | null;
  readonly info: ReceiptInfo | null;
  readonly sender: Person | null;
  /** The member of the group that an event names. */
  readonly member: Person | null;
  /** The owner, for an event. */
  readonly own: Person | null;
  /** True for a message of a group. */
  readonly isInGroup: boolean;
  /** The call in the call log that the message is about. */
  readonly logged: LoggedCall | null;
}

/** Reads the content of a message. Messages of unknown types get the kind of their file and keep their text. */
export function readContent(parts: MessageParts, names: Names): Content {
  const { row, media, info, sender, member, own, isInGroup, logged } = parts;
  const type = asInteger(row.type) ?? 0;
  const eventCode = asInteger(row.eventCode);
  // As it was written: indented lines and spaces at the ends belong to it.
  const written = asText(row.text);
  const text = written === null || written.trim() === '' ? null : written;
  const ofNotice = callOfNotice(type, eventCode);
  if (ofNotice !== null) return { ...NOTHING, kind: 'call', call: ofNotice };
  const kind = kindOfType(type) ?? kindOfFile(media?.mimeType ?? null, media?.localPath ?? null);
  if (kind === 'text' && text !== null) return textContent(text);
  const content = { ...NOTHING, kind };
  switch (kind) {
    case 'event': {
      const disappearingSeconds = media?.metadata?.disappearingSeconds ?? null;
      return {
        ...content,
        event: readEvent(
          type,
          eventCode,
          {
            parameter: asTrimmed(row.text),
            sender,
            member,
            isFromMe: row.isFromMe === 1,
            own,
            disappearingSeconds,
          },
          names,
        ),
      };
    }
    case 'call': {
      const noted = media?.metadata?.call ?? null;
      const talked = noted?.seconds ?? null;
      // An unanswered call of the owner was missed by the other person.
      const isMissed = row.isFromMe !== 1 && (logged?.isMissed ?? (talked === 0 || (noted?.outcome ?? 0) !== 0));
      // For a missed call the log has the ringing time.
      const seconds = talked ?? (isMissed ? null : (logged?.seconds ?? null));
      const isGroup = logged?.isGroup ?? (isInGroup || (noted?.participants ?? 0) > 1 || null);
      return {
        ...withText(content, text, null),
        call: { isVideo: logged?.isVideo ?? noted?.isVideo ?? null, isMissed, isGroup, seconds },
      };
    }
    case 'location':
      return { ...withText(content, text, null), location: locationIn(media) };
    case 'contact':
      return {
        ...withText(content, text, null),
        contacts: readContactCards(media?.vcardName ?? null, media?.vcardString ?? null),
      };
    case 'poll': {
      const poll = info?.poll ?? null;
      return { ...withText(content, text ?? poll?.question ?? null, null), poll };
    }
    case 'business': {
      if (text !== null) return withText(content, text, null);
      if (media?.title) return withText(content, null, media.title);
      const texts = media?.metadata?.texts() ?? [];
      return texts.length === 0 ? content : { ...content, text: texts.join('\n'), textSource: 'metadata' };
    }
    case 'deleted':
      // Some have an address in place of a text.
      return withText(content, text === null || isAddress(text) ? null : text, null);
    case 'link': {
      const group = text === null ? (media?.metadata?.invitation() ?? null) : null;
      return group === null ? withText(content, text, null) : { ...content, text: group, textSource: 'metadata' };
    }
    case 'text':
    case 'document':
    case 'waiting':
    case 'poll-vote':
      return withText(content, text, null);
    case 'image':
    case 'video':
    case 'video-note':
    case 'audio':
    case 'gif':
    case 'sticker':
    case 'unknown':
      return withText(content, text, media?.title ?? null);
    default:
      return kind satisfies never;
  }
}

/** The caption and, below it, a text of the message that says something else. */
function withText(content: Content, text: string | null, caption: string | null): Content {
  if (caption !== null) {
    const isOther = text !== null && text.trim() !== caption;
    return { ...content, text: isOther ? `${caption}\n${text}` : caption, textSource: 'caption' };
  }
  return text === null ? content : { ...content, text, textSource: 'column' };
}

/** The most frequent content. */
function textContent(text: string): Content {
  return {
    kind: 'text',
    text,
    textSource: 'column',
    event: null,
    location: null,
    contacts: null,
    poll: null,
    call: null,
  };
}

/** True for the JID of a person and nothing else. */
function isAddress(text: string): boolean {
  return /^\S+$/.test(text) && isPerson(text);
}

/** The address of a place; other messages have a hash in this column. */
function addressIn(vcardName: string | null): string | null {
  return vcardName === null || HASH.test(vcardName) ? null : vcardName;
}

/** The coordinates of a location; null if out of range. */
function locationIn(media: MediaItem | null): Omit<Location, 'picture'> | null {
  if (media === null || media.latitude === null || media.longitude === null) return null;
  const { latitude, longitude, accuracy } = media;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  const isCoordinates = /^[-+\d.,;\s]*$/.test(media.vcardString ?? '');
  const name = placeName(media.title ?? (isCoordinates ? null : media.vcardString), addressIn(media.vcardName));
  return { latitude, longitude, accuracy: accuracy !== null && accuracy > 0 ? accuracy : null, name };
}
