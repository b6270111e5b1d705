import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type Extraction, extractStores, sourceOf } from '../../../../test/support/artifacts/extract-files.ts';
import { PERSONAL, preferencesOf } from '../../../../test/support/artifacts/whatsapp.ts';
import { tempFolder } from '../../../../test/support/backup/temp-folder.ts';
import { Excerpt } from '../../../backup/source-database/excerpt.ts';
import { WHATSAPP_GENERATIONS, type WhatsappGeneration } from '../../../synthetic/whatsapp/schema.ts';
import { writeWhatsappDatabases } from '../../../synthetic/whatsapp/whatsapp-database.ts';
import { whatsapp } from './index.ts';
import { copyNewestCalls, copyNewestWhatsapp } from './newest.ts';
import type { whatsappTables } from './tables.ts';

type Result = Extraction<typeof whatsappTables>;

const SCOPE = { newest: 150, groups: 5, ofEachGroup: 12 };
const OWN = '15550000000@s.whatsapp.net';

/** All rows, and those of the newest messages. `prepare`: changes to the database. */
function bothWays(generation: WhatsappGeneration, { size = 1500, prepare = '', scope = SCOPE } = {}) {
  const folder = tempFolder();
  const paths = {
    chats: join(folder, 'chats'),
    contacts: join(folder, 'contacts'),
    calls: join(folder, 'calls'),
    lids: join(folder, 'lids'),
  };
  writeWhatsappDatabases(paths, { seed: `newest ${generation}`, size, generation });
  const chats = new DatabaseSync(paths.chats);
  chats.exec(prepare);
  const open = (path: string): DatabaseSync => new DatabaseSync(path, { readOnly: true });
  const others = { contacts: open(paths.contacts), calls: open(paths.calls) };
  const lids = generation === 'lid' ? open(paths.lids) : null;
  const read = (db: DatabaseSync, isExcerpt: boolean): Result =>
    extractStores(
      whatsapp,
      {
        db: [sourceOf(db, PERSONAL, 'ChatStorage.sqlite')],
        contacts: [sourceOf(others.contacts, PERSONAL)],
        calls: [sourceOf(others.calls, PERSONAL)],
        lids: lids === null ? [] : [sourceOf(lids, PERSONAL)],
        preferences: [],
      },
      { bytes: { preferences: [preferencesOf(OWN)] }, isExcerpt },
    );
  const excerpt = new Excerpt(chats);
  try {
    const backTo = copyNewestWhatsapp(excerpt, scope);
    excerpt.seal();
    return { backTo, whole: read(chats, false), newest: read(excerpt.db, true) };
  } finally {
    for (const db of [excerpt.db, chats, lids, ...Object.values(others)]) db?.close();
  }
}

/** What of a chat cannot be known before all messages are read. */
const UNKNOWN = { messageCount: 0, firstAt: null };

function expectRowsOf({ whole, newest }: { readonly whole: Result; readonly newest: Result }): void {
  for (const table of ['whatsapp_messages', 'whatsapp_attachments', 'whatsapp_chat_items'] as const) {
    const all = new Set(whole.rows[table].map((row) => JSON.stringify(row)));
    expect(newest.rows[table].filter((row) => !all.has(JSON.stringify(row)))).toEqual([]);
    expect(newest.rows[table].length).toBeGreaterThan(10);
  }
  // The list of chats is whole, in its order; so are the people.
  const chats = (rows: Result['rows']) => rows.whatsapp_chats.map((row) => ({ ...row, ...UNKNOWN }));
  expect(chats(newest.rows)).toEqual(chats(whole.rows));
  expect(newest.rows.whatsapp_contacts).toEqual(whole.rows.whatsapp_contacts);
  const documents = new Set(whole.documents.map((each) => JSON.stringify(each)));
  expect(newest.documents.filter((each) => !documents.has(JSON.stringify(each)))).toEqual([]);
  expect(newest.losses).toEqual({});
}

function expectAllSince(backTo: number | null, { whole, newest }: { readonly whole: Result; readonly newest: Result }) {
  expect(backTo).not.toBeNull();
  const since = ({ rows }: Result) =>
    rows.whatsapp_messages.filter(({ sentAt }) => (sentAt ?? 0) >= (backTo ?? 0)).map(({ key }) => key);
  expect(since(newest)).toEqual(since(whole));
  expect(since(newest).length).toBeGreaterThan(25);
}

/** The newest messages of the newest chats. */
function pagesOf({ rows }: Result, { groups, ofEachGroup }: typeof SCOPE): readonly (readonly (number | null)[])[] {
  const messages = rows.whatsapp_messages.toSorted(
    (a, b) => (b.sentAt ?? 0) - (a.sentAt ?? 0) || Number(b.key) - Number(a.key),
  );
  const ofChats = [...Map.groupBy(messages, ({ chat }) => chat).values()].slice(0, groups);
  return ofChats.map((ofChat) => ofChat.slice(0, ofEachGroup).map(({ key }) => key));
}

describe.each(WHATSAPP_GENERATIONS)('the newest messages of WhatsApp (%s)', (generation) => {
  it('have the rows of the index, with what they quote', () => {
    const { backTo, ...both } = bothWays(generation);
    expect(both.newest.rows.whatsapp_messages.length).toBeLessThan(both.whole.rows.whatsapp_messages.length / 2);
    expectRowsOf(both);
    expectAllSince(backTo, both);
    const calls = new Set(both.whole.rows.whatsapp_calls.map((row) => JSON.stringify(row)));
    expect(both.newest.rows.whatsapp_calls.length).toBeGreaterThan(0);
    expect(both.newest.rows.whatsapp_calls.filter((row) => !calls.has(JSON.stringify(row)))).toEqual([]);
  });

  it('are found by their order where only chats have an index', () => {
    const prepare =
      'DROP INDEX Z_WAMessage_byChatSessionIndex; CREATE INDEX ZWAMESSAGE_ZCHATSESSION_INDEX ON ZWAMESSAGE (ZCHATSESSION)';
    const { backTo, ...both } = bothWays(generation, { prepare });
    expectRowsOf(both);
    expectAllSince(backTo, both);
  });
});

