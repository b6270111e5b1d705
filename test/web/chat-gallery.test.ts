import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ChatMediaPageView } from '../../src/contract/chat-media.ts';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { CHAT_DEMO, settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { saveFrom, unzip } from './support/downloads.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('the gallery of a chat', fullOnly, () => {
  const web = useWebTest({ demo: { ...CHAT_DEMO, password: 'secret' }, indexed: true });

  /** The gallery of the longest conversation, opened from its menu, and its data. */
  async function openGallery() {
    const page = await web.open(`b/${web.backup}/messages?sort=messages`, { unlocked: true });
    await page.locator('[data-chat]').first().click();
    await settled(page);
    const chat = new URL(page.url()).searchParams.get('c')?.replaceAll('"', '') ?? '';
    await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Pictures, links and files' }).click();
    const gallery = page.getByRole('dialog', { name: 'Pictures, links and files' });
    await gallery.waitFor();
    return { page, gallery, media: (kind: string) => mediaOf(page, chat, kind) };
  }

  async function mediaOf(page: Page, chat: string, kind: string): Promise<ChatMediaPageView> {
    const path = `/backups/${web.backup}/artifacts/messages/conversations/${chat}/media?kind=${kind}&limit=200`;
    return (await (await page.request.get(path)).json()) as ChatMediaPageView;
  }

  it('shows pictures in full size and leads to their messages', async () => {
    const { page, gallery, media } = await openGallery();
    const { items, counts } = await media('pictures');
    expect(counts.pictures).toBeGreaterThan(0);
    await gallery.getByRole('tab', { name: `Pictures ${counts.pictures}` }).waitFor();
    await gallery.getByRole('listitem').first().waitFor();
    await expectAccessible(page);

    const tile = gallery.getByRole('button', { name: /^Open / }).first();
    const name = ((await tile.getAttribute('aria-label')) ?? '').replace('Open ', '');
    await tile.click();
    await page.getByRole('dialog', { name }).getByRole('link', { name: 'Download' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name }).waitFor({ state: 'detached' });
    await gallery.waitFor();

    const last = items.at(0)?.message;
    await gallery.getByRole('button', { name: 'Show in the chat' }).first().click();
    await gallery.waitFor({ state: 'detached' });
    await page.locator(`[data-message="${last}"]`).waitFor();
    expect(new URL(page.url()).searchParams.get('m')?.replaceAll('"', '')).toBe(last);
  });

  it('saves all files of a tab as a ZIP', async () => {
    const { page, gallery, media } = await openGallery();
    const { items } = await media('pictures');
    const there = new Set(
      items.flatMap(({ attachment }) => (attachment?.state === 'present' ? (attachment.fileID ?? []) : [])),
    );
    const zip = await unzip(await saveFrom(page, () => gallery.getByRole('button', { name: 'Save all' }).click()));
    const names = [...zip.keys()].filter((name) => name !== 'MISSING.txt');
    expect(names).toHaveLength(there.size);
    for (const name of names) expect(name).toMatch(/ – Pictures\/\d{4}-\d{2}-\d{2} .+\.\w+$/);
    await gallery
      .getByRole('status')
      .getByText(/in the ZIP/)
      .waitFor();
  });

  it('has links, files and voices in tabs', async () => {
    const { page, gallery, media } = await openGallery();
    const { counts } = await media('links');
    for (const [kind, name] of [
      ['links', 'Links'],
      ['files', 'Files'],
      ['voices', 'Voices'],
    ] as const) {
      await gallery.getByRole('tab', { name: `${name} ${counts[kind]}` }).click();
      await gallery.getByRole('tabpanel', { name: `${name} ${counts[kind]}` }).waitFor();
      if (counts[kind] > 0) await gallery.getByRole('listitem').first().waitFor();
      await expectAccessible(page);
    }
  });
});
