import { describe, expect, it } from 'vitest';
import {
  BUSINESS,
  extractWhatsapp,
  PERSONAL,
  type TestStore,
  type WhatsappExtraction,
} from '../../../../test/support/artifacts/whatsapp.ts';
import { whatsappStoreOf } from '../../../../test/synthetic/whatsapp/rows.ts';
import {
  ANN,
  BOB,
  BOB_LID,
  chats,
  GROUP,
  message,
  NEW_YEAR,
  NEW_YEAR_SECONDS,
  type Rows,
} from '../../../../test/synthetic/whatsapp/small-store.ts';
import { writeProtobuf } from '../../../synthetic/encoders/protobuf-writer.ts';
import type { Row } from '../../../synthetic/encoders/row-writer.ts';
import { writeQuote, writeReceiptInfo } from '../../../synthetic/whatsapp/receipts.ts';
import type { FileReference } from '../../kit/artifact.ts';

function extract(
  rows: Rows,
  others: readonly TestStore[] = [],
  files: Readonly<Record<string, FileReference>> = {},
): WhatsappExtraction {
  return extractWhatsapp([chats(rows), ...others], files);
}

describe('senders', () => {
  it('are members in groups, with the number of their LID', () => {
    const { rows } = extract(
      {
        ZWAMESSAGE: [
          message(1, { ZCHATSESSION: 2, ZFROMJID: GROUP, ZGROUPMEMBER: 2, ZTEXT: 'hi', ZPUSHNAME: 'CMPPodUGIAA=' }),
          message(2, { ZTEXT: 'hi' }),
          message(3, { ZISFROMME: 1, ZFROMJID: null, ZTOJID: ANN, ZTEXT: 'hello' }),
          message(4, { ZCHATSESSION: 2, ZFROMJID: GROUP, ZTEXT: 'nobody known' }),
        ],
        ZWAPROFILEPUSHNAME: [{ ZJID: BOB_LID, ZPUSHNAME: 'Bobby' }],
      },
      [
        {
          store: 'lids',
          db: whatsappStoreOf('lids', {
            ZWAPHONENUMBERLIDPAIR: [{ ZLID: '200000000000002', ZPHONENUMBER: '14155550102' }],
          }),
        },
      ],
    );
    expect(rows.whatsapp_messages).toMatchObject([
      { sender: '+14155550102', senderJid: BOB_LID, senderName: '~Bobby', chat: 2 },
      { sender: '+14155550101', senderJid: ANN, senderName: 'Ann', chat: 1 },
      { sender: null, senderJid: null, senderName: null, isFromMe: true },
      { sender: null, senderName: null, isFromMe: false },
    ]);
    expect(rows.whatsapp_chats[1]?.participants).toEqual([
      { jid: ANN, handle: '+14155550101', name: 'Ann', isAdmin: true, isActive: true },
      { jid: BOB, handle: '+14155550102', name: '~Bobby', isAdmin: false, isActive: false },
    ]);
  });

  it('are named by chat, address book, account, push name and member list, in that order', () => {
    const people = ['1', '2', '3', '4', '5', '6'].map((digit) => `1415555020${digit}@s.whatsapp.net`);
    const at = (index: number): string => people[index] as string;
    const { rows } = extract(
      {
        ZWACHATSESSION: [
          { Z_PK: 1, ZCONTACTJID: at(0), ZPARTNERNAME: 'From the chat' },
          { Z_PK: 2, ZCONTACTJID: at(3), ZPARTNERNAME: '\u200e+1 (415) 555-0204' },
          { Z_PK: 3, ZCONTACTJID: GROUP, ZPARTNERNAME: 'Group' },
        ],
        ZWAGROUPMEMBER: people.map((jid, index) => ({
          Z_PK: index + 1,
          ZCHATSESSION: 3,
          ZMEMBERJID: jid,
          ZCONTACTNAME: 'From the members',
        })),
        ZWAPROFILEPUSHNAME: [0, 1, 2, 3].map((index) => ({ ZJID: at(index), ZPUSHNAME: 'Own' })),
        ZWAMESSAGE: [],
      },
      [
        {
          store: 'contacts',
          db: whatsappStoreOf('contacts', {
            ZWAADDRESSBOOKCONTACT: [0, 1].map((index) => ({ ZWHATSAPPID: at(index), ZFULLNAME: 'From contacts' })),
          }),
        },
        {
          store: 'lids',
          db: whatsappStoreOf('lids', {
            ZWAZACCOUNT: [{ ZIDENTIFIER: '1@lid', ZPHONENUMBER: '14155550203', ZDISPLAYNAME: 'Account' }],
          }),
        },
      ],
    );
    expect(rows.whatsapp_chats[2]?.participants?.map(({ name }) => name)).toEqual([
      'From the chat',
      'From contacts',
      'Account',
      '~Own',
      'From the members',
      'From the members',
    ]);
    expect(rows.whatsapp_chats[1]?.title).toBe('~Own');
  });
});

