import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { PackedJoin } from '../../kit/packed-join.ts';
import { asBlob, asInteger, type Lost, SourceTable } from '../../kit/source-table.ts';
import { readText } from './body.ts';
import type { JoinReader } from './growth/join-reader.ts';
import { MAX_BODY } from './message-query.ts';
import type { PartEdit } from './tables.ts';

/** A chat that contains a message. */
export interface Placement {
  /** ROWID of the chat. */
  readonly chat: number;
  /** Deletion time ("recently deleted"); null if not deleted. */
  readonly deletedAt: number | null;
}

const NOWHERE: readonly Placement[] = [];

/** The chats of every message. */
export class MessageChats {
  readonly #joined = new PackedJoin();
  /** Indexes in the two lists below, by message. */
  readonly #recoverable = new PackedJoin();
  readonly #recoverableChats: number[] = [];
  readonly #deletedAts: (number | null)[] = [];
  readonly #deletedParts: ReadonlyMap<number, readonly PartEdit[]>;

  /**
   * Reads `chat_message_join` and the recently deleted messages (iOS 16 and later).
   * @param joins a faster way to read it, if there is one
   */
  constructor(db: SqlDatabase, joins: JoinReader | null, lost: Lost) {
    const join = new SourceTable(db, 'chat_message_join', lost);
    const add = (message: number, chat: number): void => this.#joined.add(message, chat);
    const isRead = joins?.read('chat_message_join', ['message_id', 'chat_id'], add) === true;
    if (!isRead && join.has('message_id', 'chat_id')) {
      const columns = { message: join.integer('message_id'), chat: join.integer('chat_id') };
      for (const row of join.allArrays(columns)) {
        const message = asInteger(row[0]);
        const chat = asInteger(row[1]);
        if (message !== null && chat !== null) add(message, chat);
      }
    }
    this.#joined.seal();
    this.#readRecoverable(new SourceTable(db, 'chat_recoverable_message_join', lost));
    this.#deletedParts = readDeletedParts(new SourceTable(db, 'recoverable_message_part', lost));
  }

  /** The chats of a message by ROWID; those from which it was recently deleted come last. */
  placements(message: number): readonly Placement[] {
    const chats = this.#joined.values(message);
    const recoverable = this.#deletedAts.length === 0 ? [] : this.#recoverable.values(message);
    if (chats.length === 0 && recoverable.length === 0) return NOWHERE;
    const placements: Placement[] = chats.map((chat) => ({ chat, deletedAt: null }));
    for (const position of recoverable) {
      placements.push({
        chat: this.#recoverableChats[position] as number,
        deletedAt: this.#deletedAts[position] ?? null,
      });
    }
    return placements;
  }

  /** The chat of a message that is in one only, and of which nothing was deleted; -1 for others. */
  onlyChat(message: number): number {
    if (this.#deletedAts.length > 0 && this.#recoverable.values(message).length > 0) return -1;
    if (this.#deletedParts.size > 0 && this.#deletedParts.has(message)) return -1;
    return this.#joined.only(message);
  }

  /** Deleted parts of a message whose other parts were kept. */
  partsDeletedFrom(message: number): readonly PartEdit[] | undefined {
    return this.#deletedParts.get(message);
  }

  #readRecoverable(table: SourceTable): void {
    if (table.has('message_id', 'chat_id')) {
      const columns = {
        message: table.integer('message_id'),
        chat: table.integer('chat_id'),
        deletedAt: table.messagesDate('delete_date'),
      };
      for (const row of table.rows(columns)) {
        const message = asInteger(row.message);
        const chat = asInteger(row.chat);
        if (message === null || chat === null) continue;
        this.#recoverable.add(message, this.#deletedAts.length);
        this.#recoverableChats.push(chat);
        this.#deletedAts.push(asInteger(row.deletedAt));
      }
    }
    this.#recoverable.seal();
  }
}

function readDeletedParts(table: SourceTable): ReadonlyMap<number, readonly PartEdit[]> {
  const parts = new Map<number, PartEdit[]>();
  if (!table.has('message_id', 'part_index')) return parts;
  const columns = {
    message: table.integer('message_id'),
    part: table.integer('part_index'),
    deletedAt: table.messagesDate('delete_date'),
    text: table.bounded('part_text', MAX_BODY),
  };
  for (const row of table.rows(columns)) {
    const message = asInteger(row.message);
    const part = asInteger(row.part);
    if (message === null || part === null) continue;
    const blob = asBlob(row.text);
    const edit: PartEdit = {
      part,
      unsent: false,
      history: [{ at: null, text: blob === null ? null : readText(blob) }],
      deletedAt: asInteger(row.deletedAt),
    };
    const known = parts.get(message);
    if (known === undefined) parts.set(message, [edit]);
    else if (!known.some((other) => other.part === part)) known.push(edit);
  }
  return parts;
}
