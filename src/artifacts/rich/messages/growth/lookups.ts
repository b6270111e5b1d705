import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { asInteger, asShortText, type SourceTable } from '../../../kit/source-table.ts';

/** GUIDs that begin with the same characters as a longer one are taken for equal, as everywhere. */
const MAX_GUID = 32_768;

/**
 * GUIDs of the messages among `guids`, by ROWID, and of some others.
 * @throws an error of SQLite if the table is damaged
 */
export function guidsByRowid(db: SqlDatabase, guids: readonly string[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  if (guids.length === 0) return found;
  const select = 'SELECT rowid AS rowid, guid AS guid FROM message WHERE';
  const add = (rows: Iterable<Record<string, unknown>>): void => {
    for (const { rowid, guid } of rows) {
      const text = asShortText(guid as string | null);
      if (typeof rowid === 'number' && text !== null) found.set(rowid, text);
    }
  };
  add(db.prepare(`${select} guid IN (SELECT value FROM json_each(?))`).all(JSON.stringify(guids)));
  add(db.prepare(`${select} typeof(guid) NOT IN ('text', 'null') OR length(guid) > ${MAX_GUID}`).all());
  return found;
}

/**
 * GUIDs that replies name, by the ROWID of the reply.
 * @throws an error of SQLite if the table is damaged
 */
export function repliesByRowid(messages: SourceTable): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  if (!messages.has('thread_originator_guid')) return found;
  const replies = messages.select(
    { rowid: messages.rowid, guid: messages.value('thread_originator_guid') },
    'WHERE thread_originator_guid IS NOT NULL',
  );
  for (const row of replies.iterate()) {
    const rowid = asInteger(row.rowid);
    const guid = asShortText(row.guid);
    if (rowid !== null && guid !== null) found.set(rowid, guid);
  }
  return found;
}

/** Page of the b-tree of `message`, and everything in the schema that decides what its bytes mean; null if unknown. */
export function messageTree(db: SqlDatabase): { readonly root: number; readonly schema: string } | null {
  const row = db.prepare("SELECT rootpage, sql FROM sqlite_schema WHERE type = 'table' AND name = 'message'").get();
  const encoding = db.prepare('PRAGMA encoding').get()?.['encoding'];
  const root = row?.['rootpage'];
  if (typeof root !== 'number' || typeof row?.['sql'] !== 'string') return null;
  return { root, schema: JSON.stringify([row['sql'], encoding]) };
}
