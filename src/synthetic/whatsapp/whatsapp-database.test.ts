import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeProtobuf } from '../encoders/protobuf-writer.ts';
import { peopleOf } from '../people.ts';
import { WHATSAPP_KINDS } from './kinds.ts';
import { writeQuote, writeReceiptInfo } from './receipts.ts';
import type { WhatsappPaths, WhatsappTruth } from './truth.ts';
import { writeWhatsappDatabases } from './whatsapp-database.ts';

const SPEC = { seed: 4, size: 300, people: 12 };

let folder = '';
let truth: WhatsappTruth;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whatsapp-database-'));
  truth = writeWhatsappDatabases(pathsIn('first'), SPEC);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function pathsIn(name: string): WhatsappPaths {
  const path = (store: string): string => join(folder, `${name}-${store}`);
  return { chats: path('chats'), contacts: path('contacts'), calls: path('calls'), lids: path('lids') };
}

function rowsOf(store: keyof WhatsappPaths, sql: string): Record<string, unknown>[] {
  const db = new DatabaseSync(pathsIn('first')[store] as string, { readOnly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

describe('the stores', () => {
  it('are valid and have the expected contents', () => {
    for (const store of ['chats', 'contacts', 'calls', 'lids'] as const) {
      expect(rowsOf(store, 'PRAGMA integrity_check')).toMatchObject([{ integrity_check: 'ok' }]);
    }
    expect(rowsOf('chats', 'SELECT count(*) AS n FROM ZWAMESSAGE')).toMatchObject([{ n: 300 }]);
    expect(rowsOf('chats', 'SELECT count(*) AS n FROM ZWACHATSESSION')).toMatchObject([{ n: truth.sessions.length }]);
    expect(rowsOf('calls', 'SELECT count(*) AS n FROM ZWACDCALLEVENT')).toMatchObject([{ n: truth.calls }]);
    expect(Object.values(truth.counts).reduce((sum, count) => sum + count)).toBe(300);
  });

  it('have every kind of message', () => {
    expect(Object.keys(truth.counts).sort()).toEqual(WHATSAPP_KINDS.map(({ name }) => name).sort());
  });

  it('number their entities like Core Data', () => {
    expect(rowsOf('calls', 'SELECT Z_ENT, Z_NAME FROM Z_PRIMARYKEY WHERE Z_ENT = 1')).toEqual([
      { Z_ENT: 1, Z_NAME: 'WAAggregateCallEvent' },
    ]);
    expect(rowsOf('chats', "SELECT Z_MAX FROM Z_PRIMARYKEY WHERE Z_NAME = 'WAMessage'")).toEqual([{ Z_MAX: 300 }]);
  });

  it('have the pitfalls of real stores', () => {
    const noise = 'SELECT count(*) AS n FROM ZWAMESSAGE WHERE ZMESSAGETYPE = 0 AND ZGROUPEVENTTYPE = 2';
    expect(rowsOf('chats', noise)[0]?.n).toBeGreaterThan(20);
    expect(rowsOf('chats', 'SELECT count(*) AS n FROM ZWAMESSAGE WHERE ZCHATSESSION IS NULL')[0]?.n).toBeGreaterThan(0);
    expect(rowsOf('chats', "SELECT count(*) AS n FROM ZWAGROUPMEMBER WHERE ZCONTACTNAME = ''")[0]?.n).toBeGreaterThan(
      0,
    );
    const withoutFile =
      'SELECT count(*) AS n FROM ZWAMEDIAITEM WHERE ZMEDIALOCALPATH IS NULL AND ZMETADATA IS NOT NULL';
    expect(rowsOf('chats', withoutFile)[0]?.n).toBeGreaterThan(5);
    expect(rowsOf('contacts', 'SELECT DISTINCT typeof(ZABOUTTEXT) AS t FROM ZWAADDRESSBOOKCONTACT')).toEqual([
      { t: 'blob' },
    ]);
  });

  it('have the people of the seed', () => {
    const numbers = new Set(peopleOf(4, 12).map(({ phone }) => `${phone.slice(1)}@s.whatsapp.net`));
    expect(new Set(truth.lids.values())).toEqual(numbers);
  });

  it('are deterministic', () => {
    writeWhatsappDatabases(pathsIn('again'), SPEC);
    for (const store of ['chats', 'contacts', 'calls', 'lids'] as const) {
      const [first, again] = [pathsIn('first')[store], pathsIn('again')[store]] as [string, string];
      expect(readFileSync(again).equals(readFileSync(first)), store).toBe(true);
    }
  });
});

describe('protobuf', () => {
  it('is written by the specification', () => {
    // protobuf.dev/programming-guides/encoding: field 1 = 150 is 08 96 01, field 2 = "testing" is 12 07 …
    expect(writeProtobuf([[1, 150]]).toString('hex')).toBe('089601');
    expect(writeProtobuf([[2, 'testing']]).toString('hex')).toBe('120774657374696e67');
    expect(writeProtobuf([[3, [[1, 150]]]]).toString('hex')).toBe('1a03089601');
    expect(writeProtobuf([[216, 1]]).toString('hex')).toBe('c00d01');
  });

  it('can hold times beyond 32 bits', () => {
    const blob = writeReceiptInfo(0, [{ jid: null, emoji: 'x', at: 1_700_000_000_000 }]);
    expect(blob.toString('hex')).toContain('1880d095ffbc31');
    expect(writeQuote('AB', null, 'x').toString('hex')).toBe('20012a0241429a01030a0178');
  });
});
