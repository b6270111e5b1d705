import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { type Extraction, extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { RowWriter } from '../../../synthetic/encoders/row-writer.ts';
import { createTables } from '../../../synthetic/messages/messages-schema.ts';
import type { SourceFileBytes } from '../../kit/artifact.ts';
import { messages } from './index.ts';

const CARD = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ben Amsel\r\nTEL:+1 555 0100\r\nEMAIL:ben@example.org\r\nEND:VCARD\r\n';
const PLACE = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'N:;Current Location;;;',
  'FN:Current Location',
  'item1.URL;type=pref:http://maps.apple.com/?ll=47.546\\,9.684&q=47.546\\,9.684',
  'item1.X-ABLabel:map url',
  'END:VCARD',
].join('\r\n');

/** One message with these attachments: names and contents. */
function extract(files: Readonly<Record<string, string | Uint8Array>>): Extraction<typeof messages.tables> {
  const db = new DatabaseSync(':memory:');
  for (const sql of createTables(18)) db.exec(sql);
  new RowWriter(db, 'message').insert({ ROWID: 1, guid: 'M', text: '\ufffc', date: 1 });
  const attachments = new RowWriter(db, 'attachment');
  const joins = new RowWriter(db, 'message_attachment_join');
  const names = Object.keys(files);
  names.forEach((transfer_name, index) => {
    const guid = `A${index}`;
    const filename = `~/Library/SMS/Attachments/${transfer_name}`;
    attachments.insert({ ROWID: index + 1, guid, original_guid: guid, filename, transfer_name });
    joins.insert({ message_id: 1, attachment_id: index + 1 });
  });
  const key = (name: string) => `MediaDomain-Library/SMS/Attachments/${name}`;
  return extractAll(
    messages,
    { db },
    {
      files: Object.fromEntries(names.map((name) => [key(name), { fileID: name, state: 'present' }])),
      named: Object.fromEntries(names.map((name) => [key(name), fileOf(name, Buffer.from(files[name] ?? ''))])),
    },
  );
}

function fileOf(fileID: string, contents: Buffer): SourceFileBytes {
  return {
    fileID,
    domain: 'MediaDomain',
    relativePath: fileID,
    size: contents.length,
    createdAt: null,
    modifiedAt: null,
    state: 'present',
    read(maxBytes = Infinity) {
      if (contents.length > maxBytes) throw new DomainError('LIMIT_EXCEEDED', msg('detail.value-too-large'));
      return contents;
    },
    readPart: (position, length) => contents.subarray(position, position + length),
  };
}

it('contacts that were sent are read and searched', () => {
  const { rows, documents, notes } = extract({ 'Ben Amsel.vcf': CARD });
  expect(rows.messages[0]).toMatchObject({
    contacts: [{ name: 'Ben Amsel', phones: ['+1 555 0100'], emails: ['ben@example.org'], vcard: CARD.trim() }],
    place: null,
  });
  expect(documents[0]?.document.also).toBe('Ben Amsel.vcf\nBen Amsel\n+1 555 0100\nben@example.org');
  expect(notes).toEqual({});
});

it('a place that was sent is on the map, and no contact', () => {
  const { rows, documents } = extract({ 'CL.loc.vcf': PLACE });
  const place = { latitude: 47.546, longitude: 9.684, name: 'Current Location' };
  expect(rows.messages[0]).toMatchObject({ contacts: null, place });
  expect(documents[0]?.document).toMatchObject({
    has: ['attachment', 'location'],
    payload: { latitude: 47.546, longitude: 9.684 },
  });
});

it('a contact with a place is both, a location card without one is a contact', () => {
  const { rows } = extract({ 'Café.vcf': PLACE, 'x.loc.vcf': CARD });
  expect(rows.messages[0]?.contacts?.map(({ name }) => name)).toEqual(['Current Location', 'Ben Amsel']);
  expect(rows.messages[0]?.place).not.toBeNull();
});

it('a photo is not kept in the card', () => {
  const photo = CARD.replace('END:', `PHOTO;ENCODING=b:${'A'.repeat(100_000)}\r\nEND:`);
  expect(extract({ 'a.vcf': photo }).rows.messages[0]?.contacts).toMatchObject([{ name: 'Ben Amsel', vcard: null }]);
});

it('cards that cannot be read are counted, and the message is kept', () => {
  const { rows, notes, losses } = extract({
    'empty.vcf': '',
    'noise.vcf': Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256),
    'huge.vcf': CARD.padEnd(3_000_000, ' '),
    'ok.vcf': CARD,
    'many.vcf': CARD.repeat(2000),
  });
  expect(notes).toEqual({ 'unreadable-contact-cards': 3 });
  expect(losses).toEqual({});
  expect(rows.messages[0]?.contacts).toHaveLength(500);
  expect(rows.message_attachments).toHaveLength(5);
});
