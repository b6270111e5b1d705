import type { ExtractContext } from '../../kit/artifact.ts';
import type { Expressions, SourceTable, SqlValue } from '../../kit/source-table.ts';
import type { AttachmentSource } from './attachments.ts';
import type { Chat } from './chats.ts';
import type { SourceHandle } from './handles.ts';
import type { Placement } from './message-chats.ts';
import type { MessageColumn, MessagePositions } from './message-query.ts';
import type { PartEdit, RawFacts } from './tables.ts';

/** The parts of sms.db that differ between generations. */
export interface MessageSource {
  /** The table `message`. */
  readonly table: SourceTable;
  /** The columns of the message query. */
  readonly expressions: Expressions<MessageColumn>;
  /** Their positions in a row. */
  readonly at: MessagePositions;
  /** Handles by the number in the column `handle` of a normalised row. */
  readonly handles: ReadonlyMap<number, SourceHandle>;
  /** By ascending ROWID. */
  readonly chats: readonly Chat[];
  /** Sets of ROWIDs of chats that belong together. */
  readonly lookups: Iterable<readonly number[]>;
  readonly attachments: AttachmentSource;
  /** Adds the data that this generation stores in other tables to a selected row. */
  normalise(row: readonly SqlValue[]): readonly SqlValue[];
  /** The chats of a normalised row. */
  placements(row: readonly SqlValue[]): readonly Placement[];
  /** Deleted parts of a message whose other parts were kept. */
  partsDeletedFrom(message: number): readonly PartEdit[] | undefined;
  /** Properties that only this generation has, for a normalised row. */
  facts(row: readonly SqlValue[]): SourceFacts | null;
}

/** Properties of a message beyond the columns of all generations. */
export interface SourceFacts {
  readonly flags: readonly string[];
  readonly raw: RawFacts;
}

/** The part of the context that a source uses. */
export type SourceContext = Pick<ExtractContext<string>, 'fileAt' | 'file' | 'region' | 'note'>;
