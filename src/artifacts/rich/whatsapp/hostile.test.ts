import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import {
  readWithDestroyedIndexes,
  readWithDestroyedPages,
} from '../../../../test/support/artifacts/destroyed-pages.ts';
import { damage, extractDamaged } from '../../../../test/support/artifacts/extract-files.ts';
import { extractWhatsapp } from '../../../../test/support/artifacts/whatsapp.ts';
import { fullOnly, rounds } from '../../../../test/support/depth.ts';
import { whatsappStoreOf } from '../../../../test/synthetic/whatsapp/rows.ts';
import { guard } from '../../../backup/source-database/harden.ts';
import { seededRandom } from '../../../synthetic/random.ts';
import { writeWhatsappDatabases } from '../../../synthetic/whatsapp/whatsapp-database.ts';
import { whatsapp } from './index.ts';

describe('values of the wrong type', () => {
  it('are the only ones lost', () => {
    const db = whatsappStoreOf('chats', {});
    db.exec(`
      INSERT INTO ZWACHATSESSION (Z_PK, ZCONTACTJID, ZSESSIONTYPE, ZPARTNERNAME, ZUNREADCOUNT) VALUES
        (-5, 'a@g.us', 1, 'x', 0), (0, 'b@g.us', 1, 'x', 0), (3, x'3134313535353530313031407320', 'x', x'ff', 1e300),
        (4, 9223372036854775807, 9e999, zeroblob(40), -9223372036854775808), (9007199254740993, 'c', 0, '', 0);
      INSERT INTO ZWAGROUPMEMBER (Z_PK, ZCHATSESSION, ZMEMBERJID) VALUES (-1, 4, '1@lid'), (9223372036854775807, 3, x'00');
      INSERT INTO ZWAMEDIAITEM (Z_PK, ZMESSAGE, ZMEDIALOCALPATH, ZLATITUDE, ZLONGITUDE, ZMETADATA, ZVCARDSTRING, ZFILESIZE) VALUES
        (-3, 1, '../../../etc/passwd', 'x', 9e999, 'text', x'00ff', -1), (7, 2, x'2f', 1e300, -1e300, x'ffffffff', 12, 9223372036854775807),
        (8, 8, NULL, 91, 181, zeroblob(50), NULL, 'x');
      INSERT INTO ZWAMESSAGEINFO (Z_PK, ZMESSAGE, ZRECEIPTINFO) VALUES (1, 1, x'3affffff'), (2, 'x', 'text'), (3, 2, 'text');
      INSERT INTO ZWAMESSAGEDATAITEM (Z_PK, ZMESSAGE, ZTITLE) VALUES (1, 1, x'c3a9'), (2, 9223372036854775807, 5);
      INSERT INTO ZWAMESSAGE (Z_PK, ZCHATSESSION, ZMESSAGETYPE, ZISFROMME, ZTEXT, ZMESSAGEDATE, ZGROUPMEMBER, ZMEDIAITEM, ZMESSAGEINFO, ZSORT) VALUES
        (-9, 3, 0, 'yes', x'68c3a9', 'yesterday', -1, 9223372036854775807, 'x', 9e999),
        (1, 3, 1, 2, 12.5, 9e999, 'x', -3, 1, 'x'),
        (2, 4, 1e300, 0, 9223372036854775807, -9223372036854775808, NULL, 7, 3, NULL),
        (8, 'x', 5, 0, NULL, 1e15, NULL, 8, NULL, NULL),
        (9, 9223372036854775807, 6, 0, '{"a":', 1, NULL, NULL, NULL, 1),
        (140737488355328, 3, 0, 0, 'a key that would run into another app', 1, NULL, NULL, NULL, NULL),
        (9223372036854775807, 3, 0, 0, 'out of reach', 1, NULL, NULL, NULL, NULL);
    `);
    guard(db);
    const { rows, found, losses } = extractWhatsapp([{ store: 'db', db }]);
    expect(found).toBe(7);
    expect(losses).toEqual({
      'no-key.chats': 3,
      'no-key.messages': 1,
      'damaged-records.messages': 1,
    });
    expect(rows.whatsapp_messages.map(({ key, kind, text, sentAt }) => [key, kind, text, sentAt])).toEqual([
      [-9, 'text', 'hé', null],
      [1, 'image', '12.5', null],
      [2, 'text', '9223372036854775807', null],
      [8, 'location', null, null],
      [9, 'event', null, 978_307_201_000],
    ]);
    expect(rows.whatsapp_messages[3]?.location).toBeNull();
    expect(rows.whatsapp_chats.map(({ key }) => key)).toEqual([3, 4, 0]);
    expect(rows.whatsapp_attachments.map(({ key, state }) => [key, state])).toEqual([
      [-3, 'not-in-backup'],
      [7, 'not-in-backup'],
    ]);
    expect(() => JSON.stringify(rows)).not.toThrow();
  });

  it('do not exhaust memory: values that are too large are skipped and reported', () => {
    const db = whatsappStoreOf('chats', {});
    db.exec(`
      INSERT INTO ZWAMESSAGE (Z_PK, ZTEXT, ZMESSAGEDATE, ZMESSAGETYPE, ZMEDIAITEM, ZMESSAGEINFO) VALUES
        (1, CAST(zeroblob(2000000) AS TEXT), 1, 0, NULL, NULL), (2, 'fine', 1, 0, 1, 1);
      INSERT INTO ZWAMEDIAITEM (Z_PK, ZMETADATA) VALUES (1, zeroblob(2000000));
      INSERT INTO ZWAMESSAGEINFO (Z_PK, ZRECEIPTINFO) VALUES (1, zeroblob(2000000));
    `);
    const { rows, losses, notes } = extractWhatsapp([{ store: 'db', db }]);
    expect(rows.whatsapp_messages.map(({ text }) => text)).toEqual([null, 'fine']);
    expect(losses).toEqual({ 'too-large.message-texts': 1, 'too-large.media': 1 });
    expect(notes).toEqual({ 'unreadable-receipts': 1 });
  });
});