/** Moves every other message of the newest chat with a person to a second session with the same JID, apart from the newest ones. */
const TWO_SESSIONS = `
  CREATE TEMP TABLE moved AS
    SELECT Z_PK AS message, ZCHATSESSION AS chat FROM ZWAMESSAGE
    WHERE ZCHATSESSION = (SELECT ZCHATSESSION FROM ZWAMESSAGE JOIN ZWACHATSESSION c ON c.Z_PK = ZCHATSESSION
      WHERE ZSESSIONTYPE = 0 GROUP BY ZCHATSESSION ORDER BY max(ZMESSAGEDATE) DESC LIMIT 1)
    ORDER BY ZMESSAGEDATE DESC LIMIT -1 OFFSET 6;
  CREATE TEMP TABLE session AS SELECT * FROM ZWACHATSESSION WHERE Z_PK = (SELECT chat FROM moved);
  UPDATE session SET Z_PK = 9000;
  INSERT INTO ZWACHATSESSION SELECT * FROM session;
  UPDATE ZWAMESSAGE SET ZCHATSESSION = 9000 WHERE Z_PK IN (SELECT message FROM moved WHERE message % 2 = 0)`;

describe('the newest messages of WhatsApp', () => {
  it('begin the chats that are opened first, also those of two sessions, without a gap', () => {
    // The newest of all chats do not reach back to the second session.
    const scope = { newest: 20, groups: 3, ofEachGroup: 12 };
    const { whole, newest } = bothWays('classic', { prepare: TWO_SESSIONS, scope });
    const pages = pagesOf(whole, scope);
    expect(pages).toHaveLength(scope.groups);
    expect(pagesOf(newest, scope)).toEqual(pages);
  });

  it('are all of them in a small database', () => {
    const { backTo, whole, newest } = bothWays('lid', { size: 120, scope: { ...SCOPE, newest: 500 } });
    expect(backTo).toBeNull();
    expect(newest.rows).toEqual({ ...whole.rows, whatsapp_calls: newest.rows.whatsapp_calls });
  });

  it('are found by their dates where nothing has an index and there are not many', () => {
    const prepare = 'DROP INDEX Z_WAMessage_byChatSessionIndex; DROP INDEX ZWAMEDIAITEM_ZMESSAGE_INDEX';
    const { backTo, whole, newest } = bothWays('lid', { prepare });
    expectAllSince(backTo, { whole, newest });
    expect(newest.rows.whatsapp_messages.length).toBeLessThan(whole.rows.whatsapp_messages.length / 2);
  });

  it('are the last ones of a large table where nothing has an index', () => {
    const prepare = `DROP INDEX Z_WAMessage_byChatSessionIndex; DROP INDEX ZWAMEDIAITEM_ZMESSAGE_INDEX;
      UPDATE ZWAMESSAGE SET Z_PK = -60000 WHERE Z_PK = (SELECT min(Z_PK) FROM ZWAMESSAGE)`;
    const { backTo, whole, newest } = bothWays('lid', { prepare });
    expect(backTo).toBeNull();
    const all = new Set(whole.rows.whatsapp_messages.map((row) => JSON.stringify(row)));
    expect(newest.rows.whatsapp_messages.length).toBeGreaterThanOrEqual(SCOPE.newest);
    expect(newest.rows.whatsapp_messages.filter((row) => !all.has(JSON.stringify(row)))).toEqual([]);
  });

  it('have no links to earlier messages where those cannot be found quickly', () => {
    const { whole, newest } = bothWays('lid', { prepare: 'DROP INDEX ZWAMESSAGE_ZSTANZAID_INDEX' });
    const byKey = new Map(whole.rows.whatsapp_messages.map((row) => [row.key, row]));
    for (const row of newest.rows.whatsapp_messages) {
      const replyToKey = row.replyToKey ?? byKey.get(row.key)?.replyToKey ?? null;
      expect({ ...row, replyToKey }).toEqual(byKey.get(row.key));
    }
  });

  it('are none of a database without the columns', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY, ZTEXT VARCHAR)');
    const excerpt = new Excerpt(db);
    expect(copyNewestWhatsapp(excerpt)).toBeNull();
    excerpt.db.close();
    db.close();
  });
});

describe('the newest calls of WhatsApp', () => {
  it('have the rows of the index', () => {
    const path = join(tempFolder(), 'calls');
    writeWhatsappDatabases(
      { chats: join(tempFolder(), 'chats'), contacts: null, calls: path, lids: null },
      { seed: 'calls', size: 1500 },
    );
    const db = new DatabaseSync(path, { readOnly: true });
    const excerpt = new Excerpt(db);
    const read = (calls: DatabaseSync) =>
      extractStores(whatsapp, { db: [], contacts: [], calls: [sourceOf(calls, PERSONAL)], lids: [], preferences: [] })
        .rows.whatsapp_calls;
    const backTo = copyNewestCalls(excerpt, 15);
    excerpt.seal();
    const newest = read(excerpt.db);
    const all = read(db).toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0));
    expect(all.length).toBeGreaterThan(30);
    expect(newest.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0))).toEqual(all.slice(0, 15));
    expect(backTo).toBe((all[15]?.at ?? 0) + 1);
    excerpt.db.close();
    db.close();
  });
});
