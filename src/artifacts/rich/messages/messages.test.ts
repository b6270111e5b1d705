import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import {
  type Extraction,
  type ExtractionOptions,
  extractAll,
} from '../../../../test/support/artifacts/extract-files.ts';
import { writeBplist } from '../../../synthetic/encoders/bplist-writer.ts';
import { type Row, RowWriter } from '../../../synthetic/encoders/row-writer.ts';
import {
  PART_ATTRIBUTE,
  partAttributes,
  writeAttributedBody,
  writePlainBody,
} from '../../../synthetic/encoders/typedstream-writer.ts';
import { createTables, type Generation } from '../../../synthetic/messages/messages-schema.ts';
import { messages } from './index.ts';
import type { messageTables } from './tables.ts';

/** 2024-01-01T00:00:00Z, and its value in Messages since iOS 11. */
const NEW_YEAR = 1_704_067_200_000;
const NEW_YEAR_NS = 725_760_000n * 1_000_000_000n;

type Rows = Readonly<Record<string, readonly Row[]>>;

/**
 * An sms.db with two people (+1 555… and an e-mail address, ROWIDs 1 and 2) and a direct chat with the first (ROWID 1).
 */
function database(rows: Rows, generation: Generation = 18): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  for (const sql of createTables(generation)) db.exec(sql);
  db.exec('PRAGMA foreign_keys = OFF');
  const defaults: Rows = {
    handle: [
      { ROWID: 1, id: '+15552220001', service: 'iMessage' },
      { ROWID: 2, id: 'ann@example.com', service: 'iMessage' },
    ],
    chat: [{ ROWID: 1, guid: 'iMessage;-;+15552220001', style: 45, chat_identifier: '+15552220001' }],
    chat_handle_join: [{ chat_id: 1, handle_id: 1 }],
  };
  for (const [table, tableRows] of Object.entries({ ...defaults, ...rows })) {
    const writer = new RowWriter(db, table);
    for (const row of tableRows) writer.insert(row);
  }
  return db;
}

function extract(
  rows: Rows,
  options: ExtractionOptions = {},
  generation: Generation = 18,
): Extraction<typeof messageTables> {
  return extractAll(messages, { db: database(rows, generation) }, options);
}

/** A message of ROWID n from the first person in chat 1. */
function message(n: number, fields: Row = {}): Row {
  return {
    ROWID: n,
    guid: `M${n}`,
    handle_id: 1,
    service: 'iMessage',
    date: NEW_YEAR_NS + BigInt(n) * 1_000_000_000n,
    ...fields,
  };
}
const inChat = (...numbers: readonly number[]): readonly Row[] => numbers.map((n) => ({ chat_id: 1, message_id: n }));

