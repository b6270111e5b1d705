import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractAll } from '../../../../../test/support/artifacts/extract-files.ts';
import { computingTime } from '../../../../../test/support/computing-times.ts';
import { rounds } from '../../../../../test/support/depth.ts';
import { SEED } from '../../../../../test/support/formats/mutations.ts';
import { writeLegacyNotesDatabase } from '../../../../../test/synthetic/notes/legacy.ts';
import type { NoteParagraph } from '../../../../model/notes/document.ts';
import { notes } from '../index.ts';
import { readHtml } from './html-document.ts';

function read(html: string): NoteParagraph[] {
  return readHtml(html, () => null).blocks.filter((block) => block.kind === 'paragraph');
}

function lines(html: string): string[] {
  return read(html).map(({ spans }) => spans.map(({ text }) => text).join(''));
}

describe('HTML of a legacy note', () => {
  it('is split into the lines written by Notes', () => {
    expect(lines('Title<div>second</div><div><br></div><div>fourth&nbsp;&amp; last</div>')).toEqual([
      'Title',
      'second',
      '',
      'fourth\u00a0& last',
    ]);
    expect(lines('one<br>two<br><br>four')).toEqual(['one', 'two', '', 'four']);
    expect(lines('<p> spaces \n around </p>\n <p>and  <b> within </b> words</p>')).toEqual([
      'spaces around',
      'and within words',
    ]);
  });

  it('keeps text formats', () => {
    expect(read('<b>bold <i>both</i></b> plain <a href="https://example.com/?a=1&amp;b=2"><u>link</u></a>')).toEqual([
      {
        kind: 'paragraph',
        style: 'body',
        spans: [
          { text: 'bold', bold: true },
          { text: ' both', bold: true, italic: true },
          { text: ' plain' },
          { text: ' link', link: 'https://example.com/?a=1&b=2', underline: true },
        ],
      },
    ]);
  });

  it('keeps headings, lists and quotations', () => {
    const html =
      '<h1>Big</h1><ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c<div>more of c</div></li></ol>' +
      '<blockquote>said</blockquote><pre>x\n  y</pre>';
    expect(
      read(html).map(({ style, indent, quote, spans }) => [style, indent ?? 0, quote ?? false, spans[0]?.text]),
    ).toEqual([
      ['title', 0, false, 'Big'],
      ['bulleted', 0, false, 'a'],
      ['bulleted', 1, false, 'b'],
      ['numbered', 0, false, 'c'],
      ['body', 1, false, 'more of c'],
      ['body', 0, true, 'said'],
      ['monospaced', 0, false, 'x'],
      ['monospaced', 0, false, '  y'],
    ]);
  });

  it('drops scripts, comments and unknown tags', () => {
    expect(
      lines(
        '<!-- no --><!DOCTYPE html><style>p{}</style>a<script>alert("<b>")</script><blink>b</blink> 1 < 2 &lt;ok&gt; &bogus; &#x1F34B;',
      ),
    ).toEqual(['ab 1 < 2 <ok> &bogus; 🍋']);
    expect(lines('<script>never closed')).toEqual([]);
    expect(lines('<a href="x')).toEqual([]);
  });

  it('takes bounded time for hostile text', () => {
    const time = computingTime(() => {
      for (const piece of [
        '<b>',
        '<ul>',
        '<',
        '&',
        '<a ',
        '<!--',
        '</',
        '<div><br>',
        ' \n',
        '<a b=c d',
        '<script>',
        '="',
      ])
        read(piece.repeat(60_000));
    });
    expect(time).toBeLessThan(5_000);
  });

  it('is readable for any input', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '</',
        '<b>',
        '</b>',
        '<ul>',
        '<li>',
        '<!--',
        '-->',
        '&',
        '&#',
        '&#xd800;',
        '"',
        "='",
        '<pre>',
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        read(pieces.join(''));
      }),
      { seed: SEED, numRuns: rounds(500) },
    );
  });
});

