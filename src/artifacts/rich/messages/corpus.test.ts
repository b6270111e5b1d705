import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { type Extraction, extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { readBody } from './body.ts';
import { messages } from './index.ts';
import type { messageTables } from './tables.ts';

/** Extracts a copy of a corpus database. */
function extractCopy(path: string): Extraction<typeof messageTables> {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-messages-'));
  try {
    copyFileSync(corpusPath(path), join(folder, 'sms.db'));
    const db = new DatabaseSync(join(folder, 'sms.db'), { readOnly: true });
    try {
      return extractAll(messages, { db });
    } finally {
      db.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The expected values were read with Python's sqlite3. */
describeCorpus('real databases', () => {
  it('iOS 18 schema of imessage-exporter: 3 messages without chats and handles', () => {
    const { rows, losses, found } = extractCopy('messages/db/test.db');
    expect(found).toBe(3);
    expect(losses).toEqual({});
    expect(rows.messages).toMatchObject([
      {
        key: 123445,
        guid: 'FAKEGUID-D0C8-4212-AA87-DD8AE4FD1203',
        sentAt: 1_738_877_124_490,
        readAt: 1_738_877_284_536,
        account: '+15558675309',
        textSource: 'attributedBody',
        parts: [{ part: 0, runs: [{ link: expect.stringMatching(/^https:\/\/www\.ghacks\.net\//) }] }],
      },
      { key: 452567, attachmentCount: 1, isFromMe: false },
      {
        key: 548216,
        text: 'Oh it translated what I sent!',
        isFromMe: true,
        deliveredAt: 1_757_797_627_786,
        flags: ['sent', 'delivered', 'read'],
      },
    ]);
    expect(rows.message_conversations.map(({ key, messageCount }) => [key, messageCount])).toEqual([
      [-2, 2],
      [-476, 1],
    ]);
    expect(
      rows.message_attachments.map(({ key, message, app, stickerSource }) => [key, message, app, stickerSource]),
    ).toEqual([
      [1, 452567, 'Free People', 'app'],
      [2, 0, null, 'genmoji'],
      [3, 0, null, 'user'],
    ]);
  });

  it('a backup of iOS 14.3: one message, and neither chats nor attachments', () => {
    const { rows, losses } = extractCopy(
      'backups/ios-14.3-unencrypted-manifest/3d/3d0d7e5fb2ce288813306e4d4636395e047a3d28',
    );
    expect(losses).toEqual({});
    expect(rows.messages).toMatchObject([
      {
        key: 3,
        guid: 'FDC6EC94-9D5A-434D-90FA-BF170E10A311',
        text: 'Please click here https://badbadbad.example.org/',
        textSource: 'column',
        sender: 'apple',
        sentAt: 1_567_120_410_539,
      },
    ]);
    expect(rows.message_conversations).toMatchObject([{ key: -2, kind: 'orphaned', messageCount: 1 }]);
  });

  it('every attributedBody except the corrupt one, with runs that cover the text', () => {
    const names = readdirSync(corpusPath('typedstream'), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
    let decoded = 0;
    for (const name of names) {
      const bytes = readFileSync(corpusPath(`typedstream/${name}`));
      if (bytes.length === 0) continue;
      const { source, text, parts } = readBody(bytes, null);
      if (source !== 'attributedBody') continue;
      decoded++;
      const covered = (parts ?? []).flatMap(({ runs }) => runs).reduce((sum, { length }) => sum + length, 0);
      if (parts !== null) expect(covered, name).toBe(text?.length);
    }
    expect(decoded).toBeGreaterThan(30);
    expect(readBody(readFileSync(corpusPath('typedstream/ExtraData')), null).source).not.toBe('attributedBody');
  });
});
