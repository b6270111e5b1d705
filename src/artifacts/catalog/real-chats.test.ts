import { describe, expect, it } from 'vitest';
import { type Rows, readStores } from '../../../test/support/artifacts/read-stores.ts';
import { Embedded } from '../../model/example.ts';
import type { ArtifactDefinition } from '../kit/artifact.ts';
import { googleVoice } from './google-voice.ts';
import { groupme } from './groupme.ts';
import { instagram } from './instagram.ts';
import { kik } from './kik.ts';
import { line } from './line.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';
import { threema } from './threema.ts';
import { tiktok } from './tiktok.ts';
import { viber } from './viber.ts';

/** What is read of a chat app whose stores have values that phones have and examples do not. */
function read(artifact: ArtifactDefinition, files: Parameters<typeof readStores>[1]) {
  const { tables, notes } = readStores(artifact, files);
  const ending = (name: string): Rows => Object.entries(tables).find(([table]) => table.endsWith(name))?.[1] ?? [];
  return {
    chats: ending('_chats'),
    messages: ending('_messages'),
    attachments: ending('_attachments'),
    calls: ending('_calls'),
    notes,
  };
}

describe('LINE', () => {
  const { chats, messages, notes } = read(line, {
    'AppDomainGroup-group.com.linecorp.line/Library/Application Support/PrivateStore/P_u99/Messages/Line.sqlite': {
      tables: {
        ZUSER: `Z_PK | ZMID | ZNAME \n 1 | u42 | 愛子 \n 2 | u99 | Robin`,
        ZGROUP: [{ Z_PK: 1, ZID: 'c7', ZNAME: '収穫' }],
        ZCHAT: `Z_PK | ZMID | ZTYPE \n 1 | u42 | 0 \n 2 | c7 | 2`,
        Z_1MEMBERS: `Z_1CHATS | Z_12MEMBERS \n 2 | 1 \n 2 | 2`,
        ZMESSAGE: `
          Z_PK | ZID | ZCHAT | ZSENDER | ZTEXT                   | ZTIMESTAMP    | ZCONTENTTYPE
          1    | 901 | 2     |         | 愛子 renamed the group. | 1743296399000 | 18
          2    | 902 | 1     | 2       | Mine                    | 1743296401000 | 0
          3    |     | 1     |         | Mine too                | 1743296401001 | 0`,
      },
    },
  });

  it('says itself that a group has a new name: the owner did not write it', () => {
    expect(messages[0]).toMatchObject({ isFromMe: false, kind: 'event', text: null, sender: null });
    expect(messages[0]?.['event']).toMatchObject({ kind: 'other', parameter: '愛子 renamed the group.' });
    expect(notes).toEqual({});
  });

  it('knows own reactions, although the account is not among the people', () => {
    const account = 'AppDomainGroup-group.com.linecorp.line/Library/Application Support/PrivateStore/P_u0aa/Messages';
    const { messages: reacted } = read(line, {
      [`${account}/Line.sqlite`]: {
        tables: {
          ZUSER: `Z_PK | ZMID | ZNAME \n 1 | u42 | 愛子`,
          ZCHAT: `Z_PK | ZMID | ZTYPE \n 1 | u42 | 0`,
          ZMESSAGE: `Z_PK | ZID | ZCHAT | ZSENDER | ZTEXT | ZTIMESTAMP | ZCONTENTTYPE \n 1 | 901 | 1 | 1 | こんにちは | 1717239600005 | 0`,
        },
      },
      [`${account}/MessageExt.sqlite`]: {
        tables: {
          ZMESSAGEREACTION: `
            ZMESSAGEID | ZREACTORMID | ZREACTIONTYPE | ZCREATEDAT
            901        | u0aa        | 2             | 1717239630000
            901        | u42         | 3             | 0`,
        },
      },
    });
    expect(reacted).toMatchObject([
      {
        sentAt: 1_717_239_600_005,
        reactions: [
          { emoji: 'nice', isFromMe: true, sender: null, at: 1_717_239_630_000 },
          { emoji: 'love', isFromMe: false, sender: { handle: 'line:u42', name: '愛子' }, at: null },
        ],
      },
    ]);
  });

  it('has the types of the protocol, members of groups who never wrote, and names that the owner gave', () => {
    const account = 'AppDomainGroup-group.com.linecorp.line/Library/Application Support/PrivateStore/P_u99/Messages';
    const types = [0, 1, 5, 6, 7, 12, 13, 14, 15, 16, 100];
    const { chats: found, messages: sent } = read(line, {
      [`${account}/Line.sqlite`]: {
        tables: {
          ZUSER: `
            Z_PK | ZMID | ZNAME | ZCUSTOMNAME | ZADDRESSBOOKNAME
            1    | u42  | 愛子   | Aiko        | Aiko T
            2    | u43  |       |             | Ken T
            3    | u99  | Robin |             |`,
          ZGROUP: `Z_PK | ZID | ZNAME \n 5 | c7 | 収穫`,
          ZCHAT: `Z_PK | ZMID | ZTYPE | ZUNREAD \n 1 | u42 | 0 | 2 \n 2 | c7 | 2 | 0 \n 3 | C8 | 2 | 0`,
          Z_4MEMBERS: `Z_4GROUPS | Z_12MEMBERS1 \n 5 | 1 \n 5 | 2 \n 5 | 3`,
          ZMESSAGE: types.map((type, index) => ({
            Z_PK: index + 1,
            ZID: `${index + 1}`,
            ZCHAT: 1,
            ZSENDER: 1,
            ZTIMESTAMP: 1_717_239_600_000 + index,
            ZCONTENTTYPE: type,
          })),
        },
      },
      [`${account}/UnifiedGroup.sqlite`]: { tables: { ZUNIFIEDGROUP: `Z_PK | ZID | ZNAME \n 1 | c8 | Plums` } },
      [`${account}/MessageExt.sqlite`]: {
        tables: {
          ZMESSAGEREACTION: `
            ZMESSAGEID | ZREACTORMID | ZREACTIONTYPE | ZCREATEDAT
            1          | u43         | 7             | 1717239630
            1          | u42         | 5             | 738932430`,
        },
      },
    });
    expect(sent.map(({ kind }) => kind)).toEqual(
      'text image file call sticker link contact file location post location'.split(' '),
    );
    expect(sent.filter(({ call }) => call !== null)).toHaveLength(1);
    expect(sent[0]?.['senderName']).toBe('Aiko');
    expect(sent[0]?.['reactions']).toMatchObject([
      { emoji: 'omg', at: 1_717_239_630_000 },
      { emoji: 'amazing', at: 1_717_239_630_000 },
    ]);
    expect(found).toMatchObject([
      { kind: 'direct', partnerName: 'Aiko', unreadCount: 2 },
      { title: '収穫', participants: [{ name: 'Aiko' }, { name: 'Ken T' }] },
      { title: 'Plums' },
    ]);
  });

  it('knows own messages whose sender is the account', () => {
    expect(messages.slice(1)).toMatchObject([
      { isFromMe: true, sender: null, text: 'Mine' },
      { isFromMe: true, sender: null, text: 'Mine too' },
    ]);
    expect(chats[1]).toMatchObject({ title: '収穫', participants: [{ handle: 'line:u42', name: '愛子' }] });
  });
});

