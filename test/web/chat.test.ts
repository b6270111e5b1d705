import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeMessagesDatabase } from '../../src/synthetic/messages-database.ts';
import type { MessagesTruth } from '../../src/synthetic/messages-truth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { useWebTest } from './support/web-test.ts';

const DEMO = { messages: 2500, contacts: 12 };

const LOOKS = [
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 1440, height: 900 },
  { theme: 'light', width: 390, height: 844 },
  { theme: 'dark', width: 390, height: 844 },
] as const;

/** What a feed shows: the keys of its messages that are drawn, and where it stands. */
async function feedOf(page: Page): Promise<{ keys: string[]; top: number; toEnd: number }> {
  return page.getByRole('feed').evaluate((feed) => ({
    keys: [...feed.querySelectorAll<HTMLElement>('[data-message]')].map(({ dataset }) => dataset['message'] ?? ''),
    top: feed.scrollTop,
    toEnd: feed.scrollHeight - feed.scrollTop - feed.clientHeight,
  }));
}

/** Waits until the messages are where they stay. */
async function settled(page: Page): Promise<void> {
  await page.locator('[data-message]').first().waitFor();
  let last = '';
  await expect
    .poll(async () => {
      const now = JSON.stringify(await feedOf(page));
      const same = now === last;
      last = now;
      return same;
    })
    .toBe(true);
}

