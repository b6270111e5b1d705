import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ChatAppView } from '../../src/contract/chats.ts';
import { MESSAGES } from '../../web/src/screens/messages/app.ts';
import { WHATSAPP } from '../../web/src/screens/whatsapp/app.ts';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { CATALOG, EVERYTHING } from './support/demos.ts';
import { saveFrom, unzip } from './support/downloads.ts';
import { goTo } from './support/navigate.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('the chats of declared apps', fullOnly, () => {
  const web = useWebTest({
    demo: CATALOG,
    indexed: true,
  });
  const open = (path: string, options = {}) => web.open(`b/${web.backup}/${path}`, options);
  // The first chat opens beside the list, and the heading of the screen is its name.
  const listOf = (page: Page, app: string) => page.getByRole('heading', { level: 2, name: app, exact: true });
  const ofIda = (page: Page) => page.locator('[data-chat]').filter({ hasText: 'Ida Berg' });
  const glaze = (page: Page) => page.locator('[data-message]').filter({ hasText: 'Is the glaze dry?' });

  it('are in the sidebar, listed, shown and searched', async () => {
    const first = await open('overview', { unlocked: true });
    const nav = first.getByRole('navigation', { name: 'Main' });
    await nav.getByRole('button', { name: /^Communication/ }).click();
    // Of many apps those with the most messages are there.
    const link = nav.getByRole('link', { name: /^GroupMe messages/ });
    await link.click();
    await first.waitForURL(({ pathname }) => pathname.endsWith(`/b/${web.backup}/chats/groupme`));
    await listOf(first, 'GroupMe').waitFor();
    await expect.poll(() => link.getAttribute('aria-current')).toBe('page');
    // Chats have the same screen and no second link.
    expect(await nav.getByRole('link', { name: /^GroupMe chats/ }).count()).toBe(0);

    const page = await open('chats/teams', { unlocked: true });
    await listOf(page, 'Teams').waitFor();
    await ofIda(page).click();
    await page.getByRole('heading', { level: 1, name: 'Ida Berg' }).waitFor();
    await settled(page);
    expect(await page.title()).toContain('Ida Berg');
    expect(await page.locator('[data-message]').count()).toBe(2);
    // A file without a name is not called by its kind twice.
    const answer = page.locator('[data-message]').filter({ hasText: 'Look:' });
    await answer.getByText('In the backup', { exact: true }).waitFor();
    expect(await answer.getByText('File', { exact: true }).count()).toBe(1);
    await expectAccessible(page);

    await page.keyboard.press('Control+f');
    const field = page.getByRole('searchbox', { name: 'Find in this chat' });
    await field.fill('glaze');
    await page.getByText('1 of 1', { exact: true }).waitFor();
    await glaze(page).locator('mark').waitFor();
    expect(new URL(page.url()).pathname).toMatch(/\/chats\/teams$/);
    await field.fill('nobody says that');
    await page.getByText('No match').waitFor();
  });

  it('have a sentence for messages without content', async () => {
    const page = await open('chats/line');
    await page.locator('[data-chat]').filter({ hasText: 'Harvest' }).click();
    await page.getByText('This message was not available on the phone').waitFor();
  });

  it('open at a message from a search hit, which has its source', async () => {
    const page = await web.open('search?q=glaze&type=teams', { unlocked: true });
    await page.getByRole('list', { name: 'Hits' }).getByRole('link').first().click();
    await page.waitForURL(/\/chats\/teams\?c=\S+&m=\S+/);
    await glaze(page).waitFor();
    await settled(page);
    await page.keyboard.press('n');
    await page.locator('[data-message]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Details' }).getByRole('button', { name: 'Source' }).click();
    await page.getByRole('dialog').getByText('SkypeSpacesDogfood-t.sqlite').first().waitFor();
  });

  it('are exported', async () => {
    const page = await open('chats/teams', { unlocked: true });
    await ofIda(page).click();
    await settled(page);
    await page.keyboard.press('e');
    const start = page.getByRole('dialog').getByRole('button', { name: 'Export' });
    const { bytes } = await saveFrom(page, () => start.click());
    expect(bytes.toString()).toContain('Is the glaze dry?');
  });

  it('are exported all at once from their list, unless a filter hides some', async () => {
    const page = await open('chats/teams', { unlocked: true });
    const button = page.getByRole('main').getByRole('button', { name: 'Export', exact: true });
    await button.click();
    const text = page.getByRole('menuitem', { name: 'Text', exact: true });
    const saved = await saveFrom(page, () => text.click());
    const texts = [...(await unzip(saved))].map(([, bytes]) => bytes.toString('utf8')).join('\n');
    expect(texts).toContain('Is the glaze dry?');
    await page.getByRole('searchbox', { name: 'Filter conversations' }).fill('Ida');
    await page.waitForURL('**q=Ida**');
    await expect.poll(() => button.count()).toBe(0);
  });

  it('have a screen for every app, in German too; other URLs have none', async () => {
    const page = await open('chats/viber', { locale: 'de-DE' });
    await listOf(page, 'Viber').waitFor();
    await page.getByRole('searchbox', { name: 'Unterhaltungen filtern' }).waitFor();
    await page.locator('[data-chat]').first().waitFor();
    await goTo(page, `b/${web.backup}/chats/line`);
    await listOf(page, 'LINE').waitFor();
    await goTo(page, `b/${web.backup}/chats/toString`);
    await page.getByText('Diese Seite gibt es nicht').waitFor();
  });
});

describeInBrowser('the chats of every app', () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });

  it('are described like those of Messages and WhatsApp, whose screens have it built in', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/overview`);
    const answer = await page.request.get(`${web.app.url}/backups/${web.backup}/chats`);
    const { items } = (await answer.json()) as { items: ChatAppView[] };
    for (const { id, path, screen, tables, exportName } of [MESSAGES, WHATSAPP]) {
      expect(items.find(({ app }) => app === id)).toMatchObject({ path, screen, tables, exportName });
    }
  });
});
