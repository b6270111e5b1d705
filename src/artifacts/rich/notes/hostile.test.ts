import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readWithDestroyedPages } from '../../../../test/support/artifacts/destroyed-pages.ts';
import { damage, extractAll, extractDamaged } from '../../../../test/support/artifacts/extract-files.ts';
import { rounds } from '../../../../test/support/depth.ts';
import { writeLegacyNotesDatabase } from '../../../../test/synthetic/notes/legacy.ts';
import { attachmentLine, line, writeNoteBody } from '../../../synthetic/notes/body.ts';
import { writeNotesDatabase } from '../../../synthetic/notes/notes-database.ts';
import { createNotesTables, LEGACY_NOTES_TABLES, NOTES_GENERATIONS } from '../../../synthetic/notes/schema.ts';
import { writeTable } from '../../../synthetic/notes/table.ts';
import { seededRandom } from '../../../synthetic/random.ts';
import { notes } from './index.ts';

function empty(): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  for (const sql of createNotesTables(17)) db.exec(sql);
  db.exec(`INSERT INTO Z_PRIMARYKEY (Z_ENT, Z_NAME) VALUES
    (4, 'ICAttachment'), (5, 'ICAttachmentPreviewImage'), (8, 'ICInlineAttachment'), (10, 'ICMedia'), (11, 'ICNote'),
    (13, 'ICAccount'), (14, 'ICFolder')`);
  return db;
}

function addNote(db: DatabaseSync, key: number, body: Uint8Array, fields = ''): void {
  db.exec(
    `INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZTITLE1) VALUES (${key}, 11, 'N${key}', 'note')`,
  );
  if (fields !== '') db.exec(`UPDATE ZICCLOUDSYNCINGOBJECT SET ${fields} WHERE Z_PK = ${key}`);
  db.prepare('INSERT INTO ZICNOTEDATA (ZNOTE, ZDATA) VALUES (?, ?)').run(key, body);
}

describe('values of the wrong type', () => {
  it('are the only ones lost', () => {
    const db = empty();
    db.exec(`
      INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZTITLE1, ZSNIPPET, ZFOLDER, ZACCOUNT7, ZCREATIONDATE3,
        ZMODIFICATIONDATE1, ZISPINNED, ZISPASSWORDPROTECTED, ZCRYPTOITERATIONCOUNT, ZCRYPTOWRAPPEDKEY, ZSERVERSHAREDATA)
      VALUES
        (-9, 11, x'41', 7, x'68c3a9', 'x', 'y', 'yesterday', 1e300, 'yes', 'no', 'many', 'text', 'text'),
        (1, 11, '', NULL, zeroblob(40), 9007199254740993, -9223372036854775808, -1e300, 9223372036854775807, x'', x'01', -5, zeroblob(24), zeroblob(99)),
        (2, 11, 'A', 'a', NULL, 3, 3, 0, 64092211200, 2, 1, 1e300, zeroblob(9999), zeroblob(2000000)),
        (9223372036854775807, 11, 'Z', 'out of reach', NULL, 0, 0, 0, 0, 0, 0, 0, NULL, NULL);
      INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZTITLE2, ZNAME, ZPARENT, ZFOLDERTYPE, ZOWNER)
        VALUES (3, 14, 'F', x'ff', 5, 3, 99, 3), (4, 14, 'F', 'again', NULL, 5, 'x', 6), (5, 14, NULL, NULL, NULL, 4, -1, 6),
        (6, 13, 12, NULL, x'00', 0, 0, 0);
      INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZNOTE, ZPARENTATTACHMENT, ZTYPEUTI, ZMEDIA, ZLOCATION, ZFILESIZE, ZSIZEWIDTH)
        VALUES (7, 4, 'P', 2, 8, 'public.jpeg', 9, 'x', 1e300, 'wide'), (8, 4, 'Q', NULL, 7, x'00', 2, 1, -1, 9e999),
        (10, 4, 'R', NULL, 11, 'x', -1, NULL, NULL, NULL), (11, 4, 'S', NULL, 10, NULL, NULL, NULL, NULL, NULL);
      INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZFILENAME, ZGENERATION1) VALUES (9, 10, '../../x', '..', '/');
      INSERT INTO ZICLOCATION (Z_PK, ZLATITUDE, ZLONGITUDE) VALUES (1, 'north', x'00');
      INSERT INTO ZICNOTEDATA (ZNOTE, ZDATA) VALUES (-9, 'text'), (1, 5), (2, x'1f8b00'), ('x', x'1f'), (NULL, NULL);
    `);
    const { rows, found, losses } = extractAll(notes, { db });
    expect(found).toBe(4);
    expect(rows.notes.map(({ key, title }) => [key, title])).toEqual([
      ['A', '7'],
      ['z1', null],
      ['A~2', 'a'],
    ]);
    expect(losses).toEqual({
      'damaged-records.notes': 1,
    });
    expect(rows.notes[2]?.modifiedAt).toBeNull();
    expect(rows.note_folders.map(({ key, parent, kind }) => [key, parent, kind])).toEqual([
      ['F', null, 'other'],
      ['F~4', 'z5', 'normal'],
      ['z5', 'F~4', 'other'],
    ]);
    expect(rows.note_attachments.map(({ key, note, parent }) => [key, note, parent])).toEqual([
      ['P', 'A~2', 'Q'],
      ['Q', 'A~2', 'P'],
      ['R', null, null],
      ['S', null, null],
    ]);
    expect(() => JSON.stringify(rows)).not.toThrow();
  });

  it('cannot refer to files outside the store', () => {
    const db = empty();
    db.exec(`
      INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZTYPEUTI, ZMEDIA) VALUES
        (1, 4, 'A', 'public.jpeg', 3), (2, 4, '../../../Library/SMS/sms', 'com.apple.paper', NULL);
      INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZFILENAME) VALUES (3, 10, 'M', '../../secret')`);
    const files = {
      'AppDomainGroup-group.com.apple.notes-Media/M/../../secret': { fileID: 'x', state: 'present' },
    } as const;
    const { rows } = extractAll(notes, { db }, { files });
    expect(rows.note_attachments.map(({ file, state }) => [file, state])).toEqual([
      [null, 'not-in-backup'],
      [null, 'no-path'],
    ]);
  });
});

