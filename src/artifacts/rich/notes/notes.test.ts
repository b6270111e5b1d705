import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type Extraction, extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import type { NoteBlock } from '../../../model/notes/document.ts';
import { linkedNotes } from '../../../model/notes/note-link.ts';
import { writeNoteBody } from '../../../synthetic/notes/body.ts';
import { type NotesTruth, writeNotesDatabase } from '../../../synthetic/notes/notes-database.ts';
import { NOTES_GENERATIONS, type NotesGeneration } from '../../../synthetic/notes/schema.ts';
import type { FileReference } from '../../kit/artifact.ts';
import { notes } from './index.ts';
import { openLockedNote } from './locked/open-locked-note.ts';
import { openNoteFile } from './locked/open-note-file.ts';
import type { noteTables } from './tables.ts';

function read(
  generation: NotesGeneration,
  size: number,
): { truth: NotesTruth; extraction: Extraction<typeof noteTables> } {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-notes-'));
  try {
    const path = join(folder, 'NoteStore.sqlite');
    const truth = writeNotesDatabase(path, { seed: `notes ${generation}`, size, generation });
    const files = Object.fromEntries(
      truth.files.map(({ domain, relativePath }): [string, FileReference] => [
        `${domain}-${relativePath}`,
        { fileID: relativePath, state: 'present' },
      ]),
    );
    const db = new DatabaseSync(path, { readOnly: true });
    const extraction = extractAll(notes, { db }, { files });
    db.close();
    return { truth, extraction };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The text of paragraphs, without attachments. */
function linesOf(blocks: readonly NoteBlock[]): string[] {
  return blocks.flatMap((block) => (block.kind === 'table' ? [] : [block.spans.map(({ text }) => text).join('')]));
}

describe.each(NOTES_GENERATIONS)('a synthetic store of iOS %i', (generation) => {
  const { truth, extraction } = read(generation, 40);
  const { rows, documents, found, losses } = extraction;
  const noteOf = (key: string): (typeof rows.notes)[number] | undefined => rows.notes.find((row) => row.key === key);
  const ofKind = (kind: string): readonly (typeof truth.notes)[number][] =>
    truth.notes.filter((note) => note.kind === kind);

  it('gives every note once, with folder, account and times', () => {
    expect(found).toBe(truth.notes.length);
    expect(losses).toEqual({});
    expect(rows.notes.map(({ key }) => key)).toEqual(truth.notes.map(({ key }) => key));
    for (const note of truth.notes) {
      expect(noteOf(note.key)).toMatchObject({
        title: note.title,
        folderName: note.folderName,
        account: note.account,
        createdAt: note.createdAt,
        modifiedAt: note.modifiedAt,
        isLocked: note.lock !== undefined,
        isTrashed: note.folder === 'trash',
        isDeleted: note.isDeleted ?? false,
        tags: note.tags ?? null,
      });
    }
    expect(rows.note_folders.map(({ key }) => key)).toEqual(truth.folders);
    const projects = rows.note_folders.find(({ name }) => name === 'Projects');
    expect(rows.note_folders.find(({ key }) => key === projects?.parent)?.name).toBe('Work 💼');
  });

  it('gives the text of all readable notes', () => {
    for (const note of truth.notes) {
      const row = noteOf(note.key);
      if (note.isDownloaded === false) expect(row).toMatchObject({ bodyState: 'not-downloaded', body: null });
      else if (note.lock !== undefined) expect(row).toMatchObject({ bodyState: 'locked', body: null, plainText: null });
      else {
        expect(row?.bodyState).toBe('read');
        const lines = note.paragraphs.map(({ runs }) =>
          runs.map(({ text, attachment }) => {
            const words = note.attachments?.find(({ identifier }) => identifier === attachment?.identifier);
            return attachment === undefined ? text.replace('\u2028', '\n') : (words?.fields?.['ZALTTEXT'] ?? '');
          }),
        );
        const tables = note.table === undefined ? 0 : 1;
        expect(linesOf(row?.body?.blocks ?? []).filter((text) => text !== '')).toEqual(
          lines.map((runs) => runs.join('')).filter((text) => text !== ''),
        );
        expect(row?.body?.blocks).toHaveLength(note.paragraphs.length);
        expect(row?.body?.blocks.filter(({ kind }) => kind === 'table')).toHaveLength(tables);
      }
    }
  });

  it('gives formats', () => {
    for (const { key } of ofKind('formatted')) {
      const blocks = noteOf(key)?.body?.blocks ?? [];
      expect(blocks.map((block) => block.kind === 'paragraph' && block.style)).toEqual([
        'title',
        'heading',
        'subheading',
        'body',
        'body',
        'body',
        'body',
        'monospaced',
        'monospaced',
      ]);
      expect(blocks[3]).toMatchObject({
        spans: [
          { text: 'Bold words, ', bold: true },
          { text: 'italic ones, ', italic: true },
          { text: 'both', bold: true, italic: true, underline: true },
          { text: ' and a ' },
          { text: 'link to the shop', link: 'https://example.com/shop?a=1&b=2' },
          { text: ' and a ' },
          { text: 'trap', link: 'javascript:alert(1)' },
        ],
      });
      expect(blocks[4]).toMatchObject({
        alignment: 'center',
        spans: [{ color: '#ff0000' }, { text: ' gone', strike: true }],
      });
      expect(blocks[5]).toMatchObject({ spans: [{}, { baseline: 'super' }, {}, { baseline: 'sub' }] });
      expect(blocks[6]).toMatchObject({ quote: true });
      expect(noteOf(key)?.isPinned).toBe(generation > 9);
    }
    for (const { key } of ofKind('checklist')) {
      const items = noteOf(key)?.body?.blocks.slice(1);
      expect(items).toMatchObject([{ done: true }, { done: false }, { done: false, indent: 1 }, { done: false }]);
      expect(noteOf(key)?.plainText).toContain('☑ Milk\n☐ Bread\n  ☐ Rye');
    }
  });

  it('gives tables in reading order', () => {
    for (const { key, table, lock } of truth.notes) {
      if (table === undefined || lock !== undefined) continue;
      const block = noteOf(key)?.body?.blocks.find(({ kind }) => kind === 'table');
      if (block?.kind !== 'table') throw new Error('there is no table');
      expect(block.rows.map((row) => row.map((cell) => linesOf(cell).join('\n')))).toEqual(table.rows);
      expect(block.rightToLeft ?? false).toBe(table.rightToLeft);
    }
    expect(ofKind('table').length > 0).toBe(generation > 9);
  });

  it('gives every attachment with its file', () => {
    const drafts = truth.notes.flatMap((note) => (note.attachments ?? []).map((draft) => ({ note, draft })));
    expect(rows.note_attachments).toHaveLength(drafts.length);
    for (const { note, draft } of drafts) {
      const row = rows.note_attachments.find(({ key }) => key === draft.identifier);
      expect(row).toMatchObject({ note: note.key, uti: draft.uti, parent: draft.parent ?? null });
      const file = truth.files.find(({ relativePath }) => relativePath === row?.file);
      const isLocked = note.lock !== undefined;
      expect(row?.isLocked).toBe(isLocked);
      if (!isLocked) expect(file?.contents).toEqual(draft.isMissing === true ? undefined : draft.file?.contents);
      expect(row?.state).toBe(
        draft.isMissing === true ? 'not-in-backup' : draft.file === undefined ? 'no-path' : 'present',
      );
      expect(row?.preview ?? null).toEqual(draft.preview === undefined ? null : expect.stringContaining('384x384'));
      if (draft.place !== undefined) expect([row?.latitude, row?.longitude]).toEqual(draft.place);
    }
    for (const { key, attachments = [] } of ofKind('gallery')) {
      const pages = rows.note_attachments.filter(({ note, parent }) => note === key && parent !== null);
      // The drafts are in reverse order.
      const written = attachments.filter(({ parent }) => parent !== undefined).map(({ identifier }) => identifier);
      expect(pages.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0)).map((page) => page.key)).toEqual(
        written.toReversed(),
      );
    }
  });

  it('decrypts notes locked with a password', async () => {
    for (const note of ofKind('locked by password')) {
      const row = noteOf(note.key);
      expect(row?.passwordHint).toBe('the usual');
      expect(JSON.stringify(row)).not.toContain('The code');
      const lock = row?.lock;
      if (!lock) throw new Error('there is no lock');
      const { document } = await openLockedNote({ lock, attachments: [] }, truth.password);
      expect(linesOf(document.blocks)).toEqual(
        note.paragraphs.map(({ runs }) => runs.map(({ text }) => text).join('')),
      );
      await expect(openLockedNote({ lock, attachments: [] }, 'guess')).rejects.toMatchObject({
        code: 'WRONG_NOTE_PASSWORD',
      });
    }
    for (const note of ofKind('locked by passcode')) {
      const lock = noteOf(note.key)?.lock;
      expect(lock).toEqual({ scheme: 'device-passcode' });
      if (lock)
        await expect(openLockedNote({ lock, attachments: [] }, truth.password)).rejects.toMatchObject({
          code: 'UNSUPPORTED_NOTE_LOCK',
        });
    }
  });

  it('opens what is attached to notes locked with a password', async () => {
    for (const note of ofKind('locked with attachments')) {
      const row = noteOf(note.key);
      const own = rows.note_attachments.filter((each) => each.note === note.key);
      // Neither names nor addresses nor cells are stored.
      for (const secret of ['Passport', 'vault', '4711']) expect(JSON.stringify([row, own])).not.toContain(secret);
      if (!row?.lock) throw new Error('there is no lock');
      const locked = { lock: row.lock, attachments: own };
      const { document, attachments, fileKeys } = await openLockedNote(locked, truth.password);
      const [table] = document.blocks.filter((block) => block.kind === 'table');
      expect(table?.rows.map((cells) => cells.map((cell) => linesOf(cell).join('\n')))).toEqual(note.table?.rows);
      const drafts = note.attachments ?? [];
      const pages = drafts.filter(({ parent }) => parent !== undefined).map(({ identifier }) => identifier);
      expect(pages.map((page) => attachments[page]?.position)).toEqual([1, 0]);
      expect(attachments[drafts.find(({ uti }) => uti === 'public.url')?.identifier ?? '']).toEqual({
        url: 'https://example.com/vault',
      });
      for (const { identifier, file, preview } of drafts) {
        const written = own.find(({ key }) => key === identifier);
        if (file?.kind === 'media') expect(attachments[identifier]?.name).toBe(file.name);
        for (const [fileID, contents] of [
          [written?.file, file?.contents],
          [written?.preview, preview],
        ] as const) {
          if (contents === undefined) continue;
          const stored = truth.files.find(({ relativePath }) => relativePath === fileID)?.contents;
          const key = fileKeys[fileID ?? ''];
          if (stored === undefined || key === undefined) throw new Error(`${identifier} has no file or key`);
          expect(stored.equals(contents)).toBe(false);
          expect(openNoteFile(stored, key).equals(contents)).toBe(true);
          expect(() => openNoteFile(stored.subarray(1), key)).toThrow(
            expect.objectContaining({ code: 'MALFORMED_MEDIA' }),
          );
        }
      }
    }
  });

  it('can be searched by text, names and recognised text; locked notes only by title', () => {
    const hits = (word: string): readonly string[] =>
      documents
        .filter(({ document }) => `${document.text}\n${document.also ?? ''}`.includes(word))
        .map(({ document }) => document.text.split('\n')[0] ?? '');
    const [photo] = ofKind('photo');
    expect(hits('Receipt')).toHaveLength(ofKind('photo').length * (generation > 9 ? 1 : 0));
    expect(hits(`IMG_${truth.notes.findIndex(({ key }) => key === photo?.key)}.jpg`)).toEqual([photo?.title]);
    expect(hits('Secret')).toHaveLength(ofKind('locked by password').length);
    expect(hits('The code')).toEqual([]);
    expect(hits('New Note')).toEqual([]);
    expect(hits('as spoken')).toHaveLength(generation >= 17 ? ofKind('quick note with a link to a note').length : 0);
    expect(hits('#holiday')).toHaveLength(ofKind('link, place and mention').length);
    const withFiles = documents.filter(({ document }) => document.has?.includes('attachment'));
    expect(withFiles).toHaveLength(
      truth.notes.filter(({ attachments, table }) => attachments !== undefined && table === undefined).length,
    );
  });

  it('gives Quick Notes, open checklists, and the notes that notes link to', () => {
    for (const note of truth.notes) {
      const row = noteOf(note.key);
      expect(row?.isQuickNote).toBe(generation >= 15 && note.isQuickNote === true);
      expect(row?.hasChecklist).toBe(note.kind === 'checklist');
      expect(row?.hasOpenChecklist).toBe(note.kind === 'checklist');
      if (note.kind !== 'quick note with a link to a note') continue;
      const before = truth.notes[truth.notes.indexOf(note) - 1]?.key;
      expect(Array.from(linkedNotes(row?.body?.blocks ?? []), ([, key]) => key)).toEqual([before?.toLowerCase()]);
    }
  });

  it('gives the participants of shared notes', () => {
    for (const { key } of ofKind('shared')) {
      expect(noteOf(key)).toMatchObject({
        isShared: true,
        participants: [
          { name: 'Robin', email: 'robin.sample@example.com', isOwner: true, isMe: true, hasAccepted: true },
          { name: null, phone: expect.stringMatching(/^\+/), isOwner: false, permission: 'write', hasAccepted: false },
        ],
      });
    }
  });
});