describe('chats', () => {
  it('of one person under number and LID are merged', () => {
    const { rows } = extract({
      ZWACHATSESSION: [
        { Z_PK: 3, ZCONTACTJID: BOB, ZPARTNERNAME: 'Bob', ZARCHIVED: 1, ZUNREADCOUNT: 1 },
        { Z_PK: 7, ZCONTACTJID: BOB_LID, ZCONTACTIDENTIFIER: BOB, ZPARTNERNAME: 'Bob', ZUNREADCOUNT: 2 },
      ],
      ZWAMESSAGE: [
        message(1, { ZCHATSESSION: 3, ZFROMJID: BOB }),
        message(2, { ZCHATSESSION: 7, ZFROMJID: BOB_LID, ZTEXT: 'new' }),
      ],
    });
    expect(rows.whatsapp_chats).toMatchObject([
      {
        key: 3,
        kind: 'direct',
        jid: BOB,
        handle: '+14155550102',
        messageCount: 2,
        unreadCount: 3,
        isArchived: false,
        lastText: 'new',
      },
    ]);
    expect(rows.whatsapp_chats[0]?.sessions?.map(({ pk, jid }) => [pk, jid])).toEqual([
      [3, BOB],
      [7, BOB_LID],
    ]);
    expect(rows.whatsapp_chat_items.map(({ chat, session }) => [chat, session])).toEqual([
      [3, 3],
      [3, 7],
    ]);
  });

  it('have the kind of their JID, not of ZSESSIONTYPE', () => {
    const addresses = [
      '1700000000@broadcast',
      '14155550101@status',
      'status@broadcast',
      '12@newsletter',
      '34@g.us',
      null,
    ];
    const { rows } = extract({
      ZWACHATSESSION: addresses.map((ZCONTACTJID, index) => ({
        Z_PK: index + 1,
        ZCONTACTJID,
        ZSESSIONTYPE: index === 4 ? 4 : 0,
      })),
      ZWAMESSAGE: [],
    });
    expect(rows.whatsapp_chats.map(({ kind }) => kind)).toEqual([
      'broadcast',
      'status',
      'status',
      'channel',
      'community',
      'direct',
    ]);
  });

  it('have group, muting, picture and draft', () => {
    const picture = { fileID: 'f'.repeat(40), state: 'present' } as const;
    const { rows } = extract(
      {
        ZWAMESSAGE: [],
        ZWAGROUPINFO: [
          { ZCHATSESSION: 2, ZCREATIONDATE: NEW_YEAR_SECONDS, ZCREATORJID: ANN, ZPICTUREPATH: 'Media/Profile/g-1' },
        ],
        ZWACHATPUSHCONFIG: [
          { ZJID: ANN, ZMUTEDUNTIL: NEW_YEAR_SECONDS },
          { ZJID: GROUP, ZMUTEDUNTIL: 63_113_904_000 },
        ],
        ZWABLACKLISTITEM: [{ ZJID: ANN }],
        ZWAPROFILEPICTUREITEM: [
          { ZJID: ANN, ZPATH: 'Media/Profile/old-1' },
          { ZJID: ANN, ZPATH: '/Media/Profile/a-2.thumb' },
        ],
      },
      [],
      {
        [`${PERSONAL}-Media/Profile/a-2.thumb`]: picture,
        [`${PERSONAL}-Media/Profile/g-1.jpg`]: { ...picture, state: 'payload-missing' },
      },
    );
    expect(rows.whatsapp_chats).toMatchObject([
      {
        isMuted: true,
        mutedUntil: NEW_YEAR,
        isBlocked: true,
        photo: picture.fileID,
        photoState: 'present',
        createdAt: null,
      },
      {
        isMuted: true,
        mutedUntil: null,
        isBlocked: false,
        photoState: 'payload-missing',
        createdAt: NEW_YEAR,
        owner: '+14155550101',
        subject: 'Climbing',
      },
    ]);
  });

  it('include messages without a session by JID, and collect the others', () => {
    const { rows } = extract({
      ZWAMESSAGE: [
        message(1, { ZCHATSESSION: null }),
        message(2, { ZCHATSESSION: null, ZISFROMME: 1, ZFROMJID: null, ZTOJID: GROUP }),
        message(3, { ZCHATSESSION: 99, ZISFROMME: 1, ZFROMJID: null, ZTOJID: 'gone@g.us' }),
      ],
    });
    expect(rows.whatsapp_messages.map(({ chat, raw }) => [chat, raw])).toEqual([
      [1, null],
      [2, null],
      [0, { toJid: 'gone@g.us' }],
    ]);
    expect(rows.whatsapp_chats.at(-1)).toMatchObject({ key: 0, kind: 'orphaned', messageCount: 1, sessions: [] });
  });
});

