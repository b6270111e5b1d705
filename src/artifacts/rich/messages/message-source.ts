import type { DatabaseSync } from 'node:sqlite';
import type { ExtractContext } from '../../kit/artifact.ts';
import { asInteger, type Lost, type SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { type AttachmentSource, Attachments } from './attachments.ts';
import { type Chat, readChats, readLookups } from './chats.ts';
import { readHandles, type SourceHandle } from './handles.ts';
import { LegacyMessages } from './legacy/legacy-messages.ts';
import { isLegacyTable } from './legacy/legacy-query.ts';
import { MessageChats, type Placement } from './message-chats.ts';
import { AT, anyMessageTable, messageExpressions, modernMessageTable } from './message-query.ts';
import type { PartEdit, RawFacts } from './tables.ts';

/** What generations of sms.db differ in: how rows are asked for, who is in a chat, where attachments are named. */
export interface MessageSource {
  /** The table `message`. */
  readonly table: SourceTable;
  /** What to select. */
  readonly expressions: readonly string[];
  /** By the number that stands at `AT.handle` of a row. */
  readonly handles: ReadonlyMap<number, SourceHandle>;
  /** By ascending ROWID. */
  readonly chats: readonly Chat[];
  /** Sets of chats that belong together, as ROWIDs. */
  readonly lookups: Iterable<readonly number[]>;
  readonly attachments: AttachmentSource;
  /** A selected row in the order of {@link AT}. */
  normalise(row: readonly SqlValue[]): readonly SqlValue[];
  /** The chats a normalised row stands in. */
  placements(row: readonly SqlValue[]): readonly Placement[];
  /** Parts of a message that were deleted while the rest of it stayed. */
  partsDeletedFrom(message: number): readonly PartEdit[] | undefined;
  /** What only this generation says about a normalised row. */
  facts(row: readonly SqlValue[]): SourceFacts | null;
}

/** What a generation says about a message beyond the columns that all have. */
export interface SourceFacts {
  readonly flags: readonly string[];
  readonly raw: RawFacts;
}

/** What of the backup a source needs. */
export type SourceContext = Pick<ExtractContext<string>, 'fileAt' | 'region' | 'note'>;

/**
 * The messages of one sms.db, of whichever generation.
 *
 * @param lost is told of what the tables around the messages could not give
 * @throws UNSUPPORTED_SCHEMA where there is no table of messages that any iOS is known to have
 */
export function messageSource(db: DatabaseSync, context: SourceContext, lost: Lost): MessageSource {
  const table = anyMessageTable(db, lost);
  return isLegacyTable(table)
    ? new LegacyMessages(db, table, context, lost)
    : new ModernMessages(db, modernMessageTable(table), context, lost);
}

/** The schema of iOS 6 and later. */
class ModernMessages implements MessageSource {
  readonly table: SourceTable;
  readonly expressions: readonly string[];
  readonly handles: ReadonlyMap<number, SourceHandle>;
  readonly chats: readonly Chat[];
  readonly lookups: Iterable<readonly number[]>;
  readonly attachments: AttachmentSource;
  readonly #chatsOf: MessageChats;

  constructor(db: DatabaseSync, table: SourceTable, context: SourceContext, lost: Lost) {
    this.table = table;
    this.expressions = messageExpressions(table);
    this.handles = readHandles(db, context.region, lost);
    this.chats = readChats(db, this.handles, lost);
    this.lookups = readLookups(db, lost);
    this.#chatsOf = new MessageChats(db, lost);
    const fileAt = (domain: string, path: string) => context.fileAt(domain, path);
    this.attachments = new Attachments(db, fileAt, (name) => context.note(name), lost);
  }

  normalise(row: readonly SqlValue[]): readonly SqlValue[] {
    return row;
  }

  placements(row: readonly SqlValue[]): readonly Placement[] {
    return this.#chatsOf.placements(asInteger(row[AT.rowid]) ?? 0);
  }

  partsDeletedFrom(message: number): readonly PartEdit[] | undefined {
    return this.#chatsOf.partsDeletedFrom(message);
  }

  facts(): null {
    return null;
  }
}
