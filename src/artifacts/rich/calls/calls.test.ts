import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import {
  readWithDestroyedIndexes,
  readWithDestroyedPages,
} from '../../../../test/support/artifacts/destroyed-pages.ts';
import {
  damage,
  type Extraction,
  extractAll,
  extractDamaged,
} from '../../../../test/support/artifacts/extract-files.ts';
import { fullOnly, rounds } from '../../../../test/support/depth.ts';
import { parseGlob } from '../../../backup/manifest/glob.ts';
import {
  type CallKind,
  type CallsSpec,
  type CallsTruth,
  writeCallsDatabase,
} from '../../../synthetic/calls/calls-database.ts';
import { seededRandom } from '../../../synthetic/random.ts';
import type { CallRow } from './call-record.ts';
import { calls } from './index.ts';
import type { callTables } from './tables.ts';

/** An in-memory database with these calls, and its contents. */
function synthetic(spec: CallsSpec): { readonly db: DatabaseSync; readonly truth: CallsTruth; readonly bytes: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-calls-'));
  try {
    const truth = writeCallsDatabase(join(folder, 'calls.db'), spec);
    const bytes = readFileSync(join(folder, 'calls.db'));
    const db = new DatabaseSync(':memory:');
    db.deserialize(bytes);
    return { db, truth, bytes };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Expected values of each kind of call. */
const EXPECTED: Readonly<Record<CallKind, Partial<CallRow>>> = {
  'phone-outgoing': { service: 'phone', direction: 'outgoing', outcome: 'answered' },
  'phone-incoming': { service: 'phone', direction: 'incoming', outcome: 'answered' },
  'phone-missed': { service: 'phone', direction: 'incoming', outcome: 'missed' },
  'phone-declined': { service: 'phone', direction: 'incoming', outcome: 'missed' },
  'phone-unanswered': { service: 'phone', direction: 'outgoing', outcome: 'unanswered' },
  'phone-elsewhere': { service: 'phone', direction: 'incoming', outcome: 'answered-elsewhere' },
  'phone-withheld': { service: 'phone', outcome: 'missed', handle: null, isNumberWithheld: true },
  'facetime-audio': { service: 'facetime-audio', direction: 'incoming', outcome: 'answered', isVideo: false },
  'facetime-video': { service: 'facetime-video', direction: 'outgoing', isVideo: true, bytes: 123_456 },
  'facetime-group': { service: 'facetime-video', outcome: 'answered', isVideo: true },
  'app-outgoing': { service: 'app', outcome: 'answered', app: 'net.whatsapp.WhatsApp' },
  'app-missed': { service: 'app', outcome: 'missed', provider: '57T9237FN3.net.whatsapp.WhatsApp' },
  'phone-silenced': { service: 'phone', outcome: 'missed' },
  'phone-junk': { service: 'phone', outcome: 'missed' },
  'phone-blocked': { service: 'phone', outcome: 'missed' },
  'phone-emergency': { service: 'phone', direction: 'outgoing', outcome: 'answered' },
};

/** More expected values of newer records. */
const EXPECTED_18: Partial<Record<CallKind, Partial<CallRow>>> = {
  'facetime-group': { isGroup: true },
  'phone-silenced': { outcome: 'filtered' },
  'phone-junk': { isJunk: true, junkReason: 'Spam' },
  'phone-blocked': { outcome: 'blocked', blockedBy: 'com.example.blocker.extension' },
  'phone-emergency': { isEmergency: true },
};

describe.each([11, 18] as const)('a synthetic call history of iOS %i', (generation) => {
  const { db, truth } = synthetic({ seed: 'calls', calls: 160, generation });
  const { rows, documents, notes, losses, found } = extractAll(calls, { history: db });

  it('gives every call', () => {
    expect({ found, losses, notes }).toEqual({ found: 160, losses: {}, notes: {} });
    expect(rows.calls).toHaveLength(160);
    for (const [index, call] of truth.calls.entries()) {
      const { rowId, uuid, at, seconds, kind, handles, name } = call;
      const known = generation === 18 ? handles : handles.slice(0, 1);
      expect(rows.calls[index]).toMatchObject({
        key: `h${rowId}`,
        uuid,
        at,
        seconds,
        name,
        handle: handles[0] ?? null,
        location: seconds % 2 === 0 ? null : 'San Francisco, CA',
        isoCountry: 'US',
        store: 'history',
        sourceKey: rowId,
        ...EXPECTED[kind],
        ...(generation === 18 ? EXPECTED_18[kind] : {}),
      });
      expect(new Set(rows.calls[index]?.handles?.map(({ value }) => value))).toEqual(new Set(known));
    }
  });

  it('can be searched by name, number and caller', () => {
    for (const [index, { handles, name, kind }] of truth.calls.entries()) {
      const document = documents[index]?.document;
      if (name !== null) expect(document?.text).toBe(name);
      if (handles[0] !== undefined) expect(document?.also).toContain(handles[0]);
      const expected =
        kind.endsWith('-outgoing') || ['phone-unanswered', 'facetime-video', 'phone-emergency'].includes(kind);
      if (expected) expect(document?.from).toEqual(['me']);
      else expect(document?.from).toEqual(handles[0] === undefined ? undefined : [handles[0]]);
    }
  });
});

describe('the smaller databases', () => {
  it('give calls that are not in the history', () => {
    const history = synthetic({ seed: 'calls', calls: 20 });
    const recent = synthetic({ seed: 'calls', calls: 10, from: 15 });
    const { rows, notes, found } = extractAll(calls, { history: history.db, recent: recent.db });
    expect(found).toBe(30);
    expect(notes).toEqual({ 'calls-also-in-history:recent': 5 });
    expect(rows.calls.map(({ key }) => key).slice(-6)).toEqual(['h20', 'r6', 'r7', 'r8', 'r9', 'r10']);
    expect(new Set(rows.calls.map(({ uuid }) => uuid)).size).toBe(25);
  });

  it('give the calls of iOS 6, with seconds since 1970', () => {
    const { db, truth } = synthetic({ seed: 'old', calls: 12, generation: 6 });
    const { rows, losses } = extractAll(calls, { legacy: db });
    expect(losses).toEqual({});
    expect(rows.calls).toMatchObject(
      truth.calls.map(({ rowId, at, seconds, kind, handles, name }) => ({
        key: `l${rowId}`,
        at,
        seconds,
        handle: handles[0],
        name,
        ...EXPECTED[kind],
        store: 'legacy',
        raw: { country_code: '310', network_code: '260' },
      })),
    );
  });

  it('skip old calls that iOS 8 migrated', () => {
    const old = synthetic({ seed: 'old', calls: 4, generation: 6 });
    const { rows } = extractAll(calls, { legacy: old.db });
    const [first] = rows.calls;
    const history = synthetic({ seed: 'new', calls: 1 });
    history.db.exec(`UPDATE ZCALLRECORD SET ZDATE = ${(first?.at ?? 0) / 1000 - 978_307_200 + 0.25}, ZORIGINATED = 1`);
    history.db.exec(`DELETE FROM Z_2REMOTEPARTICIPANTHANDLES; UPDATE ZCALLRECORD SET ZADDRESS = '${first?.handle}'`);
    const both = extractAll(calls, { history: history.db, legacy: old.db });
    expect(both.rows.calls.map(({ key }) => key)).toEqual(['h1', 'l2', 'l3', 'l4']);
    expect(both.notes).toEqual({ 'calls-also-in-history:legacy': 1 });
  });
});

/** Columns of `call` by the system (iOS 7: schema of a real phone; iOS 5: as other tools read it). */
const CALL_COLUMNS = {
  5: `address TEXT, date INTEGER, duration INTEGER, flags INTEGER, id INTEGER, name TEXT, country_code TEXT,
    network_code TEXT`,
  7: `address TEXT, date INTEGER, duration INTEGER, flags INTEGER, id INTEGER, name TEXT, country_code TEXT,
    network_code TEXT, read INTEGER, assisted INTEGER, face_time_data BLOB, originalAddress TEXT,
    answered INTEGER DEFAULT '1'`,
};

it.each([
  [5, 4, 'phone', 'incoming'],
  [5, 65_541, 'phone', 'outgoing'],
  [5, 20, 'facetime', 'incoming'],
  [5, 21, 'facetime', 'outgoing'],
  [7, 0, 'phone', 'incoming'],
  [7, 1, 'phone', 'outgoing'],
  [7, 16, 'facetime', 'incoming'],
  [7, 64, 'facetime', 'incoming'],
  [7, 65, 'facetime', 'outgoing'],
] as const)('in iOS %i a call with the flags %i is one by %s, %s', (ios, flags, service, direction) => {
  const db = new DatabaseSync(':memory:');
  db.exec(`CREATE TABLE call (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, ${CALL_COLUMNS[ios]})`);
  db.exec(`INSERT INTO call (address, date, duration, flags) VALUES ('jo@example.org', 1300000000, 0, ${flags})`);
  const [call] = extractAll(calls, { legacy: db }).rows.calls;
  // Up to iOS 5 nothing tells whether a missed call was seen.
  expect(call).toMatchObject({ service, direction, isRead: ios === 5 ? null : false, raw: { flags } });
});

/** Extracts a history created by these statements, in a minimal schema. */
function history(sql: string): Extraction<typeof callTables> {
  const db = new DatabaseSync(':memory:');
  db.exec(`
    CREATE TABLE ZCALLRECORD (Z_PK INTEGER PRIMARY KEY, ZDATE, ZDURATION, ZADDRESS, ZCALLTYPE, ZORIGINATED, ZANSWERED,
      ZSERVICE_PROVIDER, ZUNIQUE_ID, ZCALL_CATEGORY, ZLOCALPARTICIPANTUUID, ZHANDLE_TYPE, ZNAME);
    CREATE TABLE ZHANDLE (Z_PK INTEGER PRIMARY KEY, ZVALUE, ZNORMALIZEDVALUE, ZTYPE);
    CREATE TABLE Z_2REMOTEPARTICIPANTHANDLES (Z_2REMOTEPARTICIPANTCALLS, Z_3REMOTEPARTICIPANTHANDLES);
    ${sql}`);
  return extractAll(calls, { history: db });
}

describe('records', () => {
  it('are classified by provider and type', () => {
    const { rows, notes } = history(`INSERT INTO ZCALLRECORD (Z_PK, ZCALLTYPE, ZSERVICE_PROVIDER, ZCALL_CATEGORY) VALUES
      (1, 8, NULL, NULL), (2, 16, NULL, NULL), (3, 1, NULL, NULL), (4, 0, NULL, NULL), (5, NULL, 'com.apple.FaceTime', 2),
      (6, 99, 'com.apple.FaceTime', 1), (7, 99, 'com.apple.Telephony', NULL), (8, 1, 'org.example.Calls', 2), (9, 77, NULL, NULL)`);
    expect(rows.calls.map(({ service, isVideo }) => [service, isVideo])).toEqual([
      ['facetime-video', true],
      ['facetime-audio', false],
      ['phone', false],
      ['app', false],
      ['facetime-video', true],
      ['facetime-audio', false],
      ['phone', false],
      ['app', true],
      [null, false],
    ]);
    expect(notes).toEqual({ 'unknown-code:call-type:99': 2, 'unknown-code:call-type:77': 1 });
    expect(rows.calls[8]?.raw).toEqual({ ZCALLTYPE: 77 });
  });

  it('were answered if they lasted, and are junk from the second degree on, as the phone has it', () => {
    const { rows } =
      history(`ALTER TABLE ZCALLRECORD ADD ZJUNKCONFIDENCE; ALTER TABLE ZCALLRECORD ADD ZFILTERED_OUT_REASON;
      INSERT INTO ZCALLRECORD (Z_PK, ZCALLTYPE, ZORIGINATED, ZANSWERED, ZDURATION, ZJUNKCONFIDENCE, ZFILTERED_OUT_REASON) VALUES
      (1, 1, 0, 0, 61.5, 0, 0), (2, 1, 0, NULL, 4, 1, 2), (3, 1, 0, 1, 0, 2, 0), (4, 1, 0, 0, 0, 3, 0), (5, 1, 0, 0, 0, 1, 2),
      (6, 1, 1, 1, 0, NULL, NULL), (7, 16, 1, 0, 9, NULL, NULL)`);
    expect(rows.calls.map(({ outcome, isJunk }) => [outcome, isJunk])).toEqual([
      ['answered', false],
      ['answered', false],
      ['answered-elsewhere', true],
      ['missed', true],
      ['filtered', false],
      ['unanswered', false],
      ['answered', false],
    ]);
  });

  it('have video and typed text by the bits of their category', () => {
    const { rows } = history(`INSERT INTO ZCALLRECORD (Z_PK, ZCALLTYPE, ZSERVICE_PROVIDER, ZCALL_CATEGORY) VALUES
      (1, 1, 'com.apple.Telephony', 1), (2, 1, 'com.apple.Telephony', 5), (3, 1, 'com.apple.Telephony', 9),
      (4, 8, 'com.apple.FaceTime', 2), (5, NULL, 'com.apple.FaceTime', 6), (6, 0, 'org.example.Calls', 10)`);
    expect(rows.calls.map(({ service, isVideo, isText }) => [service, isVideo, isText])).toEqual([
      ['phone', false, false],
      ['phone', false, true],
      ['phone', false, true],
      ['facetime-video', true, false],
      ['facetime-video', true, true],
      ['app', true, true],
    ]);
  });

  it('have a withheld number only where the caller hid it, not where the phone does not know one', () => {
    const { rows } = history(`ALTER TABLE ZCALLRECORD ADD ZNUMBER_AVAILABILITY;
      INSERT INTO ZCALLRECORD (Z_PK, ZCALLTYPE, ZADDRESS, ZNUMBER_AVAILABILITY) VALUES
      (1, 1, NULL, 1), (2, 1, '', 2), (3, 1, NULL, 0), (4, 1, '+14155550101', 0), (5, 1, NULL, NULL)`);
    expect(rows.calls.map(({ isNumberWithheld }) => isNumberWithheld)).toEqual([true, false, false, false, false]);
  });

  it('tell who began them, that a message was left and that they were translated', () => {
    const { rows } = history(`ALTER TABLE ZCALLRECORD ADD ZINITIATOR; ALTER TABLE ZCALLRECORD ADD ZHASMESSAGE;
      ALTER TABLE ZCALLRECORD ADD ZDIDENABLETRANSLATION;
      INSERT INTO ZCALLRECORD (Z_PK, ZCALLTYPE, ZINITIATOR, ZHASMESSAGE, ZDIDENABLETRANSLATION) VALUES
      (1, 8, 2, 0, 1), (2, 1, 1, 1, NULL), (3, 8, 3, NULL, 0), (4, 8, 99, 0, 0), (5, 8, NULL, 0, 0);
      INSERT INTO ZHANDLE VALUES (1, '+14155550101', NULL, 2), (2, 'b@example.org', NULL, 3), (3, 'temp:3c4d', NULL, 1);`);
    expect(rows.calls.map(({ creator, hasMessage, isTranslated }) => [creator, hasMessage, isTranslated])).toEqual([
      ['b@example.org', false, true],
      ['+14155550101', true, false],
      [null, false, false],
      [null, false, false],
      [null, false, false],
    ]);
  });

  it('list each participant once', () => {
    const { rows } = history(`INSERT INTO ZCALLRECORD (Z_PK, ZCALLTYPE) VALUES (1, 8), (2, 8);
      INSERT INTO ZHANDLE VALUES (1, '+1 415 555 0101', '+14155550101', 2), (2, '+14155550101', NULL, 2), (3, 'b@example.org', NULL, 3);
      INSERT INTO Z_2REMOTEPARTICIPANTHANDLES VALUES (1, 1), (1, 2), (2, 1), (2, 3), (2, 2);`);
    expect(rows.calls.map(({ isGroup, handles }) => [isGroup, handles?.map(({ value }) => value)])).toEqual([
      [false, ['+1 415 555 0101']],
      [true, ['+1 415 555 0101', 'b@example.org']],
    ]);
  });

  it('count no stand-ins of a FaceTime link as people', () => {
    const { rows } = history(`INSERT INTO ZCALLRECORD (Z_PK, ZCALLTYPE) VALUES (1, 8), (2, 8), (3, 8);
      INSERT INTO ZHANDLE VALUES (1, 'pseud:1a2b', NULL, 1), (2, 'temp:3c4d', NULL, 1), (3, 'b@example.org', NULL, 3), (4, 'c@example.org', NULL, 3);
      INSERT INTO Z_2REMOTEPARTICIPANTHANDLES VALUES (1, 1), (1, 3), (2, 2), (2, 3), (2, 4), (3, 1), (3, 2);`);
    expect(rows.calls.map(({ handle, isGroup, handles }) => [handle, isGroup, handles?.length])).toEqual([
      ['b@example.org', false, 2],
      ['b@example.org', true, 3],
      ['pseud:1a2b', true, 2],
    ]);
  });

  it('with values of the wrong type lose only those values', () => {
    const { rows, losses, notes } = history(`
      INSERT INTO ZCALLRECORD (Z_PK, ZDATE, ZDURATION, ZADDRESS, ZCALLTYPE, ZORIGINATED, ZNAME, ZLOCALPARTICIPANTUUID, ZHANDLE_TYPE) VALUES
        (-3, 'x', -5, x'2b31', x'00', 'yes', x'c3a9', x'00', 42), (1, 1e300, 1e999, 12345678901234567890, 'x', 2, '', 'u', 'k'),
        (9007199254740993, 1, 1, '1', 1, 1, NULL, NULL, NULL), (2, 0, NULL, zeroblob(100000), NULL, x'', NULL,
        x'00112233445566778899aabbccddeeff', NULL);
      INSERT INTO ZHANDLE VALUES (-1, 'n', NULL, 9), (7, x'68', 5, 'x'), (8, NULL, 'only', 2);
      INSERT INTO Z_2REMOTEPARTICIPANTHANDLES VALUES (1, 7), (1, 8), (1, -1), (1, 99), ('x', 7), (1.5, 7), (9223372036854775807, 7);`);
    expect(
      rows.calls.map(({ key, at, seconds, handle, name, line }) => [key, at, seconds, handle?.length, name, line]),
    ).toEqual([
      ['h-3', null, null, 2, 'é', null],
      ['h1', null, null, 1, null, 'u'],
      ['h2', null, null, 32_768, null, '00112233-4455-6677-8899-AABBCCDDEEFF'],
    ]);
    expect(rows.calls[1]?.handles?.map(({ value }) => value)).toEqual(['h', 'only', 'n']);
    expect(losses).toEqual({ 'no-key.calls': 1 });
    expect(notes).toEqual({ 'unknown-code:handle-type:42': 1, 'unknown-code:handle-type:9': 1 });
    expect(() => JSON.stringify(rows)).not.toThrow();
  });
});

it('refuses a database without calls', () => {
  const unsupported = expect.objectContaining({ code: 'UNSUPPORTED_SCHEMA' });
  expect(() => extractAll(calls, { history: new DatabaseSync(':memory:') })).toThrow(unsupported);
  expect(() => extractAll(calls, { legacy: new DatabaseSync(':memory:') })).toThrow(unsupported);
});

it('gives every row of a database with damaged indexes', fullOnly, () => {
  const { bytes } = synthetic({ seed: 'pages', calls: 200, generation: 18 });
  expect(readWithDestroyedIndexes(calls, 'history', bytes)).toEqual([]);
});

it.each([6, 18] as const)('gives every row of intact pages of iOS %i', (generation) => {
  const { bytes } = synthetic({ seed: 'pages', calls: 200, generation });
  const random = seededRandom('pages', 'calls');
  const report = readWithDestroyedPages(
    calls,
    generation === 6 ? 'legacy' : 'history',
    bytes,
    (limit) => random.below(limit),
    rounds(20, 4),
  );
  expect(report.violations).toEqual([]);
  expect(report.expected).toBeGreaterThan(rounds(1000, 50));
});

it.each([6, 18] as const)('gives only rows and domain errors for damaged files of iOS %i', (generation) => {
  const { bytes } = synthetic({ seed: 'fuzz', calls: 200, generation });
  const random = seededRandom('fuzz', 'calls');
  let readable = 0;
  for (let round = 0; round < rounds(100); round++) {
    const damaged = damage(bytes, (limit) => random.below(limit));
    if (extractDamaged(calls, generation === 6 ? 'legacy' : 'history', damaged) !== null) readable++;
  }
  expect(readable).toBeGreaterThan(rounds(20, 0));
});

describe('paths of the history of iOS 7 and earlier', () => {
  it.each([
    ['WirelessDomain', 'Library/CallHistory/call_history.db'],
    ['HomeDomain', 'Library/CallHistory/call_history.db'],
    ['HomeDomain', 'Library/CallHistoryDB/call_history.db'],
  ])('is also %s %s', (domain, path) => {
    const { legacy } = calls.stores;
    const [place] = legacy.places;
    expect(parseGlob(place?.domain ?? '').matches(domain) && parseGlob(place?.path ?? '').matches(path)).toBe(true);
  });
});
