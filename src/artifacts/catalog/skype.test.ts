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
