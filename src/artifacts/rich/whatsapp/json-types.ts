import type { ChatEvent as EventOfApp } from '../../../model/chat-event.ts';
import type { FileReference } from '../../kit/artifact.ts';

export type { CallNote, ChatEventKind as EventKind } from '../../../model/chat-event.ts';

/** The app of a store; `other` is a copy or an early version under another name. */
export type App = 'whatsapp' | 'business' | 'other';

/** Kind of a chat. `orphaned` collects messages whose chat is missing. */
export type ChatKind = 'direct' | 'group' | 'broadcast' | 'status' | 'community' | 'channel' | 'orphaned' | 'unknown';

/** Kind of a message. */
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

/** Source of the text of a message. `metadata`: from the protobuf of a business message. */
export type TextSource = 'column' | 'caption' | 'metadata' | 'none';

/** A person: `handle` is the phone number, or the JID if the number is unknown. */
export type Person = { readonly jid: string; readonly handle: string; readonly name: string | null };

/** A member of a group. */
export type Participant = Person & {
  readonly isAdmin: boolean;
  /** False for a former member. */
  readonly isActive: boolean;
};

/** A row of `ZWACHATSESSION` in a chat. Those of one person under number and LID are merged. */
export type SourceSession = {
  readonly pk: number;
  readonly jid: string | null;
  /** `ZCONTACTIDENTIFIER`: the other form of the JID. */
  readonly identifier: string | null;
  /** `ZSESSIONTYPE`, unchanged. */
  readonly typeCode: number | null;
  /** `ZFLAGS`, unchanged. */
  readonly flagsCode: number | null;
  readonly isArchived: boolean;
  readonly isRemoved: boolean;
};

/** A reaction: the last one of each person. Channels only have the number of each emoji. */
export type Reaction = {
  readonly emoji: string;
  readonly isFromMe: boolean;
  /** Null for the owner, and in channels. */
  readonly sender: Person | null;
  readonly at: number | null;
  readonly count?: number;
};

/** How far a message of the owner got. `unsent`: it is still on the phone. */
export type MessageStatus = 'unsent' | 'sent' | 'delivered' | 'read';

/** Money that was sent or asked for with a message. */
export type Payment = {
  readonly amount: number | null;
  /** ISO 4217. */
  readonly currency: string | null;
  readonly at: number | null;
  readonly sender: Person | null;
  readonly receiver: Person | null;
  readonly transactionId: string | null;
  readonly bankTransactionId: string | null;
  /** `ZSTATUS`, `ZTYPE`, `ZERRORCODE`: what they mean is not known. */
  readonly statusCode: number | null;
  readonly typeCode: number | null;
  readonly errorCode: string | null;
};

/** Delivery state of an outgoing message; in groups, numbers of recipients. */
export type Receipts = {
  readonly delivered?: number;
  readonly read?: number;
  readonly played?: number;
  readonly recipients?: number;
  /** Time of receipt by the server, UTC milliseconds. */
  readonly sentAt?: number;
  /** Field 4 of `ZRECEIPTINFO`, unchanged. */
  readonly statusCode?: number;
};

/** The quoted message as copied into the reply: available even if the original is missing. */
export type QuotedMessage = {
  readonly stanzaId: string;
  readonly sender: Person | null;
  readonly text: string | null;
  /** People mentioned in the text. */
  readonly mentions?: readonly Mention[];
  /** What it is, if it has no words. */
  readonly gist?: QuotedKind;
  /** Length of a sound or video without words. */
  readonly seconds?: number;
};

/** Kinds of quoted messages without words, by their names in views. */
export type QuotedKind =
  | 'photo'
  | 'video'
  | 'gif'
  | 'sticker'
  | 'voice-message'
  | 'audio'
  | 'contact'
  | 'location'
  | 'poll'
  | 'file';

/** A system message of a chat. */
export type ChatEvent = EventOfApp<Person>;

/** A person mentioned in a text. `start` and `length` are UTF-16 code units. */
export type Mention = { readonly start: number; readonly length: number; readonly person: Person };

/** Coordinates of a sent location. */
export type Location = {
  readonly latitude: number;
  readonly longitude: number;
  /** Radius in metres. */
  readonly accuracy: number | null;
  /** What it is called, and its address. */
  readonly name: string | null;
  /** Picture of the map that was sent along. Rows of versions before 8 have none. */
  readonly picture?: { readonly fileID: string | null; readonly state: FileReference['state'] };
};

/** A poll with its options. If they are unknown, `texts` are all texts except the question. */
export type Poll = {
  readonly question: string | null;
  readonly texts: readonly string[];
  /** Known votes; each person once. */
  readonly votes?: readonly PollVote[];
};

/** A vote: indexes in `Poll.texts`. `voter` is null for the owner. */
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

/** Source values without a column of their own, unchanged; only those with information. */
export type RawFacts = {
  /** `ZTEXT` of a call that is stored as a notice, or an address that a deleted message has there. */
  readonly text?: string;
  /** `ZVCARDSTRING` of a message of unknown type. */
  readonly vcardString?: string;
  /** Numbers of unknown fields in its `ZMETADATA`. */
  readonly metadataFields?: readonly number[];
  /** JID in field 21 of `ZMETADATA`. */
  readonly forwarder?: string;
  /** Recipient of a message without a chat. */
  readonly toJid?: string;
};
