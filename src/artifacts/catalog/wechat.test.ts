import { describe, expect, it } from 'vitest';
import { type Rows, readStores } from '../../../test/support/artifacts/read-stores.ts';
import { wechat } from './wechat.ts';

/** Columns as github.com/lefex/iWeChat documents them of a phone. */
const CHAT = (digest: string) =>
  `CREATE TABLE Chat_${digest} (TableVer INTEGER DEFAULT 1, MesLocalID INTEGER PRIMARY KEY AUTOINCREMENT, MesSvrID INTEGER DEFAULT 0, CreateTime INTEGER DEFAULT 0, Message TEXT, Status INTEGER DEFAULT 0, ImgStatus INTEGER DEFAULT 0, Type INTEGER, Des INTEGER)`;
const FRIEND =
  'CREATE TABLE Friend (userName TEXT PRIMARY KEY, type INTEGER DEFAULT 0, certificationFlag INTEGER DEFAULT 0, imgStatus INTEGER DEFAULT 0, encodeUserName TEXT, dbContactLocal BLOB, dbContactOther BLOB, dbContactRemark BLOB, dbContactHeadImage BLOB, dbContactProfile BLOB, dbContactSocial BLOB, dbContactChatRoom BLOB, dbContactBrand BLOB)';
const DOCUMENTS = 'AppDomain-com.tencent.xin/Documents';

// Digests by `printf %s wxid_mei88 | md5sum`.
const ME = '2a2448db8fde54514ce6cd7c46aaa8c1';
const OTHER_ACCOUNT = 'd35570c58b05e47005f38a91986fb7ab';
const MEI = '87d9c50dce947bca5ee8a7ca3aeb0c55';
const ROOM = 'ad33cad96107f3118fe921a2c06b2e3d';
const GONE = '0123456789abcdef0123456789abcdef';
/** `printf 'Pressed tea, 200 g' | zstd -19 -c | xxd -p` */
const ZSTD = '28b52ffd046891000050726573736564207465612c20323030206718483d94';

function read(files: Parameters<typeof readStores>[1]) {
  const { tables, notes } = readStores(wechat, files);
  const ending = (name: string): Rows => Object.entries(tables).find(([table]) => table.endsWith(name))?.[1] ?? [];
  return { chats: ending('_chats'), messages: ending('_messages'), attachments: ending('_attachments'), notes };
}

