import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { readBothWays, type Tables } from '../../../../test/support/artifacts/joined-rows.ts';
import { destroyPages, leafPages } from '../../../../test/support/artifacts/pages.ts';
import { WHATSAPP_GENERATIONS, type WhatsappGeneration } from '../../../synthetic/whatsapp/schema.ts';
import { writeWhatsappDatabases } from '../../../synthetic/whatsapp/whatsapp-database.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { MediaItems } from './media.ts';
import { MessageInfos } from './message-infos.ts';
import { messageExpressions, messageTable, tablesOfMessages } from './message-query.ts';

const tables: Tables = (db, lost) => {
  // What is lost of the joins by message is reported when they are read, before the rows.
  let isRead = false;
  const lostRow: typeof lost = (...loss) => (isRead ? lost(...loss) : undefined);
  const media = new MediaItems(db, () => {}, lostRow).rows;
  const infos = new MessageInfos(
    db,
    () => null,
    () => {},
    lostRow,
  ).rows;
  isRead = true;
  return {
    main: new NamedRows(messageTable(db, lost), messageExpressions(messageTable(db, lost), true)),
    parts: tablesOfMessages(media, infos),
  };
};

function expectSame(bytes: Uint8Array): void {
  const { joined, lookedUp } = readBothWays(bytes, tables);
  expect(joined.rows.length).toBeGreaterThan(0);
  expect(joined).toEqual(lookedUp);
}

function synthetic(generation: WhatsappGeneration): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-whatsapp-'));
  try {
    const paths = { chats: join(folder, 'chats'), calls: join(folder, 'calls'), contacts: join(folder, 'contacts') };
    writeWhatsappDatabases({ ...paths, lids: join(folder, 'lids') }, { seed: 'joined', size: 300, generation });
    return readFileSync(paths.chats);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('rows joined to messages', () => {
  it.each(WHATSAPP_GENERATIONS)('are those that look-ups find, in the generation %s', (generation) => {
    expectSame(synthetic(generation));
  });

  it('are those that look-ups find where pages of a joined table are destroyed', () => {
    const bytes = synthetic('lid');
    const joined = /^ZWA(?:MESSAGE|MEDIAITEM|MESSAGEINFO)$/;
    const pages = leafPages(bytes).filter(({ table, rowids }) => joined.test(table) && rowids.length > 0);
    for (const group of Map.groupBy(pages, ({ table }) => table).values()) {
      for (const page of group.slice(-2)) expectSame(destroyPages(bytes, [page], 0xff));
    }
  });
});

describeCorpus('the messages of iOS 14.3', () => {
  it('have the rows of look-ups', () => {
    const path = 'backups/ios-14.3-unencrypted-manifest/7c/7c7fba66680ef796b916b067077cc246adacf01d';
    expectSame(readFileSync(corpusPath(path)));
  });
});
