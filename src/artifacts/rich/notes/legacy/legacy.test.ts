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
