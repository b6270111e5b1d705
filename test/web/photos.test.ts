import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { writeBackup } from '../synthetic/index.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING, LITTLE } from './support/demos.ts';
import { saveFrom, unzip } from './support/downloads.ts';
import { useWebTest } from './support/web-test.ts';

/** Timeout for two busy processors. */
const PATIENCE = { timeout: 10_000 };

const tiles = (page: Page) => page.getByRole('region', { name: 'Photos by day' }).getByRole('link');

describeInBrowser('the photos of a backup', () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });
  const path = (rest = ''): string => `b/${web.backup}/photos${rest}`;

  it('stay in place when the lists to choose from arrive later than they', async () => {
    const page = await web.open('settings', { unlocked: true, width: 1280, height: 800, spoiled: true });
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    const late = Promise.withResolvers<void>();
    await page.route(/\/photos\/(?:facets|albums|people)/, async (route) => {
      await late.promise;
      await route.continue();
    });
    await page.goto(path());
    await tiles(page).first().waitFor();
    const top = async () => (await page.getByRole('region', { name: 'Photos by day' }).boundingBox())?.y;
    const before = await top();
    late.resolve();
    await page.getByRole('button', { name: /^Album: / }).waitFor();
    await page.getByRole('combobox', { name: 'Person' }).waitFor();
    expect(await top()).toBe(before);
  });

  it('have their filters in the URL; hidden and deleted photos need one more click', async () => {
    const page = await web.open(path(), { unlocked: true });
    const count = async (): Promise<number> =>
      Number(
        /\d+/.exec(
          await page
            .getByText(/^\d+ items?$/)
            .first()
            .innerText(),
        )?.[0],
      );
    const all = await count();
    await page.getByRole('link', { name: 'Favourites', exact: true }).click();
    await page.waitForURL('**show=favourites*');
    await page.getByRole('heading', { name: 'Favourites' }).waitFor();
    await expect.poll(count, PATIENCE).toBeLessThan(all);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Recently Deleted' }).click();
    await page.getByRole('heading', { name: 'Recently Deleted' }).waitFor();
    await tiles(page).first().waitFor();
    await expect.poll(() => tiles(page).first().textContent()).toContain('deleted');
    await page.getByRole('button', { name: /^Album: / }).click();
    await page
      .getByRole('link', { name: /^Best of/ })
      .first()
      .click();
    await page.waitForURL('**album=*');
    await tiles(page).first().waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Recently Deleted' }).waitFor();
    await page.goto(path('?album=there-is-none'));
    await page.getByRole('button', { name: 'Try again' }).waitFor();
  });

  it('are downloaded by day, with the key of the focused photo', async () => {
    const page = await web.open(path(), { unlocked: true });
    await tiles(page)
      .filter({ has: page.locator('img') })
      .first()
      .waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    const focused = page.locator('a[data-index]:focus');
    const label = (await focused.getAttribute('aria-label')) ?? (await focused.innerText());
    const name = /IMG_\d+\.\w+/.exec(label)?.[0] ?? '';
    expect(name).not.toBe('');
    const saved = await saveFrom(page, () => page.keyboard.press('s'));
    expect([...(await unzip(saved)).keys()].join(' ')).toContain(`/${name.split('.')[0]}`);
    await page.getByText(/^Your browser is saving \d+ items?\./).waitFor();
    await focused.waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Save the photos of the day').waitFor();
  });

  it('are downloaded by day after the password was entered', async () => {
    const page = await web.open(path());
    await tiles(page).first().waitFor();
    await page.keyboard.press('s');
    const field = page.getByLabel('Backup password');
    await field.fill('secret');
    const saved = await saveFrom(page, () => field.press('Enter'));
    expect((await unzip(saved)).size).toBeGreaterThan(0);
  });

  it('are navigated by day with the scrubber, which is kept in the URL', async () => {
    const page = await web.open(path(), { unlocked: true });
    await page.getByRole('slider', { name: 'Time' }).press('End');
    await page.waitForURL('**day=2024-*');
    const text = await page.getByRole('slider', { name: 'Time' }).getAttribute('aria-valuetext');
    expect(text).toMatch(/2024$|2025$/);
    const day = new URL(page.url()).searchParams.get('day');
    const top = await scrollTop(page);
    expect(top).toBeGreaterThan(1000);
    await page.reload();
    await tiles(page).first().waitFor();
    await expect.poll(() => scrollTop(page), PATIENCE).toBeGreaterThan(1000);
    expect(new URL(page.url()).searchParams.get('day')).toBe(day);
  });

  it('are locked, not broken, once the session has ended and the password is not entered', async () => {
    const page = await web.open(path(), { unlocked: true });
    const pictures = tiles(page).filter({ has: page.locator('img') });
    await pictures.first().waitFor();
    await web.app.app.sessions.lock(web.backup);
    // Pictures may have asked for the password already: then the dialog hides the page behind it.
    await page
      .getByRole('region', { name: 'Photos by day', includeHidden: true })
      .evaluate((grid) => grid.scrollTo(0, 4000));
    await page.getByLabel('Backup password').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Unlock to see them' }).click();
    const field = page.getByLabel('Backup password');
    await field.fill('secret');
    await field.press('Enter');
    // Some pictures are not in this backup.
    await expect
      .poll(async () => (await pictures.count()) / (await tiles(page).count()), PATIENCE)
      .toBeGreaterThan(0.5);
  });

  it('are listed while the backup is locked, without requesting pictures', async () => {
    await web.app.app.sessions.lock(web.backup);
    const page = await web.open();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/file/')) asked.push(request.url());
    });
    await page.goto(path());
    await tiles(page).first().waitFor();
    await page.getByRole('button', { name: 'Unlock to see them' }).waitFor();
    await tiles(page).nth(1).click();
    await page.getByRole('dialog').getByText('The contents are encrypted.', { exact: false }).waitFor();
    await page.keyboard.press('i');
    await page.getByRole('dialog').getByRole('heading', { name: 'Taken' }).waitFor();
    expect(asked).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Unlock', exact: true }).first().click();
    await page.getByLabel('Backup password').fill('secret');
    await page.keyboard.press('Enter');
    await expect.poll(() => asked.length, PATIENCE).toBeGreaterThan(0);
  });
});

