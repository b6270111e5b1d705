import { expect, it } from 'vitest';
import { extractWhatsapp, preferencesOf, type TestStore } from '../../../../test/support/artifacts/whatsapp.ts';
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
} from '../../../../test/synthetic/whatsapp/small-store.ts';
import { writeProtobuf } from '../../../synthetic/encoders/protobuf-writer.ts';

const OWN = '4917012345678@s.whatsapp.net';

const contacts: TestStore = {
  store: 'contacts',
  db: whatsappStoreOf('contacts', {
    ZWAADDRESSBOOKCONTACT: [
      {
        Z_PK: 4,
        ZWHATSAPPID: ANN,
        ZFULLNAME: 'Ann Chaplin',
        ZABOUTTEXT: 'Busy',
        ZABOUTTIMESTAMP: NEW_YEAR_SECONDS,
        ZUSERNAME: 'ann.chaplin',
      },
      { Z_PK: 9, ZWHATSAPPID: null, ZPHONENUMBER: '+1 415 555 0777', ZFULLNAME: 'Nora' },
    ],
  }),
};

/** A recipient of a receipt: 0x81 and the number as binary-coded decimals. */
const recipient = (number: string): readonly [2, readonly [readonly [1, Buffer]]] => [
  2,
  [[1, Buffer.from(`81${number}${number.length % 2 === 0 ? '' : 'f'}`, 'hex')]],
];

it('receipts count recipients without the owner', () => {
  const info = (...numbers: string[]) => writeProtobuf([[4, 5], ...numbers.map(recipient)]);
  const own = { ZISFROMME: 1, ZFROMJID: null };
  const { rows } = extractWhatsapp(
    [
      chats({
        ZWAMESSAGE: [
          message(1, { ...own, ZTOJID: ANN, ZTEXT: 'to Ann', ZMESSAGEINFO: 1 }),
          message(2, { ...own, ZCHATSESSION: 2, ZTOJID: GROUP, ZTEXT: 'to all', ZMESSAGEINFO: 2 }),
        ],
        ZWAMESSAGEINFO: [
          { Z_PK: 1, ZMESSAGE: 1, ZRECEIPTINFO: info('14155550101', '4917012345678') },
          { Z_PK: 2, ZMESSAGE: 2, ZRECEIPTINFO: info('14155550101', '14155550102', '4917012345678') },
        ],
      }),
    ],
    {},
    [preferencesOf(OWN)],
  );
  expect(rows.whatsapp_messages.map(({ receipts }) => receipts?.recipients)).toEqual([1, 2]);
});

it('ticks of own messages are a word; those of others have none', () => {
  const status = (pk: number, ZMESSAGESTATUS: number, ZISFROMME = 1) =>
    message(pk, { ZTEXT: 'x', ZISFROMME, ZMESSAGESTATUS, ZTOJID: ANN });
  const { rows } = extractWhatsapp([
    chats({ ZWAMESSAGE: [status(1, 1), status(2, 6), status(3, 8), status(4, 9), status(5, 13), status(6, 8, 0)] }),
  ]);
  expect(rows.whatsapp_messages.map(({ status }) => status)).toEqual([
    'sent',
    'delivered',
    'read',
    'unsent',
    null,
    null,
  ]);
});

it('a store of chats is not needed for calls and contacts', () => {
  const calls: TestStore = {
    store: 'calls',
    db: whatsappStoreOf('calls', {
      ZWAAGGREGATECALLEVENT: [{ Z_PK: 1, ZINCOMING: 1, ZVIDEO: 0, ZMISSED: 0 }],
      ZWACDCALLEVENT: [{ Z_PK: 1, Z1CALLEVENTS: 1, ZDATE: NEW_YEAR_SECONDS, ZDURATION: 5, ZOUTCOME: 0 }],
      ZWACDCALLEVENTPARTICIPANT: [{ Z1PARTICIPANTS: 1, ZJIDSTRING: ANN }],
    }),
  };
  const { rows, notes } = extractWhatsapp([calls, contacts]);
  expect(rows.whatsapp_calls).toMatchObject([{ name: 'Ann Chaplin', at: NEW_YEAR }]);
  expect(notes).toEqual({ 'no-whatsapp-chats': 1 });
});

it('contacts without a chat are records that can be found', () => {
  const { rows, documents } = extractWhatsapp([chats({ ZWAMESSAGE: [] }), contacts]);
  expect(rows.whatsapp_contacts).toMatchObject([
    {
      key: 4,
      handle: '+14155550101',
      name: 'Ann Chaplin',
      about: 'Busy',
      aboutAt: NEW_YEAR,
      username: 'ann.chaplin',
      isOnWhatsapp: true,
      chat: 1,
    },
    { key: 9, handle: '+14155550777', name: 'Nora', isOnWhatsapp: false, chat: null },
  ]);
  expect(documents.filter(({ table }) => table === 'whatsapp_contacts').map(({ document }) => document.text)).toEqual([
    'Ann Chaplin',
    'Nora',
  ]);
});

