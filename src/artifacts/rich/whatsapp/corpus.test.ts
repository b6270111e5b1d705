import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { extractWhatsapp, type TestStore } from '../../../../test/support/artifacts/whatsapp.ts';

/** Files of the backup of iOS 14.3, by store. */
const FILES = {
  db: '7c/7c7fba66680ef796b916b067077cc246adacf01d',
  contacts: 'b8/b8548dc30aa1030df0ce18ef08b882cf7ab5212f',
  lids: 'e7/e794f6ffcc3c222535f47684a63d5178da3c4500',
} as const;

/** The expected values were read with Python's sqlite3. */
describeCorpus('a backup of iOS 14.3', () => {
  it('has three messages, of people known by name and by the number of a LID', () => {
    const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-whatsapp-'));
    try {
      const stores = (Object.keys(FILES) as (keyof typeof FILES)[]).map((store): TestStore => {
        copyFileSync(corpusPath(`backups/ios-14.3-unencrypted-manifest/${FILES[store]}`), join(folder, store));
        return { store, db: new DatabaseSync(join(folder, store), { readOnly: true }) };
      });
      const { rows, losses, notes, found } = extractWhatsapp(stores);
      for (const { db } of stores) db.close();
      expect({ found, losses, notes }).toEqual({ found: 5, losses: {}, notes: {} });
      expect(rows.whatsapp_contacts.map(({ handle, name, chat }) => [handle, name, chat])).toEqual([
        ['+14155550100', 'Alice Example', 1],
        ['+14155550101', 'Bob Example', null],
      ]);
      expect(rows.whatsapp_messages).toMatchObject([
        { key: 1, chat: 1, sender: '+14155550100', senderName: 'Alice Example', text: 'Hi', sentAt: 1_756_307_200_000 },
        { key: 2, chat: 1, isFromMe: true, text: 'Check https://example.org/news', sentAt: 1_756_407_200_000 },
        { key: 3, chat: 2, sender: '+14155550101', senderName: 'Bob Example', text: 'Welcome' },
      ]);
      expect(rows.whatsapp_chats).toMatchObject([
        {
          key: 1,
          kind: 'direct',
          handle: '+14155550100',
          title: 'Alice Example',
          messageCount: 2,
          about: 'Hey there! I am using WhatsApp.',
          disappearingSeconds: 86_400,
        },
        { key: 2, kind: 'group', title: 'Example Group', createdAt: 1_755_807_200_000, messageCount: 1 },
      ]);
      expect(rows.whatsapp_chats[0]?.sessions?.[0]?.jid).toBe('100000000000001@lid');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
