import { isSqliteError } from '../../../backup/source-database/sqlite-error.ts';
import { asInteger, asShortText, type SourceTable, type SqlValue } from '../../kit/source-table.ts';

/** The messages for which replies are wanted, by ROWID. */
export interface SomeReplies {
  /** May be replies themselves. */
  readonly replies: readonly number[];
  /** Have replies. */
  readonly targets: readonly number[];
}

/** Keys of the messages that have inline replies, by GUID; of several with the same GUID the lowest. */
export class ReplyTargets {
  readonly #keys = new Map<string, number>();
  #held: ReadonlySet<number> | null = null;

  /**
   * Reads the GUIDs in `thread_originator_guid` (iOS 14 and later) and finds their messages in one pass; with `some`
   * only those of some messages.
   */
  constructor(messages: SourceTable, some: SomeReplies | null = null) {
    if (!messages.has('thread_originator_guid')) return;
    if (some !== null) {
      this.#readSome(messages, some);
      return;
    }
    const named = 'SELECT thread_originator_guid FROM message WHERE thread_originator_guid IS NOT NULL';
    try {
      const targets = messages.select({ rowid: messages.rowid, guid: '"guid"' }, `WHERE guid IN (${named})`);
      for (const row of targets.iterate()) this.#add(row);
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      this.#readAcrossDamage(messages);
    }
  }

  /** @throws an error of SQLite if the table is damaged */
  #readSome(messages: SourceTable, { replies, targets }: SomeReplies): void {
    const columns = { rowid: messages.rowid, guid: messages.value('guid') };
    const ids = '(SELECT value FROM json_each(?))';
    const named = `SELECT thread_originator_guid FROM message WHERE rowid IN ${ids}`;
    const conditions = [
      [`WHERE guid IN (${named})`, replies],
      [`WHERE rowid IN ${ids}`, targets],
    ] as const;
    for (const [condition, rowids] of conditions) {
      const found = messages.select(columns, condition).iterate(JSON.stringify(rowids));
      for (const row of found) this.#add(row);
    }
  }

  /** Reads the table twice, because a query over all of it ends at a damaged page. */
  #readAcrossDamage(messages: SourceTable): void {
    const named = new Set<string>();
    // Damage is counted when the messages themselves are read, too.
    for (const { guid } of messages.allRows({ guid: messages.value('thread_originator_guid') })) {
      const text = asShortText(guid);
      if (text !== null) named.add(text);
    }
    for (const row of messages.allRows({ rowid: messages.rowid, guid: messages.value('guid') })) {
      if (named.has(asShortText(row.guid) ?? '')) this.#add(row);
    }
  }

  #add(row: { readonly rowid: SqlValue; readonly guid: SqlValue }): void {
    const key = asInteger(row.rowid);
    const guid = asShortText(row.guid);
    if (key === null || guid === null) return;
    this.#keys.set(guid, Math.min(key, this.#keys.get(guid) ?? key));
  }

  /** True if replies name this message. */
  has(key: number, guid: string): boolean {
    // First the number, which takes no hash of a text: nearly all messages have no replies.
    return this.holds(key) && this.#keys.get(guid) === key;
  }

  /** True if it is one of these messages. */
  holds(key: number): boolean {
    this.#held ??= new Set(this.#keys.values());
    return this.#held.has(key);
  }

  /** Key of the message with this GUID; null if it is not in the database. */
  keyOf(guid: string | null): number | null {
    return guid === null ? null : (this.#keys.get(guid) ?? null);
  }
}
