import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  damage,
  type Extraction,
  extractAll,
  extractDamaged,
} from '../../../../../test/support/artifacts/extract-files.ts';
import { rounds } from '../../../../../test/support/depth.ts';
import { writeLegacyMessagesDatabase } from '../../../../../test/synthetic/messages/messages-database-legacy.ts';
import type { LegacyMessagesTruth } from '../../../../../test/synthetic/messages/messages-legacy-truth.ts';
import { legacyTables } from '../../../../../test/synthetic/messages/messages-schema-legacy.ts';
import { handleKey } from '../../../../model/handle.ts';
import { seededRandom } from '../../../../synthetic/random.ts';
import type { Slice } from '../../../kit/artifact.ts';
import { messages } from '../index.ts';
import type { messageTables } from '../tables.ts';

type Result = Extraction<typeof messageTables>;

const SIZE = 480;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'apple-juicer-legacy-messages-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function extract(path: string, truth?: LegacyMessagesTruth, slice?: Slice): Result {
  const files = Object.fromEntries(
    (truth?.attachments ?? []).map(({ relativePath }) => [
      `MediaDomain-${relativePath}`,
      { fileID: relativePath, state: 'present' as const },
    ]),
  );
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return extractAll(messages, { db }, { region: 'US', files, ...(slice === undefined ? {} : { slice }) });
  } finally {
    db.close();
  }
}

/** A database of iOS 5 with the rows inserted by `sql`. */
function written(sql: string): Result {
  const db = new DatabaseSync(':memory:');
  for (const statement of legacyTables(5)) db.exec(statement);
  db.exec(sql);
  return extractAll(messages, { db }, { region: 'US' });
}

function participantsOf({ rows }: Result, key: number | null | undefined): readonly string[] {
  const conversation = rows.message_conversations.find((row) => row.key === key);
  return [...new Set(conversation?.participants?.map(({ handleKey: person }) => person))].sort();
}

describe.each([3, 5] as const)('the schema of iOS %i', (generation) => {
  let truth: LegacyMessagesTruth;
  let result: Result;
  beforeAll(() => {
    const path = join(folder, `${generation}.db`);
    truth = writeLegacyMessagesDatabase(path, { seed: `legacy ${generation}`, size: SIZE, generation });
    result = extract(path, truth);
  });

  it('gives every message with text, date, sender and direction', () => {
    expect(result.found).toBe(SIZE);
    expect(result.losses).toEqual({});
    expect(result.rows.messages).toHaveLength(SIZE);
    const byKey = new Map(result.rows.messages.map((row) => [row.key, row]));
    for (const planted of truth.messages) {
      expect(byKey.get(planted.rowId), planted.kind).toMatchObject({
        text: planted.text,
        sentAt: planted.date,
        isFromMe: planted.fromMe,
        guid: planted.guid,
        service: planted.kind.startsWith('imessage') ? 'iMessage' : 'SMS',
        kind: 'text',
      });
      const sender = byKey.get(planted.rowId)?.sender ?? null;
      const expected = planted.fromMe || planted.address === null ? null : handleKey(planted.address, 'US');
      expect(sender === null ? null : handleKey(sender, 'US'), planted.kind).toBe(expected);
    }
  });

  it('assigns every message to the conversation of its people', () => {
    const byKey = new Map(result.rows.messages.map((row) => [row.key, row]));
    for (const { rowId, members, kind } of truth.messages) {
      const people = members.map((member) => handleKey(member, 'US')).sort();
      expect(participantsOf(result, byKey.get(rowId)?.conversation), kind).toEqual(people);
    }
    const keys = result.rows.message_conversations.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { key, messageCount } of result.rows.message_conversations) {
      const items = result.rows.message_conversation_items.filter(({ conversation }) => conversation === key);
      expect(messageCount).toBe(items.length);
    }
  });

  it('finds the file of every attachment', () => {
    expect(result.rows.message_attachments).toHaveLength(truth.attachments.length);
    for (const planted of truth.attachments) {
      const key = planted.table === 'msg_pieces' ? -planted.rowId : planted.rowId;
      const row = result.rows.message_attachments.find((attachment) => attachment.key === key);
      expect(row).toMatchObject({
        message: planted.message,
        mimeType: planted.mimeType,
        isHidden: planted.isPreview,
        file: planted.relativePath,
        state: 'present',
      });
    }
    const counted = result.rows.messages.reduce((sum, { attachmentCount }) => sum + (attachmentCount ?? 0), 0);
    expect(counted).toBe(truth.attachments.length);
  });

  it('cites the rows of the database', () => {
    const db = new DatabaseSync(join(folder, `${generation}.db`), { readOnly: true });
    const tables = new Set(
      db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .all()
        .map((row) => row['name']),
    );
    const definitions = messages.tables;
    const cited = [
      ...result.rows.messages.flatMap((row) => definitions.messages.sourceRows?.(row) ?? []),
      ...result.rows.message_attachments.flatMap((row) => definitions.message_attachments.sourceRows?.(row) ?? []),
      ...result.rows.message_conversations.flatMap((row) => definitions.message_conversations.sourceRows?.(row) ?? []),
    ];
    expect(cited.length).toBeGreaterThan(SIZE);
    for (const { tables: candidates, where } of cited) {
      const table = candidates.find((name) => tables.has(name));
      const row = db.prepare(`SELECT 1 FROM "${table}" WHERE rowid = ?`).get(where['ROWID'] ?? null);
      expect(row, JSON.stringify({ candidates, where })).toBeDefined();
    }
    db.close();
  });

  it('is the same in slices', () => {
    const path = join(folder, `${generation}.db`);
    const parts = [0, 1, 2].map((index) => extract(path, truth, { index, of: 3 }));
    const sorted = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
    for (const table of ['messages', 'message_attachments', 'message_conversation_items'] as const) {
      expect(sorted(parts.flatMap<unknown>(({ rows }) => rows[table]))).toEqual(sorted(result.rows[table]));
    }
    expect(parts.reduce((sum, { found }) => sum + (found ?? 0), 0)).toBe(SIZE);
  });

  it('indexes all text for search', () => {
    for (const { text, rowId } of truth.messages.filter((_, index) => index % 50 === 0)) {
      const word = text.split(' ').at(-1) ?? '';
      const hits = result.documents.filter(({ document }) => document.text.endsWith(` ${word}`));
      expect(hits, `${rowId}`).toHaveLength(1);
    }
  });
});

