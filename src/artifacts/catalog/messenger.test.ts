import { describe, expect, it } from 'vitest';
import { type Rows, readStores } from '../../../test/support/artifacts/read-stores.ts';
import { messenger } from './messenger.ts';

const DATABASES = 'AppDomainGroup-group.com.facebook.Messenger/Library/Application Support/lightspeed-userDatabases';

function read(sql: readonly string[]) {
  const { tables, notes } = readStores(messenger, { [`${DATABASES}/7.db`]: { sql } });
  const ending = (name: string): Rows => Object.entries(tables).find(([table]) => table.endsWith(name))?.[1] ?? [];
  return { chats: ending('_chats'), messages: ending('_messages'), attachments: ending('_attachments'), notes };
}

/** Columns that public descriptions of the database name; the view is that of Meta's own documentation of CQL. */
const SERVER = [
  'CREATE TABLE _user_info (facebook_user_id INTEGER)',
  'CREATE TABLE contacts (id INTEGER PRIMARY KEY, name TEXT, profile_picture_url TEXT)',
  'CREATE TABLE threads (thread_key INTEGER PRIMARY KEY, last_activity_timestamp_ms INTEGER, folder_name TEXT)',
  'CREATE TABLE messages (message_id TEXT, thread_key INTEGER, offline_threading_id TEXT, sender_id INTEGER, send_status INTEGER, text TEXT, sticker_id INTEGER, timestamp_ms INTEGER, is_admin_message INTEGER)',
  'CREATE TABLE attachments (message_id TEXT, thread_key INTEGER, filename TEXT, filesize INTEGER, title_text TEXT, subtitle_text TEXT, has_media INTEGER, has_xma INTEGER, playable_url TEXT, playable_url_mime_type TEXT)',
  'CREATE VIEW thread_messages AS SELECT DISTINCT M.message_id, M.thread_key, M.sender_id, C.name, M.text, M.timestamp_ms, (A.has_xma OR A.has_media) AS has_attachment FROM messages M LEFT OUTER JOIN contacts C ON C.id = M.sender_id LEFT OUTER JOIN attachments A ON A.message_id = M.message_id',
  "INSERT INTO _user_info VALUES (7); INSERT INTO contacts VALUES (7, 'Robin', NULL), (8, 'Nadia', NULL), (9, NULL, NULL)",
];