describe('replies', () => {
  const reply = (pk: number, stanza: string): Row => ({
    Z_PK: pk,
    ZMESSAGE: pk,
    ZMETADATA: writeQuote(stanza, BOB_LID, 'as quoted'),
  });

  it('refer to the quoted message, although stanza ids repeat', () => {
    const { rows } = extract({
      ZWAMESSAGE: [
        message(1, { ZCHATSESSION: 2, ZSTANZAID: 'REPEATED01' }),
        message(2, { ZSTANZAID: 'REPEATED01' }),
        message(3, { ZSTANZAID: 'REPEATED01' }),
        message(4, { ZMEDIAITEM: 4 }),
        message(5, { ZSTANZAID: 'REPEATED01' }),
        message(6, { ZCHATSESSION: 2, ZSTANZAID: 'GROUPONLY' }),
        message(7, { ZMEDIAITEM: 7 }),
        message(8, { ZMEDIAITEM: 8, ZSTANZAID: 'ITSELF01' }),
        message(9, { ZMEDIAITEM: 9 }),
      ],
      ZWAMEDIAITEM: [reply(4, 'REPEATED01'), reply(7, 'GROUPONLY'), reply(8, 'ITSELF01'), reply(9, 'GONE0001')],
    });
    const answers = rows.whatsapp_messages.filter(({ replyTo }) => replyTo !== null);
    expect(answers.map(({ key, replyToKey }) => [key, replyToKey])).toEqual([
      [4, 3],
      [7, 6],
      [8, null],
      [9, null],
    ]);
    expect(answers[3]?.quoted).toMatchObject({ stanzaId: 'GONE0001', text: 'as quoted', sender: { jid: BOB_LID } });
    expect(rows.whatsapp_attachments).toEqual([]);
  });
});

