import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { writeBplist } from '../../../synthetic/encoders/bplist-writer.ts';
import { type Row, RowWriter } from '../../../synthetic/encoders/row-writer.ts';
import { partAttributes, writeAttributedBody, writePlainBody } from '../../../synthetic/encoders/typedstream-writer.ts';
import { createTables } from '../../../synthetic/messages/messages-schema.ts';
import { messages } from './index.ts';

type Rows = Readonly<Record<string, readonly Row[]>>;

function extract(tables: Rows, encoding = 'UTF-8') {
  const db = new DatabaseSync(':memory:');
  db.exec(`PRAGMA encoding = '${encoding}'`);
  for (const sql of createTables(18)) db.exec(sql);
  db.exec('PRAGMA foreign_keys = OFF');
  for (const [table, rows] of Object.entries(tables)) {
    const writer = new RowWriter(db, table);
    for (const row of rows) writer.insert(row);
  }
  return extractAll(messages, { db });
}

/** What is searched of the first message, in and beside its text. */
function searched(tables: Rows): string {
  const [found] = extract(tables).documents.filter(({ table }) => table === 'messages');
  return `${found?.document.text}\n${found?.document.also ?? ''}`;
}

it('earlier wordings of an edited message are searched', () => {
  const version = (text: string, d: number) => ({ t: writePlainBody(text), d });
  const summary = writeBplist({
    ec: { '0': [version('Dinner at seven', 700_000_000.5), version('Dinner at eight', 7e8)] },
  });
  const text = searched({ message: [{ ROWID: 1, guid: 'M', text: 'Dinner at eight', message_summary_info: summary }] });
  expect(text).toBe('Dinner at eight\nDinner at seven');
});

it('parts of a message that were deleted are searched', () => {
  const part = {
    chat_id: 1,
    message_id: 1,
    part_index: 1,
    delete_date: 1,
    part_text: writePlainBody('the other half'),
  };
  const text = searched({ message: [{ ROWID: 1, guid: 'M', text: 'half' }], recoverable_message_part: [part] });
  expect(text).toContain('the other half');
});

it('transcripts of voice messages are searched', () => {
  const attributes = partAttributes(0);
  attributes.set('IMAudioTranscription', 'call the plumber');
  const body = writeAttributedBody('\ufffc', [{ length: 1, attributes }]);
  const { documents, rows } = extract({ message: [{ ROWID: 1, guid: 'M', attributedBody: body }] });
  expect(rows.messages[0]?.parts?.[0]?.runs[0]?.transcription).toBe('call the plumber');
  expect(documents[0]?.document.also).toContain('call the plumber');
});

it('prompts of Genmoji are searched, file names of ordinary stickers are not', () => {
  const file = (guid: string, isInline: boolean) => {
    const attributes = partAttributes(0);
    attributes.set('__kIMFileTransferGUIDAttributeName', guid);
    if (isInline) attributes.set('__kIMEmojiImageAttributeName', { nsNumber: 1, type: 'i' });
    return { length: 1, attributes };
  };
  const body = writeAttributedBody('\ufffc\ufffc', [file('G', true), file('S', false)]);
  const text = searched({
    message: [{ ROWID: 1, guid: 'M', attributedBody: body }],
    message_attachment_join: [1, 2].map((attachment_id) => ({ message_id: 1, attachment_id })),
    attachment: [
      {
        ROWID: 1,
        guid: 'G',
        original_guid: 'G',
        transfer_name: 'g.heic',
        emoji_image_short_description: 'a cat on skates',
      },
      {
        ROWID: 2,
        guid: 'S',
        original_guid: 'S',
        transfer_name: 's.heic',
        emoji_image_short_description: 'heart.png.accessibilityLabel',
      },
    ],
  });
  expect(text).toContain('a cat on skates');
  expect(text).not.toContain('accessibilityLabel');
});

it('a database in UTF-16 gives the same rows and documents', () => {
  const tables: Rows = {
    handle: [{ ROWID: 1, id: '+15552220001', service: 'iMessage' }],
    chat: [{ ROWID: 1, guid: 'iMessage;-;+15552220001', style: 45, chat_identifier: '+15552220001' }],
    chat_message_join: [{ chat_id: 1, message_id: 1 }],
    message: [
      { ROWID: 1, guid: 'M1', handle_id: 1, text: 'Grüße 😀', subject: 'Ünicode', service: 'iMessage' },
      { ROWID: 2, guid: 'M2', handle_id: 1, attributedBody: writePlainBody('körper 😀'), thread_originator_guid: 'M1' },
      {
        ROWID: 3,
        guid: 'T',
        handle_id: 1,
        associated_message_type: 2000,
        associated_message_guid: 'p:0/M1',
        text: 'x',
      },
    ],
  };
  const { rows, documents, notes, losses } = extract(tables);
  expect(rows.messages.map(({ text }) => text)).toEqual(['Grüße 😀', 'körper 😀']);
  for (const encoding of ['UTF-16le', 'UTF-16be']) {
    expect(extract(tables, encoding)).toMatchObject({ rows, documents, notes, losses });
  }
});

it('words of two bubbles are searched as words of their own, also when the photo between them was taken back', () => {
  const runs = [0, 2, 3].map((part) => ({ length: 5, attributes: partAttributes(part) }));
  const body = writeAttributedBody('firstthird\ufffc end', runs);
  expect(searched({ message: [{ ROWID: 1, guid: 'M', attributedBody: body }] })).toBe('first\nthird\n  end\n');
});
