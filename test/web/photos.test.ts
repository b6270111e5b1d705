import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { writeDemoBackup } from '../../src/synthetic/index.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { useWebTest } from './support/web-test.ts';

const LOOKS = [
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 390, height: 844 },
] as const;

const tiles = (page: Page) => page.getByRole('region', { name: 'Photos by day' }).getByRole('link');

async function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

const keyIn = (page: Page): string | null => new URL(page.url()).searchParams.get('p');

describeInBrowser('the photos of a backup', () => {
  const web = useWebTest({ demo: { password: 'secret', messages: 20, photos: 240, contacts: 8 }, indexed: true });
  const path = (rest = ''): string => `b/${web.backup}/photos${rest}`;

  it('stand by day, and open over the grid; keys lead on, and the focus comes back', async () => {
    const page = await web.open(path(), { unlocked: true });
    await page.getByRole('heading', { name: 'Photos', exact: true }).waitFor();
    await page
      .getByRole('heading', { name: 'Sun, 1 Jun 2025' })
      .or(page.getByRole('heading', { name: '1 Jun 2025' }))
      .first()
      .waitFor();
    await expect
      .poll(() =>
        page
          .locator('a[data-index] img')
          .evaluateAll((images) => images.some((image) => (image as HTMLImageElement).naturalWidth > 0)),
      )
      .toBe(true);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const viewer = page.getByRole('dialog');
    await viewer.getByRole('button', { name: 'Next' }).waitFor();
    const first = keyIn(page);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => keyIn(page)).not.toBe(first);
    const second = keyIn(page);
    await page.keyboard.press('j');
    await expect.poll(() => keyIn(page)).not.toBe(second);
    await page.keyboard.press('k');
    await expect.poll(() => keyIn(page)).toBe(second);
    await page.keyboard.press('i');
    await viewer.getByRole('heading', { name: 'Files' }).waitFor();
    expect(page.url()).toContain('info=true');
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Zoom in').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    expect(keyIn(page)).toBeNull();
    const focused = page.locator('a[data-index]:focus');
    await expect.poll(() => focused.getAttribute('href')).toContain(`p=${second}`);
  });

  it('can be zoomed and moved by wheel and keys, and then arrows move the picture', async () => {
    const page = await web.open(path(), { unlocked: true });
    await tiles(page)
      .filter({ has: page.locator('img') })
      .nth(2)
      .click();
    const viewer = page.getByRole('dialog');
    const key = keyIn(page);
    await viewer.getByRole('img').first().waitFor();
    await page.keyboard.press('=');
    await viewer.getByText('1.5×').waitFor();
    await page.keyboard.press('ArrowRight');
    expect(keyIn(page)).toBe(key);
    await page.mouse.move(500, 400);
    await page.mouse.wheel(0, -300);
    await viewer.getByText(/^2\.\d×$/).waitFor();
    await page.keyboard.press('0');
    await viewer.getByText('×').waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => keyIn(page)).not.toBe(key);
  });

  it('have their filters in the address; what is hidden and deleted takes a click more', async () => {
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
    await expect.poll(count).toBeLessThan(all);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Recently Deleted' }).click();
    await page.getByRole('heading', { name: 'Recently Deleted' }).waitFor();
    await tiles(page).first().waitFor();
    expect(await tiles(page).first().textContent()).toContain('deleted');
    await page.getByLabel('Album').selectOption({ index: 1 });
    await page.waitForURL('**album=*');
    await tiles(page).first().waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Recently Deleted' }).waitFor();
    await page.goto(path('?album=there-is-none'));
    await page.getByRole('button', { name: 'Try again' }).waitFor();
  });

  it('lead to any day by the scrubber, and the address keeps it', async () => {
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
    await expect.poll(() => scrollTop(page)).toBeGreaterThan(1000);
    expect(new URL(page.url()).searchParams.get('day')).toBe(day);
  });

  it('stay readable while the backup is locked, and ask for no picture', async () => {
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
    await expect.poll(() => asked.length).toBeGreaterThan(0);
  });

  it.each(LOOKS)('have nothing for axe to find and fit: $theme, $width wide', async (look) => {
    const page = await web.open(path(), { ...look, unlocked: true });
    await tiles(page).first().waitFor();
    await expectAccessible(page);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await tiles(page).nth(3).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('i');
    await page.getByRole('dialog').getByRole('heading', { name: 'Files' }).waitFor();
    await expectAccessible(page);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  });
});

function scrollTop(page: Page): Promise<number> {
  return page.getByRole('region', { name: 'Photos by day' }).evaluate((element) => element.scrollTop);
}

const SCRIPT = '<img src=x onerror="document.title=`hacked`"><script>document.title="hacked"</script>';

describeInBrowser('photos with hostile names', () => {
  const web = useWebTest({
    write: async (backups) => {
      const folder = join(backups, 'demo');
      await writeDemoBackup(folder, { messages: 20, photos: 40, contacts: 6 });
      const fileID = createHash('sha1').update('CameraRollDomain-Media/PhotoData/Photos.sqlite').digest('hex');
      const library = new DatabaseSync(join(folder, fileID.slice(0, 2), fileID));
      library.exec(`UPDATE ZADDITIONALASSETATTRIBUTES SET ZORIGINALFILENAME = '${SCRIPT}', ZTITLE = '${SCRIPT}'`);
      library.exec(`UPDATE ZGENERICALBUM SET ZTITLE = '${SCRIPT}'`);
      library.exec(`UPDATE ZPERSON SET ZFULLNAME = '${SCRIPT}', ZDISPLAYNAME = '${SCRIPT}'`);
      library.close();
    },
    indexed: true,
  });

  it('show them as text', async () => {
    const page = await web.open(`b/${web.backup}/photos`);
    await tiles(page).first().click();
    const viewer = page.getByRole('dialog');
    await viewer.waitFor();
    await page.keyboard.press('i');
    await viewer.getByRole('heading', { name: 'Files' }).waitFor();
    expect(await viewer.getByText(SCRIPT).count()).toBeGreaterThanOrEqual(2);
    await page.keyboard.press('Escape');
    expect(await page.getByLabel('Album').innerText()).toContain(SCRIPT);
    expect(await page.getByLabel('Person').innerText()).toContain(SCRIPT);
    expect(await page.title()).not.toContain('hacked');
  });
});

describeInBrowser('a backup without a photo library', () => {
  const web = useWebTest({ demo: { messages: 20 }, indexed: true });

  it.each(['photos', 'map'])('says why, by the ledger: %s', async (screen) => {
    const page = await web.open(`b/${web.backup}/${screen}`);
    await page.getByRole('heading', { name: 'Photos are not in this backup' }).waitFor();
    await page.getByRole('link', { name: 'Open the ledger' }).click();
    await page.waitForURL('**/ledger?open=photos');
  });
});