describe('invalid bodies', () => {
  it('are reported, and the note is kept', () => {
    const db = empty();
    addNote(db, 1, gzipSync(Buffer.alloc(17 * 1024 * 1024)));
    addNote(db, 2, gzipSync(Buffer.from('no protobuf')).subarray(0, 15));
    addNote(db, 3, gzipSync(Buffer.from('no protobuf')));
    addNote(db, 4, Buffer.alloc(9 * 1024 * 1024));
    addNote(db, 5, writeNoteBody([line('unlocked in the meantime')]), 'ZISPASSWORDPROTECTED = 1');
    addNote(db, 6, Buffer.from('1f8b00', 'hex'), 'ZISPASSWORDPROTECTED = 1');
    const { rows, losses } = extractAll(notes, { db });
    expect(rows.notes.map(({ bodyState }) => bodyState)).toEqual([
      'unreadable',
      'unreadable',
      'unreadable',
      'unreadable',
      'read',
      'locked',
    ]);
    expect(rows.notes.at(-1)?.lock).toEqual({ scheme: 'unknown' });
    expect(losses).toEqual({ 'unreadable.note-bodies': 3, 'too-large.note-bodies': 1 });
  });

  it('show a table once, however often they refer to it', () => {
    const db = empty();
    const uti = 'com.apple.notes.table';
    addNote(
      db,
      1,
      writeNoteBody([
        ...Array.from({ length: 50 }, () => attachmentLine('T', uti)),
        attachmentLine('U', uti),
        attachmentLine('V', uti),
      ]),
    );
    const insert = db.prepare(
      `INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_ENT, ZIDENTIFIER, ZTYPEUTI, ZNOTE, ZMERGEABLEDATA1) VALUES (4, ?, '${uti}', 1, ?)`,
    );
    insert.run('T', writeTable('t', [[[line('cell')]]], false));
    insert.run('U', gzipSync(Buffer.from('no table')));
    insert.run('V', Buffer.alloc(5 * 1024 * 1024));
    const { rows, losses } = extractAll(notes, { db });
    const blocks = rows.notes[0]?.body?.blocks ?? [];
    expect(blocks.map(({ kind }) => kind)).toEqual(['table', ...Array.from({ length: 51 }, () => 'paragraph')]);
    expect(losses).toEqual({ 'unreadable.note-tables': 2 });
  });
});

