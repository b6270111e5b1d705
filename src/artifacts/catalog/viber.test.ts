import { describe, expect, it } from 'vitest';
import { type Rows, readStores } from '../../../test/support/artifacts/read-stores.ts';
import { viber } from './viber.ts';

const DATABASE = 'AppDomainGroup-group.viber.share.container/com.viber/database/Contacts.data';
const DOCUMENTS = 'AppDomain-com.viber/Documents';

function read(files: Parameters<typeof readStores>[1]) {
  const { tables, notes } = readStores(viber, files);
  const ending = (name: string): Rows => Object.entries(tables).find(([table]) => table.endsWith(name))?.[1] ?? [];
  return {
    chats: ending('_chats'),
    messages: ending('_messages'),
    attachments: ending('_attachments'),
    calls: ending('_calls'),
    notes,
  };
}

/** Tables as a phone of Viber 23 has them; tokens have 63 bits. */
const TABLES = {
  ZMEMBER: `Z_PK | ZMEMBERID | ZDISPLAYFULLNAME \n 1 | m1== | Mila \n 2 | m2== | Jörg \n 3 | m3== | Robin`,
  ZPHONENUMBER: `Z_PK | ZMEMBER | ZCANONIZEDPHONENUM \n 101 | 1 | '+15551230011' \n 103 | 3 | '+15551230000'`,
  ZCONVERSATION: `
    Z_PK | ZINTERLOCUTOR | ZGROUPID | ZNAME | ZSUBTYPE | ZUNREADCOUNT
    10   | 1             |          |       | 0        | 2
    20   |               | 4242     | Kites | 0        | 0
    30   |               | 5252     |       | 5        |
    40   |               | 6262     | News  | 3        |`,
  Z_5PHONENUMINDEXES: `Z_5CONVERSATIONS | Z_10PHONENUMINDEXES \n 10 | 1 \n 20 | 1 \n 20 | 2 \n 20 | 3`,
  ZATTACHMENT: `
    Z_PK | ZTYPE          | ZNAME
    1    | audio          | 5f01
    2    | file           | 8ff0
    3    | gif            | g.gif
    4    | customLocation |`,
  ZVIBERLOCATION: `Z_PK | ZLATITUDE | ZLONGITUDE | ZADDRESS \n 1 | 45.815 | 15.9819 | Ilica 1`,
  ZLIKE: `
    Z_PK | ZMESSAGETOKEN       | ZSENDER | ZLIKEVALUE | ZUNICODEREACTION
    1    | 6108339480346689537 |         | 1          |
    2    | 6108339480346689537 | 1       | 0          | 🦄
    3    | 6108339480346689537 | 2       | 0          |`,
};

const message = (key: number, chat: number, more: Record<string, unknown>) => ({
  Z_PK: key,
  ZCONVERSATION: chat,
  ZSTATE: 'received',
  ZPHONENUMINDEX: 1,
  ZSTATEDATE: 770_468_400 + key,
  ZDATE: 770_468_400 + key,
  ZTOKEN: 6_108_339_480_346_689_536n + BigInt(key),
  ZTEXT: null,
  ZSYSTEMTYPE: null,
  ZATTACHMENT: null,
  ZLOCATION: null,
  ZCALLTYPE: null,
  ZMETADATA: null,
  ZCLIENTMETADATA: null,
  ...more,
});

