import type { Seed } from '../../../src/synthetic/random.ts';
import type { LegacyGeneration } from './messages-schema-legacy.ts';

/** What messages to write. */
export interface LegacyMessagesSpec {
  readonly seed: Seed;
  /** Rows of `message`. */
  readonly size: number;
  /** 5 when not given. */
  readonly generation?: LegacyGeneration;
}

/** What a message of a legacy database is. */
export type LegacyKind =
  | 'sms'
  | 'sms-failed'
  | 'sms-deleted'
  | 'sms-other-spelling'
  | 'sms-without-group'
  | 'mms'
  | 'mms-group'
  | 'imessage'
  | 'imessage-photo'
  | 'imessage-group'
  | 'imessage-failed';

/** A message as it was written. */
export interface WrittenLegacyMessage {
  readonly rowId: number;
  readonly kind: LegacyKind;
  readonly text: string;
  /** UTC milliseconds. */
  readonly date: number;
  readonly fromMe: boolean;
  /** Null where the owner wrote to several. */
  readonly address: string | null;
  readonly guid: string | null;
  /** Addresses of the conversation it belongs to. */
  readonly members: readonly string[];
}

/** An attachment as it was written. */
export interface WrittenLegacyAttachment {
  readonly table: 'msg_pieces' | 'madrid_attachment';
  readonly rowId: number;
  readonly message: number;
  readonly mimeType: string;
  readonly isPreview: boolean;
  /** In MediaDomain. */
  readonly relativePath: string;
}

/** What a reader of the database has to find. */
export interface LegacyMessagesTruth {
  readonly messages: readonly WrittenLegacyMessage[];
  readonly attachments: readonly WrittenLegacyAttachment[];
}
