import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { PhotoSummaryView } from '../../src/contract/photos.ts';
import { fullOnly } from '../support/depth.ts';
import { writeDemoBackup } from '../synthetic/index.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { waitForKeys } from './support/focus.ts';
import { pages } from './support/pages.ts';
import { useWebTest } from './support/web-test.ts';

/** Timeout for two busy processors. */
const PATIENCE = { timeout: 10_000 };

const tiles = (page: Page) => page.getByRole('region', { name: 'Photos by day' }).getByRole('link');

const keyIn = (page: Page): string | null => new URL(page.url()).searchParams.get('p');

describeInBrowser('a photo of a backup', fullOnly, () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });
  const path = (rest = ''): string => `b/${web.backup}/photos${rest}`;

  it('opens over the grid, is navigated by keys, and returns the focus', async () => {
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
    await page.locator('a[data-index="0"]:focus').waitFor();
    await page.keyboard.press('j');
    // Pictures load at different times: an empty place cannot be opened yet.
    await page.locator('a[data-index="1"]:focus').waitFor();
    await page.keyboard.press('Enter');
    const viewer = page.getByRole('dialog');
    await viewer.getByRole('button', { name: 'Next' }).waitFor();
    const title = viewer.getByRole('heading', { level: 2 });
    /** Presses a key and waits for another photo, as the URL changes before it is shown. */
    const goOn = async (key: string): Promise<string | null> => {
      const before = await title.textContent();
      await page.keyboard.press(key);
      await expect.poll(() => title.textContent(), PATIENCE).not.toBe(before);
      return keyIn(page);
    };
    const first = keyIn(page);
    const second = await goOn('ArrowRight');
    expect(second).not.toBe(first);
    expect(await goOn('j')).not.toBe(second);
    expect(await goOn('k')).toBe(second);
    await page.keyboard.press('.');
    await viewer.getByRole('button', { name: 'Remove the star', pressed: true }).waitFor();
    await page.keyboard.press('.');
    await viewer.getByRole('button', { name: 'Add a star', pressed: false }).waitFor();
    await page.keyboard.press('i');
    await viewer.getByRole('heading', { name: 'Files' }).waitFor();
    expect(page.url()).toContain('info=true');
    await page.keyboard.press('Shift+?');
    const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await shortcuts.getByText('Zoom in').waitFor();
    await shortcuts.getByText('Add a star').waitFor();
    await waitForKeys(shortcuts);
    await page.keyboard.press('Escape');
    await shortcuts.waitFor({ state: 'detached' });
    await waitForKeys(viewer);
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    expect(keyIn(page)).toBeNull();
    const focused = page.locator('a[data-index]:focus');
    await expect.poll(() => focused.getAttribute('href'), PATIENCE).toBe(`/app/${path(`?p=${second}`)}`);
  });

  it('can be zoomed and moved by wheel and keys; arrow keys then move the picture', async () => {
    const page = await web.open(path(), { unlocked: true });
    await tiles(page)
      .filter({ has: page.locator('img') })
      .nth(2)
      .click();
    const viewer = page.getByRole('dialog');
    await viewer.getByRole('img').first().waitFor();
    await waitForKeys(viewer);
    const key = keyIn(page);
    expect(key).not.toBeNull();
    await page.keyboard.press('=');
    await viewer.getByText('1.5×').waitFor();
    await page.keyboard.press('ArrowRight');
    await viewer.locator('[style*="scale(1.5)"]:not([style*="translate(0px, 0px)"])').waitFor();
    expect(keyIn(page)).toBe(key);
    await page.mouse.move(500, 400);
    await page.mouse.wheel(0, -300);
    await viewer.getByText(/^2\.\d×$/).waitFor();
    await page.keyboard.press('0');
    await viewer.getByText('×').waitFor({ state: 'detached' });
    await viewer.getByRole('button', { name: 'Next' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => keyIn(page), PATIENCE).not.toBe(key);
  });

  it('never looks like a broken picture: it is not shown while another form is tried, then the reason is', async () => {
    const page = await web.open(path(), { unlocked: true });
    const photos = await pages<PhotoSummaryView>(page, `/backups/${web.backup}/artifacts/photos`);
    // Its original, which no tile shows: a picture that a tile has loaded would be there at once.
    const photo = photos.find(({ kind, shown }) => kind === 'photo' && shown?.from === 'original');
    const below = (rest: string) => new RegExp(`/backups/\\w+/file/${photo?.shown?.fileID}${rest}$`);
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    await page.route(below('/thumbnail\\?size=1536'), (route) => route.fulfill({ status: 500, body: '' }));
    await page.route(below('(?:/rendered\\?format=jpeg)?'), async (route) => {
      asked.resolve();
      await answered.promise;
      await route.fulfill({ status: 404, json: { code: 'PAYLOAD_MISSING', message: 'x', details: {} } });
    });
    await page.goto(path(`?p=${photo?.key}`));
    const viewer = page.getByRole('dialog');
    await asked.promise;
    const visible = viewer.locator('img[alt]:not([alt=""])').filter({ visible: true });
    await expect.poll(() => visible.count()).toBe(0);
    answered.resolve();
    await viewer.getByRole('status').getByText('Not in this backup').waitFor();
  });
});

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

  it('show them as text', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/photos`);
    await tiles(page).first().click();
    const viewer = page.getByRole('dialog');
    await waitForKeys(viewer);
    await page.keyboard.press('i');
    await viewer.getByRole('heading', { name: 'Files' }).waitFor();
    expect(await viewer.getByText(SCRIPT).count()).toBeGreaterThanOrEqual(2);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Album: / }).click();
    const tree = page.getByRole('dialog', { name: 'Album' });
    await expect.poll(() => tree.innerText()).toContain(SCRIPT);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByLabel('Person').innerText()).toContain(SCRIPT);
    expect(await page.title()).not.toContain('hacked');
  });
});