describe('reactions', () => {
  it('are folded into their bubble, and are not messages', () => {
    const { rows, notes, documents } = extract({
      message: [
        message(1, { attributedBody: writePlainBody('Hello') }),
        message(2, { associated_message_type: 2000, associated_message_guid: 'p:1/M1', text: 'Loved “Hello”' }),
        message(3, {
          associated_message_type: 2006,
          associated_message_guid: 'bp:M1',
          associated_message_emoji: '🦄',
          is_from_me: 1,
        }),
        message(4, { associated_message_type: 2001, associated_message_guid: 'M1', handle_id: 2 }),
        message(5, { associated_message_type: 3001, associated_message_guid: 'M1', handle_id: 2 }),
        message(6, { associated_message_type: 2007, associated_message_guid: 'p:1/M1', handle_id: 2 }),
      ],
      attachment: [{ ROWID: 9, guid: 'sticker', original_guid: 'sticker', is_sticker: 1 }],
      message_attachment_join: [{ message_id: 6, attachment_id: 9 }],
      chat_message_join: inChat(1, 2, 3, 4, 5, 6),
    });
    expect(rows.messages).toHaveLength(1);
    expect(rows.messages[0]?.reactions).toEqual([
      { part: 1, kind: 'love', isFromMe: false, sender: '+15552220001', at: NEW_YEAR + 2000, message: 2 },
      { part: null, kind: 'emoji', emoji: '🦄', isFromMe: true, sender: null, at: NEW_YEAR + 3000, message: 3 },
      { part: 1, kind: 'sticker-tapback', isFromMe: false, sender: 'ann@example.com', at: NEW_YEAR + 6000, message: 6 },
    ]);
    expect(rows.message_attachments).toMatchObject([{ key: 9, message: 6, isSticker: true }]);
    expect(notes['folded-reactions']).toBe(5);
    expect(rows.message_conversation_items).toHaveLength(1);
    expect(documents.map(({ document }) => document.text)).toEqual(['Hello']);
  });

  it('are kept as rows if their message is missing or they are circular', () => {
    const { rows, notes, documents, found } = extract({
      message: [
        message(1, { associated_message_type: 2000, associated_message_guid: 'p:0/GONE', text: 'Loved “…”' }),
        message(2, { associated_message_type: 2000, associated_message_guid: 'p:0/M3' }),
        message(3, { associated_message_type: 2000, associated_message_guid: 'p:0/M2' }),
        message(4, { associated_message_type: 2000, associated_message_guid: 'p:0/M4' }),
        message(5, { associated_message_type: 4000 }),
      ],
      chat_message_join: inChat(1, 2, 3, 4, 5),
    });
    expect(found).toBe(5);
    expect(rows.messages.map(({ key, kind }) => [key, kind])).toEqual([
      [5, 'reaction'],
      [1, 'reaction'],
      [2, 'reaction'],
      [3, 'reaction'],
      [4, 'reaction'],
    ]);
    expect(rows.messages[1]?.raw).toEqual({ associatedType: 2000, associatedGuid: 'GONE' });
    expect(notes['orphaned-reactions']).toBe(4);
    expect(documents).toEqual([]);
  });
});

describe('replies', () => {
  it('refer to the quoted message and bubble, even if missing', () => {
    const { rows } = extract({
      message: [
        message(1, { text: 'a', reply_to_guid: 'M0' }),
        message(2, { text: 'b', thread_originator_guid: 'M1', thread_originator_part: '2:0:5' }),
        message(3, { text: 'c', thread_originator_guid: 'M9', thread_originator_part: 'x' }),
      ],
    });
    expect(rows.messages.map(({ replyTo, replyToKey, replyPart }) => [replyTo, replyToKey, replyPart])).toEqual([
      [null, null, null],
      ['M1', 1, 2],
      ['M9', null, null],
    ]);
    expect(rows.message_threads.map(({ thread, message, isReply }) => [thread, message, isReply])).toEqual([
      ['M1', 1, false],
      ['M1', 2, true],
      ['M9', 3, true],
    ]);
  });
});