describe('WeChat', () => {
  const { chats, messages, attachments, notes } = read({
    [`${DOCUMENTS}/${ME}/DB/WCDB_Contact.sqlite`]: {
      sql: [
        FRIEND,
        `INSERT INTO Friend (userName, dbContactRemark) VALUES ('wxid_mei88', x'0a034d6569'), ('4711001@chatroom', NULL)`,
      ],
    },
    // The older database and a newer one have messages of the same chat, with the same numbers.
    [`${DOCUMENTS}/${ME}/DB/MM.sqlite`]: {
      sql: [
        CHAT(MEI),
        `INSERT INTO Chat_${MEI} (MesLocalID, MesSvrID, CreateTime, Message, Type, Des) VALUES
          (1, 9007199254740993, 1743296399, 'Hello', 1, 1), (2, 0, 1743296400, 'Not sent', 1, 0), (3, 0, NULL, NULL, NULL, NULL)`,
      ],
    },
    [`${DOCUMENTS}/${ME}/DB/message_1.sqlite`]: {
      sql: [
        CHAT(MEI),
        `INSERT INTO Chat_${MEI} (MesLocalID, MesSvrID, CreateTime, Message, Type, Des) VALUES
          (1, 21, 1743296401, x'${ZSTD}', 1, 1), (2, 22, 1743296402, x'28b52ffd00', 1, 1), (3, 23, 1743296403, '<new/>', 4242, 1),
          (4, 24, 1743296404, '<msg><appmsg><title>Yes</title><type>57</type><refermsg><type>1</type><svrid>9007199254740993</svrid><fromusr>wxid_mei88</fromusr><content>Hello</content></refermsg></appmsg></msg>', 49, 0),
          (5, 25, 1743296405, '<msg><appmsg><title>list.xlsx</title><type>6</type><appattach><totallen>3</totallen><fileext>xlsx</fileext></appattach></appmsg></msg>', 49, 1),
          (6, 26, 1743296406, '<msg><voicemsg voicelength="3140"/></msg>', 34, 1),
          (7, 27, 1743296407, 'Note: no sender' || char(10) || 'here', 1, 1)`,
        CHAT(ROOM),
        `INSERT INTO Chat_${ROOM} (MesSvrID, CreateTime, Message, Type, Des) VALUES
          (31, 1743296408, 'wxid_mei88:' || char(10) || 'Four?', 1, 1), (32, 1743296409, 'Mine:' || char(10) || 'all', 1, 0),
          (33, 1743296410, '<sysmsg type="revokemsg"><revokemsg><replacemsg>Mei recalled a message</replacemsg></revokemsg></sysmsg>', 10002, 1)`,
        CHAT(GONE),
        `INSERT INTO Chat_${GONE} (MesSvrID, CreateTime, Message, Type, Des) VALUES
          (41, 1743296411, 'wxid_tao21:' || char(10) || 'Bye', 1, 1), (42, 1743296412, 'Plan:' || char(10) || 'none', 1, 1)`,
        // Tables with other names are no chats.
        `CREATE TABLE ChatExt2_${MEI} (MesLocalID INTEGER)`,
        'CREATE TABLE Chat_notes (MesLocalID INTEGER, Message TEXT)',
      ],
    },
    [`${DOCUMENTS}/${ME}/OpenData/${MEI}/5.xlsx`]: { text: 'abc' },
    [`${DOCUMENTS}/${ME}/Audio/${MEI}/6.aud`]: { text: 'abc' },
    // An older schema, of another account that was logged in: fewer columns, no contacts.
    [`${DOCUMENTS}/${OTHER_ACCOUNT}/DB/MM.sqlite`]: {
      sql: [
        `CREATE TABLE Chat_${MEI} (MesLocalID INTEGER PRIMARY KEY, CreateTime INTEGER, Message TEXT, Type INTEGER, Des INTEGER)`,
        `INSERT INTO Chat_${MEI} VALUES (1, 1743296413, 'Older', 1, 1)`,
      ],
    },
  });
  const text = (wanted: string | null) => messages.find((message) => message['text'] === wanted);

  it('has the chats of each account, also those that no contact explains', () => {
    expect(chats.map(({ account, chatId, kind, messageCount }) => [account, chatId, kind, messageCount])).toEqual([
      [ME, 'wxid_mei88', 'direct', 10],
      [ME, '4711001@chatroom', 'group', 3],
      [ME, GONE, 'direct', 2],
      [OTHER_ACCOUNT, 'wxid_mei88', 'direct', 1],
    ]);
    expect(chats[0]).toMatchObject({ handle: 'wechat:wxid_mei88', partnerName: 'Mei' });
    expect(chats[1]).toMatchObject({ title: null, participants: [{ handle: 'wechat:wxid_mei88', name: 'Mei' }] });
    expect(chats[2]).toMatchObject({ handle: 'wechat:wxid_tao21' });
    expect(new Set(messages.map(({ key }) => key)).size).toBe(messages.length);
  });

  it('knows who wrote a message', () => {
    expect(text('Hello')).toMatchObject({ isFromMe: false, sender: 'wechat:wxid_mei88', sentAt: 1_743_296_399_000 });
    expect(text('Not sent')).toMatchObject({ isFromMe: true, sender: null, messageId: `${MEI} 2` });
    expect(text('Four?')).toMatchObject({ sender: 'wechat:wxid_mei88', senderName: 'Mei' });
    expect(text('Mine:\nall')).toMatchObject({ isFromMe: true });
    expect(text('Note: no sender\nhere')).toMatchObject({ sender: 'wechat:wxid_mei88' });
    expect(text('Bye')).toMatchObject({ sender: 'wechat:wxid_tao21' });
    expect(text('Plan:\nnone')).toMatchObject({ isFromMe: false, sender: null });
    expect(text('Older')).toMatchObject({ sender: 'wechat:wxid_mei88', messageId: `${MEI} 1` });
  });

  it('reads compressed texts; what cannot be read is counted', () => {
    expect(text('Pressed tea, 200 g')).toMatchObject({ kind: 'text' });
    expect(messages.find(({ messageId }) => messageId === '22')).toMatchObject({ kind: 'text', text: null });
    expect(text('<new/>')).toMatchObject({ kind: 'unknown', kindCode: '4242' });
    expect(notes).toEqual({
      'unreadable-value:messages.text': 1,
      'unknown-code:messages.kind:4242': 1,
      // The row of NULLs.
      'unknown-code:messages.kind:0': 1,
    });
  });

  it('links a quote with its message by an id beyond 2^53', () => {
    const hello = text('Hello');
    expect(hello).toMatchObject({ messageId: '9007199254740993' });
    expect(text('Yes')).toMatchObject({
      replyTo: '9007199254740993',
      replyToKey: hello?.['key'],
      quoted: { text: 'Hello', sender: { handle: 'wechat:wxid_mei88' } },
    });
  });

  it('finds files by their names, and says what was recalled', () => {
    expect(attachments).toMatchObject([
      { name: 'list.xlsx', totalBytes: 3, state: 'present' },
      { name: null, seconds: 3.14, state: 'present' },
    ]);
    expect(messages.find(({ messageId }) => messageId === '33')).toMatchObject({
      kind: 'event',
      sender: null,
      event: { kind: 'other', parameter: 'Mei recalled a message' },
    });
  });
});

