import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { MessageView } from '../../src/contract/chat.ts';
import type { MessagesTruth } from '../../src/synthetic/messages/messages-truth.ts';
import { readPdf } from '../support/read-pdf.ts';
import { expectAccessible } from './support/accessibility.ts';
import { CHAT_DEMO, messagesOfDemo, settled, visitMessage } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { LOOKS } from './support/looks.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('the messages of a chat', () => {
  const web = useWebTest({ demo: { ...CHAT_DEMO, password: 'secret' }, indexed: true });
  const open = (query = '', options = {}) => web.open(`b/${web.backup}/messages${query}`, options);
  let truth: MessagesTruth;
  beforeAll(async () => {
    truth = await messagesOfDemo();
  });
  /** Opens the example of a kind of message in its conversation. */
  const visit = (page: Page, kind: string): Promise<Locator> =>
    visitMessage(page, { app: 'messages', backup: web.backup, key: truth.examples[kind]?.rowId });

  it('shows hostile messages as text, without running scripts', async () => {
    const page = await open();
    for (const kind of ['hostile-html', 'hostile-formula', 'hostile-direction', 'hostile-controls', 'hostile-sql']) {
      const message = await visit(page, kind);
      const { text = null } = truth.examples[kind] ?? {};
      // Terminal control characters are not shown.
      const plain = (value: string): string => value.replace(/\p{Cc}/gu, '');
      expect(plain((await message.textContent()) ?? '')).toContain(plain(text ?? ''));
      expect(await message.locator('script, img, b, textarea').count()).toBe(0);
    }
  });

  it('shows reactions, edits, effects and failures', async () => {
    const page = await open();
    const edited = await visit(page, 'edited');
    await edited.getByRole('button', { name: 'Edited' }).click();
    await page.getByRole('dialog', { name: 'Earlier versions' }).getByText('Now').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await (await visit(page, 'failed')).getByText('Not delivered').waitFor();
    const answer = await visit(page, 'reply');
    await answer.getByTitle('Go to the message it answers').click();
    const target = await page.request.get(
      `/backups/${web.backup}/artifacts/messages/${truth.examples['reply']?.rowId}`,
    );
    const { replyTo } = (await target.json()) as { replyTo: { key: string } };
    await page.waitForURL((url) => url.searchParams.get('m')?.replaceAll('"', '') === replyTo.key);
    await page.locator(`[data-message="${replyTo.key}"]`).waitFor();
  });

  it('shows a thread of replies alone, and leads back', async () => {
    const page = await open();
    const { rowId } = truth.examples['reply'] ?? {};
    const answer = await visit(page, 'reply');
    await answer.getByTitle('Go to the message it answers').click();
    const first = page.locator('[data-message]', { has: page.getByRole('button', { name: /^\d+ repl/ }) }).first();
    await first.getByRole('button', { name: /^\d+ repl/ }).click();
    const feed = page.getByRole('feed', { name: 'Thread of replies' });
    await feed.locator(`[data-message="${rowId}"]`).waitFor();
    await expect.poll(() => feed.evaluate((node) => node === document.activeElement)).toBe(true);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('feed', { name: /^Messages with/ }).waitFor();
    await page.waitForURL((url) => !url.searchParams.has('thread') && url.searchParams.has('m'));
    await page.goBack();
    await page.getByRole('button', { name: 'Back to the conversation' }).click();
    await page.getByRole('feed', { name: /^Messages with/ }).waitFor();
  });

  it('shows polls with their votes, and parts that were deleted', async () => {
    const page = await open();
    const poll = await visit(page, 'poll');
    await poll.getByText('When shall we go climbing?').waitFor();
    await poll
      .getByText(/^\d+ votes?$/)
      .first()
      .waitFor();
    expect(await poll.getByRole('listitem').count()).toBe(3);
    const left = await visit(page, 'recently-deleted-part');
    await left.getByText('The bubble that was deleted').waitFor();
    await left.getByText('This part was deleted').waitFor();
    await expectAccessible(page);
  });

  it('draws handwriting and Digital Touch, and shows stickers, translations and how a message was sent', async () => {
    const page = await open('', { unlocked: true });
    const written = (await visit(page, 'handwriting')).getByRole('img', { name: 'Handwritten message' });
    await written.locator('path').first().waitFor({ state: 'attached' });
    const sketch = (await visit(page, 'digital-touch-sketch')).getByRole('img', { name: 'Digital Touch: sketch' });
    expect(await sketch.locator('path').first().getAttribute('stroke')).toBe('#ffd60a');
    const heart = await visit(page, 'digital-touch-heartbeat');
    await heart.getByRole('img', { name: 'Digital Touch: heartbeat, 72 bpm' }).waitFor();
    await expectAccessible(page);
    const translated = await visit(page, 'translated');
    await translated.getByText('I would like chicken').waitFor();
    await translated.getByText('Translated from French').waitFor();
    await (await visit(page, 'satellite')).getByText('By satellite').waitFor();
    const app = await visit(page, 'unknown-app');
    expect(await app.getByRole('link').getAttribute('href')).toBe('https://example.net/game?turn=7');
    const rows = await web.app.app.store.read.selectFrom('messages').select(['key', 'reactions']).execute();
    const keys = rows.filter(({ reactions }) => JSON.stringify(reactions).includes('sticker-tapback'));
    const answers = await Promise.all(
      keys.map(({ key }) => page.request.get(`/backups/${web.backup}/artifacts/messages/${key}`)),
    );
    const messages = (await Promise.all(answers.map((answer) => answer.json()))) as MessageView[];
    const isThere = ({ reactions }: MessageView) => reactions.some(({ picture }) => picture?.state === 'present');
    const key = messages.find(isThere)?.key;
    const reacted = await visitMessage(page, { app: 'messages', backup: web.backup, key });
    const reactions = reacted.getByRole('button', { name: /^Reactions: / });
    await reactions.locator('img').first().waitFor();
    const labels = await reactions.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(labels.join()).toMatch(/Sticker \(Genmoji, “pink poodle”, comic\) by /);
    await expectAccessible(page);
  });

  it('shows the stored preview of a link', async () => {
    const page = await open();
    const message = await visit(page, 'link-preview');
    const card = message.getByRole('link', { name: /Lemons: a short history/ });
    await card.getByText('A page that does not exist.').waitFor();
    await card.getByText('www.example.org').waitFor();
    expect(await card.getAttribute('href')).toMatch(/^https:\/\/www\.example\.org\/story\//);
    await expectAccessible(page);
  });

  it('reports a missing chat, with a link to the list', async () => {
    const page = await open('?c=%22424242%22');
    await page.getByRole('heading', { level: 1, name: 'There is no such thing here' }).waitFor();
    await page.getByRole('link', { name: 'Back to the conversations' }).click();
    await page.waitForURL((url) => !url.searchParams.has('c'));
  });

  it('shows pictures if unlocked, and a lock that asks for the password otherwise', async () => {
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

  it('exports while the backup is locked, also a range of days', async () => {
    const page = await open('?sort=messages');
    await page.locator('[data-chat]').first().click();
    await settled(page);
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: 'Export this chat' });
    await dialog.getByLabel('Format').selectOption('txt');
    await expectAccessible(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.txt$/);
    await dialog.getByLabel('Format').selectOption('pdf');
    await dialog.getByLabel('Bates numbers').fill('CASE-');
    await expectAccessible(page);
    const [pdf] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(pdf.suggestedFilename()).toMatch(/\.pdf$/);
    expect((await readPdf(await readFile(await pdf.path()))).pages[0]).toContain('CASE-000001');
    await dialog.getByLabel('From').fill('1999-01-01');
    await dialog.getByLabel('Until').fill('1999-01-02');
    await dialog.getByText('There is no message between these days.').waitFor();
  });

  it('lead back to the conversations on a phone', async () => {
    const page = await open('?sort=messages', LOOKS[1]);
    await page.locator('[data-chat]').first().click();
    await settled(page);
    await page.getByRole('link', { name: 'Back to the conversations' }).click();
    await page.getByRole('heading', { name: 'Messages' }).waitFor();
  });
});