describe('Threema', () => {
  const { chats, messages } = read(threema, {
    'AppDomainGroup-group.ch.threema/ThreemaData.sqlite': {
      tables: {
        Z_PRIMARYKEY: `Z_ENT | Z_NAME \n 6 | Contact \n 7 | Conversation \n 9 | SystemMessage \n 10 | TextMessage`,
        ZCONTACT: `Z_PK | ZIDENTITY | ZPUBLICNICKNAME \n 1 | KITE0001 | Ida \n 2 | KITE0002 | Mila`,
        ZCONVERSATION: `
          Z_PK | ZCONTACT | ZGROUPID  | ZGROUPNAME
          1    | 1        |           |
          2    | 1        | x'31aa'   |
          3    |          | x'32aa'   |`,
        Z_6GROUPCONVERSATIONS: `Z_6MEMBERS | Z_7GROUPCONVERSATIONS \n 1 | 2 \n 2 | 2 \n 2 | 3`,
        ZMESSAGE: `
          Z_PK | Z_ENT | ZCONVERSATION | ZSENDER | ZISOWN | ZDATE     | ZTEXT | ZTYPE1 | ZARG
          1    | 10    | 1             |         | 0      | 764989199 | Hello |        |
          2    | 10    | 2             | 2       | 0      | 764989201 | Kites |        |
          3    | 9     | 2             |         | 0      | 764989202 |       | 1      | x'4b69746573'
          4    | 10    | 3             |         | 1      | 764989203 | Own   |        |
          5    | 9     | 1             |         | 0      | 764989204 |       | 7      | x'7b7d'
          6    | 9     | 2             |         | 1      | 764989205 |       | 19     |
          7    | 9     | 2             |         | 1      | 764989206 |       | 16     |`,
      },
    },
  });

  it('has groups without a name, which are no chats with who created them', () => {
    expect(chats).toMatchObject([
      { chatId: '1', kind: 'direct', handle: 'threema:KITE0001', messageCount: 2 },
      { chatId: '2', kind: 'group', handle: null, title: null, messageCount: 4 },
      { chatId: '3', kind: 'group', handle: null, participants: [{ handle: 'threema:KITE0002' }] },
    ]);
    expect(chats[1]?.['participants']).toMatchObject([{ name: 'Ida' }, { name: 'Mila' }]);
    expect(messages[1]).toMatchObject({ sender: 'threema:KITE0002', text: 'Kites', sentAt: 1_743_296_401_000 });
  });

  it('says itself what happened in a group, and which calls were missed', () => {
    expect(messages[2]).toMatchObject({
      kind: 'event',
      sender: null,
      event: { kind: 'subject-changed', title: 'Kites' },
    });
    expect(messages[4]).toMatchObject({ kind: 'call', call: { isMissed: true }, sender: 'threema:KITE0001' });
    expect(messages[5]).toMatchObject({
      isFromMe: false,
      sender: 'threema:KITE0001',
      event: { kind: 'participant-left', actor: { handle: 'threema:KITE0001', name: 'Ida' }, people: [] },
    });
    expect(messages[6]).toMatchObject({ isFromMe: true, event: { kind: 'participant-left', actor: null, people: [] } });
  });
});