describe('a store with objects of a kind that is not known', () => {
  it('counts them for the ledger', () => {
    const db = new DatabaseSync(':memory:');
    db.exec(`CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER INTEGER, Z_MAX INTEGER);
      INSERT INTO Z_PRIMARYKEY VALUES (1, 'ICNote', 0, 0), (2, 'ICMedia', 0, 0), (3, 'ICWhiteboard', 0, 0);
      CREATE TABLE ZICCLOUDSYNCINGOBJECT (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, ZIDENTIFIER VARCHAR);
      INSERT INTO ZICCLOUDSYNCINGOBJECT VALUES (1, 2, 'a'), (2, 3, 'b'), (3, 3, 'c');`);
    expect(extractAll(notes, { db }).notes).toEqual({ 'unread-entity:ICWhiteboard': 2 });
    db.close();
  });
});

it('notes are found by what the phone saw in their pictures', () => {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-notes-'));
  const path = join(folder, 'NoteStore.sqlite');
  try {
    const truth = writeNotesDatabase(path, { seed: 'labels', size: 40, generation: 17 });
    const written = new DatabaseSync(path);
    const photo = truth.notes.find(({ kind }) => kind === 'photo');
    const [attachment] = photo?.attachments ?? [];
    written
      .prepare('UPDATE ZICCLOUDSYNCINGOBJECT SET ZIMAGECLASSIFICATIONSUMMARY = ? WHERE ZIDENTIFIER = ?')
      .run('lighthouse seagull', attachment?.identifier ?? '');
    const { rows, documents } = extractAll(notes, { db: written });
    written.close();
    expect(rows.note_attachments.filter(({ imageLabels }) => imageLabels !== null)).toMatchObject([
      { key: attachment?.identifier, imageLabels: 'lighthouse seagull' },
    ]);
    const found = documents.filter(({ document }) => document.also?.includes('seagull') === true);
    expect(found.map(({ document }) => document.text.split('\n')[0])).toEqual([photo?.title]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('notes of iOS 9 to 16 have the checklists that are in their text', () => {
  const db = new DatabaseSync(':memory:');
  db.exec(`CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER INTEGER, Z_MAX INTEGER);
    INSERT INTO Z_PRIMARYKEY VALUES (9, 'ICNote', 3, 0), (11, 'ICAccount', 10, 0), (12, 'ICFolder', 10, 0);
    CREATE TABLE ZICCLOUDSYNCINGOBJECT (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZIDENTIFIER VARCHAR,
      ZTITLE1 VARCHAR, ZCREATIONDATE TIMESTAMP, ZMODIFICATIONDATE1 TIMESTAMP);
    INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZTITLE1) VALUES (1, 9, 'A', 'Open'), (2, 9, 'B', 'Done'),
      (3, 9, 'C', 'None'), (4, 9, 'D', 'Not downloaded');
    CREATE TABLE ZICNOTEDATA (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZNOTE INTEGER, ZDATA BLOB);`);
  const item = (text: string, done: boolean) => ({ style: 103, done, runs: [{ text }] });
  const bodies = [
    writeNoteBody([item('Milk', true), item('Bread', false)]),
    writeNoteBody([item('Milk', true), item('Bread', true)]),
    writeNoteBody([{ runs: [{ text: 'Milk' }] }]),
  ];
  for (const [index, body] of bodies.entries())
    db.prepare('INSERT INTO ZICNOTEDATA (ZNOTE, ZDATA) VALUES (?, ?)').run(index + 1, body);
  const { rows } = extractAll(notes, { db });
  db.close();
  expect(rows.notes.map(({ key, hasChecklist, hasOpenChecklist }) => [key, hasChecklist, hasOpenChecklist])).toEqual([
    ['A', true, true],
    ['B', true, false],
    ['C', false, false],
    ['D', false, false],
  ]);
});

it('the drawing of a locked note has its encrypted file', () => {
  const db = new DatabaseSync(':memory:');
  db.exec(`CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER INTEGER, Z_MAX INTEGER);
    INSERT INTO Z_PRIMARYKEY VALUES (4, 'ICAttachment', 3, 0), (9, 'ICNote', 3, 0), (11, 'ICAccount', 10, 0);
    CREATE TABLE ZICCLOUDSYNCINGOBJECT (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZIDENTIFIER VARCHAR,
      ZNAME VARCHAR, ZTITLE1 VARCHAR, ZNOTE INTEGER, ZACCOUNT2 INTEGER, ZTYPEUTI VARCHAR, ZISPASSWORDPROTECTED INTEGER);
    INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZNAME) VALUES (1, 11, 'ACCOUNT', 'iCloud');
    INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZTITLE1, ZACCOUNT2, ZISPASSWORDPROTECTED) VALUES
      (2, 9, 'NOTE', 'Locked', 1, 1);
    INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZNOTE, ZTYPEUTI, ZISPASSWORDPROTECTED) VALUES
      (3, 4, 'DRAWING', 2, 'com.apple.drawing.2', 1);`);
  const path = 'Accounts/ACCOUNT/FallbackImages/DRAWING.jpg.encrypted';
  const files = { [`AppDomainGroup-group.com.apple.notes-${path}`]: { fileID: 'sealed', state: 'present' as const } };
  const { rows } = extractAll(notes, { db }, { files });
  db.close();
  expect(rows.note_attachments).toMatchObject([{ key: 'DRAWING', isLocked: true, file: 'sealed', state: 'present' }]);
});

describe('what is marked in a store of iOS 17', () => {
  const db = new DatabaseSync(':memory:');
  db.exec(`
    CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER INTEGER, Z_MAX INTEGER);
    INSERT INTO Z_PRIMARYKEY VALUES (4, 'ICAttachment', 3, 0), (8, 'ICInlineAttachment', 3, 0), (10, 'ICMedia', 2, 0),
      (11, 'ICNote', 2, 0), (13, 'ICAccount', 12, 0), (14, 'ICFolder', 12, 0);
    CREATE TABLE ZICLOCATION (Z_PK INTEGER PRIMARY KEY, ZLATITUDE FLOAT, ZLONGITUDE FLOAT);
    INSERT INTO ZICLOCATION VALUES (1, 46.2, 6.15);
    CREATE TABLE ZICCLOUDSYNCINGOBJECT (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, ZIDENTIFIER VARCHAR, ZTITLE1 VARCHAR,
      ZTITLE2 VARCHAR, ZPARENT INTEGER, ZFOLDER INTEGER, ZSERVERSHAREDATA BLOB, ZMARKEDFORDELETION INTEGER,
      ZTYPEUTI VARCHAR, ZTYPEUTI1 VARCHAR, ZALTTEXT VARCHAR, ZNOTE INTEGER, ZNOTE1 INTEGER, ZPARENTATTACHMENT INTEGER,
      ZLOCATION INTEGER);
    INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZTITLE2, ZPARENT, ZSERVERSHAREDATA) VALUES
      (1, 14, 'F1', 'Family', NULL, x'00'), (2, 14, 'F2', 'Trips', 1, NULL), (3, 14, 'F3', 'Lakes', 2, NULL),
      (4, 14, 'F4', 'Mine', NULL, NULL), (5, 14, 'F5', 'A circle', 6, NULL), (6, 14, 'F6', 'A circle', 5, NULL);
    INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZTITLE1, ZFOLDER, ZMARKEDFORDELETION) VALUES
      (10, 11, 'N1', 'Lake', 3, 0), (11, 11, 'N2', 'Empty again', 4, 0), (12, 11, 'N3', 'Gone', 4, 1);
    INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZTYPEUTI1, ZALTTEXT, ZNOTE1, ZMARKEDFORDELETION) VALUES
      (20, 8, 'T1', 'com.apple.notes.inlinetextattachment.hashtag', '#lake', 10, 0),
      (21, 8, 'T2', 'com.apple.notes.inlinetextattachment.hashtag', '#sea', 10, 1),
      (22, 8, 'T3', 'com.apple.notes.inlinetextattachment.hashtag', '#gone', 12, 1);
    INSERT INTO ZICCLOUDSYNCINGOBJECT
      (Z_PK, Z_ENT, ZIDENTIFIER, ZTYPEUTI, ZNOTE, ZPARENTATTACHMENT, ZLOCATION, ZMARKEDFORDELETION) VALUES
      (30, 4, 'G1', 'com.apple.notes.gallery', 10, NULL, NULL, 0),
      (31, 4, 'P1', 'public.jpeg', NULL, 30, NULL, 0), (32, 4, 'P2', 'public.jpeg', NULL, 30, NULL, 1),
      (33, 4, 'M1', 'com.apple.mapkit.map-item', 11, NULL, 1, 1), (34, 4, 'M2', 'public.png', 12, NULL, NULL, 1);
  `);
  const { rows, documents } = extractAll(notes, { db });
  db.close();

  it('is no part of a note if it was taken out of it, unless the note was deleted with it', () => {
    expect(rows.notes.map(({ key, tags, attachmentCount }) => [key, tags, attachmentCount])).toEqual([
      ['N1', ['#lake'], 2],
      ['N2', null, 0],
      ['N3', ['#gone'], 1],
    ]);
    expect(rows.note_attachments.filter(({ parent }) => parent !== null).map(({ key }) => key)).toEqual(['P1']);
    expect(rows.note_attachments.find(({ key }) => key === 'P2')).toMatchObject({ note: 'N1', isDeleted: true });
    expect(documents.map(({ document }) => [document.text, document.has])).toEqual([
      ['Lake', ['attachment']],
      ['Empty again', undefined],
    ]);
  });

  it('is shared if it is within a shared folder', () => {
    expect(rows.note_folders.map(({ key, isShared }) => [key, isShared])).toEqual([
      ['F1', true],
      ['F2', true],
      ['F3', true],
      ['F4', false],
      ['F5', false],
      ['F6', false],
    ]);
    expect(rows.notes.map(({ key, isShared }) => [key, isShared])).toEqual([
      ['N1', true],
      ['N2', false],
      ['N3', false],
    ]);
  });
});
