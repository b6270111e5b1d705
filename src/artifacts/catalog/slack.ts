import * as chat from '../kit/chats/index.ts';
import { textOf } from '../kit/records/value.ts';

const { at, ifPresent, is, isNot } = chat;

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

/** Channels and direct messages of Slack. */
export const slack = chat.defineChats({
  id: 'slack',
  title: 'Slack',
  version: 3,
  absent: 'This backup holds no messages of Slack.',
  seenOn: ['Slack 24 (tables and columns as another tool reads them)', 'synthetic'],
  store: chat.sqlite('AppDomainGroup-*', '*/ModelDatabase/db.sqlite'),
  people: {
    rows: 'ZCOREDATAUSER',
    id: 'ZTSID',
    account: 'ZNAME',
    name: ['ZREALNAME', 'ZNAME'],
    handle: ['ZEMAIL', 'ZPHONE'],
    isOwner: 'ZISME',
  },
  chats: {
    rows: 'ZCOREDATACONVERSATION',
    id: 'ZTSID',
    // 0 are public channels and 2 chats with one person; private channels and chats with several have other codes.
    kind: [ifPresent(is('ZTYPE', 2), 'direct'), ifPresent(isNot('ZTYPE', 2, null), 'group')],
    title: chat.when(isNot('ZTYPE', 2), 'ZNAME'),
    partner: chat.when(is('ZTYPE', 2), 'ZIMUSERID'),
  },
  // Who is in a conversation is known from who wrote in it.
  members: { rows: 'ZCOREDATAMESSAGE', chat: 'ZCONVERSATIONID', person: 'ZUSERID' },
  messages: {
    rows: 'ZCOREDATAMESSAGE',
    id: '@key',
    chat: 'ZCONVERSATIONID',
    sender: 'ZUSERID',
    text: TEXT,
    sentAt: at.unix('ZTIMESTAMP'),
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
    },
    chats: [
      { chatId: 'C1', kind: 'group', title: 'kites', messageCount: 1 },
      { chatId: 'D1', kind: 'direct', handle: 'luca@example.org', partnerName: 'Luca Conti', messageCount: 2 },
    ],
    messages: `
      messageId | isFromMe | sender           | kind | text             | sentAt                   | attachmentCount
      1         | false    | luca@example.org | text | Kites on Sunday? | 2025-06-01T11:00:00.500Z | 0
      2         | false    | luca@example.org | text | Ten o’clock?     | 2025-06-01T11:01:00Z     | 0
      3         | true     |                  | text | Yes              | 2025-06-01T11:02:00Z     | 0`,
  },
});