it('a name that begins with ~ gets no second one', () => {
  const { rows } = extractWhatsapp([
    chats({
      ZWAMESSAGE: [message(1, { ZCHATSESSION: 2, ZFROMJID: GROUP, ZGROUPMEMBER: 2, ZTEXT: 'hi' })],
      ZWAPROFILEPUSHNAME: [{ ZJID: BOB_LID, ZPUSHNAME: '~ Bobby' }],
    }),
  ]);
  expect(rows.whatsapp_messages[0]?.senderName).toBe('~Bobby');
});

it('members are named by ZCONTACTNAME, else by ZFIRSTNAME, also where only their LID is known', () => {
  const { rows } = extractWhatsapp([
    chats({
      ZWAGROUPMEMBER: [
        { Z_PK: 1, ZCHATSESSION: 2, ZMEMBERJID: '71@lid', ZCONTACTNAME: 'Cora Meyer', ZFIRSTNAME: 'Cora' },
        { Z_PK: 2, ZCHATSESSION: 2, ZMEMBERJID: '72@lid', ZCONTACTNAME: '', ZFIRSTNAME: 'Dora' },
      ],
      ZWAMESSAGE: [message(1, { ZCHATSESSION: 2, ZFROMJID: GROUP, ZGROUPMEMBER: 2, ZTEXT: 'hi' })],
    }),
  ]);
  expect(rows.whatsapp_chats[1]?.participants?.map(({ name }) => name)).toEqual(['Cora Meyer', 'Dora']);
  expect(rows.whatsapp_messages[0]?.senderName).toBe('Dora');
});

it('whoever deleted a message or created a group is named', () => {
  const { rows } = extractWhatsapp([
    chats({
      ZWAMESSAGE: [
        message(1, { ZMESSAGETYPE: 14, ZMEDIAITEM: 1 }),
        message(2, { ZCHATSESSION: 2, ZFROMJID: GROUP, ZMESSAGETYPE: 6, ZGROUPEVENTTYPE: 12, ZTEXT: 'Climbing' }),
      ],
      ZWAMEDIAITEM: [{ Z_PK: 1, ZVCARDSTRING: BOB }],
      ZWAGROUPINFO: [{ ZCHATSESSION: 2, ZCREATORJID: ANN }],
      ZWAPROFILEPUSHNAME: [{ ZJID: BOB, ZPUSHNAME: 'Bobby' }],
    }),
  ]);
  expect(rows.whatsapp_messages[0]).toMatchObject({ deletedBy: '+14155550102', deletedByName: '~Bobby' });
  expect(rows.whatsapp_messages[1]?.event).toMatchObject({
    kind: 'group-created',
    actor: { handle: '+14155550101', name: 'Ann' },
    title: 'Climbing',
  });
});

it('a member that was removed is not who removed them', () => {
  const removed = { ZCHATSESSION: 2, ZFROMJID: GROUP, ZMESSAGETYPE: 6, ZGROUPEVENTTYPE: 7 };
  const { rows } = extractWhatsapp([chats({ ZWAMESSAGE: [message(1, { ...removed, ZGROUPMEMBER: 1, ZTEXT: BOB })] })]);
  expect(rows.whatsapp_messages[0]?.event).toMatchObject({
    actor: { handle: '+14155550102' },
    people: [{ handle: '+14155550101' }],
  });
});

it('events of an admin, of a business and of blocking have their kinds', () => {
  const event = (pk: number, ZMESSAGETYPE: number, ZGROUPEVENTTYPE: number) =>
    message(pk, { ZMESSAGETYPE, ZGROUPEVENTTYPE });
  const { rows, notes } = extractWhatsapp([
    chats({
      ZWAMESSAGE: [
        event(1, 6, 10),
        event(2, 6, 14),
        event(3, 10, 26),
        event(4, 10, 30),
        event(5, 10, 34),
        event(6, 10, 35),
      ],
    }),
  ]);
  expect(rows.whatsapp_messages.map((row) => row.event?.kind)).toEqual([
    'became-admin',
    'removed-from-group',
    'business-chat',
    'business-ended',
    'contact-blocked',
    'contact-unblocked',
  ]);
  expect(notes).toEqual({});
});

it('payments and forwarding by a flag are read', () => {
  const { rows, documents } = extractWhatsapp([
    chats({
      ZWAMESSAGE: [message(1, { ZSTANZAID: 'PAY1', ZTEXT: 'rent' }), message(2, { ZTEXT: 'look', ZFLAGS: 128 + 1 })],
      ZWAZ1PAYMENTTRANSACTION: [
        {
          ZMESSAGESTANZAID: 'PAY1',
          ZAMOUNT_1000: 12_500,
          ZCURRENCY: 'INR',
          ZSENDERJID: ANN,
          ZRECEIVERJID: OWN,
          ZTIMESTAMP: NEW_YEAR_SECONDS,
          ZTRANSACTIONID: 'T77',
          ZSTATUS: 6,
        },
      ],
    }),
  ]);
  expect(rows.whatsapp_messages[0]?.payment).toMatchObject({
    amount: 12.5,
    currency: 'INR',
    at: NEW_YEAR,
    sender: { name: 'Ann' },
    receiver: { handle: '+4917012345678' },
    transactionId: 'T77',
    statusCode: 6,
  });
  expect(documents[0]?.document.also).toContain('12.5 INR');
  expect(rows.whatsapp_messages.map(({ forwardCount }) => forwardCount)).toEqual([null, 1]);
});