describe('changes', () => {
  it('distinguishes an unsent middle part from kept ones', () => {
    const text = 'firstthird';
    const runs = [
      { length: 5, attributes: partAttributes(0) },
      { length: 5, attributes: partAttributes(2) },
    ];
    const summary = writeBplist({
      otr: { '0': { lo: 0, le: 5 }, '1': { lo: 5, le: 6 }, '2': { lo: 11, le: 5 } },
      rp: [1],
    });
    const { rows } = extract({
      message: [message(1, { attributedBody: writeAttributedBody(text, runs), message_summary_info: summary })],
    });
    expect(rows.messages[0]).toMatchObject({
      kind: 'text',
      text,
      edits: [{ part: 1, unsent: true, history: [] }],
      parts: [
        { part: 0, runs: [{ start: 0, length: 5 }] },
        { part: 2, runs: [{ start: 5, length: 5 }] },
      ],
    });
  });

  it('gives an announcement for a completely unsent message', () => {
    const { rows, documents } = extract({
      message: [message(1, { message_summary_info: writeBplist({ otr: { '0': { lo: 0, le: 5 } }, rp: [0] }) })],
    });
    expect(rows.messages[0]).toMatchObject({ kind: 'announcement', text: null, announcement: { kind: 'unsent' } });
    expect(documents[0]?.document.text).toBe('unsent a message');
  });

  it('reads an edit history even if date_edited is 0', () => {
    const version = (text: string, d: number): { t: Buffer; d: number } => ({ t: writePlainBody(text), d });
    const summary = writeBplist({
      ec: { '0': [version('tpyo', 725_760_001.5), version('typo', 725_760_009.5)] },
      ep: [0],
    });
    const { rows } = extract({
      message: [message(1, { text: 'typo', date_edited: 0, message_summary_info: summary })],
    });
    expect(rows.messages[0]).toMatchObject({
      editedAt: NEW_YEAR + 9500,
      edits: [
        {
          part: 0,
          unsent: false,
          history: [
            { at: NEW_YEAR + 1500, text: 'tpyo' },
            { at: NEW_YEAR + 9500, text: 'typo' },
          ],
        },
      ],
    });
  });

  it('restores recently deleted messages and parts to their place', () => {
    const { rows } = extract({
      message: [message(1, { text: 'gone' }), message(2, { text: 'half' })],
      chat_message_join: inChat(2),
      chat_recoverable_message_join: [{ chat_id: 1, message_id: 1, delete_date: NEW_YEAR_NS }],
      recoverable_message_part: [
        { chat_id: 1, message_id: 2, part_index: 1, delete_date: NEW_YEAR_NS, part_text: writePlainBody('other half') },
      ],
    });
    expect(rows.messages[0]).toMatchObject({ conversation: 1, deletedAt: NEW_YEAR });
    expect(rows.message_conversation_items[0]).toEqual({
      conversation: 1,
      at: NEW_YEAR + 1000,
      message: 1,
      chat: 1,
      deletedAt: NEW_YEAR,
    });
    expect(rows.messages[1]?.edits).toEqual([
      { part: 1, unsent: false, history: [{ at: null, text: 'other half' }], deletedAt: NEW_YEAR },
    ]);
  });

  it('reports an invalid summary and keeps the message', () => {
    const { rows, losses } = extract({
      message: [message(1, { text: 'a', message_summary_info: Buffer.from('bplist00Rec…broken') })],
    });
    expect(rows.messages[0]?.text).toBe('a');
    expect(losses).toEqual({ 'unreadable.edit-histories': 1 });
  });
});