describe('flags', () => {
  it('of an SMS: read, sent, failed, deleted; codes with more information are kept', () => {
    const { rows } = written(`
      INSERT INTO message (ROWID, address, date, text, flags, read) VALUES
        (1, '+14155550001', 1331431689, 'unread', 0, 0), (2, '+14155550001', 1331431690, 'read', 2, 1),
        (3, '+14155550001', 1331431691, 'sent', 3, 1), (4, '+14155550001', 1331431692, 'failed', 33, 1),
        (5, '+14155550001', 1331431693, 'deleted', 129, 1), (6, '+14155550001', 1331431694, 'refused', 131, 1),
        (7, '+14155550001', 1331431695, 'long', 16387, 1)`);
    expect(rows.messages.map(({ isFromMe, flags, error, raw }) => [isFromMe, flags, error, raw])).toEqual([
      [false, null, null, null],
      [false, ['read'], null, null],
      [true, ['sent'], null, null],
      [true, null, 33, { smsFlags: 33 }],
      [true, ['deleted'], null, { smsFlags: 129 }],
      [true, null, 131, { smsFlags: 131 }],
      [true, ['sent'], null, { smsFlags: 16387 }],
    ]);
    expect(rows.messages[0]?.sentAt).toBe(1_331_431_689_000);
  });

  it('of an iMessage: the address of the owner, without what says that it is one', () => {
    const { rows } = written(`
      INSERT INTO message (ROWID, is_madrid, madrid_handle, date, text, madrid_account)
      VALUES (1, 1, '+15550100001', 300000000, 'a', 'E:me@example.com'), (2, 1, '+15550100001', 300000001, 'b', 'p:'),
             (3, 1, '+15550100001', 300000002, 'c', 'P:+15550100002');
    `);
    const accounts = new Map(rows.messages.map(({ text, account }) => [text, account]));
    expect(accounts).toEqual(
      new Map([
        ['a', 'me@example.com'],
        ['b', null],
        ['c', '+15550100002'],
      ]),
    );
  });

  it('of an iMessage: direction, delivered, read; its dates are seconds since 2001', () => {
    const values = [12_289, 77_825, 36_869, 45_061, 102_405, 32_773, 0x2_0001]
      .map((flags, index) => `(${index + 1}, 1, 353124489, 't', 0, ${flags}, '+14155550001', 353124500, 353124510)`)
      .join();
    const { rows } = written(`INSERT INTO message
      (ROWID, is_madrid, date, text, flags, madrid_flags, madrid_handle, madrid_date_delivered, madrid_date_read)
      VALUES ${values}`);
    expect(rows.messages.map(({ isFromMe, flags, raw }) => [isFromMe, flags, raw])).toEqual([
      [false, ['delivered', 'read'], null],
      [false, ['delivered', 'read'], null],
      [true, ['sent', 'delivered'], null],
      [true, ['sent', 'delivered', 'read'], null],
      [true, ['sent', 'delivered'], null],
      [true, ['sent'], null],
      [false, null, { madridFlags: 0x2_0001 }],
    ]);
    expect(rows.messages[2]).toMatchObject({
      sentAt: 1_331_431_689_000,
      deliveredAt: 1_331_431_700_000,
      readAt: 1_331_431_710_000,
    });
  });
});