describe('files', () => {
  const present = { fileID: 'a'.repeat(40), state: 'present' } as const;

  it('keep the text of their message beside the caption if it is another one', () => {
    const { rows } = extract({
      ZWAMESSAGE: [
        message(1, { ZMESSAGETYPE: 1, ZMEDIAITEM: 1, ZTEXT: 'the text column' }),
        message(2, { ZMESSAGETYPE: 2, ZMEDIAITEM: 2, ZTEXT: ' same words ' }),
        message(3, { ZMESSAGETYPE: 1, ZMEDIAITEM: 3, ZTEXT: 'only text' }),
      ],
      ZWAMEDIAITEM: [
        { Z_PK: 1, ZMEDIALOCALPATH: 'Media/1.jpg', ZTITLE: 'the title column' },
        { Z_PK: 2, ZMEDIALOCALPATH: 'Media/2.mp4', ZTITLE: 'same words' },
        { Z_PK: 3, ZMEDIALOCALPATH: 'Media/3.jpg' },
      ],
    });
    expect(rows.whatsapp_messages.map(({ text, textSource }) => [text, textSource])).toEqual([
      ['the title column\nthe text column', 'caption'],
      ['same words', 'caption'],
      ['only text', 'column'],
    ]);
  });

  it('have captions, sizes and the path of the file', () => {
    const path = 'Media/14155550101@s.whatsapp.net/a/b/x.jpg';
    const { rows, documents } = extract(
      {
        ZWAMESSAGE: [
          message(1, { ZMESSAGETYPE: 1, ZMEDIAITEM: 1 }),
          message(2, { ZMESSAGETYPE: 8, ZMEDIAITEM: 2 }),
          message(3, { ZMESSAGETYPE: 3 }),
          message(4, { ZTEXT: 'plain', ZMEDIAITEM: 4 }),
          message(5, { ZMESSAGETYPE: 38, ZMEDIAITEM: 5 }),
        ],
        ZWAMEDIAITEM: [
          {
            Z_PK: 1,
            ZMEDIALOCALPATH: `/${path}`,
            ZXMPPTHUMBPATH: 'Media/x.thumb',
            ZTITLE: 'Sunset',
            ZVCARDSTRING: 'image/jpeg',
            ZFILESIZE: 5,
            ZLATITUDE: 640,
            ZLONGITUDE: 480,
          },
          { Z_PK: 2, ZMEDIALOCALPATH: 'Message/Media/y.pdf', ZTITLE: 'Rechnung.pdf', ZVCARDSTRING: 'application/pdf' },
          {
            Z_PK: 3,
            ZMESSAGE: 3,
            ZMEDIALOCALPATH: 'Media/z.opus',
            ZMOVIEDURATION: 7,
            ZVCARDSTRING: 'audio/ogg; codecs=opus',
          },
          { Z_PK: 4, ZMETADATA: writeProtobuf([[216, 1]]) },
          { Z_PK: 5, ZMEDIAURL: 'https://mmg.whatsapp.net/x.enc' },
          { Z_PK: 6, ZMEDIALOCALPATH: 'Media/orphan.jpg' },
        ],
      },
      [],
      {
        [`${PERSONAL}-Message/${path}`]: present,
        [`${PERSONAL}-Message/Media/x.thumb`]: { ...present, state: 'payload-missing' },
        [`${PERSONAL}-Message/Media/y.pdf`]: present,
        [`${PERSONAL}-Media/z.opus`]: present,
      },
    );
    expect(rows.whatsapp_attachments).toMatchObject([
      {
        key: 1,
        message: 1,
        chat: 1,
        fileName: 'x.jpg',
        caption: 'Sunset',
        mimeType: 'image/jpeg',
        totalBytes: 5,
        width: 640,
        height: 480,
        state: 'present',
        file: present.fileID,
        thumbnailState: 'payload-missing',
      },
      { key: 2, fileName: 'Rechnung.pdf', caption: null, state: 'present', width: null },
      { key: 3, seconds: 7, state: 'present', message: 3 },
      { key: 5, state: 'no-path', url: 'https://mmg.whatsapp.net/x.enc' },
      { key: 6, message: null, chat: null, state: 'not-in-backup' },
    ]);
    expect(
      rows.whatsapp_messages.map(({ kind, text, attachmentCount, isViewOnce }) => [
        kind,
        text,
        attachmentCount,
        isViewOnce,
      ]),
    ).toEqual([
      ['image', 'Sunset', 1, false],
      ['document', null, 1, false],
      ['audio', null, 1, false],
      ['text', 'plain', 0, false],
      ['image', null, 1, true],
    ]);
    expect(documents[1]?.document).toMatchObject({
      text: '',
      also: 'Rechnung.pdf',
      has: ['attachment'],
      from: ['+14155550101'],
      in: [1],
    });
    expect(documents[3]?.document.has).toBeUndefined();
  });

  it('belong to one message only', () => {
    const { rows } = extract({
      ZWAMESSAGE: [message(1, { ZMESSAGETYPE: 1, ZMEDIAITEM: 1 }), message(2, { ZMESSAGETYPE: 1, ZMEDIAITEM: 1 })],
      ZWAMEDIAITEM: [{ Z_PK: 1, ZMEDIALOCALPATH: 'Media/x.jpg' }],
    });
    expect(rows.whatsapp_attachments.map(({ key, message: owner }) => [key, owner])).toEqual([[1, 1]]);
    expect(rows.whatsapp_messages.map(({ attachmentCount }) => attachmentCount)).toEqual([1, 0]);
  });
});