describe('conversations', () => {
  it('contain a message of two chats once each; its own is the first', () => {
    const chats = [
      { ROWID: 1, guid: 'a', style: 45, service_name: 'iMessage' },
      { ROWID: 2, guid: 'b', style: 43, display_name: 'Climbing' },
      { ROWID: 3, guid: 'c', style: 45, service_name: 'SMS' },
    ];
    const { rows, documents } = extract({
      chat: chats,
      chat_handle_join: [
        { chat_id: 1, handle_id: 1 },
        { chat_id: 2, handle_id: 1 },
        { chat_id: 2, handle_id: 2 },
        { chat_id: 3, handle_id: 1 },
      ],
      message: [message(1, { text: 'to all' })],
      chat_message_join: [3, 2, 1].map((chat) => ({ chat_id: chat, message_id: 1 })),
    });
    expect(rows.message_conversation_items.map(({ conversation, chat }) => [conversation, chat])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(rows.messages[0]?.conversation).toBe(1);
    expect(documents[0]?.document.in).toEqual([1, 2]);
    expect(rows.message_conversations).toMatchObject([
      {
        key: 1,
        kind: 'direct',
        chats: [
          { rowid: 1, merged: 'first' },
          { rowid: 3, merged: 'participants' },
        ],
        messageCount: 1,
      },
      {
        key: 2,
        kind: 'group',
        title: 'Climbing',
        participants: [{ handle: '+15552220001' }, { handle: 'ann@example.com' }],
      },
    ]);
  });

  it('merge chats with all addresses of a person in the address book', () => {
    const db = database({
      chat: [
        { ROWID: 1, guid: 'a', style: 45 },
        { ROWID: 2, guid: 'b', style: 45 },
      ],
      chat_handle_join: [
        { chat_id: 1, handle_id: 1 },
        { chat_id: 2, handle_id: 2 },
      ],
    });
    const addressBook = new DatabaseSync(':memory:');
    addressBook.exec(`
      CREATE TABLE ABPerson (ROWID INTEGER PRIMARY KEY, First TEXT, PersonLink INTEGER);
      CREATE TABLE ABMultiValue (UID INTEGER PRIMARY KEY, record_id INTEGER, property INTEGER, value TEXT);
      INSERT INTO ABPerson VALUES (1, 'Ann', 3), (2, 'Ann', 3), (3, 'Bob', -1);
      INSERT INTO ABMultiValue VALUES (1, 1, 3, '+1 (555) 222-0001'), (2, 2, 4, 'ANN@example.com');
    `);
    const keys = (): unknown =>
      extractAll(messages, { db, addressBook }, { region: 'US' }).rows.message_conversations.map(({ chats }) =>
        chats?.map(({ rowid }) => rowid),
      );
    expect(keys()).toEqual([[1, 2]]);
    // An address shared by two people does not identify either.
    addressBook.exec("INSERT INTO ABMultiValue VALUES (3, 3, 4, 'ann@example.com')");
    expect(keys()).toEqual([[1], [2]]);
  });

  it('collect messages without a chat by handle', () => {
    const { rows } = extract({
      message: [
        message(1, { text: 'a' }),
        message(2, { text: 'b', handle_id: 0, is_from_me: 1 }),
        message(3, { handle_id: 77 }),
      ],
      chat_message_join: [{ chat_id: 4711, message_id: 1 }],
    });
    expect(rows.messages.map(({ conversation }) => conversation)).toEqual([-2, -1, -78]);
    expect(rows.message_conversations.slice(1)).toMatchObject([
      { key: -2, kind: 'orphaned', participants: [{ handle: '+15552220001', handleKey: '+15552220001' }], chats: [] },
      { key: -1, kind: 'orphaned', participants: [] },
      { key: -78, kind: 'orphaned', participants: [] },
    ]);
  });

  it('have the newest message and the group picture', () => {
    const path = 'Library/SMS/Attachments/aa/1/photo.jpg';
    const { rows } = extract(
      {
        chat: [
          {
            ROWID: 1,
            guid: 'g;+;1',
            style: 43,
            properties: writeBplist({ groupPhotoGuid: 'P', EnableReadReceiptForChat: true }),
          },
        ],
        attachment: [{ ROWID: 5, guid: 'P', original_guid: 'P', filename: `~/${path}` }],
        message: [
          message(1, { text: 'older', date: NEW_YEAR_NS + 9_000_000_000n }),
          message(2, {
            attributedBody: writePlainBody('newest'),
            date: NEW_YEAR_NS + 9_000_000_000n,
            service: ' SMS ',
          }),
          message(3, { text: 'no date', date: 0 }),
        ],
        chat_message_join: inChat(1, 2, 3),
      },
      { files: { [`MediaDomain-${path}`]: { fileID: 'f', state: 'present' } } },
    );
    expect(rows.message_conversations).toMatchObject([
      {
        firstAt: NEW_YEAR + 9000,
        lastAt: NEW_YEAR + 9000,
        lastMessage: 2,
        lastText: 'newest',
        service: 'SMS',
        messageCount: 3,
        groupPhoto: 'f',
        groupPhotoState: 'present',
        chats: [{ readReceipts: true }],
      },
    ]);
    expect(rows.message_conversation_items[2]).toMatchObject({ message: 3, at: 0 });
  });

  it('lose only invalid properties', () => {
    const { rows, losses } = extract({ chat: [{ ROWID: 1, guid: 'a', properties: Buffer.from('bplist00') }] });
    expect(rows.message_conversations).toHaveLength(1);
    expect(losses).toEqual({ 'unreadable.chat-properties': 1 });
  });
});

describe('fields', () => {
  it('distinguish seconds and nanoseconds by value', () => {
    const { rows } = extract({
      message: [
        message(1, { date: 725_760_000 }),
        message(2, { date: NEW_YEAR_NS + 123_456_789n, date_read: 725_760_001 }),
      ],
    });
    expect(rows.messages.map(({ sentAt, readAt }) => [sentAt, readAt])).toEqual([
      [NEW_YEAR, null],
      [NEW_YEAR + 123, NEW_YEAR + 1000],
    ]);
  });

  it('have delivery and read times by direction', () => {
    const times = { date_delivered: NEW_YEAR_NS, date_read: NEW_YEAR_NS };
    const { rows } = extract({ message: [message(1, times), message(2, { ...times, is_from_me: 1, is_sent: 1 })] });
    expect(rows.messages).toMatchObject([
      { sender: '+15552220001', deliveredAt: null, readAt: NEW_YEAR },
      { sender: null, deliveredAt: NEW_YEAR, readAt: NEW_YEAR, flags: ['sent'] },
    ]);
  });

  it('use the chat for a sender whose handle is missing', () => {
    const { rows } = extract({ message: [message(1, { handle_id: 99 })], chat_message_join: inChat(1) });
    expect(rows.messages[0]?.sender).toBe('+15552220001');
  });

  it('of members name the owner, who has no handle, and whoever left instead of the device that noticed it', () => {
    const unattributed = writeBplist({ uat: true });
    const changed = (n: number, fields: Row): Row =>
      message(n, { text: null, item_type: 1, handle_id: 1, is_from_me: 0, ...fields });
    const { rows } = extract({
      chat: [{ ROWID: 1, guid: 'iMessage;+;chat1', style: 43, chat_identifier: 'chat1' }],
      message: [
        changed(1, { group_action_type: 1, other_handle: 0 }),
        changed(2, { group_action_type: 0, other_handle: 2, handle_id: 0 }),
        changed(3, { group_action_type: 1, other_handle: 2, message_summary_info: unattributed }),
        changed(4, { group_action_type: 1, other_handle: 0, message_summary_info: unattributed }),
        changed(5, { group_action_type: 0, other_handle: 2, message_summary_info: unattributed }),
        changed(6, { group_action_type: 1, other_handle: 99 }),
        changed(7, { item_type: 3, group_action_type: 1, handle_id: 0 }),
        changed(8, { item_type: 3, group_action_type: 1, message_summary_info: unattributed }),
        changed(9, { item_type: 2, group_title: 'Climbing', message_summary_info: unattributed }),
        changed(10, { item_type: 3, group_action_type: 0, message_summary_info: unattributed }),
      ],
      chat_message_join: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((message_id) => ({ chat_id: 1, message_id })),
    });
    const facts = rows.messages.map(({ isFromMe, sender, announcement }) => [
      announcement?.kind,
      isFromMe ? 'owner' : sender,
      announcement?.raw.isOfOwner === true ? 'owner' : announcement?.handle,
    ]);
    expect(facts).toEqual([
      ['participant-removed', '+15552220001', 'owner'],
      ['participant-added', 'owner', 'ann@example.com'],
      ['participant-left', 'ann@example.com', 'ann@example.com'],
      ['participant-left', 'owner', 'owner'],
      ['participant-added', null, 'ann@example.com'],
      ['participant-removed', '+15552220001', null],
      ['group-photo-changed', 'owner', null],
      ['group-photo-changed', null, null],
      ['group-renamed', null, null],
      ['participant-left', '+15552220001', '+15552220001'],
    ]);
  });

  it('whose summary is damaged are counted, once each', () => {
    const damaged = (n: number, summary: string): Row =>
      message(n, { text: null, item_type: 1, group_action_type: 1, message_summary_info: Buffer.from(summary) });
    const { rows, losses } = extract({
      message: [damaged(1, 'bplist00…broken'), damaged(2, 'no property list'), damaged(3, 'bplist00Rec…broken')],
    });
    expect(rows.messages.map(({ announcement }) => announcement?.kind)).toEqual(Array(3).fill('participant-removed'));
    expect(losses).toEqual({ 'unreadable.announcements': 1, 'unreadable.edit-histories': 2 });
  });

  it('of locations that the owner shares are by the owner, whatever is_from_me says', () => {
    const shared = (n: number, fields: Row): Row => message(n, { text: null, item_type: 4, is_from_me: 0, ...fields });
    const { rows } = extract({
      message: [
        shared(1, { handle_id: 0, other_handle: 1, share_direction: 0 }),
        shared(2, { handle_id: 1, other_handle: 0, share_direction: 1 }),
        shared(3, { handle_id: 0, other_handle: 1, share_direction: 0, share_status: 1 }),
        shared(4, { handle_id: 1, other_handle: 0, share_direction: 0 }),
      ],
      chat_message_join: [1, 2, 3, 4].map((message_id) => ({ chat_id: 1, message_id })),
    });
    expect(rows.messages.map(({ isFromMe, sender, announcement }) => [isFromMe, sender, announcement?.kind])).toEqual([
      [true, null, 'location-sharing-started'],
      [false, '+15552220001', 'location-sharing-started'],
      [true, null, 'location-sharing-stopped'],
      [false, '+15552220001', 'location-sharing-started'],
    ]);
  });

  it('keep rare codes unchanged', () => {
    const { rows, notes } = extract({
      message: [
        message(1, { text: 'a', schedule_type: 2, schedule_state: 7, is_sos: 1, was_downgraded: 1, error: 22 }),
        message(2, { text: 'b', associated_message_type: 7777 }),
        message(3, {
          balloon_bundle_id: 'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.example.game',
        }),
        message(4, { balloon_bundle_id: 'com.apple.messages.URLBalloonProvider' }),
      ],
    });
    expect(rows.messages).toMatchObject([
      { kind: 'text', flags: ['downgraded', 'sos'], error: 22, raw: { scheduleType: 2, scheduleState: 7 } },
      { kind: 'unknown', raw: { associatedType: 7777 } },
      { kind: 'app' },
      { kind: 'app' },
    ]);
    expect(notes).toEqual({ 'unknown-code:associated-type:7777': 1, 'unknown-code:balloon:com.example.game': 1 });
  });

  it('prefer the body to the column, and both to text recovered from a damaged body', () => {
    const body = writePlainBody('from the body');
    const { rows, notes, losses } = extract({
      message: [
        message(1, { text: 'stale', attributedBody: body }),
        message(2, { text: 'column', attributedBody: body.subarray(0, 90) }),
        message(3, {
          attributedBody: Buffer.concat([body.subarray(0, body.indexOf('body') + 9), Buffer.from('damage')]),
        }),
        message(4, { attributedBody: Buffer.from('no typedstream') }),
      ],
    });
    expect(rows.messages.map(({ text, textSource }) => [text, textSource])).toEqual([
      ['from the body', 'attributedBody'],
      ['column', 'column'],
      ['from the body', 'recovered'],
      [null, 'unreadable'],
    ]);
    expect({ notes, losses }).toEqual({
      notes: { 'text-recovered': 1 },
      losses: { 'unreadable.message-texts': 1 },
    });
  });
});

describe('attachments', () => {
  it('belong to the bubble that refers to them, wherever their file is', () => {
    const attributes = new Map<string, string | { nsNumber: number; type: 'i' }>([
      ['__kIMFileTransferGUIDAttributeName', 'A2'],
      [PART_ATTRIBUTE, { nsNumber: 1, type: 'i' }],
    ]);
    const runs = [
      { length: 4, attributes: partAttributes(0) },
      { length: 1, attributes },
    ];
    const attachment = (ROWID: number, filename: string | null, fields: Row = {}): Row => {
      return {
        ROWID,
        guid: `A${ROWID}`,
        original_guid: `A${ROWID}`,
        filename,
        transfer_name: `${ROWID}.jpg`,
        ...fields,
      };
    };
    const { rows, documents, notes } = extract(
      {
        message: [message(1, { attributedBody: writeAttributedBody('look\ufffc', runs) }), message(2), message(3)],
        attachment: [
          attachment(1, '~/Library/SMS/Attachments/aa/01/hidden', { hide_attachment: 1 }),
          attachment(2, '/var/mobile/Library/SMS/Attachments/aa/01/a.jpg', { created_date: 725_760_000 }),
          attachment(3, '~/Library/SMS/Attachments/bundle.key'),
          attachment(4, null),
          attachment(5, '~/Library/SMS/Attachments/nobody'),
        ],
        message_attachment_join: [
          { message_id: 1, attachment_id: 2 },
          { message_id: 1, attachment_id: 1 },
          { message_id: 2, attachment_id: 3 },
          { message_id: 2, attachment_id: 2 },
          { message_id: 3, attachment_id: 4 },
          { message_id: 3, attachment_id: 404 },
        ],
      },
      {
        files: {
          'MediaDomain-Library/SMS/Attachments/aa/01/a.jpg': { fileID: 'f2', state: 'present' },
          'MediaDomain-Library/SMS/Attachments/bundle.key': { fileID: 'f3', state: 'payload-missing' },
        },
      },
    );
    expect(rows.message_attachments.map(({ key, message, state, part }) => [key, message, state, part])).toEqual([
      [1, 1, 'not-in-backup', null],
      [2, 1, 'present', 1],
      [2, 2, 'present', null],
      [3, 2, 'payload-missing', null],
      [4, 3, 'no-path', null],
      [5, 0, 'not-in-backup', null],
    ]);
    expect(rows.message_attachments[1]).toMatchObject({ file: 'f2', createdAt: NEW_YEAR, transferName: '2.jpg' });
    expect(rows.messages.map(({ attachmentCount }) => attachmentCount)).toEqual([2, 2, 2]);
    expect(documents[0]?.document).toMatchObject({ text: 'look', also: '2.jpg', has: ['attachment'] });
    expect(notes['missing-attachment-rows']).toBe(1);
  });
});

describe('attachments whose GUID was changed', () => {
  it('are found by the one that they had at first', () => {
    const run = (guid: string, part: number, fields: Readonly<Record<string, string>> = {}) => ({
      length: 1,
      attributes: new Map<string, string | { nsNumber: number; type: 'i' }>([
        ['__kIMFileTransferGUIDAttributeName', guid],
        [PART_ATTRIBUTE, { nsNumber: part, type: 'i' }],
        ...Object.entries(fields),
      ]),
    });
    const path = (ROWID: number): string => `Library/SMS/Attachments/aa/01/${ROWID}.caf`;
    const attachment = (ROWID: number, guid: string, original_guid: string): Row => {
      return { ROWID, guid, original_guid, filename: `~/${path(ROWID)}` };
    };
    const body = writeAttributedBody('\ufffc\ufffc', [
      run('FIRST', 2, { IMAudioTranscription: 'red tent' }),
      run('OWN', 3),
    ]);
    const properties = writeBplist({ groupPhotoGuid: 'PICTURE' });
    const { rows } = extract(
      {
        chat: [{ ROWID: 1, guid: 'iMessage;+;chat1', style: 43, chat_identifier: 'chat1', properties }],
        message: [message(1, { attributedBody: body })],
        attachment: [
          attachment(1, 'at_0_M', 'FIRST'),
          attachment(2, 'OWN', 'FIRST?'),
          attachment(3, 'at_0_P', 'PICTURE'),
        ],
        message_attachment_join: [
          { message_id: 1, attachment_id: 1 },
          { message_id: 1, attachment_id: 2 },
        ],
      },
      { files: { [`MediaDomain-${path(3)}`]: { fileID: 'f3', state: 'present' } } },
    );
    expect(rows.message_attachments.map(({ key, guid, part }) => [key, guid, part])).toEqual([
      [1, 'FIRST', 2],
      [2, 'OWN', 3],
      [3, 'at_0_P', null],
    ]);
    expect(rows.message_conversations[0]).toMatchObject({ groupPhoto: 'f3', groupPhotoState: 'present' });
  });
});

describe('announcements', () => {
  it('have a description that can be searched', () => {
    const { rows, documents } = extract({
      message: [
        message(1, { item_type: 2, group_title: 'Climbing' }),
        message(2, { item_type: 1, other_handle: 2 }),
        message(3, { item_type: 99, group_action_type: 42 }),
      ],
    });
    expect(rows.messages.map(({ kind, announcement }) => [kind, announcement?.kind, announcement?.title])).toEqual([
      ['announcement', 'group-renamed', 'Climbing'],
      ['announcement', 'participant-added', null],
      ['announcement', 'unknown', null],
    ]);
    expect(documents.map(({ document }) => document.text)).toEqual([
      'named the conversation “Climbing”',
      'added someone to the conversation ann@example.com',
      'announcement',
    ]);
  });
});

describe('schemas', () => {
  it('that are unknown are refused', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE message (ROWID INTEGER PRIMARY KEY, text TEXT, handle_id INTEGER)');
    expect(() => extractAll(messages, { db })).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_SCHEMA', message: expect.stringContaining('lacks columns') }),
    );
    const empty = new DatabaseSync(':memory:');
    expect(() => extractAll(messages, { db: empty })).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_SCHEMA' }));
  });

  it('of iOS 26 and 27 have chat lookups and filters', () => {
    const db = database({
      chat: [
        { ROWID: 1, guid: 'a', style: 45 },
        { ROWID: 2, guid: 'b', style: 45 },
      ],
      chat_handle_join: [
        { chat_id: 1, handle_id: 1 },
        { chat_id: 2, handle_id: 2 },
      ],
      message: [message(1, { text: 'a' })],
      chat_message_join: inChat(1),
    });
    db.exec(`
      CREATE TABLE chat_lookup (identifier TEXT, domain TEXT, chat INTEGER, priority INTEGER);
      INSERT INTO chat_lookup VALUES ('ann', 'x', 2, 0), ('ann', 'x', 1, 1), ('ann', 'y', 3, 0);
      ALTER TABLE message ADD COLUMN filter_action INTEGER;
      ALTER TABLE message ADD COLUMN filter_sub_action INTEGER;
      ALTER TABLE message ADD COLUMN is_time_sensitive INTEGER;
      UPDATE message SET filter_action = 3, filter_sub_action = 9, is_time_sensitive = 1;
    `);
    const { rows } = extractAll(messages, { db });
    expect(rows.message_conversations).toMatchObject([{ chats: [{ rowid: 1 }, { rowid: 2, merged: 'lookup' }] }]);
    expect(rows.messages).toMatchObject([{ raw: { filterAction: 3, filterSubAction: 9 }, flags: ['time-sensitive'] }]);
  });

  it('with only a message table are read', () => {
    const db = new DatabaseSync(':memory:');
    db.exec(
      "CREATE TABLE message (ROWID INTEGER PRIMARY KEY, guid, text, handle_id, is_from_me); INSERT INTO message VALUES (1, 'M', 'a', 0, 1)",
    );
    expect(extractAll(messages, { db }).rows.messages).toMatchObject([
      { key: 1, text: 'a', isFromMe: true, sentAt: null },
    ]);
  });

  it('with columns full of NULL are read', () => {
    const { rows } = extract({
      message: [
        { ROWID: 1, guid: 'M', handle_id: null, is_from_me: null, is_read: null, item_type: null, is_sos: null },
      ],
    });
    expect(rows.messages).toMatchObject([{ isFromMe: false, sender: null, kind: 'text', flags: null }]);
  });
});

