import { expect, it } from 'vitest';
import { type Rows, readStores } from '../../../test/support/artifacts/read-stores.ts';
import { groupme } from './groupme.ts';

it('has members of groups of GroupMe who wrote nothing, phone numbers, unread messages and files without a URL', () => {
  const { tables } = readStores(groupme, {
    'AppDomain-com.groupme.iphone-app/Library/Preferences/com.groupme.iphone-app.plist': { plist: { userId: '72' } },
    'AppDomain-com.groupme.iphone-app/Library/Application Support/GroupMe.sqlite': {
      tables: {
        ZGMCHAT: `Z_PK | ZCHATTYPE | ZNAME | ZUNREADCOUNT | ZMUTED \n 1 | group | Kites | 3 | 1`,
        ZGMMEMBER: `
          Z_PK | ZGROUP | ZGLOBALUSERID | ZNAME | ZREALNAME
          1    | 1      | '71'          | Kiter | Luca Conti
          2    | 1      | '72'          | Robin | Robin
          3    | 1      | '73'          | Quiet | Mila`,
        ZGMRELATIONSHIP: `Z_PK | ZUSERID | ZNAME | ZPHONENUMBER \n 1 | '71' | Luca Conti | '+15551230014'`,
        ZGMMESSAGE: `
          Z_PK | ZGROUP | ZUSERID | ZNAME | ZSYSTEM | ZCREATEDAT | ZMESSAGE | ZLINEID
          1    | 1      | '71'    | Kiter | 0       | 770468400  | Plan     | '901'`,
        ZGMATTACHMENT: `
          Z_PK | ZMESSAGE | ZTYPE    | ZFILENAME | ZLAT | ZLNG
          1    | 1        | file     | plan.pdf  | 0    | 0
          2    | 1        | location |           | 45.5 | 9.25`,
      },
    },
  });
  const ending = (name: string): Rows => Object.entries(tables).find(([table]) => table.endsWith(name))?.[1] ?? [];
  expect(ending('_chats')).toMatchObject([
    {
      unreadCount: 3,
      isMuted: true,
      participants: [
        { handle: '+15551230014', name: 'Luca Conti' },
        { handle: 'groupme:73', name: 'Mila' },
      ],
    },
  ]);
  expect(ending('_messages')).toMatchObject([{ sender: '+15551230014', attachmentCount: 1 }]);
  expect(ending('_attachments')).toMatchObject([{ name: 'plan.pdf', state: 'no-path' }]);
});