describe('Threema with what newer versions keep', () => {
  const domain = 'AppDomainGroup-group.ch.threema';
  const external = `${domain}/.ThreemaData_SUPPORT/_EXTERNAL_DATA/1F2E3D4C-0000-4000-8000-00000000ABCD`;
  const { messages, attachments, notes } = read(threema, {
    [`${domain}/ThreemaData.sqlite`]: {
      tables: {
        Z_PRIMARYKEY: `Z_ENT | Z_NAME \n 9 | SystemMessage \n 10 | TextMessage \n 11 | FileMessage \n 12 | LocationMessage`,
        ZCONTACT: `Z_PK | ZIDENTITY | ZFIRSTNAME | ZLASTNAME | ZPUBLICNICKNAME \n 1 | KITE0001 | Ida | | \n 2 | KITE0002 | | | Mila`,
        ZCONVERSATION: `Z_PK | ZCONTACT | ZGROUPID | ZGROUPNAME \n 1 | 1 | | \n 2 | 1 | x'31aa' | Kites`,
        ZMESSAGE: `
          Z_PK | Z_ENT | ZCONVERSATION | ZSENDER | ZISOWN | ZDATE     | ZTEXT | ZTYPE1 | ZARG | ZID | ZQUOTEDMESSAGEID | ZDELIVERYDATE | ZREADDATE | ZLASTEDITEDAT | ZDELETEDAT | ZLATITUDE | ZLONGITUDE | ZMIMETYPE | ZFILENAME | ZFILESIZE | ZDATA
          1    | 10    | 1             |         | 0      | 725763661 | Hi    |        |      | x'00112233445566ff' | | | | 725763700 | | | | | | |
          2    | 10    | 1             |         | 1      | 725763721 | Own   |        |      | x'0a' | x'00112233445566ff' | 725763725 | 725763785 | | | | | | | |
          3    | 11    | 1             |         | 0      | 725763841 |       |        |      | x'0b' | | | | | | | | image/jpeg | x.jpg | 3 | 4
          4    | 12    | 2             | 2       | 0      | 725763901 |       |        |      | x'0c' | | | | | | 0 | 12.5 | | | |
          5    | 12    | 2             | 2       | 0      | 725763961 |       |        |      | x'0d' | | | | | 725764021 | 0 | 0 | | | |
          6    | 9     | 2             |         | 1      | 725764201 |       | 4      | x'4d696c61' | x'0e' | | | | | | | | | | |
          7    | 9     | 2             |         | 1      | 725764202 |       | 1      | x'4b69746573' | x'0f' | | | | | | | | | | |
          8    | 9     | 1             |         | 1      | 725764203 |       | 11     | x'7b2243616c6c54696d65223a2230313a3233222c2243616c6c496e69746961746f72223a747275657d' | x'10' | | | | | | | | | | |`,
        ZFILEDATA: `Z_PK | ZDATA \n 4 | x'0231463245334434432d303030302d343030302d383030302d30303030303030304142434400'`,
        ZMESSAGEREACTION: `Z_PK | ZMESSAGE | ZCREATOR | ZREACTION | ZDATE \n 1 | 1 | | 👍 | 725763670 \n 2 | 2 | 1 | 😂 | 725763730`,
      },
    },
    [external]: { text: 'jpg' },
  });

  it('has receipts, edits, deletions, quotes and reactions', () => {
    expect(messages).toMatchObject([
      {
        messageId: '00112233445566ff',
        editedAt: 1_704_070_900_000,
        reactions: [{ emoji: '👍', isFromMe: true, sender: null, at: 1_704_070_870_000 }],
      },
      {
        isFromMe: true,
        deliveredAt: 1_704_070_925_000,
        readAt: 1_704_070_985_000,
        replyTo: '00112233445566ff',
        replyToKey: 1,
        reactions: [{ emoji: '😂', sender: { handle: 'threema:KITE0001', name: 'Ida' } }],
      },
      { kind: 'image', attachmentCount: 1 },
      { kind: 'location', location: { latitude: 0, longitude: 12.5 } },
      { kind: 'deleted', location: null, deletedAt: 1_704_071_221_000 },
      {
        kind: 'event',
        isFromMe: false,
        event: { kind: 'participant-removed', people: [{ handle: 'threema:KITE0002', name: 'Mila' }] },
      },
      { kind: 'event', isFromMe: false, event: { kind: 'subject-changed', title: 'Kites' } },
      { kind: 'call', isFromMe: true, call: { isMissed: false, seconds: 83 } },
    ]);
    expect(notes).toEqual({});
  });

  it('has the files that are kept apart from the database', () => {
    expect(attachments).toMatchObject([{ name: 'x.jpg', mimeType: 'image/jpeg', totalBytes: 3, state: 'present' }]);
  });
});

