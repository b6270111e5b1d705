import { asInteger, asShortText, type SourceTable } from '../../kit/source-table.ts';

/** Where the messages are that others answer inline, by GUID; of copies the one with the lowest ROWID. */
export class ReplyTargets {
  private readonly keys = new Map<string, number>();

  /** Reads the GUIDs of `thread_originator_guid` (iOS 14 and later) and looks their messages up in one pass. */
  constructor(messages: SourceTable) {
    if (!messages.has('thread_originator_guid')) return;
    const named = 'SELECT thread_originator_guid FROM message WHERE thread_originator_guid IS NOT NULL';
    // What damage hides here is counted when the messages themselves are read.
    for (const row of messages.rows([messages.rowid, '"guid"'], `WHERE guid IN (${named})`)) {
      const key = asInteger(row[0]);
      const guid = asShortText(row[1]);
      if (key === null || guid === null) continue;
      this.keys.set(guid, Math.min(key, this.keys.get(guid) ?? key));
    }
  }

  /** Key of the message with this GUID; null where the database has it no more. */
  keyOf(guid: string | null): number | null {
    return guid === null ? null : (this.keys.get(guid) ?? null);
  }
}
