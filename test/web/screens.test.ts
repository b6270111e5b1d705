import { globSync } from 'node:fs';
import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { waitForKeys } from './support/focus.ts';
import { LOOKS } from './support/looks.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('the frame of all screens', fullOnly, () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });

  it('has a palette, a keyboard map and a drawer', async () => {
    const page = await web.open();
    await page.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search everything, or go to …').fill('sett');
    await expectAccessible(page);
    await page.getByRole('option', { name: 'Settings', selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/app/settings');
    // Until then keys are those of the palette.
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.waitForURL(`**/app/b/${web.backup}/ledger`);

    const phone = await web.open('', LOOKS[1]);
    await phone.getByRole('button', { name: 'Menu' }).click();
    await phone.getByRole('dialog').getByRole('link', { name: 'Settings' }).waitFor();
    await expectAccessible(phone);
  });

  it('returns the focus when a dialog closes, and moves it to a new screen', async () => {
    const page = await web.open();
    const menu = page.getByRole('button', { name: 'Actions for Robin’s iPhone' });
    await menu.focus();
    await page.keyboard.press('Enter');
    await waitForKeys(page.getByRole('menu'));
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await expectFocus(menu);
    await page.keyboard.press('g');
    await page.keyboard.press(',');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await expectFocus(page.getByRole('main'));
  });

  it('tells in high contrast what is chosen and what only colours tell', async () => {
    const page = await web.open(`b/${web.backup}/overview`);
    await page.emulateMedia({ forcedColors: 'active' });
    await page.locator('button[data-day][aria-disabled=false]').first().waitFor();
    const outline = (element: ReturnType<Page['locator']>): Promise<string> =>
      element.evaluate((each) => getComputedStyle(each).outlineStyle);
    const links = page.getByRole('navigation').first();
    expect(await outline(links.locator('[aria-current=page]').first())).toBe('solid');
    expect(await outline(links.getByRole('link', { name: 'Photos', exact: true }))).toBe('none');
    const colours = await page
      .locator('button[data-day]')
      .evaluateAll((days) => new Set(days.map((day) => getComputedStyle(day).backgroundColor)).size);
    expect(colours).toBeGreaterThan(2);
    await page.getByRole('button', { name: 'Keepsake …' }).click();
    const toggle = page.getByRole('switch').first();
    const [track, thumb] = await toggle.evaluate((each) =>
      [each, each.firstElementChild ?? each].map((part) => getComputedStyle(part).backgroundColor),
    );
    expect(track).not.toBe(thumb);
    await page.goto(`b/${web.backup}/map`);
    await page.locator('canvas.maplibregl-canvas').waitFor();
    // A picture of one colour is a few hundred bytes.
    await expect
      .poll(async () => (await page.locator('canvas.maplibregl-canvas').screenshot()).length, { timeout: 30_000 })
      .toBeGreaterThan(20_000);
    await page.emulateMedia({ forcedColors: 'none' });
  });

  it('is in German with German numbers, and keeps the choice', async () => {
    const page = await web.open('settings');
    await page.getByLabel('Language').selectOption('de');
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    await page.getByLabel('Design').selectOption('dark');
    await page.reload();
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    const { lang, theme } = await page.evaluate(() => {
      const { lang, dataset } = document.documentElement;
      return { lang, theme: dataset['theme'] };
    });
    expect([lang, theme]).toEqual(['de', 'dark']);
  });

  it('offers every language with a catalogue, by its own name', async () => {
    const page = await web.open('settings');
    const languages = globSync('src/locales/*.json').map((file) => basename(file, '.json'));
    const names = languages.map((language) => new Intl.DisplayNames([language], { type: 'language' }).of(language));
    const options = page.getByLabel('Language').getByRole('option');
    await options.first().waitFor({ state: 'attached' });
    const shown = await options.allTextContents();
    expect(shown.map((name) => name.toLowerCase()).sort()).toEqual(
      ['As the browser', ...names].map((name) => String(name).toLowerCase()).sort(),
    );
    expect(names).toContain('Deutsch');
  });

  it('shows times in the chosen time zone, with its name', async () => {
    const page = await web.open('settings', { zone: 'America/New_York' });
    await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
    await page.getByRole('link', { name: 'Backups' }).click();
    await page.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor();
    const time = page.getByRole('main').getByRole('time').first();
    expect(await time.getAttribute('datetime')).toBe('2025-06-15T08:30:00.000Z');
    expect(await time.textContent()).toBe('15 Jun 2025, 17:30');
    expect(await time.getAttribute('title')).toContain('Asia/Tokyo');
  });
});

async function expectFocus(element: ReturnType<Page['getByRole']>): Promise<void> {
  await expect.poll(() => element.evaluate((node) => node === document.activeElement)).toBe(true);
}
