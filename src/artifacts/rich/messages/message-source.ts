import type { ExtractContext } from '../../kit/artifact.ts';
import type { Expressions, SourceTable, SqlValue } from '../../kit/source-table.ts';
import type { AttachmentSource } from './attachments.ts';
import type { Chat } from './chats.ts';
import type { SourceHandle } from './handles.ts';
import type { Placement } from './message-chats.ts';
import type { MessageColumn, MessagePositions } from './message-query.ts';
import type { PartEdit, RawFacts } from './tables.ts';

/** The parts of sms.db in which its generations differ. */
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
  /** Sets of chats that belong together, as ROWIDs. */
  readonly lookups: Iterable<readonly number[]>;
  readonly attachments: AttachmentSource;
  /** A selected row with what this generation has in other tables. */
  normalise(row: readonly SqlValue[]): readonly SqlValue[];
  /** The chats of a normalised row. */
  placements(row: readonly SqlValue[]): readonly Placement[];
  /** Parts of a message that were deleted while the rest of it was kept. */
  partsDeletedFrom(message: number): readonly PartEdit[] | undefined;
  /** Facts that only this generation has about a normalised row. */
  facts(row: readonly SqlValue[]): SourceFacts | null;
}

/** Facts about a message beyond the columns that all generations have. */
export interface SourceFacts {
  readonly flags: readonly string[];
  readonly raw: RawFacts;
}

/** The part of the context that a source needs. */
export type SourceContext = Pick<ExtractContext<string>, 'fileAt' | 'region' | 'note'>;