describe('a legacy store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-notes-'));
  const path = join(folder, 'notes.sqlite');
  const truth = writeLegacyNotesDatabase(path, { seed: 'legacy', size: 20 });
  const db = new DatabaseSync(path, { readOnly: true });
  const { rows, found, losses, documents } = extractAll(notes, { legacy: db });
  db.close();
  rmSync(folder, { recursive: true });

  it('gives every note with its lines', () => {
    expect(found).toBe(20);
    expect(losses).toEqual({});
    for (const note of truth.notes) {
      const row = rows.notes.find(({ key }) => key === `legacy-${note.guid}`);
      expect(row).toMatchObject({
        store: 'legacy',
        title: note.title,
        account: note.account,
        folderName: note.folderName,
        createdAt: note.createdAt,
        isDeleted: note.isDeleted,
        bodyState: 'read',
        plainText: note.lines.join('\n'),
        author: note.account === 'Mail' ? 'robin.sample@example.com' : null,
      });
    }
    expect(documents).toHaveLength(20);
  });

  it('gives attachments at their position in the HTML', () => {
    for (const { guid, attachments } of truth.notes) {
      const row = rows.notes.find(({ key }) => key === `legacy-${guid}`);
      expect(row?.attachmentCount).toBe(attachments.length);
      const [attachment] = rows.note_attachments.filter(({ note }) => note === row?.key);
      if (attachments.length === 0) continue;
      expect(attachment).toMatchObject({
        name: attachments[0]?.name,
        kind: 'image',
        uti: 'image/jpeg',
        state: 'no-path',
      });
      expect(row?.body?.blocks.at(-1)).toMatchObject({ spans: [{ text: '', attachment: { id: attachment?.key } }] });
    }
    expect(rows.note_attachments).toHaveLength(4);
  });
});

it('skips internal rows of accounts', () => {
  const db = new DatabaseSync(':memory:');
  db.exec(`CREATE TABLE ZNOTE (Z_PK INTEGER PRIMARY KEY, ZTITLE, ZISBOOKKEEPINGENTRY INTEGER, ZDELETEDFLAG INTEGER);
    INSERT INTO ZNOTE VALUES (1, 'Shopping', 0, 0), (2, NULL, 1, 0), (3, 'Ideas', NULL, 0);`);
  const { rows, found, notes: counted } = extractAll(notes, { legacy: db });
  expect(rows.notes.map(({ title }) => title)).toEqual(['Shopping', 'Ideas']);
  expect([found, counted]).toEqual([2, { 'entries-that-are-no-notes': 1 }]);
});