describe('the address of the owner that was used', () => {
  it('is that of the message, otherwise that of its account without what precedes it', () => {
    const own = { is_from_me: 1, attributedBody: writePlainBody('x') };
    const { rows } = extract({
      message: [
        message(1, { ...own, destination_caller_id: '+15550100001', account: 'E:me@example.com' }),
        message(2, { ...own, destination_caller_id: '', account: 'e:me@example.com' }),
        message(3, { ...own, destination_caller_id: null, account: 'P:+15550100002' }),
        message(4, { ...own, account: 'p:' }),
        message(5, { ...own, account: 'me@example.org' }),
        message(6, { ...own, account: 'com.apple.service' }),
        // Not read as plain ones are.
        message(7, { ...own, account: 'p:+15550100003', subject: 'S' }),
      ],
      chat_message_join: inChat(1, 2, 3, 4, 5, 6, 7),
    });
    const used = (of: typeof rows) =>
      of.messages.toSorted((a, b) => (a.key ?? 0) - (b.key ?? 0)).map((row) => row.account);
    expect(used(rows)).toEqual([
      '+15550100001',
      'me@example.com',
      '+15550100002',
      null,
      'me@example.org',
      null,
      '+15550100003',
    ]);
    const older = extract({ message: [message(1, { ...own, account: 'E:me@example.com' })] }, {}, 9);
    expect(used(older.rows)).toEqual(['me@example.com']);
  });
});
