import * as chat from '../kit/chats/index.ts';
import { textOf } from '../kit/records/value.ts';

const { at, ifPresent, is, isNot } = chat;

const APP = 'AppDomain-com.tinyspeck.chatlyio';
const MAIN = 'Database/main_db';

/** `<https://example.org|the plan>`, `<@U1>`, `<#C1|general>`, `<!here>`. */
const MARKUP = /<([@#!]?)([^<>|\s]+)(?:\|([^<>]*))?>/g;
/** What Slack shows of its markup: `&`, `<` and `>` are escaped in it. */
const TEXT = chat.from(['ZTEXT'], (text) =>
  textOf(text)
    .replace(MARKUP, (_, mark: string, target: string, label = '') => {
      if (mark === '')
        return label === '' || label === target.replace(/^(?:mailto|tel):/, '')
          ? label || target
          : `${label} (${target})`;
      return `${mark === '#' ? '#' : '@'}${label.replace(/^[@#]/, '') || target.replace(/\^.*$/, '')}`;
    })
    .replace(/&(amp|lt|gt);/g, (_, name: 'amp' | 'lt' | 'gt') => ({ amp: '&', lt: '<', gt: '>' })[name]),
);

/** Tables of earlier versions, whose names have one of two prefixes. */
const earlier = (name: string) => ({ store: 'earlier', of: [`ZSLKDEPRECATED${name}`, `ZSLK${name}`] });
/** Ids of chats with one person begin with D. The columns of the ids of channels and of those chats can differ. */
const EARLIER_CHAT = ['ZTSID', 'ZTSID1'];
/** A message is identified by its time in its channel. */
const earlierId = (row: string) =>
  chat.from([`${row}ZCHANNELID`, `${row}ZTIMESTAMP`], (channel, time) => `${textOf(channel)} ${textOf(time)}`);
const isDirect = (wanted: boolean) => chat.from([EARLIER_CHAT], (id) => textOf(id).startsWith('D') === wanted);

/** Channels and direct messages of Slack. */
export const slack = chat.defineChats({
  id: 'slack',
  title: 'Slack',
  version: 4,
  absent: 'This backup holds no messages of Slack.',
  seenOn: ['Slack 24 and earlier versions (tables and columns as another tool reads them)', 'synthetic'],
  stores: {
    chats: chat.sqlite('AppDomainGroup-*', '*/ModelDatabase/db.sqlite'),
    earlier: chat.sqlite(APP, `Library/Application Support/Slack/*/${MAIN}`),
  },
  lookups: {
    files: { ...earlier('FILE'), key: 'ZTSID', value: 'ZTITLE' },
    sizes: { ...earlier('FILE'), key: 'ZTSID', value: 'ZSIZE' },
    urls: { ...earlier('FILE'), key: 'ZTSID', value: ['ZPRIVATEDOWNLOADURL', 'ZPERMALINKURL'] },
  },
  people: [
    {
      rows: { store: 'chats', of: 'ZCOREDATAUSER' },
      id: 'ZTSID',
      account: 'ZNAME',
      name: ['ZREALNAME', 'ZNAME'],
      handle: ['ZEMAIL', 'ZPHONE'],
      isOwner: 'ZISME',
    },
    {
      rows: earlier('COREDATAUSER'),
      id: 'ZTSID',
      account: 'ZNAME',
      name: ['ZREALNAME', 'ZDISPLAYNAME', 'ZNAME'],
      handle: 'ZPHONE',
    },
    { rows: earlier('TEAM'), id: 'ZAUTHUSERID', isOwner: chat.always },
  ],
  chats: [
    {
      rows: { store: 'chats', of: 'ZCOREDATACONVERSATION' },
      id: 'ZTSID',
      // 0 are public channels and 2 chats with one person; private channels and chats with several have other codes.
      kind: [ifPresent(is('ZTYPE', 2), 'direct'), ifPresent(isNot('ZTYPE', 2, null), 'group')],
      title: chat.when(isNot('ZTYPE', 2), 'ZNAME'),
      partner: chat.when(is('ZTYPE', 2), 'ZIMUSERID'),
    },
    {
      rows: earlier('BASECHANNEL'),
      id: EARLIER_CHAT,
      kind: [ifPresent(isDirect(true), 'direct'), ifPresent(EARLIER_CHAT, 'group')],
      title: chat.when(isDirect(false), 'ZNAME'),
      partner: chat.when(isDirect(true), 'ZUSERID'),
    },
  ],
  // Who is in a conversation is known from who wrote in it.
  members: [
    { rows: { store: 'chats', of: 'ZCOREDATAMESSAGE' }, chat: 'ZCONVERSATIONID', person: 'ZUSERID' },
    { rows: earlier('MESSAGE'), chat: 'ZCHANNELID', person: 'ZUSERID' },
  ],
  messages: [
    {
      rows: { store: 'chats', of: 'ZCOREDATAMESSAGE' },
      id: '@key',
      chat: 'ZCONVERSATIONID',
      sender: 'ZUSERID',
      text: TEXT,
      sentAt: at.unix('ZTIMESTAMP'),
    },
    {
      rows: earlier('MESSAGE'),
      id: earlierId(''),
      chat: 'ZCHANNELID',
      sender: 'ZUSERID',
      text: TEXT,
      sentAt: at.unix('ZTIMESTAMP'),
    },
  ],
  attachments: {
    rows: earlier('MESSAGE'),
    each: 'ZFILEIDS/*',
    message: earlierId('../../'),
    name: '. > files',
    totalBytes: '. > sizes',
    url: '. > urls',
  },
  example: {
    files: {
      'AppDomainGroup-group.com.example.slack/T01/ModelDatabase/db.sqlite': {
        tables: {
          ZCOREDATAUSER: `
            Z_PK | ZTSID | ZNAME | ZREALNAME  | ZEMAIL           | ZISME
            1    | U1    | robin | Robin      |                  | 1
            2    | U2    | luca  | Luca Conti | luca@example.org | 0`,
          ZCOREDATACONVERSATION: `Z_PK | ZTSID | ZNAME | ZTYPE \n 1 | C1 | kites | 0 \n 2 | D1 | U2 | 2`,
          ZCOREDATAMESSAGE: `
            Z_PK | ZCONVERSATIONID | ZUSERID | ZTIMESTAMP   | ZTEXT
            1    | C1              | U2      | 1748775600.5 | Kites on Sunday?
            2    | D1              | U2      | 1748775660   | Ten o’clock?
            3    | D1              | U1      | 1748775720   | Yes`,
        },
      },
      [`${APP}/Library/Application Support/Slack/T02/${MAIN}`]: {
        tables: {
          ZSLKTEAM: `Z_PK | ZTSID | ZAUTHUSERID \n 1 | T02 | U1`,
          ZSLKCOREDATAUSER: `Z_PK | ZTSID | ZNAME | ZREALNAME \n 1 | U7 | mila | Mila`,
          ZSLKBASECHANNEL: `Z_PK | ZTSID | ZNAME | ZUSERID \n 1 | C7 | boats | \n 2 | D7 | | U7`,
          ZSLKFILE: `Z_PK | ZTSID | ZTITLE | ZSIZE | ZPERMALINKURL \n 1 | F7 | plan.pdf | 2048 | https://f.example.org/7`,
          ZSLKMESSAGE: `
            Z_PK | ZCHANNELID | ZUSERID | ZTIMESTAMP   | ZTEXT | ZFILEIDS
            1    | C7         | U7      | 1500000000.5 | Plan  | ["F7"]`,
        },
      },
    },
    chats: [
      { chatId: 'C1', kind: 'group', title: 'kites', messageCount: 1 },
      { chatId: 'D1', kind: 'direct', handle: 'luca@example.org', partnerName: 'Luca Conti', messageCount: 2 },
      { chatId: 'C7', kind: 'group', title: 'boats', messageCount: 1 },
      { chatId: 'D7', kind: 'direct', handle: 'slack:mila', partnerName: 'Mila', messageCount: 0 },
    ],
    messages: `
      messageId | isFromMe | sender           | kind | text             | sentAt                   | attachmentCount
      1         | false    | luca@example.org | text | Kites on Sunday? | 2025-06-01T11:00:00.500Z | 0
      2         | false    | luca@example.org | text | Ten o’clock?     | 2025-06-01T11:01:00Z     | 0
      3         | true     |                  | text | Yes              | 2025-06-01T11:02:00Z     | 0
      C7 1500000000.5 | false | slack:mila    | text | Plan             | 2017-07-14T02:40:00.500Z | 1`,
    attachments: [{ name: 'plan.pdf', totalBytes: 2048, state: 'no-path', url: 'https://f.example.org/7' }],
  },
});
