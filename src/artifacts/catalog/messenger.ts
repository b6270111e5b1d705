import * as chat from '../kit/chats/index.ts';
import { textOf } from '../kit/records/index.ts';
import { asList, type MaybeValue } from '../kit/records/value.ts';

const { always, at, f, from, ifPresent, is, isNot, match, when } = chat;
const DOMAIN = 'AppDomainGroup-group.com.facebook.Messenger';
const SUPPORT = 'Library/Application Support';

/** Kinds of threads with several people: in clear, former secret conversations, and encrypted on the phones. */
const GROUPS = [2, 8, 16];
/** Calls are attachments whose title says so, in English. */
const TITLE = ['attached.title_text', 'item.title_text'];
const CALL = match(TITLE, /\b(call|video chat)\b/i);
const WORDS = from([TITLE, ['attached.subtitle_text', 'item.subtitle_text']], (...texts) => {
  const words = texts.map(textOf).filter((text) => text !== '');
  return words.length === 0 ? null : words.join('\n');
});
/** All versions of an encrypted message, the first of which is the original. */
const VERSIONS = from(['edits.message_content', 'text'], (versions, text) =>
  asList(versions)
    ?.map(textOf)
    .filter((version) => version !== '' && version !== text),
);
const EDITED_AT = from(['edit_count', 'edits.server_adjusted_edit_ts_ms'], (count, times) => {
  const known = (asList(times) ?? []).map((time) => Number(textOf(time))).filter((time) => time > 0);
  return Number(textOf(count)) > 0 && known.length > 0 ? Math.max(...known) : null;
});
/** Threads that were encrypted on the phones have numbers of their own. */
const clientThread = (key: MaybeValue) => (textOf(key) === '' ? null : `client ${textOf(key)}`);

