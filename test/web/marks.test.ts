import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { inEveryLook } from './support/looks.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('stars, tags and notes', () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true, changes: true });

  const star = (page: Page) => page.getByRole('button', { name: 'Add a star' });

  it('stars and tags a note, which the list, the search and the marked records show', async () => {
    const page = await web.open(`b/${web.backup}/notes`);
    // The first note is open from the start.
    await star(page).click();
    await page.getByRole('button', { name: 'Remove the star', pressed: true }).waitFor();
    await page.getByRole('button', { name: 'Tags and note' }).click();
    const sheet = page.getByRole('dialog', { name: 'Tags and note' });
    await sheet.getByLabel('Add a tag').fill('court');
    await page.keyboard.press('Enter');
    await sheet.getByRole('button', { name: 'Remove the tag court' }).waitFor();
    await sheet.getByLabel('Note').fill('Ask the zebrawyer about this');
    await expectAccessible(page);
    await sheet.getByRole('button', { name: 'Save' }).click();
    await sheet.waitFor({ state: 'hidden' });
    const row = page.getByRole('list').getByRole('link', { name: /Starred court Has a note/ });
    await row.waitFor();

    await page.goto(`b/${web.backup}/marked`);
    await page.getByRole('heading', { name: 'Marked' }).waitFor();
    await page.getByText('Ask the zebrawyer about this').waitFor();
    await page.getByRole('button', { name: 'court', pressed: false }).click();
    await page.waitForURL('**/marked?tag=court');
    await page.getByRole('link', { name: 'As a search' }).click();
    await page.getByText('1 hit', { exact: true }).waitFor();
    await page.getByLabel('Search everything').fill('zebrawyer');
    await page.getByRole('region', { name: 'By your tags and notes' }).getByRole('link').waitFor();
    await expectAccessible(page);
  });

  it('marks a message from its details, a call, a photo and any record', async () => {
    const page = await web.open(`b/${web.backup}/messages`);
    const message = page.getByRole('article').last();
    await message.hover();
    await message.getByRole('button', { name: 'Details' }).click();
    await star(page).click();
    await page.keyboard.press('Escape');
    await message.getByText('Starred').waitFor();

    for (const path of ['calls', 'records/contact']) {
      await page.goto(`b/${web.backup}/${path}`);
      await star(page).first().click();
      await page.getByRole('button', { name: 'Remove the star' }).first().waitFor();
    }
    await page.goto(`b/${web.backup}/photos`);
    await page.getByRole('region', { name: 'Photos by day' }).getByRole('link').first().click();
    await star(page).first().click();
    await page.getByRole('button', { name: 'Remove the star' }).first().waitFor();
    await page.goto(`search?q=is:starred`);
    await page.getByText('5 hits', { exact: true }).waitFor();
  });

  it('marks many messages and photos at once', async () => {
    const page = await web.open(`b/${web.backup}/messages`);
    const marks = async () => {
      const answer = await page.request.get(`/backups/${web.backup}/marks`);
      const { items } = (await answer.json()) as { items: { kind: string; starred: boolean; tags: string[] }[] };
      return items;
    };
    const starsOf = (items: Awaited<ReturnType<typeof marks>>): number => items.filter(({ starred }) => starred).length;
    const starsBefore = starsOf(await marks());
    const messages = page.locator('[data-message]');
    await messages.nth(2).waitFor();
    await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Select messages' }).click();
    await messages.last().getByRole('checkbox').waitFor();
    // The boxes make messages narrower: a press on one that still moves may meet none. In two whole runs one met none
    // after that, too, for a reason that is not known, so it is pressed again.
    await settled(page);
    const isOne = page.getByText('1 selected');
    for (let presses = 0; presses < 3 && !(await isOne.isVisible()); presses++) {
      // A press on anything in a message selects it.
      await messages.last().locator('time, button').last().click();
      await isOne.waitFor({ timeout: 5000 }).catch(() => undefined);
    }
    await isOne.waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await messages
      .nth(-2)
      .locator('time, button')
      .last()
      .click({ modifiers: ['Shift'] });
    await page.getByText('2 selected').waitFor();
    await page.getByRole('button', { name: 'Mark …' }).click();
    const sheet = page.getByRole('dialog', { name: 'Mark 2 records' });
    await sheet.getByRole('switch', { name: 'Starred' }).click();
    expect(await sheet.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await sheet.getByLabel('Add a tag').fill('exhibit');
    await expectAccessible(page);
    await sheet.getByRole('button', { name: 'Save' }).click();
    await page.getByText('2 records are marked').waitFor();
    await messages.last().getByText('exhibit').waitFor();

    await page.goto(`b/${web.backup}/photos`);
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    await page.getByRole('button', { name: 'Select all' }).click();
    await page.getByRole('button', { name: 'Mark …' }).click();
    const photos = page.getByRole('dialog', { name: /^Mark \d+ records$/ });
    await photos.getByRole('switch', { name: 'Starred' }).click();
    await photos.getByLabel('Add a tag').fill('exhibit');
    await photos.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^\d+ records are marked$/).waitFor();
    const items = await marks();
    const ofExhibit = items.filter(({ tags }) => tags.includes('exhibit'));
    expect(ofExhibit.filter(({ kind }) => kind === 'message')).toHaveLength(2);
    expect(ofExhibit.filter(({ kind }) => kind === 'photo').length).toBeGreaterThan(5);
    expect(starsOf(items)).toBe(starsBefore);
  });

  it('filters lists by star and tag', async () => {
    const page = await web.open(`b/${web.backup}/notes`);
    const filter = page.getByRole('combobox', { name: 'Filter by marks' });
    const rows = page.getByRole('list', { name: 'Notes' }).getByRole('listitem');
    await rows.nth(3).waitFor();
    await filter.selectOption({ label: 'court' });
    await page.waitForURL('**/notes?*tag=court*');
    await expect.poll(() => rows.count()).toBe(1);
    await expectAccessible(page);
    await filter.selectOption({ label: 'Marked or not' });
    await rows.nth(3).waitFor();

    await page.goto(`b/${web.backup}/tables?t=notes`);
    const cells = page.getByRole('table', { name: 'Notes' }).locator('[data-row]');
    await cells.nth(3).waitFor();
    await filter.selectOption({ label: 'court' });
    await page.waitForURL('**/tables?*tag=court*');
    await expect.poll(() => cells.count()).toBe(1);
    await expectAccessible(page);

    for (const path of ['calls', 'records/contact', 'photos']) {
      await page.goto(`b/${web.backup}/${path}`);
      await filter.selectOption({ label: 'Starred' });
      await page.waitForURL('**/*starred=true*');
      if (path === 'photos') continue;
      const list = page.getByRole('list', { name: path === 'calls' ? 'Calls' : 'Contacts' }).getByRole('listitem');
      await expect.poll(() => list.count(), { message: path }).toBe(1);
      await list.getByRole('link').first().click();
      // Without its star, it is no longer in the list.
      await page.getByRole('button', { name: 'Remove the star' }).first().click();
      await expect.poll(() => list.count(), { message: path }).toBe(0);
    }
    await page.getByText('1 item', { exact: true }).waitFor();
  });

  it('saves a search, which the screen and the palette offer', async () => {
    const page = await web.open('search?q=is:starred');
    await page.getByRole('button', { name: 'Saved searches' }).click();
    const sheet = page.getByRole('dialog', { name: 'Saved searches' });
    await sheet.getByLabel('Name').fill('My stars');
    await sheet.getByRole('button', { name: 'Save' }).click();
    await sheet.getByRole('link', { name: /My stars/ }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.goto('settings');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search everything, or go to …').fill('my st');
    await page.getByRole('option', { name: /My stars/ }).click();
    await page.waitForURL('**/search?q=is*starred');
    await page.goto('search');
    await page.getByRole('button', { name: 'Remove My stars' }).click();
    await expect.poll(() => page.getByRole('link', { name: /My stars/ }).count()).toBe(0);
  });

  it('offers people and chats before everything else', async () => {
    const page = await web.open(`b/${web.backup}/overview`);
    await page.getByRole('heading').first().waitFor();
    const { items } = (await (
      await page.request.get(`${web.app.url}/people?backup=${web.backup}&sort=activity&limit=5`)
    ).json()) as {
      items: { name: string; isOwner: boolean }[];
    };
    const [name = ''] = items.flatMap((person) => (person.isOwner ? [] : [person.name]));
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search everything, or go to …').fill(name);
    const first = page.getByRole('group', { name: 'People' }).getByRole('option').first();
    await first.waitFor();
    expect(await first.textContent()).toContain(name);
    await page.getByRole('group', { name: 'Chats' }).getByRole('option').first().waitFor();
    // The first of all is selected.
    expect(await page.getByRole('option').first().textContent()).toBe(await first.textContent());
    await expect.poll(() => first.getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/people?p=**');
  });

  inEveryLook('$width wide', (look) => {
    it('are accessible in both themes, and fit', async () => {
      const page = await web.show(`b/${web.backup}/marked`, look);
      await page.getByRole('heading', { name: 'Marked' }).waitFor();
      await page.getByRole('listitem').first().waitFor();
      await expectAccessible(page);
      await expectNoOverflow(page);
      await page.emulateMedia({ colorScheme: look.theme === 'light' ? 'dark' : 'light' });
      await expectAccessible(page);
    });
  });
});
