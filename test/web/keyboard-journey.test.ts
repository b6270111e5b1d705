import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { saveFrom } from './support/downloads.ts';
import { expectWholeChat } from './support/exported-chat.ts';
import { expectVisibleFocus, tabTo, waitForKeys } from './support/focus.ts';
import { waitFrames } from './support/frames.ts';
import { searchInPalette } from './support/palette.ts';
import { useWebTest } from './support/web-test.ts';

const PASSWORD = 'lemon tree';
const WORD = 'dinner';

describeInBrowser('with the keyboard alone', () => {
  const web = useWebTest({
    demo: { password: PASSWORD, messages: 600, photos: 120, contacts: 8, until: Date.UTC(2020, 1, 20) },
    indexed: true,
  });

  it('leads from the backups to a message, to its photos, and to an export', {
    timeout: 120_000,
    ...fullOnly,
  }, async () => {
    await web.app.app.sessions.lock(web.backup);
    const page = await web.open();
    const { keyboard } = page;
    await page.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor();

    // Unlock with the menu of the card; the focus returns to the menu button.
    await tabTo(page, /^Actions for Robin/);
    await expectVisibleFocus(page);
    await keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Unlock' }).and(page.locator(':focus')).waitFor();
    await expectVisibleFocus(page);
    await keyboard.press('Enter');
    await page.getByLabel('Backup password').and(page.locator(':focus')).waitFor();
    await keyboard.type(PASSWORD);
    await keyboard.press('Enter');
    await page.getByText('Unlocked').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Actions for Robin’s iPhone' }).and(page.locator(':focus')).waitFor();
    await expectVisibleFocus(page);

    // Open the backup.
    await keyboard.press('Shift+Tab');
    await page.getByRole('link', { name: 'Open', exact: true }).and(page.locator(':focus')).waitFor();
    await expectVisibleFocus(page);
    await keyboard.press('Enter');
    await page.waitForURL(`**/b/${web.backup}/overview`);
    // Tab continues in the new screen.
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('main:focus').waitFor();
    await page.getByRole('main').getByRole('link').first().waitFor();
    await keyboard.press('Tab');
    await expectVisibleFocus(page);
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);

    // Find a message.
    await keyboard.press('g');
    await keyboard.press('m');
    // The first conversation is open from the start.
    await page.waitForURL(`**/b/${web.backup}/messages?c=*`);
    await page.locator('[data-chat]').first().waitFor();
    await settled(page);
    await searchInPalette(page, `${WORD} type:message`);
    const hit = page.getByRole('option').filter({ has: page.locator('mark') });
    await hit.first().waitFor();
    // Enter alone shows all hits; the single hits are above it.
    await keyboard.press('ArrowDown');
    await hit.and(page.locator('[aria-selected=true]')).waitFor();
    await keyboard.press('Enter');
    await page.waitForURL(/[?&]m=/);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const key = new URL(page.url()).searchParams.get('m')?.replaceAll('"', '') ?? '';
    const message = page.locator(`[data-message="${key}"]`);
    await message.waitFor();
    await settled(page);

    // Keys continue at the match; dialogs over it return the focus.
    await keyboard.press('n');
    await message.and(page.locator(':focus')).waitFor();
    await expectVisibleFocus(page);
    await keyboard.press('?');
    await waitForKeys(page.getByRole('dialog', { name: 'Keyboard shortcuts' }));
    await keyboard.press('Escape');
    await message.and(page.locator(':focus')).waitFor();
    await expectVisibleFocus(page);
    await keyboard.press('d');
    await waitForKeys(page.getByRole('dialog', { name: 'Go to a date' }));
    await expectVisibleFocus(page);
    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await message.and(page.locator(':focus')).waitFor();

    // Its details link to the day.
    await keyboard.press('Enter');
    const details = page.getByRole('dialog', { name: 'Details' });
    await waitForKeys(details);
    await keyboard.press('Escape');
    await details.waitFor({ state: 'hidden' });
    await message.and(page.locator(':focus')).waitFor();
    await keyboard.press('Enter');
    await waitForKeys(details);
    await details.getByRole('link', { name: 'Everything of this day' }).waitFor();
    await tabTo(page, /^Everything of this day$/, 10);
    await expectVisibleFocus(page);

    // Export the conversation by keys.
    await keyboard.press('Escape');
    await details.waitFor({ state: 'hidden' });
    await keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: 'Export this chat' });
    await waitForKeys(dialog);
    await dialog.getByRole('button', { name: 'Export', exact: true }).waitFor();
    await tabTo(page, /^Export$/, 20);
    await expectVisibleFocus(page);
    const { bytes } = await saveFrom(page, () => keyboard.press('Enter'));
    const chat = new URL(page.url()).searchParams.get('c')?.replaceAll('"', '') ?? '';
    await expectWholeChat(page, { backup: web.backup, chat, html: bytes.toString('utf8') });
    await page.bringToFront();
    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await message.and(page.locator(':focus')).waitFor();
    await expectVisibleFocus(page);

    // Open one of the photos, and return to its place.
    await keyboard.press('g');
    await keyboard.press('p');
    await page.waitForURL(`**/b/${web.backup}/photos`);
    await page.locator('a[data-index]').first().waitFor();
    await keyboard.press('j');
    await keyboard.press('ArrowRight');
    await expectVisibleFocus(page);
    const tile = page.locator('a[data-index]:focus');
    const href = (await tile.getAttribute('href')) ?? '';
    await keyboard.press('Enter');
    const viewer = page.getByRole('dialog');
    await viewer.getByRole('button', { name: 'Next' }).waitFor();
    await keyboard.press('Tab');
    await expectVisibleFocus(page);
    await keyboard.press('i');
    await viewer.getByRole('heading', { name: 'Files' }).waitFor();
    await expectAccessible(page);
    // The first one closes the tooltip of the focused button (WCAG 1.4.13).
    const tooltips = page.getByRole('tooltip');
    await tooltips.first().waitFor({ state: 'attached' });
    await waitFrames(page);
    await keyboard.press('Escape');
    await expect.poll(() => tooltips.count()).toBe(0);
    // The layer below handles Escape a few frames later.
    await waitFrames(page);
    await keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    await expect.poll(() => tile.getAttribute('href')).toBe(href);
    await expectVisibleFocus(page);

    // Back to the start.
    await keyboard.press('g');
    await keyboard.press('b');
    await page.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor();
  });
});