describe('invalid stores', () => {
  it('do not affect the other store', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE other (x)');
    const legacy = new DatabaseSync(':memory:');
    for (const sql of LEGACY_NOTES_TABLES) legacy.exec(sql);
    legacy.exec(`INSERT INTO ZNOTE (Z_PK, ZTITLE, ZBODY) VALUES (1, 'kept', 1);
      INSERT INTO ZNOTEBODY (Z_PK, ZCONTENT) VALUES (1, '<div>kept</div>')`);
    const seen: unknown[] = [];
    const read = (): void => {
      const context = {
        stores: { db: [source(db)], legacy: [source(legacy)] },
        region: null,
        files: { db: [], legacy: [] },
        file: () => null,
        looseFiles: [],
        fileAt: () => ({ fileID: null, state: 'not-in-backup' }) as const,
        note: () => undefined,
        found: () => undefined,
        lost: () => undefined,
        progress: () => undefined,
        slice: { index: 0, of: 1 },
        isExcerpt: false,
      };
      for (const [table] of notes.extract(context)) seen.push(table);
    };
    expect(read).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_SCHEMA' }));
    expect(seen).toEqual(['notes']);
  });
});

/** The part of an opened database that artifacts use. */
function source(db: DatabaseSync): Parameters<typeof notes.extract>[0]['stores']['db'][number] {
  return { db } as unknown as Parameters<typeof notes.extract>[0]['stores']['db'][number];
}

describe('a damaged file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-notes-hostile-'));
  const path = join(folder, 'NoteStore.sqlite');
  writeNotesDatabase(path, { seed: 'hostile', size: 60 });
  const intact = readFileSync(path);
  writeLegacyNotesDatabase(path, { seed: 'hostile', size: 60 });
  const legacy = readFileSync(path);
  rmSync(folder, { recursive: true });

  it.each([
    ['db', intact],
    ['legacy', legacy],
  ] as const)('gives every row of the pages that are intact: %s', (store, bytes) => {
    const random = seededRandom('pages', store);
    const report = readWithDestroyedPages(notes, store, bytes, (limit) => random.below(limit), rounds(20, 4));
    expect(report.violations).toEqual([]);
    expect(report.expected).toBeGreaterThan(rounds(500, 25));
  });

  it.each(NOTES_GENERATIONS)(
    'has its notes and folders, too, if the names of entities are gone: iOS %i',
    (generation) => {
      const read = (sql: string) => {
        rmSync(path, { force: true });
        writeNotesDatabase(path, { seed: 'hostile', size: 60, generation });
        const db = new DatabaseSync(path);
        db.exec(sql);
        const { rows } = extractAll(notes, { db });
        // Previews cannot be told from other media then, nor how they are encrypted.
        const attachments = rows.note_attachments.map((row) => ({ ...row, lock: { ...row.lock, preview: null } }));
        return { ...rows, note_attachments: attachments };
      };
      mkdirSync(folder);
      try {
        const whole = read('');
        expect(whole.notes.length).toBeGreaterThan(50);
        expect(whole.notes.some(({ folder }) => folder !== null)).toBe(true);
        expect(read('DELETE FROM Z_PRIMARYKEY')).toEqual(whole);
        expect(read("UPDATE Z_PRIMARYKEY SET Z_NAME = '?' WHERE Z_NAME IN ('ICNote', 'ICFolder')")).toEqual(whole);
        expect(read('DROP TABLE Z_PRIMARYKEY')).toEqual(whole);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  it('gives only rows and domain errors', () => {
    const random = seededRandom('fuzz', 'notes');
    let readable = 0;
    for (let round = 0; round < rounds(60); round++) {
      const below = (limit: number): number => random.below(limit);
      if (extractDamaged(notes, 'db', damage(intact, below)) !== null) readable++;
      if (extractDamaged(notes, 'legacy', damage(legacy, below)) !== null) readable++;
    }
    expect(readable).toBeGreaterThan(rounds(30, 0));
  });
});
