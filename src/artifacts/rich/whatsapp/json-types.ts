import type { ChatEvent as EventOfApp } from '../../../model/chat-event.ts';
import type { FileReference } from '../../kit/artifact.ts';

export type { CallNote, ChatEventKind as EventKind } from '../../../model/chat-event.ts';

/** The app that keeps a store; `other` is a copy or an early version under another name. */
export type App = 'whatsapp' | 'business' | 'other';

/** What a chat is. `orphaned` collects messages whose chat is gone. */
export type ChatKind = 'direct' | 'group' | 'broadcast' | 'status' | 'community' | 'channel' | 'orphaned' | 'unknown';

/** What a message is. */
export type MessageKind =
  | 'text'
  | 'link'
  | 'image'
  | 'video'
  | 'video-note'
  | 'audio'
  | 'gif'
  | 'sticker'
  | 'document'
  | 'contact'
  | 'location'
  | 'poll'
  | 'call'
  | 'business'
  | 'event'
  | 'deleted'
  | 'waiting'
  | 'poll-vote'
  | 'unknown';

/** Where the text of a message was found. `metadata`: cut out of the protobuf of a business message. */
export type TextSource = 'column' | 'caption' | 'metadata' | 'none';

/** Someone who is named: `handle` is the phone number, or the JID where no number is known. */
export type Person = { readonly jid: string; readonly handle: string; readonly name: string | null };

/** A member of a group. */
export type Participant = Person & {
  readonly isAdmin: boolean;
  /** False for somebody who left. */
  readonly isActive: boolean;
};

/** A row of `ZWACHATSESSION` in a chat. Those of one person under number and LID are merged. */
export type SourceSession = {
  readonly pk: number;
  readonly jid: string | null;
  /** `ZCONTACTIDENTIFIER`: the other form of the JID. */
  readonly identifier: string | null;
  /** `ZSESSIONTYPE`, raw. */
  readonly typeCode: number | null;
  /** `ZFLAGS`, raw. */
  readonly flagsCode: number | null;
  readonly isArchived: boolean;
  readonly isRemoved: boolean;
};

/** A reaction, the last one of each person. In channels only the number of each emoji is kept. */
export type Reaction = {
  readonly emoji: string;
  readonly isFromMe: boolean;
  /** Null for the owner, and in channels. */
  readonly sender: Person | null;
  readonly at: number | null;
  readonly count?: number;
};

/** How far an outgoing message got. Counts are of recipients in groups. */
export type Receipts = {
  readonly delivered?: number;
  readonly read?: number;
  readonly played?: number;
  readonly recipients?: number;
  /** When the server took it, UTC milliseconds. */
  readonly sentAt?: number;
  /** Field 4 of `ZRECEIPTINFO`, raw. */
  readonly statusCode?: number;
};

/** The message that was answered, as the answer keeps it: it survives the original. */
export type QuotedMessage = {
  readonly stanzaId: string;
  readonly sender: Person | null;
  readonly text: string | null;
};

/** Something that happened in a chat. */
export type ChatEvent = EventOfApp<Person>;

/** A person mentioned in a text. `start` and `length` count UTF-16 code units. */
export type Mention = { readonly start: number; readonly length: number; readonly person: Person };

/** A place. */
export type Location = {
  readonly latitude: number;
  readonly longitude: number;
  /** Metres. */
  readonly accuracy: number | null;
  readonly name: string | null;
};

/** A contact that was sent. */
export type ContactCard = {
  readonly name: string | null;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  /** The card as it was sent. */
  readonly vcard: string | null;
};

/** A poll with its options. Where they could not be told, `texts` is whatever else is written beside the question. */
export type Poll = {
  readonly question: string | null;
  readonly texts: readonly string[];
  /** Who chose what, as far as the store says; each person once. */
  readonly votes?: readonly PollVote[];
};

/** What somebody chose: positions in `Poll.texts`. `voter` is null for the owner. */
export type PollVote = { readonly voter: Person | null; readonly options: readonly number[] };

/** The preview of a link. */
export type LinkPreview = {
  readonly url: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly content: string | null;
  /** FileID and state of its picture. */
  readonly thumbnail: string | null;
  readonly thumbnailState: FileReference['state'];
};

/** What has no column of its own, raw; a property is there only when it says something. */
export type RawFacts = {
  /** `ZTEXT` of a call that is stored as a notice. */
  readonly text?: string;
  /** `ZVCARDSTRING` of a message whose type is not known. */
  readonly vcardString?: string;
  /** Numbers of the fields in its `ZMETADATA` that are unknown. */
  readonly metadataFields?: readonly number[];
  /** Address in field 21 of `ZMETADATA`. */
  readonly forwarder?: string;
  /** Where a message of no chat went to. */
  readonly toJid?: string;
};
