import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { type Extraction, extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import type { NoteParagraph } from '../../../model/notes/document.ts';
import { renderHtml } from '../../../model/notes/render/html.ts';
import { renderText } from '../../../model/notes/render/text.ts';
import { inflate } from './body/inflate.ts';
import { readNoteBody } from './body/note-body.ts';
import { readTable } from './body/table.ts';
import { notes } from './index.ts';
import { readShare } from './store/share.ts';
import type { noteTables } from './tables.ts';

function blob(name: string): Uint8Array {
  return inflate(readFileSync(corpusPath(`notes/exported_blobs/${name}_gzipped.bin`)));
}

function paragraphs(name: string): NoteParagraph[] {
  return readNoteBody(blob(name)).blocks.filter((block) => block.kind === 'paragraph');
}

/** Expected values come from the tests of apple_cloud_notes_parser, whose authors typed the notes. */
describeCorpus('bodies of apple_cloud_notes_parser', () => {
  it('cover their text to the last UTF-16 unit', () => {
    const names = readdirSync(corpusPath('notes/exported_blobs')).filter((name) => name.endsWith('_gzipped.bin'));
    const bodies = names.map((name) => name.replace('_gzipped.bin', '')).filter((name) => !name.includes('table'));
    expect(bodies).toHaveLength(11);
    for (const name of bodies) {
      const all = paragraphs(name);
      expect(all[0]?.style, name).toBe('title');
      expect(renderText({ blocks: all })).not.toContain('\ufffd');
    }
  });

  it('have decorations', () => {
    expect(paragraphs('text_decorations').map(({ spans }) => spans)).toEqual([
      [{ text: 'Title' }],
      [{ text: 'Bold body ', bold: true }],
      [{ text: 'Italic body', italic: true }],
      [{ text: 'Bold italic body ', bold: true, italic: true }],
      [{ text: 'Underlined body', underline: true }],
      [{ text: 'Strikethrough body', strike: true }],
      [{ text: 'Underline strikethrough body', underline: true, strike: true }],
    ]);
  });

  it('have lists with their indent', () => {
    const items = paragraphs('list_indents').map(({ style, indent, spans }) => [style, indent ?? 0, spans[0]?.text]);
    expect(items.filter(([style]) => style !== 'title' && style !== 'body')).toEqual([
      ['checklist', 0, 'Checklist'],
      ['checklist', 1, 'Indented checklist 1'],
      ['checklist', 2, 'Indented checklist 2 checked'],
      ['checklist', 1, 'Indented 1'],
      ['bulleted', 0, 'Dotted list'],
      ['bulleted', 1, 'Dotted list second indent'],
      ['bulleted', 0, 'Dotted list'],
      ['dashed', 1, 'Dashed list indent 2'],
      ['dashed', 0, 'Dashed list'],
      ['numbered', 0, 'Numbered list'],
      ['numbered', 1, 'Numbers list indent 2'],
    ]);
  });

  it('keep emoji whole between runs', () => {
    const line = paragraphs('emoji_formatting_1').find(({ spans }) => spans.length === 4);
    expect(line?.spans).toEqual([
      { text: '🚀' },
      { text: '1🚀2🕹️', italic: true },
      { text: '3', italic: true, underline: true },
      { text: '💻4🖥️5🧑‍💻6👩‍💻7', underline: true },
    ]);
  });

  it('have quotations, colours, links and hashtags', () => {
    const quotes = paragraphs('block_quotes').filter(({ quote }) => quote);
    expect(quotes.map(({ style, spans }) => [style, spans[0]?.text])).toEqual([
      ['body', 'This is a block quote'],
      ['monospaced', 'This is a monostyled block quote'],
      ['monospaced', undefined],
    ]);
    expect(paragraphs('color_formatting')[2]?.spans).toEqual([{ text: 'Red', color: '#ff0000' }]);
    expect(paragraphs('url')[2]?.spans[1]).toEqual({
      text: 'Jim Nettles',
      bold: true,
      link: 'https://en.m.wikipedia.org/wiki/Jim_Nettles',
    });
    expect(paragraphs('wide_characters').at(-1)?.spans[0]?.attachment).toEqual({
      id: 'AE845CBB-5CD9-4A7A-9EA4-D0FA37445BD6',
      uti: 'com.apple.notes.inlinetextattachment.hashtag',
      inline: 'hashtag',
    });
  });

  it('are escaped as HTML', () => {
    const html = renderHtml(readNoteBody(blob('html')));
    expect(html).toContain('&lt;script src=‘evil.js’&gt;&lt;/script&gt;');
    expect(html).not.toContain('<script');
  });
});

describeCorpus('tables of apple_cloud_notes_parser', () => {
  const cells = (name: string): string[][] =>
    readTable(blob(name), 'T').rows.map((row) => row.map((cell) => renderText({ blocks: cell })));

  it('are in reading order', () => {
    expect(cells('table')).toEqual([
      ['Row 1 Column 1', 'Row 1 Column 2'],
      ['Row 2 Column 1', 'Row 2 Column 2'],
    ]);
    expect(readTable(blob('table'), 'T').rightToLeft).toBeUndefined();
  });

  it('have formatted cells', () => {
    expect(cells('table_formats')).toEqual([
      ['Bold', 'Italics'],
      ['Bold italics', 'Underline'],
      ['Mixed bold italics underline', ''],
    ]);
    expect(renderHtml({ blocks: [readTable(blob('table_formats'), 'T')] })).toContain(
      '<td dir="auto">Mixed <b>bold</b> <i>italics</i> <u>underline</u></td><td dir="auto"></td>',
    );
  });

  it('have their writing direction', () => {
    // “First” is the first cell of the first row, “end” the last of the last.
    expect(cells('right_to_left_table')).toEqual([
      ['اول', ''],
      ['', 'نهاية'],
    ]);
    expect(readTable(blob('right_to_left_table'), 'T').rightToLeft).toBe(true);
  });

  it('are not parsed as bodies, nor bodies as tables', () => {
    expect(() => readTable(blob('url'), 'T')).toThrow();
  });
});

describeCorpus('a share of apple_cloud_notes_parser', () => {
  it('names its participants', () => {
    expect(readShare(readFileSync(corpusPath('notes/exported_blobs/ZSERVERSHAREDATA.bin')))).toMatchObject([
      { name: 'Mr Tester', email: 'fake_email2@fake_domain.fake', isOwner: true, isMe: true, permission: 'write' },
      {
        name: 'F P',
        email: 'fake_email@fake_domain.fake',
        isOwner: false,
        isMe: false,
        typeCode: 3,
        hasAccepted: true,
      },
    ]);
  });
});

/** The expected values were read with Python's sqlite3 from the database with its WAL. */
describeCorpus('the store of iOS 17.3', () => {
  function extractCopy(): Extraction<typeof noteTables> {
    const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-notes-'));
    try {
      for (const suffix of ['', '-wal'])
        copyFileSync(corpusPath(`notes/ios-17.3-notestore/NoteStore.sqlite${suffix}`), join(folder, `db${suffix}`));
      const db = new DatabaseSync(join(folder, 'db'));
      const extraction = extractAll(notes, { db });
      db.close();
      return extraction;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it('has 14 notes, six of them locked with the passcode and two deleted', () => {
    const { rows, found, losses, notes: noted } = extractCopy();
    expect(found).toBe(14);
    expect(losses).toEqual({});
    expect(noted).toEqual({ 'locked-notes:device-passcode': 6 });
    expect(rows.notes.map(({ title, bodyState }) => [title, bodyState])).toEqual([
      ['iOS 15 Note', 'read'],
      ['My First Note', 'read'],
      ['iOS 14 Note', 'read'],
      ['iOS 16 Note', 'read'],
      ['Secure iOS 15 Note', 'locked'],
      ['iOS 14 Locked Note', 'locked'],
      ['My Super Secret Note', 'locked'],
      ['My Secret Note', 'locked'],
      ['iOS 16 Secure Note', 'locked'],
      ['My iOS 17 Note', 'read'],
      ['Shared iOS 17 Note', 'read'],
      ['New Note', 'not-downloaded'],
      [null, 'read'],
      ['iOS 17 Locked Note', 'locked'],
    ]);
    expect(rows.notes.filter(({ isDeleted }) => isDeleted).map(({ sourceKey }) => sourceKey)).toEqual([42, 43]);
    expect(rows.notes.find(({ sourceKey }) => sourceKey === 41)).toMatchObject({
      key: '3A7E26A9-DE98-4B0E-BD8D-420433C45788',
      plainText: 'Shared iOS 17 Note\nMy shared iOS 17 note',
      folder: 'DefaultFolder-CloudKit',
      account: 'iCloud',
      createdAt: 1_722_176_551_809,
      modifiedAt: 1_722_176_566_232,
      isShared: true,
      participants: [
        { name: 'This Is DFIR', email: 'thisisdfir@gmail.com', isOwner: true },
        { name: null, phone: '19199233798', hasAccepted: false },
      ],
    });
    expect(rows.note_folders.map(({ name, kind }) => [name, kind])).toEqual([
      ['Notes', 'normal'],
      ['Recently Deleted', 'trash'],
      ['My New Folder', 'normal'],
    ]);
  });

  it('indexes only the title of a locked note', () => {
    const { documents } = extractCopy();
    expect(documents.map(({ document }) => document.text)).toContain('iOS 17 Locked Note');
    expect(JSON.stringify(documents)).not.toContain('I am locking');
    expect(documents).toHaveLength(12);
  });
});
