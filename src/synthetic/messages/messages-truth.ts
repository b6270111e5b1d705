import type { Person } from '../people.ts';
import type { Seed } from '../random.ts';
import type { Generation } from './messages-schema.ts';

/** What messages to write. */
export interface MessagesSpec {
  readonly seed: Seed;
  /** Rows of `message`. */
  readonly size: number;
  /** 18 when not given. */
  readonly generation?: Generation;
  /** Share of texts that have an `attributedBody`; since iOS 16 those have no `text`. 0.95 when not given. */
  readonly attributedBodyRatio?: number;
  /** How many people the owner knows; 40 when not given. Write contacts with the same seed, and names resolve. */
  readonly people?: number;
  /** UTC milliseconds of the newest message; a day in the life of that iOS when not given. */
  readonly until?: number;
  /** False leaves the indexes out, which take a third of the time and which no reader may rely on. */
  readonly indexes?: boolean;
  /** How many of the newest messages are only in `<path>-wal`; 0 when not given. */
  readonly newestInWal?: number;
}

/** A message known by heart. */
export interface PlantedMessage {
  readonly rowId: number;
  readonly guid: string;
  /** Text of the message as written; null where it has none. */
  readonly text: string | null;
  /** UTC milliseconds. */
  readonly date: number;
  /** Null for a message in no conversation. */
  readonly chatGuid: string | null;
  readonly fromMe: boolean;
}

/** A message with a word that occurs nowhere else. */
export interface Needle extends PlantedMessage {
  readonly word: string;
}

/** A conversation as it was written. */
export interface WrittenConversation {
  readonly rowId: number;
  readonly guid: string;
  readonly identifier: string;
  readonly displayName: string | null;
  readonly group: boolean;
  readonly service: string;
  readonly participants: readonly {
    readonly handleRowId: number;
    readonly address: string;
    readonly person: Person | null;
  }[];
  /** Rows of `chat_message_join`. */
  readonly length: number;
}

/** An attachment as it was written, and where its file belongs. */
export interface WrittenAttachment {
  readonly rowId: number;
  readonly guid: string;
  readonly messageGuid: string;
  readonly kind: AttachmentKind;
  /** In MediaDomain. */
  readonly relativePath: string;
  readonly mimeType: string;
  readonly transferName: string;
  /** The backup does not hold it. */
  readonly missing: boolean;
  /** Which of the few different contents it has. */
  readonly variant: number;
}

/** What the file of an attachment is. */
export type AttachmentKind = 'photo' | 'screenshot' | 'audio' | 'file' | 'sticker';

/** What a reader of the database has to find. */
export interface MessagesTruth {
  readonly generation: Generation;
  readonly messages: number;
  readonly handles: number;
  /** Messages by kind: the names of `MESSAGE_KINDS`. */
  readonly counts: Readonly<Record<string, number>>;
  /** The first message of each kind. */
  readonly examples: Readonly<Record<string, PlantedMessage>>;
  readonly needles: readonly Needle[];
  readonly conversations: readonly WrittenConversation[];
  readonly attachments: readonly WrittenAttachment[];
  /** Messages whose only text is in `attributedBody`. */
  readonly bodyOnly: number;
  /** Messages whose date is in seconds although the database has nanoseconds. */
  readonly secondsDates: number;
  /** UTC milliseconds. */
  readonly firstDate: number;
  /** UTC milliseconds. */
  readonly lastDate: number;
}
