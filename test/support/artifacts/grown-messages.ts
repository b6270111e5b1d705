import type { DatabaseSync } from 'node:sqlite';
import { type Random, seededRandom } from '../../synthetic/index.ts';

type Change = (db: DatabaseSync, random: Random, step: number) => void;

/** Columns of a table but for its ROWID, quoted. */
function columnsOf(db: DatabaseSync, table: string): string[] {
  const rows = db.prepare('SELECT name FROM pragma_table_info(?)').all(table);
  return rows.map(({ name }) => String(name)).filter((name) => name !== 'ROWID');
}

function has(db: DatabaseSync, table: string, column: string): boolean {
  return columnsOf(db, table).includes(column);
}

/** ROWID of a random row that fits the condition; 0 for none. */
function anyRow(db: DatabaseSync, random: Random, table: string, condition = '1'): number {
  const rows = db.prepare(`SELECT rowid AS id FROM ${table} WHERE ${condition}`).all();
  return rows.length === 0 ? 0 : Number(random.pick(rows)['id']);
}

/** Copies a row with other values of some columns, as SQL; returns its ROWID. */
function copyRow(db: DatabaseSync, table: string, from: number, changed: Readonly<Record<string, string>>): number {
  const columns = columnsOf(db, table);
  const values = columns.map((name) => changed[name] ?? `"${name}"`);
  const insert = `INSERT INTO ${table} (${columns.map((name) => `"${name}"`).join()}) SELECT ${values.join()}`;
  return Number(db.prepare(`${insert} FROM ${table} WHERE rowid = ?`).run(from).lastInsertRowid);
}

const guidOf = (step: number) => `'GROWN-${step}-' || hex(randomblob(8))`;

function newMessage(db: DatabaseSync, random: Random, step: number, changed: Readonly<Record<string, string>>): void {
  const from = anyRow(db, random, 'message');
  const id = copyRow(db, 'message', from, { guid: guidOf(step), ...changed });
  db.prepare(
    'INSERT OR IGNORE INTO chat_message_join (chat_id, message_id) SELECT chat_id, ? FROM chat_message_join WHERE message_id = ?',
  ).run(id, from);
}