describe('numbers out of range', () => {
  it('take bounded time and memory, and lose no other data', () => {
    const db = whatsappStoreOf('chats', {});
    const many = (count: number): string =>
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
    db.exec(`
      INSERT INTO ZWACHATSESSION (Z_PK, ZCONTACTJID) ${many(5000)} SELECT i, '1@newsletter' FROM n;
      INSERT INTO ZWAGROUPMEMBER (ZCHATSESSION, ZMEMBERJID) ${many(30000)} SELECT 1, (14155500000 + i) || '@s.whatsapp.net' FROM n;
      INSERT INTO ZWAMEDIAITEM (ZMESSAGE, ZMEDIALOCALPATH) ${many(3000)} SELECT 1, 'Media/' || i FROM n;
      INSERT INTO ZWAMESSAGE (Z_PK, ZCHATSESSION, ZTEXT, ZMESSAGEDATE) ${many(3000)} SELECT i, i, 'x', i FROM n;
    `);
    const { rows, losses } = extractWhatsapp([{ store: 'db', db }]);
    expect(losses).toEqual({});
    expect(rows.whatsapp_chats).toHaveLength(50);
    expect(rows.whatsapp_chats[0]?.participants).toHaveLength(20_000);
    expect(rows.whatsapp_messages[0]?.attachmentCount).toBe(1000);
    expect(rows.whatsapp_attachments).toHaveLength(3000);
    expect(rows.whatsapp_messages.at(-1)).toMatchObject({ chat: 2901, text: 'x' });
  });
});

describe('unexpected tables', () => {
  it('are skipped', () => {
    const db = new DatabaseSync(':memory:');
    db.exec(`
      CREATE TABLE ZWAMESSAGE (rowid, ZTEXT TEXT, ZMESSAGEDATE REAL);
      INSERT INTO ZWAMESSAGE VALUES ('x', 'a', 1), (1, 'b', 1), (1, 'c', 1), (2, 'd', 1);
      CREATE TABLE ZWAMEDIAITEM (rowid, ZMEDIALOCALPATH, ZMESSAGE);
      INSERT INTO ZWAMEDIAITEM VALUES (1, 'Media/a', 9), (1, 'Media/b', 9), ('x', 'Media/c', 9);
      CREATE VIEW ZWACHATSESSION AS SELECT 1 AS Z_PK;
      CREATE VIEW ZWAGROUPMEMBER AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS Z_PK FROM n;
    `);
    guard(db);
    const { rows, losses } = extractWhatsapp([{ store: 'db', db }]);
    expect(rows.whatsapp_messages.map(({ key, text }) => [key, text])).toEqual([
      [1, 'b'],
      [2, 'd'],
    ]);
    expect(losses).toEqual({ 'damaged-records.messages': 2 });
    expect(rows.whatsapp_attachments.map(({ key }) => key)).toEqual([1]);
    expect(rows.whatsapp_chats.map(({ kind }) => kind)).toEqual(['orphaned']);
  });

  it('give a domain error if nothing else is left', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY)');
    expect(() => extractWhatsapp([{ store: 'db', db }])).toThrow('lacks columns that every known version has');
  });
});

describe('a damaged file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-hostile-'));
  const paths = {
    chats: join(folder, 'a'),
    contacts: join(folder, 'b'),
    calls: join(folder, 'c'),
    lids: join(folder, 'd'),
  };
  writeWhatsappDatabases(paths, { seed: 'hostile', size: 400, people: 8 });
  const stores = { db: paths.chats, contacts: paths.contacts, calls: paths.calls, lids: paths.lids };
  const intact = Object.entries(stores).map(([store, path]) => [store, readFileSync(path)] as const);
  rmSync(folder, { recursive: true });

  it('gives every row of a database with damaged indexes', fullOnly, () => {
    const readable = intact.find(([store]) => store === 'db')?.[1] ?? new Uint8Array();
    expect(readWithDestroyedIndexes(whatsapp, 'db', readable)).toEqual([]);
  });

  it.each(intact)('as the store %s gives every row of intact pages', (store, bytes) => {
    const random = seededRandom('pages', `whatsapp ${store}`);
    const report = readWithDestroyedPages(
      whatsapp,
      store as keyof typeof stores,
      bytes,
      (limit) => random.below(limit),
      rounds(20, 4),
    );
    expect(report.violations).toEqual([]);
    // Number pairs alone are not records.
    expect(report.expected > 0).toBe(store !== 'lids');
  });

  it.each(intact)('as the store %s gives only rows and domain errors', (store, bytes) => {
    const random = seededRandom('fuzz', `whatsapp ${store}`);
    let readable = 0;
    for (let round = 0; round < rounds(40); round++) {
      const damaged = damage(bytes, (limit) => random.below(limit));
      if (extractDamaged(whatsapp, store as keyof typeof stores, damaged) !== null) readable++;
    }
    expect(readable).toBeGreaterThan(rounds(10, 0));
  });
});
