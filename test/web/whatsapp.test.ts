import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { goTo, settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('the chats of WhatsApp', () => {
  const web = useWebTest({ demo: { password: 'secret', messages: 0, contacts: 12, whatsapp: 1500 }, indexed: true });
  const open = (query = '', options = {}) => web.open(`b/${web.backup}/whatsapp${query}`, options);

  /** Goes to the newest message in which these words stand. */
  async function visit(page: Page, query: string): Promise<ReturnType<Page['locator']>> {
    const path = `/search?${new URLSearchParams({ query, type: 'whatsapp', limit: '1' }).toString()}`;
    const { items } = (await (await page.request.get(path)).json()) as { items: { ref: string }[] };
    const key = items[0]?.ref ?? '';
    const message = await page.request.get(`/backups/${web.backup}/artifacts/whatsapp/messages/${key}`);
    const { conversation } = (await message.json()) as { conversation: string };
    await goTo(page, `b/${web.backup}/whatsapp?c=${conversation}&m=${key}`);
    await page.locator(`[data-message="${key}"]`).waitFor();
    await settled(page);
    return page.locator(`[data-message="${key}"]`);
  }

  it('shows groups with names, in the dark and on a phone, and names of strangers as text', async () => {
    const page = await open('?kind=group', { unlocked: true, theme: 'dark', width: 390, height: 844 });
    await page.getByText('<b>House</b>').first().click();
    await settled(page);
    await page.getByText(/^\d+ members · /).waitFor();
    await expectAccessible(page);
    expect(await page.locator('h1 b').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });

  it('shows cards of links and places, polls, stars and reactions', async () => {
    const page = await open('', { unlocked: true });
    await page.locator('[data-chat]').first().waitFor();
    const link = await visit(page, 'Look example.com lemons');
    await link.getByText('All about lemons').waitFor();
    expect(await link.getByRole('link').first().getAttribute('rel')).toContain('noreferrer');
    await expectAccessible(page);
    const poll = await visit(page, 'Pizza pasta');
    await poll.getByText('Pizza or pasta?').first().waitFor();
    await expectAccessible(page);
    await (await visit(page, '"Did not go"')).getByText('Not delivered').waitFor();
    await (await visit(page, '"from the future"')).waitFor();
  });

  it('tells what happened in German', async () => {
    const page = await open('?kind=group', { locale: 'de-DE' });
    await page.getByRole('heading', { name: 'WhatsApp' }).waitFor();
    await page.getByRole('searchbox', { name: 'Unterhaltungen filtern' }).waitFor();
    await page.locator('[data-chat]').first().click();
    await settled(page);
    await page.getByText(/\d+ Nachrichten · /).waitFor();
    await page.keyboard.press('Home');
    await page.getByText('Hier beginnt die Unterhaltung').waitFor();
  });
});