/** Changes that a phone, or a damaged database, can make from one backup to the next. */
const CHANGES: Readonly<Record<string, Change>> = {
  'new message': (db, random, step) => newMessage(db, random, step, { date: 'date + 86400000000000' }),
  'edited text': (db, random, step) => {
    const id = anyRow(db, random, 'message');
    db.prepare(`UPDATE message SET text = ?, attributedBody = NULL WHERE rowid = ?`).run(`edited in step ${step}`, id);
  },
  'message read': (db, random) => {
    const id = anyRow(db, random, 'message', 'is_from_me = 0');
    db.prepare('UPDATE message SET is_read = 1, date_read = date WHERE rowid = ?').run(id);
  },
  'other date': (db, random) => {
    db.prepare('UPDATE message SET date = date + 7000000000 WHERE rowid = ?').run(anyRow(db, random, 'message'));
  },
  'other handle': (db, random) => {
    const handle = anyRow(db, random, 'handle');
    db.prepare('UPDATE message SET handle_id = ? WHERE rowid = ?').run(handle, anyRow(db, random, 'message'));
  },
  'deleted message': (db, random) => {
    db.prepare('DELETE FROM message WHERE rowid = ?').run(anyRow(db, random, 'message'));
  },
  'deleted message without its joins': (db, random) => {
    const id = anyRow(db, random, 'message');
    db.prepare('DELETE FROM message WHERE rowid = ?').run(id);
    db.prepare('DELETE FROM chat_message_join WHERE message_id = ?').run(id);
  },
  'new reaction': (db, random, step) => {
    if (!has(db, 'message', 'associated_message_guid')) return;
    const target = anyRow(db, random, 'message');
    newMessage(db, random, step, {
      associated_message_type: String(random.pick([2000, 2001, 2005, 3000, 1000])),
      associated_message_guid: `'p:0/' || (SELECT guid FROM message WHERE rowid = ${target})`,
    });
  },
  'reaction to another message': (db, random) => {
    if (!has(db, 'message', 'associated_message_guid')) return;
    const id = anyRow(db, random, 'message', 'associated_message_type >= 1000');
    const target = anyRow(db, random, 'message');
    db.prepare(
      `UPDATE message SET associated_message_guid = 'p:0/' || (SELECT guid FROM message WHERE rowid = ?) WHERE rowid = ?`,
    ).run(target, id);
  },
  'reaction to nothing': (db, random, step) => {
    if (!has(db, 'message', 'associated_message_guid')) return;
    newMessage(db, random, step, { associated_message_type: '2000', associated_message_guid: `'p:0/nobody-${step}'` });
  },
  'deleted reaction': (db, random) => {
    if (!has(db, 'message', 'associated_message_guid')) return;
    const id = anyRow(db, random, 'message', 'associated_message_type >= 1000');
    db.prepare('DELETE FROM message WHERE rowid = ?').run(id);
  },
  'new reply': (db, random, step) => {
    if (!has(db, 'message', 'thread_originator_guid')) return;
    const target = anyRow(db, random, 'message');
    newMessage(db, random, step, { thread_originator_guid: `(SELECT guid FROM message WHERE rowid = ${target})` });
  },
  'no reply any more': (db, random) => {
    if (!has(db, 'message', 'thread_originator_guid')) return;
    const id = anyRow(db, random, 'message', 'thread_originator_guid IS NOT NULL');
    db.prepare('UPDATE message SET thread_originator_guid = NULL WHERE rowid = ?').run(id);
  },
  'new attachment': (db, random, step) => {
    const from = anyRow(db, random, 'attachment');
    const changed = {
      guid: guidOf(step),
      ...(has(db, 'attachment', 'original_guid') ? { original_guid: guidOf(step) } : {}),
    };
    const id = copyRow(db, 'attachment', from, changed);
    db.prepare('INSERT OR IGNORE INTO message_attachment_join (message_id, attachment_id) VALUES (?, ?)').run(
      anyRow(db, random, 'message'),
      id,
    );
  },
  'other attachment': (db, random, step) => {
    db.prepare('UPDATE attachment SET mime_type = ? WHERE rowid = ?').run(
      `image/step${step}`,
      anyRow(db, random, 'attachment'),
    );
  },
  'attachment of no message': (db, random) => {
    db.prepare('DELETE FROM message_attachment_join WHERE rowid = ?').run(
      anyRow(db, random, 'message_attachment_join'),
    );
  },
  'attachment that is gone': (db, random) => {
    db.prepare('DELETE FROM attachment WHERE rowid = ?').run(anyRow(db, random, 'attachment'));
  },
  'message in another chat': (db, random) => {
    const join = anyRow(db, random, 'chat_message_join');
    db.prepare('UPDATE OR IGNORE chat_message_join SET chat_id = ? WHERE rowid = ?').run(
      anyRow(db, random, 'chat'),
      join,
    );
  },
  'message in no chat': (db, random) => {
    db.prepare('DELETE FROM chat_message_join WHERE rowid = ?').run(anyRow(db, random, 'chat_message_join'));
  },
  'recently deleted message': (db, random) => {
    if (!has(db, 'chat_recoverable_message_join', 'chat_id')) return;
    const id = anyRow(db, random, 'message');
    db.prepare(
      `INSERT OR IGNORE INTO chat_recoverable_message_join (chat_id, message_id, delete_date)
       SELECT chat_id, message_id, 7 FROM chat_message_join WHERE message_id = ?`,
    ).run(id);
    db.prepare('DELETE FROM chat_message_join WHERE message_id = ?').run(id);
  },
  'new chat': (db, random, step) => {
    const id = copyRow(db, 'chat', anyRow(db, random, 'chat'), { guid: guidOf(step) });
    db.prepare('INSERT OR IGNORE INTO chat_handle_join (chat_id, handle_id) VALUES (?, ?)').run(
      id,
      anyRow(db, random, 'handle'),
    );
    db.prepare('INSERT OR IGNORE INTO chat_message_join (chat_id, message_id) VALUES (?, ?)').run(
      id,
      anyRow(db, random, 'message'),
    );
  },
  'other name of a chat': (db, random, step) => {
    if (!has(db, 'chat', 'display_name')) return;
    db.prepare('UPDATE chat SET display_name = ? WHERE rowid = ?').run(`Group ${step}`, anyRow(db, random, 'chat'));
  },
  'other address of a chat': (db, random, step) => {
    db.prepare('UPDATE chat SET chat_identifier = ? WHERE rowid = ?').run(
      `step${step}@example.org`,
      anyRow(db, random, 'chat'),
    );
  },
  'deleted chat': (db, random) => {
    db.prepare('DELETE FROM chat WHERE rowid = ?').run(anyRow(db, random, 'chat'));
  },
  'other member': (db, random) => {
    const join = anyRow(db, random, 'chat_handle_join');
    db.prepare('UPDATE OR IGNORE chat_handle_join SET handle_id = ? WHERE rowid = ?').run(
      anyRow(db, random, 'handle'),
      join,
    );
  },
  'other address of a handle': (db, random, step) => {
    db.prepare('UPDATE OR IGNORE handle SET id = ? WHERE rowid = ?').run(
      `+1555000${step}`,
      anyRow(db, random, 'handle'),
    );
  },
  'deleted handle': (db, random) => {
    db.prepare('DELETE FROM handle WHERE rowid = ?').run(anyRow(db, random, 'handle'));
  },
  'announcement of another': (db, random) => {
    if (!has(db, 'message', 'other_handle')) return;
    const id = anyRow(db, random, 'message', 'item_type <> 0');
    db.prepare('UPDATE message SET other_handle = ? WHERE rowid = ?').run(anyRow(db, random, 'handle'), id);
  },
  'same guid twice': (db, random) => {
    const [one, other] = [anyRow(db, random, 'message'), anyRow(db, random, 'message')];
    db.prepare(
      'UPDATE OR IGNORE message SET guid = lower((SELECT guid FROM message WHERE rowid = ?)) WHERE rowid = ?',
    ).run(one, other);
  },
  'long text': (db, random, step) => {
    newMessage(db, random, step, { text: `printf('%.*c', 9000, 'x')`, attributedBody: 'NULL' });
  },
  'longer text': (db, random, step) => {
    const id = anyRow(db, random, 'message', 'length(text) > 8000');
    db.prepare(`UPDATE message SET text = text || ? WHERE rowid = ?`).run(` ${step}`, id);
  },
  'other end of a long text': (db, random, step) => {
    const id = anyRow(db, random, 'message', 'length(text) > 8000');
    db.prepare(`UPDATE message SET text = substr(text, 1, length(text) - 2) || ? WHERE rowid = ?`).run(
      String(10 + (step % 90)),
      id,
    );
  },
  vacuum: (db) => db.exec('VACUUM'),
  'other ROWIDs': (db) => {
    // As of a phone that was restored from the cloud.
    const before = db.prepare('SELECT rowid AS id FROM message ORDER BY guid').all();
    for (const [table, column] of [
      ['message', 'rowid'],
      ['chat_message_join', 'message_id'],
      ['message_attachment_join', 'message_id'],
    ] as const) {
      const move = db.prepare(`UPDATE OR IGNORE ${table} SET ${column} = ? WHERE ${column} = ?`);
      db.exec('BEGIN');
      before.forEach(({ id }, index) => move.run(index + 10_000_001, id as number));
      db.exec(`UPDATE OR IGNORE ${table} SET ${column} = ${column} - 10000000 WHERE ${column} > 10000000; COMMIT`);
    }
  },
  'new column': (db, _random, step) => {
    db.exec(`ALTER TABLE message ADD COLUMN step${step} INTEGER DEFAULT 3`);
  },
};

/** Names of all changes. */
export const CHANGE_NAMES = Object.keys(CHANGES);

/** Changes that happen to a whole database, after which most must be read again. */
export const WHOLE_CHANGES: readonly string[] = ['vacuum', 'other ROWIDs', 'new column'];

/** Applies changes to a database of Messages, each to random rows. */
export function changeMessages(db: DatabaseSync, names: readonly string[], seed: number): void {
  db.exec('PRAGMA foreign_keys = OFF');
  for (const { name } of db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()) {
    db.exec(`DROP TRIGGER "${String(name)}"`);
  }
  const random = seededRandom(seed, 'changes');
  for (const [step, name] of names.entries()) CHANGES[name]?.(db, random, step);
}
