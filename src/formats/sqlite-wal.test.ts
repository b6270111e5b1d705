import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { rounds } from '../../test/support/depth.ts';
import {
  checkpointed,
  dump,
  insert,
  type Pair,
  resealed,
  snapshot,
  walDatabase,
} from '../../test/support/formats/wal-databases.ts';
import { DomainError } from '../model/errors.ts';
import { overlayWal, readWal, toRollbackHeader } from './sqlite-wal.ts';

const HEADER = 32;
const frameSize = (wal: Uint8Array): number => 24 + Buffer.from(wal).readUInt32BE(8);
const framesIn = (wal: Uint8Array): number => (wal.length - HEADER) / frameSize(wal);

/** Three commits on top of a database file of two pages. */
const commits = walDatabase(1024, (db) => {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  for (const marker of ['first', 'second', 'third']) {
    db.exec('BEGIN');
    insert(db, 20, marker);
    db.exec('COMMIT');
  }
});

const cases: Readonly<Record<string, Pair>> = {
  'several commits': commits,
  'everything in the WAL': walDatabase(4096, (db) => insert(db, 30, 'row')),
  'pages of 512 bytes': walDatabase(512, (db) => insert(db, 30, 'row')),
  'pages of 65,536 bytes': walDatabase(65_536, (db) => insert(db, 30, 'row')),
  'a rollback between two commits': walDatabase(1024, (db) => {
    insert(db, 5, 'kept');
    db.exec('BEGIN');
    insert(db, 200, 'rolled back');
    db.exec('ROLLBACK');
    insert(db, 5, 'kept too');
  }),
  'a transaction that never ended': walDatabase(1024, (db, file) => {
    insert(db, 5, 'kept');
    db.exec('BEGIN');
    db.exec("UPDATE t SET value = 'changed'");
    insert(db, 200, 'lost');
    const pair = snapshot(file);
    db.exec('ROLLBACK');
    return pair;
  }),
  'frames left over from before a checkpoint': walDatabase(1024, (db) => {
    insert(db, 50, 'before');
    db.exec('PRAGMA wal_checkpoint(RESTART)');
    db.exec("UPDATE t SET value = 'after' WHERE id = 7");
  }),
  'a VACUUM that shrinks the database': walDatabase(1024, (db) => {
    insert(db, 100, 'row');
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.exec('DELETE FROM t WHERE id > 10; VACUUM');
  }),
  'a shrunken database that grows again': walDatabase(1024, (db) => {
    insert(db, 100, 'row');
    db.exec('DELETE FROM t WHERE id > 10; VACUUM');
    insert(db, 60, 'new');
  }),
  'checksums in big-endian words': { database: commits.database, wal: resealed(commits.wal, true) },
  'a WAL of the header alone': { database: commits.database, wal: commits.wal.subarray(0, HEADER) },
  'a database file that says rollback journal': { database: withJournalMode(commits.database, 1), wal: commits.wal },
  'an empty WAL': { database: commits.database, wal: new Uint8Array() },
};

