import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { type Extraction, extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { writeBplist } from '../../../synthetic/encoders/bplist-writer.ts';
import { KeyedArchiveWriter } from '../../../synthetic/encoders/keyed-archive-writer.ts';
import { RowWriter } from '../../../synthetic/encoders/row-writer.ts';
import { writePlainBody } from '../../../synthetic/encoders/typedstream-writer.ts';
import { createTables } from '../../../synthetic/messages/messages-schema.ts';
import type { Slice, SourceFileBytes } from '../../kit/artifact.ts';
import { messages } from './index.ts';

function archived(text: string): Buffer {
  const archive = new KeyedArchiveWriter();
  const string = archive.add({
    'NS.string': text,
    $class: archive.addClass('NSMutableString', 'NSString', 'NSObject'),
  });
  const $class = archive.addClass('NSConcreteMutableAttributedString', 'NSAttributedString', 'NSObject');
  return archive.finish(archive.add({ NSString: string, $class }));
}

/** Drafts by folder, in a database with a chat of one person and a group. */
function extract(drafts: Readonly<Record<string, Buffer>>, slice?: Slice): Extraction<typeof messages.tables> {
  const db = new DatabaseSync(':memory:');
  for (const sql of createTables(18)) db.exec(sql);
  const chats = new RowWriter(db, 'chat');
  chats.insert({ ROWID: 1, guid: 'iMessage;-;+15550100', style: 45, chat_identifier: '+15550100' });
  chats.insert({ ROWID: 2, guid: 'iMessage;+;chat77', style: 43, chat_identifier: 'chat77' });
  const files = Object.entries(drafts).map(
    ([folder, contents]): SourceFileBytes => ({
      fileID: folder,
      domain: 'HomeDomain',
      relativePath: `Library/SMS/Drafts/${folder}/composition.plist`,
      size: contents.length,
      createdAt: null,
      modifiedAt: null,
      state: 'present',
      read: () => contents,
      readPart: (position, length) => contents.subarray(position, position + length),
    }),
  );
  return extractAll(messages, { db }, { bytes: { drafts: files }, ...(slice === undefined ? {} : { slice }) });
}

function draftsOf({ rows }: ReturnType<typeof extract>): unknown[] {
  return rows.message_conversations.map(({ chats }) => chats?.[0]?.draft);
}

it('drafts belong to the chat of their folder: its address or its GUID', () => {
  const found = extract({
    '+15550100': writeBplist({ text: archived('See you at\n') }),
    'iMessage;+;chat77': writeBplist({ text: writePlainBody('who else is') }),
  });
  expect(draftsOf(found)).toEqual(['See you at', 'who else is']);
  expect(found.notes).toEqual({});
});

it('drafts without words are none; unreadable ones and those of no chat are counted', () => {
  const found = extract({
    '+15550100': writeBplist({ text: archived('\ufffc') }),
    chat77: Buffer.from('no property list'),
    Pending: writeBplist({ text: 'new' }),
    gone: writeBplist({ text: Buffer.from('bplist00 cut') }),
    empty: writeBplist({ other: 1 }),
  });
  expect(draftsOf(found)).toEqual([undefined, undefined]);
  expect(found.notes).toEqual({ 'unreadable-drafts': 2, 'drafts-without-chat': 1 });
});

it('are counted by the first slice only', () => {
  const drafts = { Pending: writeBplist({ text: 'new' }) };
  expect(extract(drafts, { index: 1, of: 2 }).notes).toEqual({});
  expect(extract(drafts, { index: 0, of: 2 }).notes).toEqual({ 'drafts-without-chat': 1 });
});