describe('Slack', () => {
  it('has texts as it shows them', () => {
    const texts = [
      'R&amp;D &lt;3 &amp;amp;',
      'see <https://example.org/a?b=1&amp;c=2|the plan>, <https://example.org>',
      '<@U2> and <@U3|mila> in <#C1|kites>, <!here> <!subteam^S1|@crew>',
      'mail <mailto:a@example.org|a@example.org> a < b > c',
    ];
    const { messages } = read(slack, {
      'AppDomainGroup-group.com.example.slack/T01/ModelDatabase/db.sqlite': {
        tables: {
          ZCOREDATAMESSAGE: texts.map((ZTEXT, index) => ({
            Z_PK: index + 1,
            ZCONVERSATIONID: 'C1',
            ZTIMESTAMP: '1717243200.123456',
            ZTEXT,
          })),
        },
      },
    });
    expect(messages.map(({ text }) => text)).toEqual([
      'R&D <3 &amp;',
      'see the plan (https://example.org/a?b=1&c=2), https://example.org',
      '@U2 and @mila in #kites, @here @crew',
      'mail a@example.org a < b > c',
    ]);
    expect(messages[0]).toMatchObject({ sentAt: 1_717_243_200_123 });
  });

  it('has private channels and chats of several people, which are no chats with one', () => {
    const { chats } = read(slack, {
      'AppDomainGroup-group.com.example.slack/T01/ModelDatabase/db.sqlite': {
        tables: {
          ZCOREDATAUSER: `
            Z_PK | ZTSID | ZNAME | ZREALNAME  | ZISME
            1    | U1    | robin | Robin      | 1
            2    | U2    | luca  | Luca Conti | 0`,
          ZCOREDATACONVERSATION: `
            Z_PK | ZTSID | ZNAME                | ZTYPE | ZIMUSERID
            1    | D1    | U2                   | 2     | U2
            2    | G1    | mpdm-robin--luca-1   | 3     |
            3    | C1    | secret               | 1     |`,
          ZCOREDATAMESSAGE: `
            Z_PK | ZCONVERSATIONID | ZUSERID | ZTIMESTAMP | ZTEXT
            1    | D1              | U1      | 1743296399 | Nobody answered
            2    | G1              | U2      | 1743296401 | Hello both
            3    | C1              | U2      | 1743296402 | Hush`,
        },
      },
    });
    expect(chats).toMatchObject([
      { chatId: 'D1', kind: 'direct', title: null, handle: 'slack:luca', partnerName: 'Luca Conti' },
      { chatId: 'G1', kind: 'group', title: 'mpdm-robin--luca-1', handle: null },
      { chatId: 'C1', kind: 'group', title: 'secret', handle: null },
    ]);
  });
});

