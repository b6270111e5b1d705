import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { asInteger, asShortText, type SourceTable } from '../../../kit/source-table.ts';
import { reactionTarget } from '../reactions.ts';

const IDS = '(SELECT value FROM json_each(?))';

/**
 * ROWIDs of the messages that these ones name: reactions, and replies.
 * @throws an error of SQLite if the table is damaged
 */
export function messagesNamedBy(messages: SourceTable, rowids: readonly number[]): readonly number[] {
  const guids = new Set<string>();
  const columns = {
    reaction: messages.value('associated_message_guid'),
    reply: messages.value('thread_originator_guid'),
  };
  for (const row of messages.select(columns, `WHERE rowid IN ${IDS}`).iterate(JSON.stringify(rowids))) {
    const [reaction, reply] = [asShortText(row.reaction), asShortText(row.reply)];
    if (reaction !== null) guids.add(reactionTarget(reaction).guid);
    if (reply !== null) guids.add(reply);
  }
  if (guids.size === 0) return [];
  const found = messages.select({ rowid: messages.rowid }, `WHERE guid IN ${IDS}`);
  return Array.from(found.iterate(JSON.stringify([...guids])), ({ rowid }) => asInteger(rowid) ?? 0);
}

/**
 * GUIDs that replies name, by the ROWID of the reply; with `some` only of these messages.
 * @throws an error of SQLite if the table is damaged
 */
export function repliesByRowid(
  messages: SourceTable,
  some: readonly number[] | null = null,
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  if (!messages.has('thread_originator_guid')) return found;
  const columns = { rowid: messages.rowid, guid: messages.value('thread_originator_guid') };
  const condition = `WHERE thread_originator_guid IS NOT NULL${some === null ? '' : ` AND rowid IN ${IDS}`}`;
  const parameters = some === null ? [] : [JSON.stringify(some)];
  for (const row of messages.select(columns, condition).iterate(...parameters)) {
    const rowid = asInteger(row.rowid);
    const guid = asShortText(row.guid);
    if (rowid !== null && guid !== null) found.set(rowid, guid);
  }
  return found;
}

/** Everything in the schema that decides what the bytes of rows mean. */
export function schemaOf(db: SqlDatabase): string {
  const tables = db
    .prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name IN ('message', 'attachment') ORDER BY name")
    .all();
  const encoding = db.prepare('PRAGMA encoding').get()?.['encoding'];
  return JSON.stringify([tables.map(({ sql }) => sql), encoding]);
}

/** True if no two messages have the same GUID, so that it leads to one message. */
export function hasUniqueGuids(db: SqlDatabase): boolean {
  const sql = `SELECT 1 FROM pragma_index_list('message') AS list WHERE list."unique" = 1 AND list.partial = 0
    AND lower((SELECT group_concat(name) FROM pragma_index_info(list.name))) = 'guid'`;
  return db.prepare(sql).get() !== undefined;
}
