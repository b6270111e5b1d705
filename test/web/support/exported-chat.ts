import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { MessageView } from '../../../src/contract/chat.ts';
import { pages } from './pages.ts';

/** A message in an exported page. */
interface ExportedMessage {
  readonly key: string;
  readonly words: string;
}

/**
 * Fails unless an exported page contains exactly the messages of a chat in the API, in the same order and with the same
 * texts. The page is opened in a browser, so that the visible text is compared.
 * @returns the number of messages
 */
export async function expectWholeChat(
  page: Page,
  { backup, chat, html }: { readonly backup: string; readonly chat: string; readonly html: string },
): Promise<number> {
  const messages = await pages<MessageView>(
    page,
    `/backups/${backup}/artifacts/messages/conversations/${chat}/messages?order=oldest`,
  );
  const exported = await readExport(page, html);
  expect(exported.map(({ key }) => key)).toEqual(messages.map(({ key }) => key));
  const told = messages.map(({ announcement, text }) => plain(announcement?.text ?? text ?? ''));
  for (const [index, words] of told.entries()) expect(plain(exported[index]?.words ?? '')).toContain(words);
  // Otherwise an export without text would pass.
  expect(told.filter((words) => words !== '').length).toBeGreaterThan(messages.length / 2);
  return messages.length;
}

async function readExport(page: Page, html: string): Promise<ExportedMessage[]> {
  const other = await page.context().newPage();
  try {
    await other.setContent(html);
    return await other
      .locator('main > section > div')
      .evaluateAll((messages) =>
        messages.map(({ id, textContent }) => ({ key: id.replace(/^m/, ''), words: textContent })),
      );
  } finally {
    await other.close();
  }
}

/** The text without placeholders of attachments and white space, and with what HTML cannot hold as exports write it. */
function plain(text: string): string {
  return text
    .replaceAll('\ufffc', '')
    .replaceAll(/\s+/gu, '')
    .replaceAll(/\p{Cc}/gu, '\ufffd');
}
