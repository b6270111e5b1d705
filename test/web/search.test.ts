import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING, LITTLE } from './support/demos.ts';
import { makeAnswersHostile } from './support/hostile-answers.ts';
import { HOSTILE, LOOKS } from './support/looks.ts';
import { useWebTest } from './support/web-test.ts';

const hits = (page: Page) => page.getByRole('list', { name: 'Hits' }).getByRole('link');

describeInBrowser('the search', () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });

  it('searches while typing, filters by facets, and keeps all of it in the URL', async () => {
    const page = await web.open('search');
    await page.getByText('"see you soon"').waitFor();
    await page.getByRole('searchbox').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('dinner');
    await hits(page).first().waitFor();
    await page.getByRole('list', { name: 'Hits' }).locator('mark').first().waitFor();
    const filters = page.getByRole('complementary', { name: 'Narrow down' });
    await filters.getByRole('button', { name: /^Message \d/ }).click();
    await page.waitForURL('**/search?q=dinner&type=message');
    const withoutMessage = page.getByRole('button', { name: 'Without Message' });
    await withoutMessage.waitFor();
    await filters.getByRole('button', { name: /^You \d/ }).click();
    await page.waitForURL('**/search?q=dinner&type=message&from=me');
    const areMine = async (): Promise<boolean> => {
      const texts = await hits(page).allTextContents();
      return texts.length > 0 && texts.every((text) => text.startsWith('You '));
    };
    await expect.poll(areMine).toBe(true);
    const count = page.getByText(/^\d+ hits?$/);
    const found = await count.textContent();
    await page.reload();
    await expect.poll(areMine).toBe(true);
    await expect.poll(() => count.textContent()).toBe(found);
    await withoutMessage.click();
    await withoutMessage.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Without You' }).click();
    await page.waitForURL('**/search?q=dinner');
    await page.goBack();
    await page.waitForURL('**/search?q=dinner&from=me');
  });

  it('opens a hit in context by keyboard, and returns to the hits', async () => {
    const page = await web.open('search?q=dinner&type=message');
    await hits(page).first().waitFor();
    await page.getByRole('searchbox').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/messages\?c=\S+&m=\S+/);
    await page.goBack();
    await hits(page).first().waitFor();
    expect(new URL(page.url()).search).toBe('?q=dinner&type=message');
  });

  it('names whom an outgoing call went to', async () => {
    const page = await web.open('search?q=type:call from:me');
    await hits(page).first().waitFor();
    const titles = await hits(page).locator('.font-medium').allTextContents();
    expect(titles.length).toBeGreaterThan(3);
    for (const title of titles) expect(title).toMatch(/^You to \S/);
  });

  it('explains empty results, and how to search', async () => {
    const page = await web.open('search?q=qwertzuiop&type=message');
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
    await page.getByRole('button', { name: 'Search without filters' }).click();
    await page.waitForURL('**/search?q=qwertzuiop');
    await page.goto('search?q=from%3Anobody');
    await page.getByText('nobody called “nobody” has written here', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'How to search' }).last().click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^type:note/ })
      .click();
    await page.getByText('12 hits').or(page.getByText('hits')).first().waitFor();
    await page.waitForURL('**/search?q=type%3Anote');
  });

  it('shows results in the palette on any screen', async () => {
    const page = await web.open('settings');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search everything, or go to …').fill('dinner');
    await page.getByRole('dialog').locator('mark').first().waitFor();
    await expectAccessible(page);
    await page.getByRole('option', { name: 'Search everything for “dinner”' }).click();
    await page.waitForURL('**/search?q=dinner');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search everything, or go to …').fill('dinner');
    await page.getByRole('dialog').locator('mark').first().click();
    await page.waitForURL(/\/b\/\w+\/(messages|whatsapp|notes)/);
  });

  it('has an entry selected in the palette whatever was typed, which screen readers are told', async () => {
    const page = await web.open(`b/${web.backup}/overview`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Go to or search' });
    await field.waitFor();
    const chosen = page.getByRole('dialog').locator('[role=option][aria-selected=true]');
    const isTold = async () =>
      (await chosen.count()) === 1 &&
      (await field.getAttribute('aria-activedescendant')) === (await chosen.getAttribute('id'));
    for (const text of ['sett', 'dinner', 'zo', 'qqq']) {
      await field.fill('');
      // Letter by letter without a pause: results of each beginning come and go.
      await page.keyboard.type(text);
      await page.waitForTimeout(300);
      await expect.poll(isTold).toBe(true);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await expect.poll(isTold).toBe(true);
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/[?&]q=qqq/);
  });

  it('keeps text typed before the palette is loaded, without using letters as shortcuts', async () => {
    const page = await web.open();
    const { promise: late, resolve: arrive } = Promise.withResolvers<void>();
    await page.route('**/palette-*.js', async (route) => {
      await late;
      await route.continue();
    });
    await page.goto(`b/${web.backup}/messages`);
    await page.locator('[data-chat]').first().click();
    await page.locator('[data-message]').first().waitFor();
    const address = page.url();
    await page.keyboard.press('Control+k');
    // Otherwise “d” is “Go to a date”, “e” is “Export”, “n” the next message.
    await page.keyboard.type('dennx');
    await page.keyboard.press('Backspace');
    arrive();
    const field = page.getByPlaceholder('Search everything, or go to …');
    await field.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('is');
    await expect.poll(() => field.inputValue()).toBe('dennis');
    expect(page.url()).toBe(address);
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+k');
    await expect.poll(() => field.inputValue()).toBe('');
  });

  it('opens the palette although preloading its code failed', async () => {
    const page = await web.open();
    const refused = Promise.withResolvers<void>();
    await page.route('**/palette-*.js', async (route) => {
      await route.abort();
      refused.resolve();
    });
    await page.goto(`b/${web.backup}/messages`);
    await refused.promise;
    await page.unroute('**/palette-*.js');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search everything, or go to …').and(page.locator(':focus')).waitFor();
  });

  it('shows hostile text as text', async () => {
    const page = await web.open('settings');
    await makeAnswersHostile(page, '/search');
    await page.goto('search?q=dinner');
    await page.getByText(HOSTILE).first().waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search everything, or go to …').fill('dinner');
    await page.getByRole('dialog').getByText(HOSTILE).first().waitFor();
    expect(await page.title()).toBe('dinner – Apple Juicer');
    expect(await page.locator('main img[src="x"], main script, [role=dialog] img[src="x"]').count()).toBe(0);
  });

  it('shows errors and retries', async () => {
    const page = await web.open('settings');
    const asked = ({ pathname }: URL): boolean => pathname === '/search';
    await page.route(asked, (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'STORAGE_UNAVAILABLE', title: 'x', detail: 'The disk is away.', status: 503 }),
      }),
    );
    await page.goto('search?q=lemon');
    await page.getByRole('alert').getByText('The disk is away.').waitFor();
    await expectAccessible(page);
    await page.unroute(asked);
    const again = page.waitForResponse((response) => asked(new URL(response.url())));
    await page.getByRole('button', { name: 'Try again' }).click();
    await again;
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('has its filters in a dialog on a phone', async () => {
    const page = await web.open('search?q=dinner&from=me', LOOKS[1]);
    await hits(page).first().waitFor();
    await page.getByRole('button', { name: 'Filters' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^You \d/ })
      .waitFor();
    await expectAccessible(page);
  });
});

describeInBrowser('the search of what was never indexed', () => {
  const web = useWebTest({ demo: LITTLE });

  it('says so with a link to the backups', fullOnly, async () => {
    for (const screen of ['search', 'timeline']) {
      const page = await web.open(screen, { locale: 'de-DE' });
      await page.getByRole('heading', { name: 'Noch ist nichts indiziert' }).waitFor();
      await expectAccessible(page);
      await page.getByRole('link', { name: 'Zu den Backups' }).click();
      await page.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor();
    }
  });
});