describe('messages', () => {
  it('have their text as it was written', () => {
    const texts = ['  indented\n    code  ', '\n\n', ' ', '\u200fمرحبا ', ''];
    const { rows } = extract({ ZWAMESSAGE: texts.map((text, index) => message(index + 1, { ZTEXT: text })) });
    expect(rows.whatsapp_messages.map(({ text }) => text)).toEqual([texts[0], null, null, texts[3], null]);
  });

  it('have the kind of ZMESSAGETYPE; ZGROUPEVENTTYPE is used for events only', () => {
    const { rows, notes } = extract({
      ZWAMESSAGE: [
        message(1, { ZTEXT: 'plain', ZGROUPEVENTTYPE: 2 }),
        message(2, { ZMESSAGETYPE: 6, ZGROUPEVENTTYPE: 3, ZTEXT: ANN }),
        message(3, { ZMESSAGETYPE: 10, ZGROUPEVENTTYPE: 4, ZTEXT: 'x' }),
        message(4, { ZMESSAGETYPE: 14, ZMEDIAITEM: 4 }),
        message(5, { ZMESSAGETYPE: 91, ZTEXT: 'later', ZMEDIAITEM: 5 }),
        message(6, { ZMESSAGETYPE: 92, ZMEDIAITEM: 6 }),
        message(7, { ZMESSAGETYPE: 59, ZMEDIAITEM: 7 }),
        message(8, { ZMESSAGETYPE: 5, ZMEDIAITEM: 8 }),
        message(9, { ZMESSAGETYPE: 6, ZGROUPEVENTTYPE: 77 }),
        message(10, { ZMESSAGETYPE: null, ZTEXT: 'untyped' }),
      ],
      ZWAMEDIAITEM: [
        { Z_PK: 4, ZVCARDSTRING: BOB },
        {
          Z_PK: 5,
          ZVCARDSTRING: 'something',
          ZMETADATA: writeProtobuf([
            [32, 'a'],
            [50, 1],
          ]),
        },
        { Z_PK: 6, ZVCARDSTRING: 'video/mp4', ZMEDIALOCALPATH: 'Media/x.mp4' },
        { Z_PK: 7, ZMETADATA: writeProtobuf([[87, [[1, [[3, 0]]]]]]) },
        {
          Z_PK: 8,
          ZLATITUDE: 51.5,
          ZLONGITUDE: -0.1,
          ZVCARDSTRING: '51.5,-0.1',
          ZTITLE: 'London',
          ZXMPPTHUMBPATH: 'Media/map.thumb',
        },
      ],
    });
    expect(
      rows.whatsapp_messages.map(({ kind, text, typeCode, eventCode }) => [kind, text, typeCode, eventCode]),
    ).toEqual([
      ['text', 'plain', 0, null],
      ['event', null, 6, 3],
      ['call', null, 10, 4],
      ['deleted', null, 14, null],
      ['unknown', 'later', 91, null],
      ['video', null, 92, null],
      ['call', null, 59, null],
      ['location', null, 5, null],
      ['event', null, 6, 77],
      ['text', 'untyped', null, null],
    ]);
    expect(rows.whatsapp_messages[1]?.event).toMatchObject({
      kind: 'participant-left',
      actor: { handle: '+14155550101' },
    });
    expect(rows.whatsapp_messages[2]).toMatchObject({ call: { isVideo: true, isMissed: true }, raw: { text: 'x' } });
    expect(rows.whatsapp_messages[3]?.deletedBy).toBe('+14155550102');
    expect(rows.whatsapp_messages[4]?.raw).toEqual({ vcardString: 'something', metadataFields: [32, 50] });
    expect(rows.whatsapp_messages[6]?.call).toMatchObject({ isMissed: true, seconds: 0 });
    expect(rows.whatsapp_messages[7]?.location).toEqual({
      latitude: 51.5,
      longitude: -0.1,
      accuracy: null,
      name: 'London',
      picture: { fileID: null, state: 'not-in-backup' },
    });
    expect(notes).toEqual({
      'unknown-code:message-type:91': 1,
      'unknown-code:message-type:92': 1,
      'unknown-code:event-of-type-6:77': 1,
    });
  });

  it('have reactions, receipts, stars, link previews and failures', () => {
    const { rows, documents } = extract({
      ZWAMESSAGE: [
        message(1, {
          ZTEXT: 'hi',
          ZMESSAGEINFO: 5,
          ZSTARRED: 1,
          ZISFROMME: 1,
          ZCHILDMESSAGESREADCOUNT: 2,
          ZMESSAGEERRORSTATUS: 3,
          ZMESSAGESTATUS: 8,
        }),
        message(2, { ZMESSAGETYPE: 7, ZTEXT: 'look', ZMEDIAITEM: 1 }),
      ],
      ZWAMESSAGEINFO: [
        { Z_PK: 5, ZMESSAGE: 1, ZRECEIPTINFO: writeReceiptInfo(NEW_YEAR, [{ jid: ANN, emoji: '❤️', at: NEW_YEAR }]) },
      ],
      ZWAMESSAGEDATAITEM: [{ ZMESSAGE: 2, ZMATCHEDTEXT: 'https://example.com', ZTITLE: 'Lemons', ZCONTENT1: 'sour' }],
      ZWAMEDIAITEM: [{ Z_PK: 1, ZXMPPTHUMBPATH: 'Media/l.thumb' }],
    });
    expect(rows.whatsapp_messages[0]).toMatchObject({
      isStarred: true,
      errorCode: 3,
      statusCode: 8,
      receipts: { read: 2, sentAt: NEW_YEAR, statusCode: 5 },
      reactions: [
        { emoji: '❤️', isFromMe: false, at: NEW_YEAR, sender: { jid: ANN, handle: '+14155550101', name: 'Ann' } },
      ],
    });
    expect(rows.whatsapp_messages[1]).toMatchObject({
      kind: 'link',
      attachmentCount: 0,
      links: [
        {
          url: 'https://example.com',
          title: 'Lemons',
          summary: null,
          content: 'sour',
          thumbnailState: 'not-in-backup',
        },
      ],
    });
    expect(documents[1]?.document.also).toBe('https://example.com\nLemons');
  });

  it('have mentions, by number or LID', () => {
    const text = 'ask @200000000000002 or @14155550101, not @99999999 or mail@1234567';
    const { rows, documents } = extract({
      ZWAMESSAGE: [message(1, { ZTEXT: text }), message(2, { ZTEXT: 'a@b' })],
      ZWAPROFILEPUSHNAME: [{ ZJID: BOB_LID, ZPUSHNAME: 'Bobby' }],
    });
    expect(rows.whatsapp_messages.map(({ mentions }) => mentions)).toEqual([
      [
        { start: 4, length: 16, person: { jid: BOB_LID, handle: BOB_LID, name: '~Bobby' } },
        { start: 24, length: 12, person: { jid: ANN, handle: '+14155550101', name: 'Ann' } },
      ],
      null,
    ]);
    expect(documents[0]?.document.also).toBe('~Bobby\nAnn');
  });

  it('have the push name of their sender in versions without a table of push names', () => {
    const fields = { ZCHATSESSION: 2, ZFROMJID: GROUP, ZGROUPMEMBER: 2, ZTEXT: 'hi', ZPUSHNAME: 'Bobby' };
    const store = chats({ ZWAMESSAGE: [message(1, fields)] });
    expect(extractWhatsapp([store]).rows.whatsapp_messages[0]?.senderName).toBeNull();
    store.db.exec('DROP TABLE ZWAPROFILEPUSHNAME');
    expect(extractWhatsapp([store]).rows.whatsapp_messages[0]?.senderName).toBe('~Bobby');
  });

  it('have dates; 0 means no date', () => {
    const { rows } = extract({
      ZWAMESSAGE: [
        message(1, { ZMESSAGEDATE: 0 }),
        message(2, { ZMESSAGEDATE: NEW_YEAR_SECONDS + 0.25, ZSENTDATE: NEW_YEAR_SECONDS }),
      ],
    });
    expect(rows.whatsapp_messages.map(({ sentAt, storedAt }) => [sentAt, storedAt])).toEqual([
      [null, null],
      [NEW_YEAR + 250, NEW_YEAR],
    ]);
    expect(rows.whatsapp_chat_items.map(({ at }) => at)).toEqual([0, NEW_YEAR + 250]);
    expect(rows.whatsapp_chats[0]).toMatchObject({
      firstAt: NEW_YEAR + 250,
      lastAt: NEW_YEAR + 250,
      lastMessage: 2,
      messageCount: 2,
    });
  });
});

