import { expect, it } from 'vitest';
import { type Rows, readStores } from '../../../test/support/artifacts/read-stores.ts';
import { kik } from './kik.ts';

it('has what members wrote to a group of Kik there, with its members and admins', () => {
  const { tables } = readStores(kik, {
    'AppDomainGroup-group.com.kik.chat/cores/private/u1/kik.sqlite': {
      tables: {
        ZKIKUSER: `
          Z_PK | ZJID                 | ZUSERNAME | ZDISPLAYNAME
          1    | ida_aa@talk.kik.com  | ida       | Ida
          2    | 11_g@groups.kik.com  |           | Kites
          3    | mila_bb@talk.kik.com | mila      | Mila`,
        ZKIKCHAT: `Z_PK | ZUSER \n 7 | 1 \n 8 | 2`,
        ZKIKMESSAGE: `
          Z_PK | ZUSER | ZTYPE | ZBODY    | ZTIMESTAMP
          11   | 1     | 1     | To you   | 770468400
          12   | 1     | 1     | To all   | 770468401
          13   | 3     | 1     | Me too   | 770468402
          14   | 2     | 2     | Then yes | 770468403`,
        Z_3MESSAGES: `Z_3CHAT | Z_5MESSAGES \n 7 | 11 \n 8 | 12 \n 8 | 13 \n 8 | 14`,
        Z_6MEMBERS: `Z_6MEMBERSINVERSE | Z_6MEMBERS \n 2 | 1 \n 2 | 3`,
        Z_6ADMINSINVERSE: `Z_6ADMINS | Z_6ADMINSINVERSE \n 3 | 2`,
      },
    },
  });
  const ending = (name: string): Rows => Object.entries(tables).find(([table]) => table.endsWith(name))?.[1] ?? [];
  expect(ending('_chats')).toMatchObject([
    {
      title: 'Kites',
      messageCount: 3,
      participants: [
        { handle: 'kik:ida', isAdmin: false },
        { handle: 'kik:mila', isAdmin: true },
      ],
    },
    { handle: 'kik:ida', messageCount: 1 },
  ]);
  expect(ending('_messages').map(({ sender, isFromMe }) => [sender, isFromMe])).toEqual([
    ['kik:ida', false],
    ['kik:ida', false],
    ['kik:mila', false],
    [null, true],
  ]);
});