describe('Instagram', () => {
  const [meta, content] = ['IGDirectPublishedMessageMetadata*metadata', 'IGDirectPublishedMessageContent*content'];
  const written = (id: string, senderPk: string, text: string) => ({
    [meta]: { 'NSString*senderPk': senderPk, 'NSString*serverId': id },
    [content]: { 'NSString*string': text },
  });

  it('says who wrote what is quoted', () => {
    const { messages } = read(instagram, {
      'AppDomain-com.burbn.instagram/Library/Application Support/DirectSQLiteDatabase/77.db': {
        tables: {
          threads: [
            {
              thread_id: 't1',
              viewer_id: '77',
              metadata: new Embedded({ plist: { 'NSArray<IGUser *>*users': [{ pk: '55', fullName: 'Noor H' }] } }),
            },
          ],
          messages: [
            {
              message_id: 's2',
              thread_id: 't1',
              archive: new Embedded({
                plist: {
                  ...written('s2', '77', 'Yes'),
                  'IGDirectEmbeddedPublishedMessage*quotedMessage': written('s1', '55', 'Mural?'),
                },
              }),
            },
          ],
        },
      },
    });
    expect(messages).toMatchObject([
      {
        isFromMe: true,
        text: 'Yes',
        replyTo: 's1',
        quoted: { text: 'Mural?', sender: { handle: 'instagram:55', name: 'Noor H' } },
      },
    ]);
  });

  it('knows the names of people as the server sent them, and who invited the owner', () => {
    const fromServer = (pk: string, full_name: string, username: string) => ({
      'NSDictionary<NSString *, id>*userDict': { pk, full_name, username },
    });
    const { chats, messages } = read(instagram, {
      'AppDomain-com.burbn.instagram/Library/Application Support/DirectSQLiteDatabase/77.db': {
        tables: {
          threads: [
            {
              thread_id: 'g1',
              viewer_id: '77',
              metadata: new Embedded({
                plist: {
                  'NSArray<IGUser *>*users': [fromServer('55', 'Noor H', 'noor'), fromServer('56', '', 'kai_k')],
                  'IGUser*inviter': fromServer('57', 'Ina', 'ina'),
                  BOOLisGroup: true,
                },
              }),
            },
          ],
          messages: ['55', '56', '57'].map((pk) => ({
            message_id: `m${pk}`,
            thread_id: 'g1',
            archive: new Embedded({ plist: written(`m${pk}`, pk, 'Hi') }),
          })),
        },
      },
    });
    expect(messages.map((each) => each['senderName'])).toEqual(['Noor H', 'kai_k', 'Ina']);
    expect(chats).toMatchObject([{ participants: [{ name: 'Noor H' }, { name: 'kai_k' }] }]);
  });
});

