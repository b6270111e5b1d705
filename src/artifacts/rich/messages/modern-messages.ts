import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { asInteger, type Lost, positionsOf, type SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { Attachments } from './attachments.ts';
import { type Chat, readChats, readLookups } from './chats.ts';
import type { JoinReader } from './growth/join-reader.ts';
import { readHandles, type SourceHandle } from './handles.ts';
import { MessageChats, type Placement } from './message-chats.ts';
import { type MessagePositions, messageExpressions, modernMessageTable } from './message-query.ts';
import type { MessageSource, SourceContext } from './message-source.ts';
import type { PartEdit } from './tables.ts';

/** The schema of iOS 6 and later. */
export class ModernMessages implements MessageSource {
  readonly table: SourceTable;
  readonly expressions: ReturnType<typeof messageExpressions>;
  readonly at: MessagePositions;
  readonly handles: ReadonlyMap<number, SourceHandle>;
  readonly chats: readonly Chat[];
  readonly lookups: Iterable<readonly number[]>;
  readonly attachments: Attachments;
  readonly #chatsOf: MessageChats;

  /**
   * @param joins a faster way to read joins, if there is one
   * @throws UNSUPPORTED_SCHEMA if the table lacks columns that every known iOS has
   */
  constructor(
    db: SqlDatabase,
    table: SourceTable,
    context: SourceContext,
    lost: Lost,
    joins: JoinReader | null = null,
  ) {
    this.table = modernMessageTable(table);
    this.expressions = messageExpressions(table);
    this.at = positionsOf(this.expressions);
    this.handles = readHandles(db, context.region, lost);
    this.chats = readChats(db, this.handles, lost);
    this.lookups = readLookups(db, lost);
    this.#chatsOf = new MessageChats(db, joins, lost);
    this.attachments = new Attachments(db, joins, context, (name) => context.note(name), lost);
  }

  normalise(row: readonly SqlValue[]): readonly SqlValue[] {
    return row;
  }

  placements(row: readonly SqlValue[]): readonly Placement[] {
    return this.placementsOf(asInteger(row[this.at.rowid]) ?? 0);
  }

  /** The chats of the message with this ROWID. */
  placementsOf(message: number): readonly Placement[] {
    return this.#chatsOf.placements(message);
  }

  /** See {@link MessageChats.onlyChat}. */
  onlyChat(message: number): number {
    return this.#chatsOf.onlyChat(message);
  }

  partsDeletedFrom(message: number): readonly PartEdit[] | undefined {
    return this.#chatsOf.partsDeletedFrom(message);
  }

  facts(): null {
    return null;
  }
}