describe('overlayWal compared with SQLite', () => {
  it.each(Object.entries(cases))('%s', (_, pair) => {
    const { database } = overlayWal(pair.database, pair.wal);
    expect(Buffer.compare(database, checkpointed(pair))).toBe(0);
    expect(dump(database)).toEqual(dump(checkpointed(pair)));
  });

  it('uses test databases with the intended properties', () => {
    const count = (name: string): [rows: number, frames: number, ignored: number] => {
      const pair = cases[name] as Pair;
      const { database, frames, ignoredFrames } = overlayWal(pair.database, pair.wal);
      expect(frames + ignoredFrames).toBe(Math.ceil(framesIn(pair.wal)));
      return [dump(database).t?.length ?? 0, frames, ignoredFrames];
    };
    expect(count('several commits')).toEqual([60, framesIn(commits.wal), 0]);
    expect(count('a rollback between two commits')).toEqual([10, expect.any(Number), expect.toSatisfy((n) => n > 20)]);
    expect(count('a transaction that never ended')).toEqual([5, expect.any(Number), expect.toSatisfy((n) => n > 20)]);
    expect(count('frames left over from before a checkpoint')).toEqual([50, 1, expect.toSatisfy((n) => n > 20)]);
    expect(count('a VACUUM that shrinks the database')).toEqual([10, expect.any(Number), 0]);
    const shrunken = cases['a VACUUM that shrinks the database'] as Pair;
    expect(overlayWal(shrunken.database, shrunken.wal).database.length).toBeLessThan(shrunken.database.length);
    expect(dump(overlayWal(commits.database, commits.wal.subarray(0, HEADER)).database).t).toEqual([]);
  });

  it('stops where a WAL is truncated, at any byte', () => {
    const size = frameSize(commits.wal);
    for (let length = 0; length <= commits.wal.length; length += size / 4) {
      const pair = { database: commits.database, wal: commits.wal.subarray(0, length) };
      expect(Buffer.compare(overlayWal(pair.database, pair.wal).database, checkpointed(pair))).toBe(0);
    }
  });

  it('says that a WAL is broken if it is damaged before the end of a transaction, and only then', () => {
    for (const pair of Object.values(cases)) expect(overlayWal(pair.database, pair.wal).isBroken).toBeUndefined();
    const size = frameSize(commits.wal);
    const last = framesIn(commits.wal) - 1;
    const brokenAt = (at: number) => {
      const wal = Uint8Array.from(commits.wal);
      wal[at] = (wal[at] as number) ^ 1;
      return overlayWal(commits.database, wal).isBroken;
    };
    for (const at of [0, 9, HEADER - 1, HEADER + size / 2, HEADER + size * last - 1, HEADER + size * last + size / 2])
      expect(brokenAt(at), `${at}`).toBe(true);
    // The size of the database, which only the last frame of a transaction has, is gone with it.
    expect(overlayWal(commits.database, commits.wal.subarray(0, HEADER + size * last)).isBroken).toBeUndefined();
    const rolledBack = cases['a rollback between two commits'] as Pair;
    expect(overlayWal(rolledBack.database, rolledBack.wal).ignoredFrames).toBeGreaterThan(20);
  });

  it('uses the same frames of a damaged WAL as SQLite', () => {
    const sources = [commits, cases['frames left over from before a checkpoint'] as Pair];
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.nat(), fc.integer({ min: 1, max: 255 }), (source, at, change) => {
        const wal = Uint8Array.from(source.wal);
        wal[at % wal.length] = (wal[at % wal.length] as number) ^ change;
        const expected = checkpointed({ database: source.database, wal });
        expect(Buffer.compare(overlayWal(source.database, wal).database, expected)).toBe(0);
      }),
      { seed: 1, numRuns: rounds(60) },
    );
  });
});

describe('overlayWal', () => {
  it('rebuilds a database whose file is empty', () => {
    const pair = cases['everything in the WAL'] as Pair;
    const { database } = overlayWal(new Uint8Array(), pair.wal);
    expect(Buffer.compare(database, checkpointed(pair))).toBe(0);
  });

  it('leaves an empty file alone when the WAL lacks page 1', () => {
    const stale = cases['frames left over from before a checkpoint'] as Pair;
    expect(overlayWal(new Uint8Array(), stale.wal)).toEqual({
      database: new Uint8Array(),
      frames: 0,
      ignoredFrames: framesIn(stale.wal),
    });
  });

  it('ignores a WAL of another page size', () => {
    const stale = cases['frames left over from before a checkpoint'] as Pair;
    const other = cases['everything in the WAL'] as Pair;
    expect(overlayWal(other.database, stale.wal)).toEqual({
      database: other.database,
      frames: 0,
      ignoredFrames: framesIn(stale.wal),
    });
  });

  it.each<[string, Buffer | Uint8Array, { readonly isBroken?: true }?]>([
    ['empty', Buffer.of()],
    ['cut within its header', commits.wal.subarray(0, 31)],
    ['marked as unused', Buffer.alloc(5000)],
    ['something else', Buffer.alloc(5000, 'SQLite format 3\0'), { isBroken: true }],
  ])('ignores a WAL that is %s', (_, wal, more = {}) => {
    const result = overlayWal(commits.database, wal);
    expect(result).toEqual({ database: commits.database, frames: 0, ignoredFrames: 0, ...more });
    expect(result.database).toBe(commits.database);
  });

  it('does not modify its input', () => {
    const [database, wal] = [Uint8Array.from(commits.database), Uint8Array.from(commits.wal)];
    overlayWal(database, wal);
    expect(Buffer.compare(database, commits.database)).toBe(0);
    expect(Buffer.compare(wal, commits.wal)).toBe(0);
  });

  it('refuses a size that would exhaust memory', () => {
    const wal = Buffer.from(commits.wal);
    wal.writeUInt32BE(0xffff_ffff, wal.length - frameSize(wal) + 4);
    expect(() => overlayWal(commits.database, resealed(wal))).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
    );
  });

  it('reads pages that are in neither file as zeros, like SQLite', () => {
    const wal = Buffer.from(commits.wal);
    const pages = wal.readUInt32BE(wal.length - frameSize(wal) + 4);
    wal.writeUInt32BE(pages + 3, wal.length - frameSize(wal) + 4);
    const { database } = overlayWal(commits.database, resealed(wal));
    expect(database.length).toBe((pages + 3) * 1024);
    expect(database.subarray(pages * 1024)).toEqual(new Uint8Array(3 * 1024));
  });

  it('refuses an unknown format version', () => {
    const wal = Buffer.from(commits.wal);
    wal.writeUInt32BE(3_007_001, 4);
    expect(() => overlayWal(commits.database, resealed(wal))).toThrow(
      expect.objectContaining({ code: 'MALFORMED_DATABASE' }),
    );
  });

  it('throws only DomainErrors for random contents with valid checksums', () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(edits, fc.boolean(), fc.nat(), (edits, header, cut) => {
        const wal = Uint8Array.from(
          commits.wal.subarray(0, cut % 2 === 0 ? commits.wal.length : cut % commits.wal.length),
        );
        const size = frameSize(commits.wal);
        for (const [at, byte] of edits) {
          // Fields that control the reader: the file header or the frame headers.
          const field = header ? 8 + (at % 4) : HEADER + ((at % framesIn(commits.wal)) | 0) * size + (at % 8);
          if (field < wal.length) wal[field] = byte;
        }
        try {
          overlayWal(commits.database, wal.length < HEADER || header ? wal : resealed(wal));
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
      { seed: 2, numRuns: rounds(300) },
    );
  });
});