describe('calls', () => {
  const calls = (entity: string): TestStore => {
    const db = whatsappStoreOf('calls', {
      ZWAAGGREGATECALLEVENT: [{ Z_PK: 9, ZINCOMING: 1, ZVIDEO: 1, ZMISSED: 0 }],
      ZWACDCALLEVENT: [
        { Z_PK: 1, Z1CALLEVENTS: 9, ZDATE: NEW_YEAR_SECONDS, ZDURATION: 61.5, ZOUTCOME: 0, ZCALLIDSTRING: 'A' },
        {
          Z_PK: 2,
          Z1CALLEVENTS: null,
          ZDATE: NEW_YEAR_SECONDS,
          ZOUTCOME: 7,
          ZGROUPJIDSTRING: GROUP,
          ZGROUPCALLCREATORUSERJIDSTRING: BOB,
        },
      ],
      ZWACDCALLEVENTPARTICIPANT: [
        { Z1PARTICIPANTS: 9, ZJIDSTRING: ANN },
        { Z1PARTICIPANTS: 1, ZJIDSTRING: BOB },
      ],
    });
    db.exec(`UPDATE Z_PRIMARYKEY SET Z_NAME = '${entity}' WHERE Z_ENT = 1`);
    return { store: 'calls', db };
  };

  it('have participants of the aggregate or the call, depending on Z_PRIMARYKEY', () => {
    const { rows, notes, found, documents } = extract({ ZWAMESSAGE: [] }, [calls('WAAggregateCallEvent')]);
    expect(rows.whatsapp_calls).toMatchObject([
      {
        key: 1,
        handle: '+14155550101',
        name: 'Ann',
        chat: 1,
        direction: 'incoming',
        isVideo: true,
        isMissed: false,
        seconds: 61.5,
        outcome: 'connected',
        at: NEW_YEAR,
      },
      {
        key: 2,
        handle: null,
        name: 'Climbing',
        chat: 2,
        direction: null,
        outcome: null,
        outcomeCode: 7,
        creator: '+14155550102',
        groupJid: GROUP,
      },
    ]);
    expect(notes).toEqual({ 'unknown-code:call-outcome:7': 1 });
    expect(found).toBe(2);
    expect(documents.find(({ table }) => table === 'whatsapp_calls')?.document).toMatchObject({
      text: 'video call: Ann',
      from: ['+14155550101'],
    });
    expect(extract({ ZWAMESSAGE: [] }, [calls('WACDCallEvent')]).rows.whatsapp_calls[0]?.handle).toBe('+14155550102');
  });

  it('were missed only if they came in, where no flag says so', () => {
    const call = { ZDATE: NEW_YEAR_SECONDS, ZDURATION: 0, ZOUTCOME: 1 };
    const db = whatsappStoreOf('calls', {
      ZWAAGGREGATECALLEVENT: [
        { Z_PK: 1, ZINCOMING: 1 },
        { Z_PK: 2, ZINCOMING: 0 },
      ],
      ZWACDCALLEVENT: [
        { Z_PK: 1, Z1CALLEVENTS: 1, ...call },
        { Z_PK: 2, Z1CALLEVENTS: 2, ...call },
      ],
    });
    const { rows } = extract({ ZWAMESSAGE: [] }, [{ store: 'calls', db }]);
    expect(rows.whatsapp_calls.map(({ direction, isMissed }) => [direction, isMissed])).toEqual([
      ['incoming', true],
      ['outgoing', false],
    ]);
  });

  it('are merged with the messages about them, which have the same id', () => {
    const db = whatsappStoreOf('calls', {
      ZWAAGGREGATECALLEVENT: [
        { Z_PK: 1, ZINCOMING: 1, ZVIDEO: 1, ZMISSED: 1 },
        { Z_PK: 2, ZINCOMING: 0, ZVIDEO: 0, ZMISSED: 0 },
      ],
      // The first has no participants, as is common for missed calls.
      ZWACDCALLEVENT: [
        { Z_PK: 1, Z1CALLEVENTS: 1, ZDATE: NEW_YEAR_SECONDS, ZDURATION: 3, ZOUTCOME: 1, ZCALLIDSTRING: 'IN' },
        { Z_PK: 2, Z1CALLEVENTS: 2, ZDATE: NEW_YEAR_SECONDS, ZDURATION: 0, ZOUTCOME: 1, ZCALLIDSTRING: 'OUT' },
      ],
    });
    const { rows } = extract(
      {
        ZWAMESSAGE: [
          message(1, { ZMESSAGETYPE: 59, ZSTANZAID: 'IN' }),
          message(2, { ZMESSAGETYPE: 59, ZSTANZAID: 'OUT', ZISFROMME: 1, ZMEDIAITEM: 1 }),
          message(3, { ZMESSAGETYPE: 59, ZSTANZAID: 'ELSE' }),
        ],
        ZWAMEDIAITEM: [{ Z_PK: 1, ZMETADATA: writeProtobuf([[87, [[1, [[3, 0]]]]]]) }],
      },
      [{ store: 'calls', db }],
    );
    expect(rows.whatsapp_messages.map(({ call }) => call)).toEqual([
      { isVideo: true, isMissed: true, isGroup: false, seconds: null },
      { isVideo: false, isMissed: false, isGroup: false, seconds: 0 },
      { isVideo: null, isMissed: false, isGroup: null, seconds: null },
    ]);
    expect(rows.whatsapp_calls.map(({ chat, handle, name }) => [chat, handle, name])).toEqual([
      [1, '+14155550101', 'Ann'],
      [1, '+14155550101', 'Ann'],
    ]);
  });
});