function scrollTop(page: Page): Promise<number> {
  return page.getByRole('region', { name: 'Photos by day' }).evaluate((element) => element.scrollTop);
}

describeInBrowser('a backup without a photo library', fullOnly, () => {
  const web = useWebTest({ demo: LITTLE, indexed: true });

  it('shows its pictures', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/photos`);
    await expect.poll(() => tiles(page).count()).toBeGreaterThan(5);
    await page.goto(`b/${web.backup}/ledger`);
    const photos = page.getByRole('button', { name: /^Photos Partly read/ });
    await expect.poll(() => photos.textContent()).toMatch(/Found(\d+)Read\1Left out0/);
  });

  it('wraps times with long names of zones in the details', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/photos`, { locale: 'en-US', zone: 'Europe/Berlin' });
    await tiles(page).first().click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('i');
    const details = page.getByRole('dialog').getByRole('complementary');
    await details.getByText(/Central European (?:Summer|Standard) Time/).waitFor();
    expect(await details.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  });
});

describeInBrowser('a backup without pictures', fullOnly, () => {
  const web = useWebTest({
    write: (backups) => writeBackup(`${backups}/bare`, { manifest: 'db', layout: 'sharded', files: [] }),
    indexed: true,
  });

  it.each(['photos', 'map'])('explains it by the ledger: %s', async (screen) => {
    const page = await web.open(`b/${web.backup}/${screen}`);
    await page.getByRole('heading', { name: 'Photos are not in this backup' }).waitFor();
    await page.getByRole('link', { name: 'Open the ledger' }).click();
    await page.waitForURL('**/ledger?open=photos');
  });
});