describe('parts of an MMS', () => {
  it('are previews by preview_part, in any order', () => {
    const { rows } = written(`
      INSERT INTO message (ROWID, address, date, flags, group_id) VALUES (1, '+14155550001', 1331431689, 2, 7);
      INSERT INTO msg_pieces (message_id, part_id, preview_part, content_type) VALUES
        (1, 1, 0, 'image/png'), (1, 1, -1, 'image/jpeg'), (1, 1, -1, 'image/gif'), (1, 2, NULL, 'image/gif')`);
    expect(rows.message_attachments.map(({ mimeType, isHidden }) => [mimeType, isHidden])).toEqual([
      ['image/png', true],
      ['image/jpeg', false],
      ['image/gif', false],
      ['image/gif', false],
    ]);
  });

  it('are text after that of the message, unless it is the same', () => {
    const { rows } = written(`
      INSERT INTO message (ROWID, address, date, flags, group_id, text) VALUES
        (1, '+14155550001', 1331431689, 2, 7, 'Look!'), (2, '+14155550001', 1331431690, 2, 7, 'Look!'),
        (3, '+14155550001', 1331431691, 2, 7, '');
      INSERT INTO msg_pieces (message_id, part_id, preview_part, content_type, data) VALUES
        (1, 0, -1, 'text/plain', 'The sea'), (2, 0, -1, 'text/plain', 'Look!'), (3, 0, -1, 'text/plain', 'The sea')`);
    expect(rows.messages.map(({ text }) => text)).toEqual(['Look!\nThe sea', 'Look!', 'The sea']);
  });

  it('are text in any encoding; one stored inside the database is named', () => {
    const { rows, notes } = written(`
      INSERT INTO message (ROWID, address, date, flags, group_id) VALUES (1, '+14155550001', 1331431689, 2, 7);
      INSERT INTO msg_pieces (message_id, part_id, content_type, data) VALUES
        (1, 0, 'text/plain; charset=utf-8', CAST('grüße' AS BLOB)), (1, 1, 'text/plain', x'6772fcdf65'),
        (1, 2, 'image/gif', x'474946'), (9, 0, 'image/gif', NULL), (NULL, 0, 'image/gif', NULL)`);
    expect(rows.messages[0]?.text).toBe('grüße\ngrüße');
    expect(notes['attachments-inside-the-database']).toBe(1);
    expect(
      rows.message_attachments.map(({ key, message, state, totalBytes }) => [key, message, state, totalBytes]),
    ).toEqual([
      [-3, 1, 'no-path', 3],
      [-5, 0, 'no-path', null],
    ]);
  });
});

describe('a hostile database', () => {
  it('loses only its own rows', () => {
    const { rows, losses } = written(`
      INSERT INTO message (ROWID, address, date, text, flags, group_id, is_madrid, madrid_handle, madrid_attachmentInfo)
        VALUES (-4, x'41', 'yesterday', x'68c3a9', 'x', 'y', 'z', x'00', 'text'),
               (1, '', 9223372036854775807, 12.5, 1e300, 9223372036854775807, NULL, NULL, zeroblob(70000)),
               (2, '+1', -1e15, NULL, -1, -1, 1, '', x'ff');
      INSERT INTO msg_group (ROWID, type) VALUES (-1, 0), (9007199254740993, 1), (3, x'01');
      INSERT INTO group_member (group_id, address) VALUES (3, x''), ('x', 'y'), (3, zeroblob(40000)), (NULL, NULL);
      INSERT INTO madrid_chat (ROWID, style, participants, chat_identifier) VALUES (1, 'x', x'00', x''), (2, 43, zeroblob(2000000), 5);
      INSERT INTO madrid_attachment (ROWID, attachment_guid, message_id) VALUES (-3, 1, 1), (4, x'00', 'x');
      INSERT INTO msg_pieces (ROWID, message_id, part_id, content_type) VALUES (-9, 1, 0, 'image/png'), (3, -1, 'x', 5);
    `);
    expect(rows.messages.map(({ key, sentAt }) => [key, sentAt])).toEqual([
      [-4, null],
      [1, null],
      [2, null],
    ]);
    expect(losses).toEqual({
      'no-key.chats': 2,
      'no-key.attachments': 1,
      'no-key.mms-parts': 1,
      'unreadable.chat-participants': 2,
    });
    expect(() => JSON.stringify(rows)).not.toThrow();
  });

  it('without other tables still gives the messages', () => {
    const db = new DatabaseSync(':memory:');
    db.exec(`CREATE TABLE message (ROWID INTEGER PRIMARY KEY, address TEXT, date INTEGER, text TEXT, flags INTEGER);
      INSERT INTO message VALUES (1, '+14155550001', 1200000000, 'first iPhone', 2)`);
    const { rows } = extractAll(messages, { db });
    expect(rows.messages).toMatchObject([{ text: 'first iPhone', sender: '+14155550001', conversation: -2 }]);
    expect(rows.message_conversations).toMatchObject([{ kind: 'orphaned', messageCount: 1 }]);
  });

  it('that is damaged gives only rows and domain errors', () => {
    const path = join(folder, 'fuzz.db');
    writeLegacyMessagesDatabase(path, { seed: 'fuzz', size: 120 });
    const intact = readFileSync(path);
    const random = seededRandom('fuzz', 'legacy messages');
    let readable = 0;
    for (let round = 0; round < rounds(100); round++) {
      if (
        extractDamaged(
          messages,
          'db',
          damage(intact, (limit) => random.below(limit)),
        ) !== null
      )
        readable++;
    }
    expect(readable).toBeGreaterThan(rounds(30, 0));
  });
});