describe('GroupMe', () => {
  it('has places on the equator', () => {
    const { messages } = read(groupme, {
      'AppDomain-com.groupme.iphone-app/Library/Application Support/GroupMe.sqlite': {
        tables: {
          ZGMCHAT: `Z_PK | ZNAME | ZCHATTYPE \n 1 | G | group`,
          ZGMMESSAGE: `
            Z_PK | ZGROUP | ZUSERID | ZSYSTEM | ZCREATEDAT | ZMESSAGE
            1    | 1      | '71'    | 0       | 725760000  | Here
            2    | 1      | '71'    | 0       | 725760001  | No place`,
          ZGMATTACHMENT: `
            Z_PK | ZMESSAGE | ZTYPE    | ZURL              | ZLAT | ZLNG  | ZVENUENAME
            1    | 1        | image    | https://x.example | 0    | 0     |
            2    | 1        | location |                   | 0    | -78.5 | Mitad
            3    | 2        | image    | https://x.example | 0    | 0     |`,
        },
      },
    });
    expect(messages).toMatchObject([
      { kind: 'location', location: { latitude: 0, longitude: -78.5 } },
      { kind: 'text', location: null },
    ]);
  });

  const domain = 'AppDomain-com.groupme.iphone-app';
  const { chats, messages } = read(groupme, {
    [`${domain}/Library/Preferences/com.groupme.iphone-app.plist`]: { plist: { userId: '72' } },
    [`${domain}/Library/Application Support/GroupMe.sqlite`]: {
      tables: {
        ZGMCHAT: `Z_PK | ZNAME | ZCHATTYPE | ZUSERID \n 1 | Kites | group | \n 2 | Luca | dm | '71'`,
        ZGMMESSAGE: [
          {
            Z_PK: 1,
            ZGROUP: 1,
            ZUSERID: '71',
            ZNAME: 'Luca',
            ZCREATEDAT: 764_989_199,
            ZMESSAGE: 'Kites?',
            ZLINEID: 'L1',
          },
          {
            Z_PK: 2,
            ZUSER: 2,
            ZUSERID: '72',
            ZNAME: 'Robin',
            ZCREATEDAT: 764_989_201,
            ZMESSAGE: 'Hi',
            ZDIRECTMESSAGEID: 'D1',
          },
          {
            Z_PK: 3,
            ZGROUP: 1,
            ZUSERID: '71',
            ZNAME: 'Luca',
            ZCREATEDAT: 764_989_202,
            ZMESSAGE: 'This message was deleted',
            ZLINEID: 'L2',
            ZMESSAGEDELETIONSTATUS: new Embedded({ plist: { isSystemDeleted: false } }),
          },
          { Z_PK: 4, ZGROUP: 1, ZUSERID: '71', ZNAME: 'Luca', ZCREATEDAT: 764_989_203, ZMESSAGE: '', ZLINEID: 'L3' },
          {
            Z_PK: 5,
            ZGROUP: 1,
            ZUSERID: '72',
            ZNAME: 'Robin',
            ZCREATEDAT: 764_989_204,
            ZMESSAGE: 'Yes',
            ZLINEID: 'L4',
            ZREPLYMESSAGEID: 'L1',
          },
        ],
        ZGMATTACHMENT: `
          Z_PK | ZMESSAGE | ZTYPE    | ZLAT | ZLNG | ZVENUENAME
          1    | 4        | mentions | 0    | 0    |
          2    | 4        | location | 45.4 | 11.9 | Quay`,
      },
    },
  });

  it('knows the owner where the preferences have only their id', () => {
    expect(messages.map(({ isFromMe }) => isFromMe)).toEqual([false, true, false, false, true]);
    expect(chats).toMatchObject([
      { kind: 'group', title: 'Kites', handle: null, participants: [{ handle: 'groupme:71' }] },
      { kind: 'direct', handle: 'groupme:71', partnerName: 'Luca', messageCount: 1 },
    ]);
  });

  it('has deleted messages, places and answers', () => {
    expect(messages.slice(2)).toMatchObject([
      { kind: 'deleted', text: null },
      { kind: 'location', location: { latitude: 45.4, longitude: 11.9, name: 'Quay' } },
      { text: 'Yes', replyTo: 'L1', replyToKey: messages[0]?.['key'] },
    ]);
  });
});