describe('Viber', () => {
  const { chats, messages, attachments, notes } = read({
    [DATABASE]: {
      tables: {
        ...TABLES,
        ZVIBERMESSAGE: [
          message(1, 20, { ZTEXT: 'Lanterns?' }),
          message(2, 20, {
            ZSTATE: 'delivered',
            ZPHONENUMINDEX: null,
            ZTEXT: 'Yes',
            ZMETADATA: '{"quote":{"token":6108339480346689537,"text":"Lanterns?"}}',
          }),
          message(3, 10, { ZATTACHMENT: 1 }),
          message(4, 10, { ZATTACHMENT: 2, ZMETADATA: '{"fileInfo":{"FileName":"Plan.pdf"}}' }),
          message(5, 10, { ZATTACHMENT: 3 }),
          message(6, 10, { ZATTACHMENT: 4, ZLOCATION: 1, ZSYSTEMTYPE: 'customLocation' }),
          message(7, 10, { ZSYSTEMTYPE: 'systemGeneralMessageRemoved' }),
          message(8, 10, { ZSYSTEMTYPE: 'systemCallLog', ZCALLTYPE: 'missed_with_video' }),
          message(9, 20, { ZSYSTEMTYPE: 'systemIconChanged', ZTOKEN: null }),
          message(10, 20, {
            ZSYSTEMTYPE: 'systemPinnedMessageCreated',
            ZTEXT: 'Lanterns?',
            ZMETADATA: '{"pin":{"action":"create","token":6108339480346689537}}',
          }),
          message(11, 20, {
            ZSYSTEMTYPE: 'poll',
            ZTEXT: 'When?',
            ZCLIENTMETADATA: '{"Poll":[{"title":"Mon","count":1},{"title":"Tue","count":0}]}',
          }),
          message(12, 10, { ZTEXT: 'two' }),
          message(13, 10, {
            ZSYSTEMTYPE: 'systemInvalidMessage',
            ZTEXT: 'too',
            ZMETADATA: '{"edit":{"token":6108339480346689548}}',
          }),
          message(14, 10, {
            ZTEXT: 'Hello',
            ZCLIENTMETADATA:
              '{"Reactions1on1OnMessageMetadata":{"interlocutorReaction":{"type":2},"stableReaction":{"type":1}}}',
          }),
          message(15, 30, { ZSTATE: 'delivered', ZPHONENUMINDEX: null, ZTEXT: 'Milk' }),
          message(16, 40, { ZPHONENUMINDEX: null, ZTEXT: 'Snow' }),
        ] as never,
      },
    },
    'AppDomainGroup-group.viber.share.container/com.viber/settings/Settings.data': {
      tables: { Data: `key | value \n _myCanonizedPhoneNumber | '+15551230000'` },
    },
    [`${DOCUMENTS}/VoiceMessages/5f01`]: { text: 'ptt' },
    [`${DOCUMENTS}/FileMessages/8ff0`]: { text: 'pdf' },
    [`${DOCUMENTS}/Attachments/g.gif`]: { text: 'gif' },
  });
  const at = (key: number) => messages.find((each) => each['key'] === key);

  it('knows members who never wrote, channels, notes and unread messages', () => {
    expect(chats).toMatchObject([
      { chatId: '10', kind: 'direct', unreadCount: 2 },
      {
        chatId: '20',
        kind: 'group',
        participants: [
          { handle: '+15551230011', name: 'Mila' },
          { handle: 'viber:2', name: 'Jörg' },
        ],
      },
      { chatId: '30', kind: 'direct' },
      { chatId: '40', kind: 'channel' },
    ]);
  });

  it('finds answers and reactions by tokens, whose digits do not fit into a number', () => {
    expect(at(2)).toMatchObject({ replyToKey: 1, quoted: { text: 'Lanterns?' } });
    expect(at(1)?.['reactions']).toMatchObject([
      { emoji: '❤️', isFromMe: true },
      { emoji: '🦄', sender: { handle: '+15551230011' } },
    ]);
    expect(at(14)?.['reactions']).toMatchObject([
      { emoji: '😂', isFromMe: false, sender: { handle: '+15551230011' } },
      { emoji: '❤️', isFromMe: true },
    ]);
  });

  it('finds voice messages and files, which have folders of their own', () => {
    expect([3, 4, 5, 6].map((key) => at(key)?.['kind'])).toEqual(['audio', 'file', 'image', 'location']);
    expect(attachments).toMatchObject([
      { message: 3, state: 'present', name: '5f01' },
      { message: 4, state: 'present', name: 'Plan.pdf' },
      { message: 5, state: 'present' },
    ]);
    expect(at(6)).toMatchObject({ attachmentCount: 0, location: { name: 'Ilica 1' } });
  });

  it('tells what was removed, calls, events and polls', () => {
    expect(at(7)).toMatchObject({ kind: 'deleted', text: null });
    expect(at(8)).toMatchObject({ kind: 'call', call: { isMissed: true, isVideo: true } });
    expect(at(9)).toMatchObject({ kind: 'event', event: { kind: 'photo-changed', actor: { name: 'Mila' } } });
    expect(at(10)).toMatchObject({ kind: 'event', event: { kind: 'other' }, replyToKey: 1 });
    expect(at(11)).toMatchObject({ kind: 'text', text: 'When?\n• Mon (1)\n• Tue (0)' });
  });

  it('gives edited messages their new words', () => {
    expect(at(12)).toMatchObject({ text: 'too', editedAt: 1_748_775_613_000, details: { textBefore: 'two' } });
    expect(at(13)).toBeUndefined();
    expect(notes).toEqual({ 'other-rows': 1 });
  });
});

describe('Viber 4', () => {
  it('kept its database in the folder of the app, with other tables of people', () => {
    const { chats, messages, calls } = read({
      [`${DOCUMENTS}/Contacts.data`]: {
        tables: {
          ZABCONTACT: `Z_PK | ZMAINNAME | ZPREFIXNAME \n 1 | Bianchi | Ada`,
          ZPHONENUMBERINDEX: `Z_PK | ZCONTACT | ZPHONENUM | ZCANONIZEDPHONENUM \n 7 | 1 | '+390612345' | '+390612345' \n 8 | | '+390699999' |`,
          Z_3PHONENUMINDEXES: `Z_3CONVERSATIONS | Z_5PHONENUMINDEXES \n 1 | 7 \n 2 | 7 \n 2 | 8`,
          ZCONVERSATION: `Z_PK | ZGROUPID | ZNAME \n 1 | | \n 2 | 99 | Gita`,
          ZVIBERMESSAGE: `
            Z_PK | ZCONVERSATION | ZPHONENUMINDEX | ZSTATE    | ZTEXT | ZSTATEDATE
            1    | 1             | 7              | received  | Ciao  | 410263200
            2    | 2             |                | delivered | Qui   | 410263260`,
          ZRECENT: `Z_PK | ZDATE | ZDURATION | ZCALLTYPE | ZRECENTSLINE \n 1 | 410263300 | 33 | outgoing_viber | 1`,
          ZRECENTSLINE: `Z_PK | ZPHONENUMINDEX \n 1 | 7`,
        },
      },
    });
    expect(chats).toMatchObject([
      { kind: 'direct', handle: '+390612345', partnerName: 'Ada Bianchi' },
      { kind: 'group', title: 'Gita', participants: [{ name: 'Ada Bianchi' }, { handle: '+390699999' }] },
    ]);
    expect(messages).toMatchObject([
      { isFromMe: false, sender: '+390612345', text: 'Ciao' },
      { isFromMe: true, sender: null, text: 'Qui' },
    ]);
    expect(calls).toMatchObject([{ handle: '+390612345', name: 'Ada Bianchi', direction: 'outgoing', seconds: 33 }]);
  });
});
