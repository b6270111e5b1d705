import type { Person } from '../people.ts';
import type { Seed } from '../random.ts';
import type { Generation } from './messages-schema.ts';

/** Contents of the message database to write. */
export interface MessagesSpec {
  readonly seed: Seed;
  /** Number of rows of `message`. */
  readonly size: number;
  /** Default: 18. */
  readonly generation?: Generation;
  /** Share of texts with an `attributedBody`; since iOS 16 those have no `text`. Default: 0.95. */
  readonly attributedBodyRatio?: number;
  /** Number of people that the owner knows. Default: 40. Contacts of the same seed have their names. */
  readonly people?: number;
  /** UTC milliseconds of the newest message. Default: a day in the time of that iOS. */
  readonly until?: number;
  /** False omits the indexes, which take a third of the time and which readers must not rely on. */
  readonly indexes?: boolean;
  /** True for everyday talk instead of texts that tests look for. */
  readonly story?: boolean;
  /** Number of newest messages that are only in `<path>-wal`. Default: 0. */
  readonly newestInWal?: number;
}

/** A message that tests can expect. */
export interface PlantedMessage {
  readonly rowId: number;
  readonly guid: string;
  /** Text of the message; null if it has none. */
  readonly text: string | null;
  /** UTC milliseconds. */
  readonly date: number;
  /** Null for a message outside conversations. */
  readonly chatGuid: string | null;
  readonly fromMe: boolean;
}

/** A message with a unique word. */
export interface Needle extends PlantedMessage {
  readonly word: string;
}

/** A written conversation. */
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

/** A written attachment and the path of its file. */
export interface WrittenAttachment {
  readonly rowId: number;
  readonly guid: string;
  readonly messageGuid: string;
  readonly kind: AttachmentKind;
  /** In MediaDomain. */
  readonly relativePath: string;
  readonly mimeType: string;
  readonly transferName: string;
  /** True if the backup does not contain the file. */
  readonly missing: boolean;
  /** Index of its contents, see `VARIANTS`. */
  readonly variant: number;
  /** Its contents, if they are its own. */
  readonly contents?: Buffer;
}

/** Kind of file of an attachment. */
export type AttachmentKind = 'photo' | 'screenshot' | 'audio' | 'file' | 'sticker';

/** Contents of the written database, for tests. */
export interface MessagesTruth {
  readonly generation: Generation;
  readonly messages: number;
  readonly handles: number;
  /** Number of messages by kind (names of `MESSAGE_KINDS`). */
  readonly counts: Readonly<Record<string, number>>;
  /** The first message of each kind. */
  readonly examples: Readonly<Record<string, PlantedMessage>>;
  readonly needles: readonly Needle[];
  readonly conversations: readonly WrittenConversation[];
  readonly attachments: readonly WrittenAttachment[];
  /** Messages whose only text is in `attributedBody`. */
  readonly bodyOnly: number;
  /** Messages whose date is in seconds although the database uses nanoseconds. */
  readonly secondsDates: number;
  /** UTC milliseconds. */
  readonly firstDate: number;
  /** UTC milliseconds. */
  readonly lastDate: number;
}