describe('Viber', () => {
  it('has groups without a name, and no own messages without a state', () => {
    const { chats, messages } = read(viber, {
      'AppDomainGroup-group.viber.share.container/com.viber/database/Contacts.data': {
        tables: {
          ZMEMBER: [{ Z_PK: 1, ZDISPLAYFULLNAME: 'Mila Novak' }],
          ZPHONENUMBER: [{ Z_PK: 1, ZMEMBER: 1, ZCANONIZEDPHONENUM: '+15551230011' }],
          ZCONVERSATION: `Z_PK | ZNAME | ZINTERLOCUTOR | ZGROUPID \n 1 | | 1 | \n 2 | | | '5301'`,
          ZVIBERMESSAGE: `
            Z_PK | ZCONVERSATION | ZPHONENUMINDEX | ZSTATE         | ZTEXT | ZSTATEDATE
            1    | 1             | 1              |                | Hello | 764989199
            2    | 2             | 1              | received       | Kites | 764989201
            3    | 1             |                | pendingNotSent | Later | 764989202`,
        },
      },
    });
    expect(messages).toMatchObject([
      { isFromMe: false, sender: '+15551230011', text: 'Hello', sentAt: 1_743_296_399_000 },
      { isFromMe: false, sender: '+15551230011', text: 'Kites' },
      { isFromMe: true, sender: null, text: 'Later' },
    ]);
    expect(chats).toMatchObject([
      { kind: 'direct', handle: '+15551230011' },
      { kind: 'group', handle: null, participants: [{ name: 'Mila Novak' }] },
    ]);
  });

  it('knows files that were sent', () => {
    const { messages, attachments, notes } = read(viber, {
      'AppDomainGroup-group.viber.share.container/com.viber/database/Contacts.data': {
        tables: {
          ZCONVERSATION: [{ Z_PK: 2, ZGROUPID: '77' }],
          ZVIBERMESSAGE: [{ Z_PK: 3, ZCONVERSATION: 2, ZSTATE: 'send', ZATTACHMENT: 2, ZSTATEDATE: 733_539_960 }],
          ZATTACHMENT: [{ Z_PK: 2, ZNAME: 'plan.pdf', ZTYPE: 'file', ZFILESIZE: 5 }],
        },
      },
    });
    expect(messages).toMatchObject([{ kind: 'file', kindCode: 'file', isFromMe: true, attachmentCount: 1 }]);
    expect(attachments).toMatchObject([{ name: 'plan.pdf', totalBytes: 5 }]);
    expect(notes).toEqual({ 'file-not-in-backup:attachments.file': 1 });
  });
});

describe('Google Voice', () => {
  it('leaves no item out whose type is not known, and says which are deleted', () => {
    const { messages, calls, notes } = read(googleVoice, {
      'AppDomainGroup-group.com.google.GVDialer/Library/Application Support/1161/threadingStore.sqlite': {
        tables: {
          Thread: [{ threadKey: 't.+15551230001', isText: 1 }],
          ThreadParticipant: [{ threadKey: 't.+15551230001', phoneNumberE164: '+15551230001' }],
          ThreadItem: `
            threadItemKey | itemType     | messageText | senderPhoneNumber | duration | timestamp      | threadKey      | isDeleted
            m1            | SmsIn        | Never mind  | '+15551230001'    | 0        | 1743296399.125 | t.+15551230001 | 1
            m2            | RecordedCall |             | '+15551230001'    | 9        | 1743296401     | t.+15551230001 | 0
            m3            | Voicemail    |             |                   | 7        | 1743296402     | c.x            | 0
            m4            | MissedCall   |             | '+15551230001'    | 0        | 1743296403     | t.+15551230001 | 0`,
        },
      },
    });
    expect(messages).toMatchObject([
      { messageId: 'm1', kind: 'deleted', text: 'Never mind', sentAt: 1_743_296_399_125, sender: '+15551230001' },
      { messageId: 'm2', kind: 'unknown', kindCode: 'RecordedCall' },
      { messageId: 'm3', kind: 'voicemail', sender: null, isFromMe: false },
    ]);
    expect(calls).toMatchObject([{ callId: 'm4', direction: 'incoming', isMissed: true, handle: '+15551230001' }]);
    // Messages and calls are in one table.
    expect(Object.keys(notes)).toEqual([expect.stringContaining('RecordedCall'), 'other-rows']);
  });
});

describe('Kik', () => {
  const { messages, attachments } = read(kik, {
    'AppDomainGroup-group.com.kik.chat/cores/private/9f2c/kik.sqlite': {
      tables: {
        ZKIKUSER: `Z_PK | ZJID | ZUSERNAME \n 1 | luca_a1@talk.kik.com | luca`,
        ZKIKMESSAGE: `
          Z_PK | ZUSER | ZTYPE | ZBODY           | ZTIMESTAMP | ZRECEIVEDTIMESTAMP
          1    | 1     | 9     | Kites           | 0          | 764989201
          2    | 1     | 4     | Mila has joined | 764989202  |`,
        ZKIKATTACHMENT: `Z_PK | ZMESSAGE | ZCONTENT \n 1 | 1 | 7c11 \n 2 | 77 | 7c12`,
      },
    },
  });

  it('has the words of messages whose type is not known', () => {
    expect(messages).toMatchObject([
      { text: 'Kites', kind: 'text', sentAt: 1_743_296_401_000, isFromMe: false, attachmentCount: 1 },
      { text: null, kind: 'event', event: { parameter: 'Mila has joined' } },
    ]);
  });

  it('has files whose message is gone', () => {
    expect(attachments).toMatchObject([
      { name: '7c11', message: messages[0]?.['key'] },
      { name: '7c12', message: null, chat: null },
    ]);
  });
});

