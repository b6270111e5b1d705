import type { Seed } from '../../../src/synthetic/random.ts';
import type { LegacyGeneration } from './messages-schema-legacy.ts';

/** Contents of the database to write. */
export interface LegacyMessagesSpec {
  readonly seed: Seed;
  /** Number of rows of `message`. */
  readonly size: number;
  /** Default: 5. */
  readonly generation?: LegacyGeneration;
}

/** Kind of a message in a legacy database. */
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

/** A written message. */
export interface WrittenLegacyMessage {
  readonly rowId: number;
  readonly kind: LegacyKind;
  readonly text: string;
  /** UTC milliseconds. */
  readonly date: number;
  readonly fromMe: boolean;
  /** Null for a message of the owner to several people. */
  readonly address: string | null;
  readonly guid: string | null;
  /** Addresses of the members of its conversation. */
  readonly members: readonly string[];
}

/** A written attachment. */
export interface WrittenLegacyAttachment {
  readonly table: 'msg_pieces' | 'madrid_attachment';
  readonly rowId: number;
  readonly message: number;
  readonly mimeType: string;
  readonly isPreview: boolean;
  /** In MediaDomain. */
  readonly relativePath: string;
}

/** Contents of the written database, for tests. */
export interface LegacyMessagesTruth {
  readonly messages: readonly WrittenLegacyMessage[];
  readonly attachments: readonly WrittenLegacyAttachment[];
}