describe('WeChat up to 6.3', () => {
  // Digests by `printf %s wxid_li | md5sum`; `tommy` is an account name.
  const [li, tommy, school] = [
    '093363885d3bb8574af19d1e3c667c2d',
    '65f185ec6bd47af8f082f8196d0b4d24',
    '8495e79b0a0afa5c4b08d41a5bf9381a',
  ];
  const friends = [
    'CREATE TABLE Friend (TableVer INTEGER DEFAULT 1, UsrName TEXT NOT NULL PRIMARY KEY, NickName TEXT, Type INTEGER DEFAULT 0)',
    'CREATE TABLE Friend_Ext (UsrName TEXT NOT NULL PRIMARY KEY, ConRemark TEXT, ConChatRoomMem TEXT, ConStrRes2 TEXT)',
    `INSERT INTO Friend (UsrName, NickName) VALUES ('wxid_li', '李雷'), ('qq_tom', 'Tom'), ('77@chatroom', '同学会'),
      ('wxid_robin7', 'Robin')`,
    `INSERT INTO Friend_Ext VALUES ('wxid_li', '老李', '', ''), ('qq_tom', '', '', '<alias>tommy</alias>'),
      ('77@chatroom', '', 'wxid_li;wxid_robin7;wxid_quiet', '')`,
  ];
  const { chats, messages } = read({
    [`${DOCUMENTS}/${ME}/DB/MM.sqlite`]: {
      sql: [
        ...friends,
        ...[li, tommy, school].map(CHAT),
        `INSERT INTO Chat_${li} (MesSvrID, CreateTime, Message, Type, Des) VALUES (1, 1398938400, '你好', 1, 1)`,
        `INSERT INTO Chat_${tommy} (MesSvrID, CreateTime, Message, Type, Des) VALUES (2, 1398938401, 'Hi', 1, 1)`,
        `INSERT INTO Chat_${school} (MesSvrID, CreateTime, Message, Type, Des) VALUES
          (3, 1398938402, 'wxid_li:' || char(10) || '聚会吗', 1, 1)`,
      ],
    },
    [`${DOCUMENTS}/${ME}/mmsetting.archive`]: { plist: { UsrName: 'wxid_robin7', NickName: 'Robin' } },
  });

  it('had its contacts and rooms in the database of the messages', () => {
    expect(messages).toMatchObject([
      { sender: 'wechat:wxid_li', senderName: '老李', text: '你好' },
      { sender: 'wechat:qq_tom', senderName: 'Tom' },
      { sender: 'wechat:wxid_li', senderName: '老李', text: '聚会吗' },
    ]);
    expect(chats).toMatchObject([
      { chatId: 'wxid_li', kind: 'direct', partnerName: '老李' },
      { chatId: 'qq_tom', kind: 'direct', partnerName: 'Tom' },
      {
        chatId: '77@chatroom',
        kind: 'group',
        title: '同学会',
        participants: [{ handle: 'wechat:wxid_li', name: '老李' }, { handle: 'wechat:wxid_quiet' }],
      },
    ]);
  });
});

describe('WeChat', () => {
  it('knows who is in a room of which it has only the list of ids, and who its owner is', () => {
    const { chats } = read({
      [`${DOCUMENTS}/${ME}/DB/WCDB_Contact.sqlite`]: {
        sql: [
          FRIEND,
          `INSERT INTO Friend (userName, dbContactChatRoom) VALUES ('4711001@chatroom', x'0a13777869645f6d656938383b777869645f616e6e1208777869645f616e6e')`,
        ],
      },
      [`${DOCUMENTS}/${ME}/DB/message_1.sqlite`]: { sql: [CHAT(ROOM)] },
    });
    expect(chats[0]?.['participants']).toEqual([
      { handle: 'wechat:wxid_mei88', name: null, isAdmin: false },
      { handle: 'wechat:wxid_ann', name: null, isAdmin: true },
    ]);
  });

  it.each([
    ['53', '<title>1. Mei</title>', { kind: 'text', text: '1. Mei' }],
    ['24', '<title>Note</title><des>eggs</des>', { kind: 'text', text: 'Note\neggs' }],
    ['87', '<title/><textannouncement>Meeting at 9</textannouncement>', { kind: 'text', text: 'Meeting at 9' }],
    ['63', '<title>Live</title>', { kind: 'link', text: 'Live' }],
    ['74', '<title>b.pdf</title>', { kind: 'file', attachmentCount: 1 }],
  ])('reads app messages of type %s', (type, contents, wanted) => {
    const { messages } = read({
      [`${DOCUMENTS}/${ME}/DB/message_1.sqlite`]: {
        sql: [
          CHAT(MEI),
          `INSERT INTO Chat_${MEI} (MesSvrID, CreateTime, Message, Type, Des) VALUES
            (1, 1743296401, '<msg><appmsg>${contents}<type>${type}</type></appmsg></msg>', 49, 1)`,
        ],
      },
    });
    expect(messages).toMatchObject([wanted]);
  });
});