describe('readWal', () => {
  it('returns the position of the newest image of each page', () => {
    const { pageSize, pages, databasePages } = readWal(commits.wal);
    const { database } = overlayWal(commits.database, commits.wal);
    expect(database.length).toBe(databasePages * pageSize);
    expect(pages.size).toBeGreaterThan(10);
    for (const [page, offset] of pages) {
      const image = commits.wal.subarray(offset, offset + pageSize);
      expect(Buffer.compare(image, database.subarray((page - 1) * pageSize, page * pageSize))).toBe(0);
    }
  });

  it('reads a WAL of any size one megabyte at a time', () => {
    const { wal } = walDatabase(4096, (db) => {
      db.exec('BEGIN');
      insert(db, 12_000, 'row');
      db.exec('COMMIT');
    });
    expect(wal.length).toBeGreaterThan(3_000_000);
    let largest = 0;
    const reader = {
      size: wal.length,
      read: (position: number, length: number) => {
        largest = Math.max(largest, length);
        return wal.subarray(position, position + length);
      },
    };
    expect(readWal(reader)).toEqual(readWal(wal));
    expect(largest).toBeLessThanOrEqual(1 << 20);
  });

  it('stops if a reader returns fewer bytes than promised', () => {
    const short = {
      size: commits.wal.length,
      read: (from: number, length: number) => commits.wal.subarray(from, length),
    };
    expect(readWal(short).frames).toBeLessThan(framesIn(commits.wal));
    expect(readWal({ size: 1 << 30, read: () => new Uint8Array() })).toMatchObject({ pageSize: 0, frames: 0 });
  });
});

describe('toRollbackHeader', () => {
  it('lets SQLite load a database in WAL mode into memory', () => {
    const { database } = overlayWal(commits.database, commits.wal);
    expect([...database.subarray(18, 20)]).toEqual([2, 2]);
    toRollbackHeader(database);
    expect([...database.subarray(18, 20)]).toEqual([1, 1]);
    expect(dump(database).t).toHaveLength(60);
  });

  it('does not modify bytes that are not a database', () => {
    const bytes = new Uint8Array(99);
    toRollbackHeader(bytes);
    expect(bytes).toEqual(new Uint8Array(99));
  });
});

describeCorpus('overlayWal on databases of real backups', () => {
  it.each([
    ['contacts/ios-16.3/AddressBook.sqlitedb', 'ABPerson'],
    ['contacts/ios-16.3/AddressBookImages.sqlitedb', 'ABFullSizeImage'],
    ['notes/ios-17.3-notestore/NoteStore.sqlite', 'ZICCLOUDSYNCINGOBJECT'],
  ])('%s', (name, table) => {
    const pair = { database: readFileSync(corpusPath(name)), wal: readFileSync(corpusPath(`${name}-wal`)) };
    const { database, frames } = overlayWal(pair.database, pair.wal);
    expect(frames).toBeGreaterThan(0);
    expect(Buffer.compare(database, checkpointed(pair))).toBe(0);
    const tables = dump(database);
    expect(tables).toEqual(dump(checkpointed(pair)));
    expect(Object.keys(tables)).toContain(table);
  });

  it('finds the contacts, all of which are in the WAL', () => {
    const name = 'contacts/ios-16.3/AddressBook.sqlitedb';
    const database = readFileSync(corpusPath(name));
    expect(dump(database)).toEqual({});
    const wal = readFileSync(corpusPath(`${name}-wal`));
    expect(dump(overlayWal(database, wal).database).ABPerson?.length).toBeGreaterThan(0);
  });
});

function withJournalMode(database: Uint8Array, version: number): Uint8Array {
  return Uint8Array.from(database).fill(version, 18, 20);
}