describe('two apps', () => {
  it('never share keys or names', () => {
    const business = chats({
      ZWAMESSAGE: [message(1, { ZTEXT: 'order' })],
      ZWACHATSESSION: [{ Z_PK: 1, ZCONTACTJID: ANN, ZPARTNERNAME: 'Customer' }],
    });
    const { rows } = extractWhatsapp([
      { ...business, domain: BUSINESS },
      chats({ ZWAMESSAGE: [message(1, { ZTEXT: 'hi' })] }),
    ]);
    expect(
      rows.whatsapp_messages.map(({ app, key, chat, sourceKey, senderName }) => [
        app,
        key,
        chat,
        sourceKey,
        senderName,
      ]),
    ).toEqual([
      ['whatsapp', 1, 1, 1, 'Ann'],
      ['business', 2 ** 48 + 1, 2 ** 48 + 1, 1, 'Customer'],
    ]);
  });

  it('do not prevent each other from being read', () => {
    const broken: TestStore = { store: 'db', db: whatsappStoreOf('contacts', {}), domain: BUSINESS };
    const { rows, losses } = extractWhatsapp([broken, chats({ ZWAMESSAGE: [message(1)] })]);
    expect(rows.whatsapp_messages).toHaveLength(1);
    expect(losses).toEqual({
      'account:WhatsApp Business:whatsapp-without-messages': 1,
    });
    expect(() => extractWhatsapp([broken])).toThrow('no table of messages');
  });

  it('show calls without messages, and report skipped copies', () => {
    const copy: TestStore = { ...chats({ ZWAMESSAGE: [message(1)] }), path: 'Old/ChatStorage.sqlite' };
    const { rows, notes } = extractWhatsapp([
      copy,
      chats({ ZWAMESSAGE: [] }),
      {
        store: 'calls',
        db: whatsappStoreOf('calls', { ZWACDCALLEVENT: [{ Z_PK: 1, ZDATE: 1, ZOUTCOME: 0 }] }),
        domain: BUSINESS,
      },
    ]);
    expect(rows.whatsapp_messages).toEqual([]);
    expect(rows.whatsapp_calls.map(({ app }) => app)).toEqual(['business']);
    expect(notes).toEqual({ 'ignored-copy:Old/ChatStorage.sqlite': 1, 'no-whatsapp-chats': 1 });
  });
});
