import { expect, it } from 'vitest';
import { type Rows, readStores } from '../../../test/support/artifacts/read-stores.ts';
import { tiktok } from './tiktok.ts';

it('has what messages of TikTok quote, and names from newer tables of people', () => {
  const hint = JSON.stringify({ content: JSON.stringify({ text: 'Kites?' }), refmsg_uid: '7001' });
  const { tables } = readStores(tiktok, {
    'AppDomain-com.zhiliaoapp.musically/Library/Application Support/ChatFiles/6787/db.sqlite': {
      tables: {
        TIMMessageORM: `
          identifier | sender | belongingConversationIdentifier | localcreatedat | content
          m1         | '7001' | c1                              | 1748775600     | {"text": "Kites?"}
          m2         | '6787' | c1                              | 1748775660     | {"text": "Yes"}`,
        TIMMessageKVORM: [{ belongingMessageID: 'm2', value: JSON.stringify({ ref_msg_type: 7, hint }) }],
      },
    },
    'AppDomain-com.zhiliaoapp.musically/Documents/AwemeIM.db': {
      tables: { TTKIMContactBaseUserV14: `uid | customID | nickname \n '7001' | kite.mila | Mila` },
    },
  });
  const ending = (name: string): Rows => Object.entries(tables).find(([table]) => table.endsWith(name))?.[1] ?? [];
  expect(ending('_messages')).toMatchObject([
    { text: 'Kites?', sender: 'tiktok:kite.mila', senderName: 'Mila', quoted: null },
    { text: 'Yes', isFromMe: true, quoted: { text: 'Kites?', sender: { handle: 'tiktok:kite.mila', name: 'Mila' } } },
  ]);
});