describeInBrowser('the chats of Messages', () => {
  const web = useWebTest({ demo: { ...DEMO, password: 'secret' }, indexed: true });
  let truth: MessagesTruth;
  beforeAll(async () => {
    // The same once more: what the demo holds is a matter of its seed.
    const folder = await mkdtemp(join(tmpdir(), 'aj-chat-'));
    truth = writeMessagesDatabase(join(folder, 'sms.db'), {
      seed: 'demo',
      size: DEMO.messages,
      people: DEMO.contacts,
      newestInWal: 25,
    });
    await rm(folder, { recursive: true });
  });
  const open = (query = '', options = {}) => web.open(`b/${web.backup}/messages${query}`, options);

  /** The longest conversation, which no single answer of the server holds. */
  async function openLongest(options = {}): Promise<Page> {
    const page = await open('?sort=messages', options);
    await page.locator('[data-chat]').first().click();
    await settled(page);
    return page;
  }

  /** Opens the example of a kind of message where it stands. */
  async function visit(page: Page, kind: string): Promise<Locator> {
    const key = String(truth.examples[kind]?.rowId);
    const answer = await page.request.get(`/backups/${web.backup}/artifacts/messages/${key}`);
    const { conversation } = (await answer.json()) as { conversation: string };
    await page.goto(`b/${web.backup}/messages?c=${conversation}&m=${key}`);
    await settled(page);
    return page.locator(`[data-message="${key}"]`);
  }

  describe('the list', () => {
    it('finds by name, narrows to groups, and keeps that in the address', async () => {
      const page = await open();
      await page.locator('[data-chat]').first().waitFor();
      const title = (await page.locator('[data-chat] .font-medium').first().textContent()) ?? '';
      await page.getByRole('searchbox', { name: 'Filter conversations' }).fill(title.slice(0, 4));
      await page.waitForURL(/q=/);
      await expect.poll(() => page.locator('[data-chat] .font-medium').allTextContents()).toContain(title);
      await page.getByRole('searchbox', { name: 'Filter conversations' }).fill('nobody of that name');
      await page.getByText('No conversation matches').waitFor();
      await page.getByRole('button', { name: 'Clear the filter' }).click();
      await page.getByLabel('Show').selectOption('group');
      await page.waitForURL(/kind=group/);
      await page.locator('[data-chat]').first().click();
      await page.getByText(/^\d+ members · /).waitFor();
      await page.reload();
      await page.getByText(/^\d+ members · /).waitFor();
    });

    it('says why there is none, by the ledger', async () => {
      const page = await web.open(`b/${web.backup}/whatsapp`);
      await page.getByRole('link', { name: 'ledger' }).last().waitFor();
      await page.getByRole('heading', { name: 'Not in this backup' }).waitFor();
    });
  });

  describe('a chat', () => {
    it('opens at its end, and reads on to its beginning without a jump', async () => {
      const page = await openLongest();
      expect((await feedOf(page)).toEnd).toBeLessThan(2);
      const feed = page.getByRole('feed');
      await feed.hover();
      for (let scrolls = 0; scrolls < 60; scrolls++) {
        const before = await page.evaluate(() => {
          const first = [...document.querySelectorAll<HTMLElement>('[data-message]')].find(
            (message) => message.getBoundingClientRect().top > 120,
          );
          return { key: first?.dataset['message'] ?? '', top: first?.getBoundingClientRect().top ?? 0 };
        });
        await feed.evaluate((element) => element.scrollBy(0, -400));
        await page.evaluate(() => new Promise(requestAnimationFrame));
        await page.evaluate(() => new Promise(requestAnimationFrame));
        const after = await page.evaluate(
          (key) => document.querySelector(`[data-message="${key}"]`)?.getBoundingClientRect().top,
          before.key,
        );
        const { top } = await feedOf(page);
        // What was in view moved by as much as was scrolled: not by what came in before it.
        if (after !== undefined && top > 0) expect(Math.abs(after - before.top - 400)).toBeLessThan(60);
        if (await page.getByText('The conversation begins here').isVisible()) break;
      }
      await page.getByText('The conversation begins here').waitFor();
      await page.getByRole('button', { name: 'Go to the latest message' }).click();
      await settled(page);
      await expect.poll(async () => (await feedOf(page)).toEnd).toBeLessThan(2);
    });

    it('begins at a message or a moment that the address names', async () => {
      const page = await openLongest();
      const { keys } = await feedOf(page);
      const [key] = keys;
      const address = new URL(page.url());
      address.searchParams.set('m', JSON.stringify(key));
      await page.goto(address.href);
      const marked = page.locator(`[data-message="${key}"]`);
      await marked.waitFor();
      await expect
        .poll(() => marked.evaluate((node) => Math.round(node.getBoundingClientRect().top)))
        .toBeLessThan(800);
      address.searchParams.delete('m');
      address.searchParams.set('at', String(Date.UTC(2000, 0, 1)));
      await page.goto(address.href);
      await page.getByText('The conversation begins here').waitFor();
    });

    it('finds words, counts them, and goes from match to match', async () => {
      const page = await openLongest();
      await page.keyboard.press('Control+f');
      await page.getByRole('searchbox', { name: 'Find in this chat' }).fill('station');
      await page.getByText(/^1 of \d+$/).waitFor();
      await expect.poll(() => page.locator('article mark').allTextContents()).toContain('station');
      const first = new URL(page.url()).searchParams.get('m');
      await page.keyboard.press('Enter');
      await page.getByText(/^2 of \d+$/).waitFor();
      await page.keyboard.press('Shift+Enter');
      await page.getByText(/^1 of \d+$/).waitFor();
      expect(new URL(page.url()).searchParams.get('m')).toBe(first);
      await page.getByRole('searchbox', { name: 'Find in this chat' }).fill('nobody says that');
      await page.getByText('No match').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('searchbox', { name: 'Find in this chat' }).waitFor({ state: 'hidden' });
    });

    it('goes to a date, and back', async () => {
      const page = await openLongest();
      await page.keyboard.press('d');
      const dialog = page.getByRole('dialog', { name: 'Go to a date' });
      await dialog.getByRole('button', { name: 'Previous month' }).click();
      const day = dialog.locator('td button').first();
      const name = (await day.getAttribute('aria-label'))?.split(', ').slice(0, 2).join(', ') ?? '';
      await expectAccessible(page);
      await day.click();
      await dialog.waitFor({ state: 'hidden' });
      await settled(page);
      await page.locator('p', { hasText: name }).first().waitFor();
      expect(page.url()).toContain('at=');
      await page.goBack();
      await settled(page);
    });

    it('goes by keyboard: conversations, messages, details, selection, copy', async () => {
      const page = await open();
      await page.locator('[data-chat]').first().waitFor();
      await page.keyboard.press('j');
      await settled(page);
      const first = page.url();
      await page.keyboard.press('j');
      await page.waitForURL((url) => url.href !== first);
      await page.keyboard.press('k');
      await page.waitForURL(first);
      await settled(page);
      await page.keyboard.press('n');
      const focused = page.locator('[data-message]:focus');
      await focused.waitFor();
      await page.keyboard.press('Enter');
      const details = page.getByRole('dialog', { name: 'Details' });
      await details.getByText('Sent', { exact: true }).waitFor();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await focused.waitFor();
      await page.keyboard.press('x');
      await page.getByText('1 selected').waitFor();
      const label = (await focused.getAttribute('aria-label')) ?? '';
      const copied = await page.evaluate(() => {
        const data = new DataTransfer();
        document.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, cancelable: true, bubbles: true }));
        return data.getData('text/plain');
      });
      const [sender = '', ...time] = label.split(', ');
      expect(copied.startsWith(`[${time.join(', ')}] ${sender}: `)).toBe(true);
      await page.keyboard.press('Escape');
      await page.getByText('1 selected').waitFor({ state: 'hidden' });
      await page.keyboard.press('Escape');
      await page.getByText('No conversation chosen').waitFor();
      await page.keyboard.press('?');
      await page.getByText('Next conversation').waitFor();
    });

    it('takes everything a message says as text, and follows no script', async () => {
      const page = await open();
      for (const kind of ['hostile-html', 'hostile-formula', 'hostile-direction', 'hostile-controls', 'hostile-sql']) {
        const message = await visit(page, kind);
        const { text = null } = truth.examples[kind] ?? {};
        // Characters that steer a terminal are no text.
        const plain = (value: string): string => value.replace(/\p{Cc}/gu, '');
        expect(plain((await message.textContent()) ?? '')).toContain(plain(text ?? ''));
        expect(await message.locator('script, img, b, textarea').count()).toBe(0);
      }
    });

    it('shows what was said about a message: reactions, edits, effects, failures', async () => {
      const page = await open();
      const edited = await visit(page, 'edited');
      await edited.getByRole('button', { name: 'Edited' }).click();
      await page.getByRole('dialog', { name: 'Earlier versions' }).getByText('Now').waitFor();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await (await visit(page, 'failed')).getByText('Not delivered').waitFor();
      const answer = await visit(page, 'reply');
      await answer.getByTitle('Go to the message it answers').click();
      await page.waitForURL((url) => !url.href.includes(String(truth.examples['reply']?.rowId)));
    });

    it('shows pictures while it is unlocked, and a lock that opens it while it is not', async () => {
      const page = await open();
      const locked = await visit(page, 'photo');
      await locked.getByRole('button', { name: /Unlock$/ }).waitFor();
      await expectAccessible(page);
      const unlocked = await open('', { unlocked: true });
      const shown = await visit(unlocked, 'photo');
      await expect
        .poll(() =>
          shown
            .locator('img')
            .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth > 0)),
        )
        .toContain(true);
      await shown.getByRole('button', { name: /^Open / }).click();
      await unlocked.getByRole('dialog').getByRole('link', { name: 'Download' }).waitFor();
      await expectAccessible(unlocked);
      await unlocked.keyboard.press('Escape');
      await (await visit(unlocked, 'audio')).getByRole('button', { name: 'Play' }).waitFor();
      await expectAccessible(unlocked);
      await (await visit(unlocked, 'file')).getByRole('link', { name: /^Download / }).waitFor();
    });

    it('exports while the backup is locked, some days of it too', async () => {
      const page = await openLongest();
      await page.keyboard.press('e');
      const dialog = page.getByRole('dialog', { name: 'Export this chat' });
      await dialog.getByLabel('Format').selectOption('txt');
      await expectAccessible(page);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name: 'Export' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/\.txt$/);
      await dialog.getByLabel('From').fill('1999-01-01');
      await dialog.getByLabel('Until').fill('1999-01-02');
      await dialog.getByText('There is no message between these days.').waitFor();
    });
  });

  describe.each(LOOKS)('$theme, $width wide', (look) => {
    it('has nothing for axe to find and fits', async () => {
      const page = await open('?sort=messages', { ...look, unlocked: true });
      await page.locator('[data-chat]').first().waitFor();
      await expectAccessible(page);
      await page.locator('[data-chat]').first().click();
      await settled(page);
      await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      if (look.width > 400) return;
      await page.getByRole('link', { name: 'Back to the conversations' }).click();
      await page.getByRole('heading', { name: 'Messages' }).waitFor();
    });
  });
});
