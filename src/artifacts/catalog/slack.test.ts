import { describe, expect, it } from 'vitest';
import { type Rows, readStores } from '../../../test/support/artifacts/read-stores.ts';
import { slack } from './slack.ts';

describe.each(['ZSLK', 'ZSLKDEPRECATED'])('Slack with tables %s…', (prefix) => {
  it('has channels, chats with one person, their messages and files', () => {
    const { tables } = readStores(slack, {
      'AppDomain-com.tinyspeck.chatlyio/Library/Application Support/Slack/T01/Database/main_db': {
        tables: {
          [`${prefix}TEAM`]: `Z_PK | ZTSID | ZAUTHUSERID \n 1 | T01 | U1`,
          [`${prefix}COREDATAUSER`]: `Z_PK | ZTSID | ZNAME | ZREALNAME \n 1 | U1 | robin | Robin \n 2 | U2 | luca | Luca`,
          [`${prefix}BASECHANNEL`]: `Z_PK | ZTSID | ZTSID1 | ZNAME | ZUSERID \n 1 | | C1 | kites | \n 2 | D1 | | | U2`,
          [`${prefix}FILE`]: `
            Z_PK | ZTSID | ZTITLE   | ZSIZE | ZPERMALINKURL
            1    | F1    | plan.pdf | 1234  | https://files.example.org/F1
            2    | F2    | kite.jpg | 99    | https://files.example.org/F2`,
          [`${prefix}MESSAGE`]: `
            Z_PK | ZCHANNELID | ZUSERID | ZTIMESTAMP          | ZTEXT         | ZFILEIDS
            1    | C1         | U2      | '1748775600.000100' | Kites &amp; I |
            2    | C1         | U1      | '1748775660.000200' | Plan          | ["F1", "F2"]
            3    | D1         | U2      | '1748775720.000300' | Ten?          |`,
        },
      },
    });
    const ending = (name: string): Rows => Object.entries(tables).find(([table]) => table.endsWith(name))?.[1] ?? [];
    expect(ending('_chats')).toMatchObject([
      { kind: 'group', title: 'kites', messageCount: 2 },
      { kind: 'direct', partnerName: 'Luca', messageCount: 1 },
    ]);
    expect(ending('_messages')).toMatchObject([
      { text: 'Kites & I', senderName: 'Luca', isFromMe: false, attachmentCount: 0 },
      { text: 'Plan', isFromMe: true, attachmentCount: 2 },
      { text: 'Ten?', senderName: 'Luca', isFromMe: false },
    ]);
    expect(ending('_attachments')).toMatchObject([
      { name: 'plan.pdf', totalBytes: 1234, url: 'https://files.example.org/F1' },
      { name: 'kite.jpg', totalBytes: 99 },
    ]);
  });
});
