import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { clickAtOnce, hold, pressAtOnce } from './support/at-once.ts';
import { settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { waitForKeys } from './support/focus.ts';
import { waitFrames } from './support/frames.ts';
import { useWebTest } from './support/web-test.ts';

const paramIn = (page: Page, name: string): string | null => new URL(page.url()).searchParams.get(name);

/** Values of a parameter in the URLs of links. */
const paramsOf = (page: Page, selector: string, name: string): Promise<(string | null)[]> =>
  page
    .locator(selector)
    .evaluateAll(
      (links, wanted) => links.map((link) => new URL((link as HTMLAnchorElement).href).searchParams.get(wanted)),
      name,
    );

describeInBrowser('whoever is faster than the page', fullOnly, () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });
  const open = (path: string, options: Parameters<typeof web.open>[1] = {}) =>
    web.open(`b/${web.backup}/${path}`, options);

  it.each([
    { path: 'people', list: 'People', param: 'p' },
    { path: 'messages', list: 'Conversations', param: 'c' },
    { path: 'calls', list: 'Calls', param: 'c' },
    { path: 'notes', list: 'Notes', param: 'n' },
  ])('goes on by every key in the list of $path', async ({ path, list, param }) => {
    const page = await open('');
    // The bar of narrow windows has such a link, too.
    const links = page.locator(`a[href$="/b/${web.backup}/${path}"]`);
    await links.filter({ visible: true }).first().click();
    const rows = `[role="list"][aria-label="${list}"] a`;
    await page.locator(rows).nth(3).waitFor();
    const keys = await paramsOf(page, rows, param);
    // The first is open already.
    await expect.poll(() => paramIn(page, param)).toBe(keys[0]);
    await pressAtOnce(page, 'j', 'j', 'j');
    await expect.poll(() => paramIn(page, param)).toBe(keys[3]);
    await page.locator(`a[aria-current="page"]`).nth(0).waitFor();
    await pressAtOnce(page, 'k', 'k');
    await expect.poll(() => paramIn(page, param)).toBe(keys[1]);
    await page.goBack();
    await expect.poll(() => new URL(page.url()).pathname).not.toContain(`/${path}`);
  });

  it.each([
    { path: 'people', list: 'People', param: 'p' },
    { path: 'calls', list: 'Calls', param: 'c' },
  ])('opens the first by the first key in a narrow list of $path', async ({ path, list, param }) => {
    const page = await open(path, { width: 600 });
    const rows = `[role="list"][aria-label="${list}"] a`;
    await page.locator(rows).nth(3).waitFor();
    const keys = await paramsOf(page, rows, param);
    expect(paramIn(page, param)).toBeNull();
    await pressAtOnce(page, 'j', 'j', 'j');
    await expect.poll(() => paramIn(page, param)).toBe(keys[2]);
    await page.goBack();
    await expect.poll(() => paramIn(page, param)).toBeNull();
  });

  it('changes month and day once per key', async () => {
    const page = await open('calendar?date=2024-06-12');
    await page.getByRole('heading', { name: 'June 2024', level: 1 }).waitFor();
    await pressAtOnce(page, 'n', 'n');
    await page.getByRole('heading', { name: 'August 2024', level: 1 }).waitFor();
    const earlier = page.getByRole('button', { name: 'Earlier month' });
    await clickAtOnce(earlier, earlier);
    await page.getByRole('heading', { name: 'June 2024', level: 1 }).waitFor();
    await pressAtOnce(page, 'ArrowDown', 'ArrowRight');
    await page.getByRole('heading', { name: 'Thursday 20 June' }).waitFor();
    await page.locator('[data-day="2024-06-20"]:focus').waitFor();
    await pressAtOnce(page, 'n', 'a');
    await page.getByRole('heading', { name: 'July 2024', level: 1 }).waitFor();
    expect(paramIn(page, 'view')).toBe('agenda');
  });

  it('can use the keys of the calendar as soon as an event closes', async () => {
    const page = await open('calendar?date=2024-06-12&view=agenda');
    await page.locator('[data-event]').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await waitForKeys(page.getByRole('dialog'));
    await pressAtOnce(page, 'Escape', 'm');
    await page.getByRole('table', { name: 'Calendar' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect([paramIn(page, 'e'), paramIn(page, 'view')]).toEqual([null, null]);
  });

  it('sees the photo of the last key', async () => {
    const page = await open('photos', { unlocked: true });
    await page.locator('a[data-index="4"]').waitFor();
    const keys = await paramsOf(page, 'a[data-index]', 'p');
    const names = await page
      .locator('a[data-index]')
      .evaluateAll((tiles) => tiles.map((tile) => tile.querySelector('.sr-only')?.textContent));
    await page.locator('a[data-index="0"]').click();
    const viewer = page.getByRole('dialog');
    await viewer.getByRole('button', { name: 'Next' }).waitFor();
    await waitForKeys(viewer);
    await pressAtOnce(page, 'ArrowRight', 'ArrowRight', 'j');
    await expect.poll(() => paramIn(page, 'p')).toBe(keys[3]);
    const back = viewer.getByRole('button', { name: 'Previous' });
    await clickAtOnce(back, back);
    await expect.poll(() => paramIn(page, 'p')).toBe(keys[1]);
    // The focus returns to the photo that was seen last.
    await viewer.and(page.getByRole('dialog', { name: names[1] ?? '', exact: true })).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('a[data-index="1"]:focus').waitFor();
  });

  it('has the focus on the photo, whichever of two layers closes first', async () => {
    const page = await open('photos', { unlocked: true });
    await page.locator('a[data-index="2"]').click();
    const viewer = page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Next' }) });
    await waitForKeys(viewer);
    await page.keyboard.press('Shift+?');
    const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await waitForKeys(shortcuts);
    await page.goBack();
    await expect.poll(() => paramIn(page, 'p')).toBeNull();
    await viewer.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await shortcuts.waitFor({ state: 'detached' });
    await page.locator('a[data-index="2"]:focus').waitFor();
  });

  it('has the focus on the message again after a dialog that was opened while its details closed', async () => {
    const page = await open('messages');
    await page.locator('[data-chat]').first().click();
    await settled(page);
    const message = page.locator('[data-message]').last();
    await message.focus();
    await page.keyboard.press('Enter');
    await waitForKeys(page.getByRole('dialog', { name: 'Details' }));
    await pressAtOnce(page, 'Escape', 'e');
    const dialog = page.getByRole('dialog', { name: 'Export this chat' });
    await waitForKeys(dialog);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await message.and(page.locator(':focus')).waitFor();
  });

  it('reverses the order of a table, and sees the chosen columns', async () => {
    const page = await open('tables?t=calls');
    const at = page.getByRole('button', { name: 'At', exact: true });
    await at.waitFor();
    await clickAtOnce(at, at);
    await page.waitForURL('**sort=at&desc=true');
    await expect
      .poll(() => page.getByRole('columnheader', { name: 'At' }).getAttribute('aria-sort'))
      .toBe('descending');
    await page.getByRole('button', { name: 'Columns' }).click();
    const column = (name: RegExp) => page.getByRole('menuitemcheckbox', { name });
    await clickAtOnce(column(/^Uuid/), column(/^Outcome/));
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Uuid' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'Outcome' }).count()).toBe(0);
  });

  it('filters a search by two facets', async () => {
    const page = await web.open('search?q=dinner');
    const filters = page.getByRole('complementary', { name: 'Narrow down' });
    await filters.getByRole('button', { name: /^Message \d/ }).waitFor();
    await clickAtOnce(
      filters.getByRole('button', { name: /^Message \d/ }),
      filters.getByRole('button', { name: /^You \d/ }),
    );
    await page.waitForURL('**/search?q=dinner&type=message&from=me');
    const without = (name: string) => page.getByRole('button', { name: `Without ${name}` });
    await without('You').waitFor();
    await clickAtOnce(without('Message'), without('You'));
    await page.waitForURL('**/search?q=dinner');
  });

  it('goes up one folder per click', async () => {
    const page = await open('files?d=HomeDomain&p=Library/SMS', { unlocked: true });
    await page.getByRole('link', { name: /^sms\.db \d/ }).waitFor();
    await pressAtOnce(page, 'Escape', 'Escape');
    await page.waitForURL('**/files?d=HomeDomain');
    await page.getByRole('link', { name: 'Library', exact: true }).waitFor();
  });

  it('is not affected by a key for the previous screen', async () => {
    const page = await open('messages');
    await page.getByRole('list', { name: 'Conversations' }).getByRole('link').first().waitFor();
    await pressAtOnce(page, 'g', 'c', 'j');
    const rows = '[role="list"][aria-label="Calls"] a';
    await page.locator(rows).nth(1).waitFor();
    const [first] = await paramsOf(page, rows, 'c');
    await page.waitForURL('**/calls?c=*');
    expect(paramIn(page, 'c')).toBe(first);
    // A key would have opened it in a step of its own.
    await page.goBack();
    await page.waitForURL('**/messages*');
  });

  describe('before the list of backups has arrived', () => {
    /** The screen of the chats, loaded again without an answer to the request for the backups. */
    const withoutBackups = async (options: Parameters<typeof web.open>[1] = {}): Promise<Page> => {
      const page = await open('messages', options);
      const held = await hold(page, /^\/backups$/);
      await page.reload();
      await page.getByRole('list', { name: 'Conversations' }).getByRole('link').first().waitFor();
      await expect.poll(held).toBeGreaterThan(0);
      return page;
    };

    it('goes to a screen of the backup by its keys', async () => {
      const page = await withoutBackups();
      await pressAtOnce(page, 'g', 'c');
      await page.waitForURL('**/calls*');
    });

    it('goes to a screen of the backup by its name', async () => {
      const page = await withoutBackups();
      await page.keyboard.press('Control+k');
      await page.keyboard.type('calls');
      // Enter is for the selected one.
      await page.getByRole('option', { name: 'Calls', exact: true, selected: true }).first().waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/calls*');
    });

    it('goes to a screen of the backup on a phone', async () => {
      const page = await withoutBackups({ width: 600 });
      await page.getByRole('navigation').getByRole('link', { name: 'Photos' }).click();
      await page.waitForURL('**/photos*');
    });
  });

  it('goes to a screen of a backup that exists by keys on the screen of one that does not', async () => {
    const page = await web.open(`b/${'a'.repeat(16)}/messages`);
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Calls', exact: true })
      .first()
      .waitFor();
    await pressAtOnce(page, 'g', 'c');
    await page.waitForURL(`**/b/${web.backup}/calls*`);
  });

  it('stays in its place in the timeline if keys are pressed before its months have arrived', async () => {
    const page = await web.open('timeline');
    const held = await hold(page, /^\/timeline\/days$/);
    await page.goto('timeline?at=1718200000000');
    await page.getByRole('list', { name: 'Everything by time' }).getByRole('link').first().waitFor();
    await expect.poll(held).toBeGreaterThan(0);
    await pressAtOnce(page, '.', ',');
    await waitFrames(page);
    expect(paramIn(page, 'at')).not.toBeNull();
  });
});
