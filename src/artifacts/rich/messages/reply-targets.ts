import { asInteger, asShortText, type SourceTable } from '../../kit/source-table.ts';

/** Keys of the messages that have inline replies, by GUID; of several with the same GUID the lowest. */
export class ReplyTargets {
  readonly #keys = new Map<string, number>();

  /** Reads the GUIDs in `thread_originator_guid` (iOS 14 and later) and finds their messages in one pass. */
  constructor(messages: SourceTable) {
    if (!messages.has('thread_originator_guid')) return;
    const named = 'SELECT thread_originator_guid FROM message WHERE thread_originator_guid IS NOT NULL';
    // Damage is counted when the messages themselves are read.
    for (const row of messages.rows({ rowid: messages.rowid, guid: '"guid"' }, `WHERE guid IN (${named})`)) {
      const key = asInteger(row.rowid);
      const guid = asShortText(row.guid);
      if (key === null || guid === null) continue;
      this.#keys.set(guid, Math.min(key, this.#keys.get(guid) ?? key));
    }
  }

  /** Key of the message with this GUID; null if it is not in the database. */
  keyOf(guid: string | null): number | null {
    return guid === null ? null : (this.#keys.get(guid) ?? null);
  }
}
