import { expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { skype } from './skype.ts';

/** As in a database of a public test image, of which the words are left out. */
const CONVERSATION = {
  _needsSync: 0,
  conv: {
    _threadMembers: [
      { id: '8:live:.cid.894d', role: 'Admin' },
      { id: '8:live:.cid.6c41', role: 'User' },
    ],
    _threadProps: { createdat: '1629381096619', creator: '8:live:.cid.6c41', topic: 'The plan' },
    id: '19:4bcb97fb@thread.skype',
    mriNamespace: 19,
  },
  counts: { hasUnread: 0, unreadCount: 0 },
};
const MESSAGE = {
  _isMyMessage: 0,
  composeTime: 1_630_472_720_158,
  content: '<a href="https://example.org/file">https://example.org/file</a>',
  conversationId: '19:4bcb97fb@thread.skype',
  createdTime: 1_630_472_727_022,
  creator: '8:live:.cid.894d',
  cuid: '16809682010359575515',
  messagetype: 'RichText',
  properties: {},
};
const FILE = 'AppDomainGroup-group.com.skype.skype/s4l-live:.cid.6c41.db';
const rowsOf = (...data: readonly unknown[]) =>
  data.map((each, index) => ({ nsp_pk: `p${index}`, nsp_data: each === null ? null : JSON.stringify(each) }));

it('chats of Skype have what is said, who joined, what was deleted and calls that were missed', () => {
  const joined = { ...MESSAGE, cuid: '2', messagetype: 'ThreadActivity/AddMember' };
  const { tables, notes } = readStores(skype, {
    [FILE]: {
      tables: {
        conversationsv13: rowsOf(CONVERSATION, null),
        profilecachev8: rowsOf({ mri: '8:live:.cid.894d', fullName: 'Mike', emails: [], phones: [] }),
        messagesv12: rowsOf(
          MESSAGE,
          {
            ...joined,
            content:
              '<addmember><eventtime>1</eventtime><initiator>8:live:.cid.6c41</initiator><target>8:live:.cid.894d</target></addmember>',
          },
          { ...MESSAGE, cuid: '3', content: '', properties: { deletetime: '1630472729000' } },
          { ...MESSAGE, cuid: '4', messagetype: 'Event/Call', content: '<partlist type="missed" alt=""></partlist>' },
          {
            ...MESSAGE,
            cuid: undefined,
            creator: '8:live:.cid.6c41',
            _isMyMessage: 1,
            messagetype: 'Text',
            content: 'a < b',
          },
          null,
        ),
      },
    },
  });
  expect(tables['skype_chats']).toMatchObject([
    {
      chatId: '19:4bcb97fb@thread.skype',
      kind: 'group',
      title: 'The plan',
      messageCount: 5,
      account: 'live:.cid.6c41',
    },
  ]);
  expect(tables['skype_messages']).toMatchObject([
    { text: 'https://example.org/file', senderName: 'Mike', isFromMe: false, sentAt: 1_630_472_727_022, kind: 'text' },
    { kind: 'event', isFromMe: true },
    { kind: 'deleted', deletedAt: 1_630_472_729_000 },
    { kind: 'call', text: null },
    { messageId: 'p4', kind: 'text', text: 'a < b', isFromMe: true },
  ]);
  expect(notes).toEqual({ 'other-rows': 1 });
});

it('chats of early versions are there without the list of conversations and of contacts', () => {
  const { tables } = readStores(skype, {
    'AppDomain-com.skype.skype/Library/Application Support/Skype/robin/main.db': {
      tables: {
        Conversations: `id | identity | type | displayname \n 7 | #robin/$opa;1a | 2 | Family`,
        Messages: `
          id | convo_id | author | from_dispname | type | timestamp  | body_xml
          1  | 7        | opa.k  | Opa           | 61   | 1388000000 | <b>Hello</b>
          2  | 7        | opa.k  | Opa           | 30   | 1388000060 |`,
        Calls: `id | begin_timestamp | duration | host_identity | is_incoming \n 1 | 1388000100 | | opa.k | 1 \n 2 | 1388000200 | 5 | robin | 0`,
      },
    },
  });
  expect(tables['skype_chats']).toMatchObject([{ kind: 'group', title: 'Family', messageCount: 1 }]);
  expect(tables['skype_messages']).toMatchObject([{ text: 'Hello', senderName: 'Opa' }]);
  expect(tables['skype_calls']).toMatchObject([
    { direction: 'incoming', isMissed: true, seconds: null },
    { direction: 'outgoing', isMissed: false, seconds: 5 },
  ]);
});

it('chats of early versions have calls, files, what was removed, and who joined and left', () => {
  const part = (name: string, rest = '') => `<part identity="${name}"><name>${name}</name>${rest}</part>`;
  const bodies = {
    call: `<partlist alt="">${part('robin')}${part('opa.k')}</partlist>`,
    end: `<partlist alt="">${part('robin', '<duration>180</duration>')}${part('opa.k', '<duration>180</duration>')}</partlist>`,
    files:
      '<files alt=""><file size="1000" index="0" tid="1">plan &amp; list.pdf</file><file size="7" index="1" tid="2">b.txt</file></files>',
  };
  const { tables, notes } = readStores(skype, {
    'AppDomain-com.skype.skype/Library/Application Support/Skype/robin/main.db': {
      sql: [
        'CREATE TABLE Accounts (id INTEGER PRIMARY KEY, skypename TEXT, fullname TEXT)',
        'CREATE TABLE Contacts (id INTEGER PRIMARY KEY, skypename TEXT, displayname TEXT)',
        'CREATE TABLE Conversations (id INTEGER PRIMARY KEY, identity TEXT, type INTEGER, displayname TEXT)',
        'CREATE TABLE Messages (id INTEGER PRIMARY KEY, convo_id INTEGER, author TEXT, type INTEGER, timestamp INTEGER, body_xml TEXT, identities TEXT, edited_by TEXT, edited_timestamp INTEGER)',
        'CREATE TABLE Calls (id INTEGER PRIMARY KEY, begin_timestamp INTEGER, duration INTEGER, host_identity TEXT, is_incoming INTEGER)',
        'CREATE TABLE CallMembers (id INTEGER PRIMARY KEY, call_db_id INTEGER, identity TEXT)',
        "INSERT INTO Accounts VALUES (1, 'robin', 'Robin')",
        "INSERT INTO Contacts VALUES (1, 'opa.k', 'Opa'), (2, 'oma.k', 'Oma')",
        "INSERT INTO Conversations VALUES (5, 'opa.k', 1, 'Opa'), (6, '#robin/$opa.k;1', 2, 'Family')",
        `INSERT INTO Messages VALUES
          (1, 5, 'robin', 30, 1391400360, '${bodies.call}', NULL, NULL, NULL),
          (2, 5, 'robin', 39, 1391400540, '${bodies.end}', NULL, NULL, NULL),
          (3, 6, 'robin', 10, 1391403600, '', 'oma.k opa.k', NULL, NULL),
          (4, 6, 'robin', 2, 1391403660, 'Family &amp; friends', NULL, NULL, NULL),
          (5, 6, 'opa.k', 13, 1391403720, NULL, NULL, NULL, NULL),
          (6, 5, 'opa.k', 68, 1391403780, '${bodies.files}', NULL, NULL, NULL),
          (7, 5, 'opa.k', 61, 1391403840, '', NULL, 'opa.k', 1391403900)`,
        "INSERT INTO Calls VALUES (9, 1391400360, 180, 'robin', 0)",
        "INSERT INTO CallMembers VALUES (1, 9, 'opa.k')",
      ],
    },
  });
  const opa = { handle: 'skype:opa.k', name: 'Opa' };
  expect(tables['skype_messages']).toMatchObject([
    { messageId: '2', kind: 'call', text: null, isFromMe: true, call: { seconds: 180 }, sentAt: 1_391_400_540_000 },
    {
      kind: 'event',
      event: { kind: 'participant-added', people: [{ handle: 'skype:oma.k', name: 'Oma' }, opa] },
    },
    { kind: 'event', text: null, event: { kind: 'subject-changed', title: 'Family & friends' } },
    { kind: 'event', event: { kind: 'participant-left', actor: opa } },
    { kind: 'file', text: 'plan & list.pdf\nb.txt', attachmentCount: 1 },
    { kind: 'deleted', text: null, editedAt: null, deletedAt: 1_391_403_900_000 },
  ]);
  expect(tables['skype_attachments']).toMatchObject([{ name: 'plan & list.pdf', totalBytes: 1000 }]);
  expect(tables['skype_calls']).toMatchObject([
    { direction: 'outgoing', handle: 'skype:opa.k', name: 'Opa', seconds: 180 },
  ]);
  expect(notes).toEqual({ 'other-rows': 1 });
});
