import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { writeMessagesDatabase } from '../../../src/synthetic/messages/messages-database.ts';
import type { MessagesTruth } from '../../../src/synthetic/messages/messages-truth.ts';
import type { WhatsappTruth } from '../../../src/synthetic/whatsapp/truth.ts';
import { writeWhatsappDatabases } from '../../../src/synthetic/whatsapp/whatsapp-database.ts';
import { isFull } from '../../support/depth.ts';
import { EVERYTHING } from './demos.ts';
import { waitUntilStable } from './frames.ts';
import { goTo } from './navigate.ts';

/** Contents of the demos of chat tests; at quick depth the demo of the others, which has the same conversations. */
export const CHAT_DEMO = isFull ? ({ messages: 2500, contacts: 12 } as const) : EVERYTHING;

/** Contents of Messages in the demo, generated again from the seed. */
export function messagesOfDemo(): Promise<MessagesTruth> {
  const { messages, contacts } = CHAT_DEMO;
  return inScratch((folder) =>
    writeMessagesDatabase(join(folder, 'sms.db'), {
      seed: 'demo',
      size: messages,
      people: contacts,
      newestInWal: 25,
    }),
  );
}

/** Contents of WhatsApp in a demo with these numbers of messages and people. */
export function whatsappOfDemo(size: number, people: number): Promise<WhatsappTruth> {
  return inScratch((folder) =>
    writeWhatsappDatabases(
      { chats: join(folder, 'chats'), contacts: null, calls: null, lids: null },
      { seed: 'demo', size, people },
    ),
  );
}

async function inScratch<T>(write: (folder: string) => T): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'aj-chat-'));
  try {
    return write(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** State of a feed: keys of the rendered messages, scroll position and distance from its end. */
export async function feedOf(page: Page): Promise<{ keys: string[]; top: number; toEnd: number }> {
  return page.getByRole('feed').evaluate((feed) => ({
    keys: [...feed.querySelectorAll<HTMLElement>('[data-message]')].map(({ dataset }) => dataset['message'] ?? ''),
    top: feed.scrollTop,
    toEnd: feed.scrollHeight - feed.scrollTop - feed.clientHeight,
  }));
}

/** Waits until the messages no longer move. */
export async function settled(page: Page): Promise<void> {
  await page.locator('[data-message]').first().waitFor();
  await waitUntilStable(page, () => feedOf(page));
}

/** Opens a message in its conversation. */
export async function visitMessage(
  page: Page,
  { app, backup, key }: { readonly app: 'messages' | 'whatsapp'; readonly backup: string; readonly key: unknown },
): Promise<Locator> {
  const path = app === 'messages' ? `messages/${String(key)}` : `whatsapp/messages/${String(key)}`;
  const answer = await page.request.get(`/backups/${backup}/artifacts/${path}`);
  const { conversation } = (await answer.json()) as { conversation: string };
  await goTo(page, `b/${backup}/${app}?c=${conversation}&m=${String(key)}`);
  const message = page.locator(`[data-message="${String(key)}"]`);
  await message.waitFor();
  await settled(page);
  return message;
}