describe('TikTok', () => {
  it('has the words of content that is no JSON, and says which messages are deleted', () => {
    const { messages } = read(tiktok, {
      'AppDomain-com.zhiliaoapp.musically/Library/Application Support/ChatFiles/6787/db.sqlite': {
        tables: {
          TIMParticipantORM: `userID | belongingConversationIdentifier \n '6787' | c1 \n '7001' | c1`,
          TIMMessageORM: `
            identifier | sender | belongingConversationIdentifier | localcreatedat | servercreatedat  | deleted | content
            m1         | '7001' | c1                              | 1743296399.5   |                  | 0       | {"text": "Kites?"}
            m2         | '6787' | c1                              | 1743296401000  |                  | 1       | {"text": "Gone"}
            m3         | '6787' | c1                              | 0              | 1743296402000000 | 0       | Plain words
            m4         | '7001' | c1                              | 1743296403     |                  | 0       | {"novelty": 1}`,
        },
      },
    });
    expect(messages).toMatchObject([
      { kind: 'text', text: 'Kites?', sentAt: 1_743_296_399_500, isFromMe: false },
      { kind: 'deleted', text: 'Gone', sentAt: 1_743_296_401_000, isFromMe: true },
      { kind: 'text', text: 'Plain words', sentAt: 1_743_296_402_000, isFromMe: true },
      { kind: 'unknown', text: null, isFromMe: false },
    ]);
  });
});

describe('Teams', () => {
  const { messages } = read(teams, {
    'AppDomainGroup-group.com.microsoft.skype.teams/SkypeSpacesDogfood/A1/SkypeSpacesDogfood-t.sqlite': {
      tables: {
        ZSMESSAGE: [
          { ZTSID: '101', ZFROM: '8:ida', ZMESSAGETYPE: 'Text', ZCONTENT: 'Ten?', ZEDITTIME: 1_743_296_399_000 },
          { ZTSID: '102', ZFROM: '8:ida', ZMESSAGETYPE: 'Text', ZCONTENT: 'Gone', ZTS_ISSOFTDELETED: 1 },
          {
            ZTSID: '103',
            ZFROM: '8:ida',
            ZMESSAGETYPE: 'RichText/Html',
            ZCONTENT:
              '<div><blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="101">' +
              '<p itemprop="preview">Tea &amp; cake?</p></blockquote>As it says:<blockquote>Closed</blockquote>Pity</div>',
          },
          {
            ZTSID: '104',
            ZFROM: '8:ida',
            ZMESSAGETYPE: 'Event/LocationSharing',
            ZCONTENT: '<livesharingstarted eventtime="1">',
          },
          {
            ZTSID: '105',
            ZFROM: '8:ida',
            ZMESSAGETYPE: 'Event/LocationSharing',
            ZCONTENT: '<livesharingstopped eventtime="1">',
          },
        ],
      },
    },
  });

  it('says which messages were edited and which deleted', () => {
    expect(messages.slice(0, 2)).toMatchObject([
      { text: 'Ten?', editedAt: 1_743_296_399_000, kind: 'text' },
      { kind: 'deleted', deletedAt: null },
    ]);
  });

  it('has what somebody quoted, and not what an answer answers', () => {
    expect(messages[2]).toMatchObject({
      text: 'As it says:\nClosed\nPity',
      replyTo: '101',
      quoted: { text: 'Tea & cake?' },
    });
  });

  it('tells apart when sharing of a place began and when it ended', () => {
    expect(messages.slice(3).map(({ event }) => event)).toMatchObject([
      { kind: 'location-sharing-started' },
      { kind: 'location-sharing-stopped' },
    ]);
  });
});