describe('a store of iOS 8', () => {
  const db = new DatabaseSync(':memory:');
  db.exec(`
    CREATE TABLE Z_METADATA (Z_VERSION INTEGER PRIMARY KEY, Z_UUID VARCHAR(255), Z_PLIST BLOB);
    INSERT INTO Z_METADATA VALUES (1, '4D0A51C1-9B0C-4E7B-9B3F-7C0C1B8F7A10', NULL);
    CREATE TABLE ZACCOUNT (Z_PK INTEGER PRIMARY KEY, ZTYPE INTEGER, ZDEFAULTSTORE INTEGER, ZACCOUNTIDENTIFIER, ZNAME);
    INSERT INTO ZACCOUNT VALUES (1, 0, 1, 'local://local/account', 'LOCAL_NOTES_ACCOUNT'), (2, 1, 2, 'A1', 'Gmail'),
      (3, 2, 5, 'A2', 'Work');
    CREATE TABLE ZSTORE (Z_PK INTEGER PRIMARY KEY, ZACCOUNT INTEGER, ZEXTERNALIDENTIFIER VARCHAR, ZNAME VARCHAR);
    INSERT INTO ZSTORE VALUES (1, 1, 'local://local/store', 'LOCAL_NOTES_STORE'),
      (2, 2, 'imap://gmail/Notes', 'Notes'), (3, 2, 'imap://gmail/Notes/Travel', 'Travel'),
      (4, 2, 'imap://gmail/Notes/Travel/Japan', 'Japan'), (5, 3, 'Travel', 'Notes');
    CREATE TABLE ZNOTE (Z_PK INTEGER PRIMARY KEY, ZCONTENTTYPE INTEGER, ZDELETEDFLAG INTEGER,
      ZISBOOKKEEPINGENTRY INTEGER, ZBODY INTEGER, ZSTORE INTEGER, ZGUID VARCHAR, ZTITLE VARCHAR);
    INSERT INTO ZNOTE VALUES (1, 0, 0, 0, 1, 1, 'G1', 'Local'), (2, 1, 0, 0, 2, 5, 'G2', 'Plan'),
      (3, 0, 0, 0, 3, 4, 'G3', 'Kyoto');
    CREATE TABLE ZNOTEBODY (Z_PK INTEGER PRIMARY KEY, ZOWNER INTEGER, ZCONTENT VARCHAR);
    INSERT INTO ZNOTEBODY VALUES (1, 1, 'Local<div>a &lt; b</div>'),
      (2, 2, 'Plan' || char(10) || 'if a < b & c > d' || char(13, 10, 13, 10) || '  &amp; <b>so</b> on' || char(10)),
      (3, 3, 'Kyoto<div><object type="application/x-apple-msg-attachment" data="cid:7F@local"></object></div>');
    CREATE TABLE ZNOTEATTACHMENT (Z_PK INTEGER PRIMARY KEY, ZNOTE INTEGER, ZCONTENTID VARCHAR, ZFILENAME VARCHAR,
      ZMIMETYPE VARCHAR);
    INSERT INTO ZNOTEATTACHMENT VALUES (12, 3, '<7F@local>', 'temple.jpg', 'image/jpeg'),
      (13, 3, NULL, NULL, 'application/pdf'), (14, 3, NULL, '../../notes.sqlite', 'text/plain');`);
  const folder = 'HomeDomain-Library/Notes/attachments/';
  const address = 'x-coredata:%2F%2F4D0A51C1-9B0C-4E7B-9B3F-7C0C1B8F7A10%2FNoteAttachment%2F';
  const { rows } = extractAll(
    notes,
    { legacy: db },
    {
      files: {
        [`${folder}${address}p12/temple.jpg`]: { fileID: 'aa12', state: 'present' },
        [`${folder}${address}p13/attachmentFile`]: { fileID: 'aa13', state: 'payload-missing' },
        [`${folder}${address}p14/../../notes.sqlite`]: { fileID: 'aa14', state: 'present' },
      },
    },
  );
  const noteOf = (title: string) => rows.notes.find((row) => row.title === title);

  it('names the place of notes as the phone shows it', () => {
    expect(rows.note_folders.map(({ key, name, account, parent }) => [key, name, account, parent])).toEqual([
      ['legacy-1', 'Notes', null, null],
      ['legacy-2', 'Notes', 'Gmail', null],
      ['legacy-3', 'Travel', 'Gmail', null],
      ['legacy-4', 'Japan', 'Gmail', 'legacy-3'],
      ['legacy-5', 'Notes', 'Work', null],
    ]);
    expect(noteOf('Local')).toMatchObject({ folderName: 'Notes', account: null, plainText: 'Local\na < b' });
  });

  it('keeps the text of notes without formats', () => {
    expect(noteOf('Plan')).toMatchObject({
      bodyState: 'read',
      plainText: 'Plan\nif a < b & c > d\n\n  &amp; <b>so</b> on',
    });
  });

  it('finds the files of attachments', () => {
    expect(rows.note_attachments.map(({ name, kind, file, state }) => [name, kind, file, state])).toEqual([
      ['temple.jpg', 'image', 'aa12', 'present'],
      [null, 'pdf', 'aa13', 'payload-missing'],
      ['../../notes.sqlite', 'other', null, 'no-path'],
    ]);
    expect(noteOf('Kyoto')?.body?.blocks.at(-1)).toMatchObject({
      spans: [{ attachment: { id: rows.note_attachments[0]?.key, uti: 'image/jpeg' } }],
    });
  });
});