describe('Messenger', () => {
  it('has chats with one person, groups, calls, what the app says, and links', () => {
    const { chats, messages, attachments, notes } = read([
      ...SERVER,
      'INSERT INTO threads VALUES (8, 1743296401000, NULL), (555, 1743296402000, NULL), (556, NULL, NULL)',
      `INSERT INTO messages (message_id, thread_key, sender_id, text, sticker_id, timestamp_ms, is_admin_message) VALUES
        ('m1', 8, 8, 'Hello', NULL, 1743296399000, 0), ('m2', 8, 7, NULL, NULL, 1743296400000, 0), ('m3', 8, 8, NULL, 369, 1743296401000, 0),
        ('m4', 555, 8, 'Nadia named the group Kiln.', NULL, 1743296402000, 1), ('m5', 555, 9, 'Hi', NULL, 1743296403000, 0),
        ('m6', 8, 7, NULL, NULL, 1743296404000, 0), (NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
      `INSERT INTO attachments (message_id, thread_key, filename, filesize, title_text, subtitle_text, playable_url, playable_url_mime_type) VALUES
        ('m2', 8, NULL, NULL, 'Missed video call', '5:04 PM', NULL, NULL), ('m6', 8, NULL, NULL, 'Glazes', 'glaze.example', NULL, NULL)`,
    ]);
    expect(chats.map(({ chatId, kind, partnerName }) => [chatId, kind, partnerName])).toEqual([
      ['8', 'direct', 'Nadia'],
      ['555', 'group', null],
      ['556', 'unknown', null],
      [null, 'orphaned', null],
    ]);
    expect(messages).toMatchObject([
      { messageId: 'm1', isFromMe: false, senderName: 'Nadia', text: 'Hello', sentAt: 1_743_296_399_000 },
      { isFromMe: true, kind: 'call', text: 'Missed video call\n5:04 PM', call: { isVideo: true, isMissed: true } },
      { kind: 'sticker', text: null },
      { kind: 'event', event: { kind: 'other', parameter: 'Nadia named the group Kiln.' } },
      { text: 'Hi', sender: 'messenger:9', senderName: null },
      { isFromMe: true, text: 'Glazes\nglaze.example', call: null },
      { text: null, sentAt: null },
    ]);
    expect(attachments).toEqual([]);
    expect(notes).toEqual({});
  });

  it('knows a group in which only one other person wrote, its name and members, and who reacted', () => {
    const { chats, messages } = read([
      ...SERVER,
      'ALTER TABLE threads ADD COLUMN thread_type INTEGER; ALTER TABLE threads ADD COLUMN thread_name TEXT',
      'CREATE TABLE participants (thread_key INTEGER, contact_id INTEGER, is_admin INTEGER)',
      'CREATE TABLE reactions (thread_key INTEGER, message_id TEXT, actor_id INTEGER, reaction TEXT, reaction_creation_timestamp_ms INTEGER)',
      "INSERT INTO threads (thread_key, thread_type, thread_name) VALUES (8, 1, NULL), (7700000000000001, 2, 'Boat')",
      'INSERT INTO participants VALUES (8, 7, 0), (8, 8, 0), (7700000000000001, 7, 0), (7700000000000001, 8, 1), (7700000000000001, 9, 0)',
      `INSERT INTO messages (message_id, thread_key, sender_id, text, timestamp_ms, is_admin_message) VALUES
        ('m1', 8, 8, 'Hi', 1714885505123, 0), ('m2', 7700000000000001, 8, 'Aboard', 1714885505124, 0)`,
      "INSERT INTO reactions VALUES (8, 'm1', 7, '❤', 1714885530000), (7700000000000001, 'm2', 9, '😆', NULL)",
    ]);
    expect(chats).toMatchObject([
      { chatId: '8', kind: 'direct', partnerName: 'Nadia' },
      {
        chatId: '7700000000000001',
        kind: 'group',
        title: 'Boat',
        handle: null,
        participants: [
          { name: 'Nadia', isAdmin: true },
          { handle: 'messenger:9', isAdmin: false },
        ],
      },
    ]);
    expect(messages.map(({ reactions }) => reactions)).toEqual([
      [{ emoji: '❤', isFromMe: true, sender: null, at: 1_714_885_530_000 }],
      [{ emoji: '😆', isFromMe: false, sender: { handle: 'messenger:9', name: null }, at: null }],
    ]);
  });

  it('finds who wrote an encrypted message by the table of contacts of the phone', () => {
    const { chats, messages } = read([
      ...SERVER,
      'CREATE TABLE client_messages (pk INTEGER PRIMARY KEY, thread_pk INTEGER, sender_contact_pk INTEGER, text TEXT, display_ts_ms INTEGER, authoritative_ts_ms INTEGER, message_content_type INTEGER, edit_count INTEGER)',
      'CREATE TABLE fb_transport_contacts (client_contact_pk INTEGER UNIQUE, server_contact_id INTEGER)',
      'INSERT INTO fb_transport_contacts VALUES (70, 7), (80, 8)',
      "INSERT INTO client_messages VALUES (1, 3, 80, 'Blue', 1743296399000, NULL, 1, 2), (2, 3, 70, 'Green', NULL, 1743296400000, 1, 0), (3, 3, 8, 'No row', 1743296401000, NULL, 1, NULL)",
    ]);
    expect(chats).toMatchObject([{ chatId: 'client 3', kind: 'direct', partnerName: 'Nadia', messageCount: 3 }]);
    expect(messages).toMatchObject([
      { isFromMe: false, senderName: 'Nadia', text: 'Blue', details: { edits: '2' } },
      { isFromMe: true, text: 'Green', sentAt: 1_743_296_400_000, details: null },
      { isFromMe: false, senderName: 'Nadia' },
    ]);
  });

  it('has the earlier versions of edited messages, and names of encrypted groups', () => {
    const { chats, messages } = read([
      ...SERVER,
      'CREATE TABLE client_messages (pk INTEGER PRIMARY KEY, thread_pk INTEGER, sender_contact_pk INTEGER, text TEXT, display_ts_ms INTEGER, authoritative_ts_ms INTEGER, message_content_type INTEGER, edit_count INTEGER)',
      'CREATE TABLE client_edit_message_history (pk INTEGER PRIMARY KEY, original_message_pk INTEGER, message_content TEXT, server_adjusted_edit_ts_ms INTEGER)',
      'CREATE TABLE client_threads (pk INTEGER PRIMARY KEY, transport_key TEXT, default_thread_name TEXT)',
      "INSERT INTO client_threads VALUES (3, 'AdvancedCrypto', 'Nadia'), (4, 'AdvancedCrypto', 'Kiln')",
      `INSERT INTO client_messages VALUES (1, 3, 8, 'Blue', 1743296399000, NULL, 1, 1),
        (2, 4, 8, 'Green', -9223372036854775808, 1743296400000, 1, 0)`,
      "INSERT INTO client_edit_message_history VALUES (1, 1, 'Bleu', 1743296399000), (2, 1, 'Blue', 1743296401000)",
    ]);
    expect(messages).toMatchObject([
      { text: 'Blue', editedAt: 1_743_296_401_000, details: { edits: '1', textBefore: 'Bleu' } },
      { text: 'Green', editedAt: null, sentAt: 1_743_296_400_000 },
    ]);
    expect(chats.map(({ title }) => title)).toEqual([null, 'Kiln']);
  });

  it('reads calls and links of attachment_items, what was unsent, and answers', () => {
    const { messages } = read([
      ...SERVER,
      'CREATE TABLE attachment_items (message_id TEXT, title_text TEXT, subtitle_text TEXT)',
      'ALTER TABLE messages ADD COLUMN is_unsent INTEGER; ALTER TABLE messages ADD COLUMN unsent_timestamp_ms INTEGER',
      'ALTER TABLE messages ADD COLUMN reply_source_id TEXT; ALTER TABLE messages ADD COLUMN reply_snippet TEXT',
      `INSERT INTO messages (message_id, thread_key, sender_id, text, timestamp_ms, is_unsent, unsent_timestamp_ms, reply_source_id, reply_snippet) VALUES
        ('m1', 8, 8, NULL, 1743296399000, 0, NULL, NULL, NULL), ('m2', 8, 8, NULL, 1743296400000, 0, NULL, NULL, NULL),
        ('m3', 8, 8, NULL, 1743296401000, 1, 1743296402000, NULL, NULL), ('m4', 8, 7, 'Yes', 1743296403000, 0, NULL, 'm2', 'Glazes')`,
      "INSERT INTO attachments (message_id, has_xma) VALUES ('m1', 1), ('m2', 1)",
      "INSERT INTO attachment_items VALUES ('m1', 'Video call', '2 min'), ('m2', 'Glazes', 'glaze.example')",
    ]);
    expect(messages).toMatchObject([
      { kind: 'call', call: { isVideo: true, isMissed: false } },
      { text: 'Glazes\nglaze.example', call: null },
      { kind: 'deleted', deletedAt: 1_743_296_402_000 },
      { replyTo: 'm2', replyToKey: messages[1]?.['key'], quoted: { text: 'Glazes' } },
    ]);
  });

  it('says that texts of secret conversations cannot be read', () => {
    const { messages } = read([
      ...SERVER,
      'CREATE TABLE secure_messages (thread_key INTEGER, sender_id INTEGER, text BLOB, timestamp_ms INTEGER, secure_message_attachments_encrypted BLOB)',
      "INSERT INTO secure_messages VALUES (8, 8, x'8f1a', 1743296399000, NULL)",
    ]);
    expect(messages).toMatchObject([{ text: null, senderName: 'Nadia', details: { textSource: 'unreadable' } }]);
  });

  it('reads a database without the newer tables and columns', () => {
    const { messages, notes } = read([
      'CREATE TABLE contacts (id INTEGER, name TEXT)',
      'CREATE TABLE messages (message_id TEXT, thread_key INTEGER, sender_id INTEGER, body TEXT, timestamp_ms INTEGER)',
      "INSERT INTO messages VALUES ('m1', 8, 8, 'Old', 1743296399000)",
    ]);
    expect(messages).toMatchObject([{ text: 'Old', sender: 'messenger:8', kind: 'text' }]);
    expect(notes).toEqual({});
  });
});