/** Chats of Messenger (Facebook). */
export const messenger = chat.defineChats({
  id: 'messenger',
  title: 'Messenger',
  version: 3,
  absent: 'This backup holds no chats of Messenger.',
  seenOn: ['Messenger 405–570 (tables and columns as other tools read them)', 'synthetic'],
  stores: { mailbox: chat.sqlite(DOMAIN, `${SUPPORT}/lightspeed-userDatabases/*.db`) },
  lookups: {
    contacts: { store: 'mailbox', of: 'contacts', key: 'id', value: 'id' },
    names: { store: 'mailbox', of: 'contacts', key: 'name', value: 'id' },
  },
  people: [
    { rows: 'contacts', id: 'id', name: 'name' },
    { rows: '_user_info', id: 'facebook_user_id', isOwner: always },
  ],
  chats: [
    {
      rows: 'threads',
      id: 'thread_key',
      kind: [ifPresent(is('thread_type', ...GROUPS), 'group')],
      title: when(is('thread_type', ...GROUPS), 'thread_name'),
      // A thread with one person has the number of that person.
      partner: when(isNot('thread_type', ...GROUPS), 'thread_key > contacts'),
    },
    {
      rows: 'client_threads',
      id: from(['pk'], clientThread),
      // A thread with one person is named like them.
      title: when(is('default_thread_name > names', null), 'default_thread_name'),
    },
  ],
  members: { rows: 'participants', chat: 'thread_key', person: 'contact_id', isAdmin: 'is_admin' },
  messages: [
    {
      rows: 'messages',
      join: {
        attached: { table: 'attachments', on: 'message_id', key: 'message_id' },
        item: { table: 'attachment_items', on: 'message_id', key: 'message_id' },
      },
      id: 'message_id',
      chat: 'thread_key',
      sender: 'sender_id',
      kind: [
        ifPresent('is_unsent', 'deleted'),
        ifPresent('sticker_id', 'sticker'),
        ifPresent(CALL, 'call'),
        match('attached.playable_url_mime_type', /^(image|video|audio)\//),
        ifPresent('attached.filename', 'file'),
      ],
      text: ['text', 'body', WORDS],
      sentAt: at.unixMs('timestamp_ms'),
      deletedAt: at.unixMs('unsent_timestamp_ms'),
      reply: { to: 'reply_source_id', text: ['reply_message_text', 'reply_snippet'], sender: 'reply_to_user_id' },
      event: {
        kind: when(
          is('is_admin_message', 1),
          from([], () => 'other'),
        ),
        text: ['text', 'body'],
      },
      call: {
        is: from([CALL], (call) => call !== null),
        isVideo: from([CALL, TITLE], (call, title) => (call === null ? null : /video/i.test(textOf(title)))),
        isMissed: from([TITLE], (title) => /missed/i.test(textOf(title))),
      },
    },
    {
      rows: {
        store: 'mailbox',
        of: 'client_messages',
        lists: { edits: { table: 'client_edit_message_history', owner: 'original_message_pk' } },
      },
      join: { from: { table: 'fb_transport_contacts', on: 'sender_contact_pk', key: 'client_contact_pk' } },
      id: 'pk',
      chat: from(['thread_pk'], clientThread),
      sender: ['from.server_contact_id', 'sender_contact_pk'],
      kind: ifPresent(is('message_content_type', 2), 'image'),
      text: 'text',
      sentAt: at.unixMs(['display_ts_ms', 'authoritative_ts_ms']),
      editedAt: at.unixMs(EDITED_AT),
      details: {
        edits: from(['edit_count'], (count) => (count === 0 ? null : count)),
        textBefore: from([VERSIONS], (versions) => asList(versions)?.map(textOf).join('\n') || null),
      },
    },
    {
      // Former secret conversations: the app encrypts their texts with a key that no backup has.
      rows: 'secure_messages',
      chat: 'thread_key',
      sender: 'sender_id',
      sentAt: at.unixMs('timestamp_ms'),
      details: { textSource: from([], () => 'unreadable') },
    },
  ],
  attachments: [
    {
      rows: 'attachments',
      where: from(['filename', 'playable_url', 'filesize'], (...values) =>
        values.some((value) => value !== null && value !== ''),
      ),
      message: 'message_id',
      name: 'filename',
      totalBytes: 'filesize',
      mimeType: 'playable_url_mime_type',
      url: 'playable_url',
    },
    {
      rows: 'client_attachments',
      join: { kept: { table: 'client_attachment_store_keys', on: 'content_token', key: 'content_token' } },
      message: 'message_pk',
      name: 'filename',
      totalBytes: 'filesize',
      file: f.file(
        [
          from([match('kept.persisted_path', /(lightspeed-TAMStorage\/.+)$/)], (path) =>
            path === null ? null : `${SUPPORT}/${textOf(path)}`,
          ),
          `${SUPPORT}/lightspeed-TAMStorage/media_bank/AdvancedCrypto/{@1}/persistent/{kept.persisted_path|name}`,
        ],
        '',
      ),
    },
  ],
  reactions: {
    rows: 'reactions',
    message: 'message_id',
    emoji: 'reaction',
    person: 'actor_id',
    at: at.unixMs('reaction_creation_timestamp_ms'),
  },
  example: {
    files: {
      [`${DOMAIN}/${SUPPORT}/lightspeed-userDatabases/100001.db`]: {
        tables: {
          _user_info: [{ facebook_user_id: 100001 }],
          contacts: [
            { id: 100001, name: 'Robin' },
            { id: 100042, name: 'Nadia Haddad' },
          ],
          threads: `thread_key | last_activity_timestamp_ms \n 100042 | 1748775660000`,
          messages: `
            message_id | thread_key | sender_id | text                | timestamp_ms  | sticker_id | is_admin_message
            mid.$a1    | 100042     | 100042    | Is the kiln free?   | 1748775600000 |            | 0
            mid.$a2    | 100042     | 100001    |                     | 1748775660000 |            | 0`,
          attachments: [
            {
              message_id: 'mid.$a2',
              filename: 'glaze.pdf',
              filesize: 3,
              playable_url_mime_type: null,
              title_text: null,
              subtitle_text: null,
            },
          ],
          reactions: [{ message_id: 'mid.$a1', reaction: '👍', reaction_creation_timestamp_ms: 1_748_775_630_000 }],
          client_messages: `
            pk | thread_pk | sender_contact_pk | text          | display_ts_ms | message_content_type | edit_count
            71 | 9         | 5                 | The blue one  | 1748775720000 | 1                    | 0
            72 | 9         | 6                 |               | 1748775780000 | 2                    | 0`,
          fb_transport_contacts: `client_contact_pk | server_contact_id \n 5 | 100042 \n 6 | 100001`,
          client_attachments: [{ message_pk: 72, filename: null, filesize: 3, content_token: 't1' }],
          client_attachment_store_keys: [
            {
              content_token: 't1',
              persisted_path: '/lightspeed-TAMStorage/media_bank/AdvancedCrypto/100001/persistent/att.x1.jpg',
            },
          ],
        },
      },
      [`${DOMAIN}/${SUPPORT}/lightspeed-TAMStorage/media_bank/AdvancedCrypto/100001/persistent/att.x1.jpg`]: {
        text: 'jpg',
      },
    },
    chats: `
      chatId   | kind   | handle           | partnerName  | messageCount
      100042   | direct | messenger:100042 | Nadia Haddad | 2
      client 9 | direct | messenger:100042 | Nadia Haddad | 2`,
    messages: `
      messageId | isFromMe | sender           | kind  | text              | sentAt               | attachmentCount
      mid.$a1   | false    | messenger:100042 | text  | Is the kiln free? | 2025-06-01T11:00:00Z | 0
      mid.$a2   | true     |                  | file  |                   | 2025-06-01T11:01:00Z | 1
      71        | false    | messenger:100042 | text  | The blue one      | 2025-06-01T11:02:00Z | 0
      72        | true     |                  | image |                   | 2025-06-01T11:03:00Z | 1`,
    attachments: [
      { name: 'glaze.pdf', totalBytes: 3, state: 'no-path' },
      {
        state: 'present',
        file: `${DOMAIN}/${SUPPORT}/lightspeed-TAMStorage/media_bank/AdvancedCrypto/100001/persistent/att.x1.jpg`,
      },
    ],
  },
});
