import { describe, expect, it } from 'vitest';
import { type Rows, readStores } from '../../../test/support/artifacts/read-stores.ts';
import { threema } from './threema.ts';

function read(tables: Record<string, string>) {
  const { tables: found } = readStores(threema, { 'AppDomainGroup-group.ch.threema/ThreemaData.sqlite': { tables } });
  const ending = (name: string): Rows => Object.entries(found).find(([table]) => table.endsWith(name))?.[1] ?? [];
  return { chats: ending('_chats'), messages: ending('_messages') };
}

const CONTACTS = {
  ZCONTACT: `Z_PK | ZIDENTITY | ZPUBLICNICKNAME \n 1 | KITE0001 | Ida \n 2 | KITE0002 | Mila`,
  ZCONVERSATION: `
    Z_PK | ZCONTACT | ZGROUPID | ZVISIBILITY | ZMARKED
    1    | 1        |          | 2           | 0
    2    | 1        | x'31aa'  | 1           | 0
    3    | 2        |          |             | 1`,
};

describe('Threema', () => {
  it('has when others sent a message, not when the phone stored it', () => {
    const { messages } = read({
      ...CONTACTS,
      ZMESSAGE: `
        Z_PK | ZCONVERSATION | ZISOWN | ZDATE     | ZREMOTESENTDATE | ZTEXT
        1    | 1             | 0      | 770473800 | 770468400       | Kites?
        2    | 1             | 1      | 770473860 | 770473869       | Yes
        3    | 1             | 0      | 770473900 |                 | Old`,
    });
    expect(messages.map(({ sentAt }) => sentAt)).toEqual([1_748_775_600_000, 1_748_781_060_000, 1_748_781_100_000]);
  });

  it('knows what was starred, edited and agreed to, polls and marks of chats', () => {
    const { chats, messages } = read({
      ...CONTACTS,
      ZMESSAGE: `
        Z_PK | ZCONVERSATION | ZISOWN | ZSENDER | ZDATE     | ZTEXT | ZMESSAGEMARKERS | ZUSERACK | ZUSERACKDATE | ZBALLOT | ZSENDFAILED
        1    | 1             | 0      |         | 770468400 | One   | 1               | 1        | 770468500    |         |
        2    | 1             | 1      |         | 770468401 | Two   |                 | 0        | 770468501    |         | 1
        3    | 2             | 0      | 2       | 770468402 |       |                 | 0        |              | 1       |
        4    | 2             | 0      | 2       | 770468403 | Four  |                 | 1        | 770468503    |         |`,
      ZMESSAGEMARKERS: `Z_PK | ZSTAR \n 1 | 1`,
      ZMESSAGEHISTORYENTRY: `Z_PK | ZMESSAGE | ZTEXT \n 1 | 2 | Tow`,
      ZMESSAGEREACTION: `Z_PK | ZMESSAGE | ZCREATOR | ZREACTION | ZDATE \n 1 | 4 | | 👍 | 770468503`,
      ZBALLOT: `Z_PK | ZTITLE \n 1 | When?`,
      ZBALLOTCHOICE: `Z_PK | ZBALLOT | ZNAME | ZORDERPOSITION \n 1 | 1 | Sunday | 1 \n 2 | 1 | Monday | 0`,
    });
    expect(messages).toMatchObject([
      { isStarred: true, reactions: [{ emoji: '👍', isFromMe: true, at: 1_748_775_700_000 }] },
      {
        isStarred: null,
        reactions: [{ emoji: '👎', isFromMe: false, sender: { handle: 'threema:KITE0001' } }],
        details: { textBefore: 'Tow', sendFailed: 'true' },
      },
      { text: 'When?\n• Monday\n• Sunday', reactions: null },
      { reactions: [{ emoji: '👍', isFromMe: true }] },
    ]);
    expect(messages[3]?.['reactions']).toHaveLength(1);
    expect(chats).toMatchObject([
      { isPinned: true, isArchived: false },
      { isPinned: false, isArchived: true },
      { isPinned: true, isArchived: null },
    ]);
  });
});
