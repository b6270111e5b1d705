import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { itForSome } from '../support/some-rows.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { saveFrom } from './support/downloads.ts';
import { streetArchive } from './support/street-archive.ts';
import { useWebTest } from './support/web-test.ts';

const LOOKS = [
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 390, height: 844 },
] as const;

/** The map is drawn in software, which takes some time. */
const PATIENCE = { timeout: 10_000 };

describeInBrowser('the map of the photos', fullOnly, () => {
  const web = useWebTest({ demo: { password: 'secret', messages: 20, photos: 160, contacts: 6 }, indexed: true });

  it('is drawn from local files, lists the photos of a marker, and links to them', async () => {
    const page = await web.open(`b/${web.backup}/map`, { unlocked: true });
    const map = page.getByRole('main');
    const mark = map.getByRole('button', { name: /^\d+ photos at / }).first();
    await mark.waitFor();
    await expect.poll(() => page.workers().map((one) => new URL(one.url()).origin)).toContain(web.app.url);
    await mark.click();
    await page.waitForURL('**area=*');
    const panel = page.getByRole('region', { name: /^\d+ photos$/ });
    await panel
      .getByRole('link', { name: /^(?:Photo|Video|Live Photo), / })
      .first()
      .waitFor();
    await expectAccessible(page);
    const heading = await panel.getByRole('heading').innerText();
    await panel.getByRole('link', { name: 'Show in Photos' }).click();
    await page.getByRole('button', { name: 'Taken here' }).waitFor();
    await page
      .getByText(`${Number.parseInt(heading, 10)} items`)
      .first()
      .waitFor();
    await page.goBack();
    await panel.waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('area=');
    // Every open map continues drawing.
    await page.close();
  });

  it('exports its places', async () => {
    const page = await web.open(`b/${web.backup}/map`, { unlocked: true });
    await page.getByRole('main').getByRole('button', { name: 'Export', exact: true }).click();
    const saved = await saveFrom(page, () => page.getByRole('menuitem', { name: /GPX/ }).click());
    expect(saved.bytes.toString('utf8').match(/<wpt /g)?.length).toBeGreaterThan(20);
    await page.close();
  });

  it('starts at the place in the URL, and keeps it', async () => {
    const page = await web.open(`b/${web.backup}/map?at=52.5145,13.3501,12`);
    const main = page.getByRole('main');
    await expect.poll(() => main.getByRole('button', { name: /^\d+ photos? at / }).count(), PATIENCE).toBe(1);
    await page.keyboard.press('-');
    await page.waitForURL('**at=52.5145%2C13.3501%2C11*');
    await page.keyboard.press('0');
    await expect
      .poll(() => main.getByRole('button', { name: /^\d+ photos? at / }).count(), PATIENCE)
      .toBeGreaterThan(2);
    await page.close();
  });

  it('finds a place by name and goes there', async () => {
    const page = await web.open(`b/${web.backup}/map`);
    const field = page.getByRole('combobox', { name: 'Find a place' });
    await field.fill('padua');
    await page.getByRole('option', { name: 'Padova Veneto, Italy' }).waitFor(PATIENCE);
    await expectAccessible(page);
    await field.press('ArrowDown');
    await field.press('ArrowUp');
    await field.press('Enter');
    await page.waitForURL('**at=45.408%2C11.8859%2C*');
    expect(await field.inputValue()).toBe('Padova');
    await field.fill('xqzxqz');
    await page.getByText('No town has this name').waitFor();
    // While the server searches, the page does not claim that there is no such town.
    const answered = Promise.withResolvers<void>();
    await page.route('**/map/towns?q=venezia', async (route) => {
      await answered.promise;
      await route.continue();
    });
    await field.fill('venezia');
    await page.getByRole('listbox', { name: 'Find a place' }).getByText('Loading …').waitFor();
    answered.resolve();
    await page.getByRole('option', { name: 'Venice Veneto, Italy' }).waitFor(PATIENCE);
    await page.close();
  });

  it('shows only what is of a year, and of a person, also from its address', async () => {
    const page = await web.open(`b/${web.backup}/map`);
    const main = page.getByRole('main');
    const marks = main.getByRole('button', { name: /^\d+ photos? at / });
    const shown = async (): Promise<number> => {
      const names = await marks.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
      return names.reduce((sum, name) => sum + Number.parseInt(name, 10), 0);
    };
    await marks.first().waitFor(PATIENCE);
    const all = await shown();
    const person = main.getByRole('combobox', { name: 'Person' });
    const [, name = ''] = await person.locator('option').allTextContents();
    await person.selectOption(name);
    await expect.poll(shown, PATIENCE).toBeLessThan(all);
    const theirs = await shown();
    await page.reload();
    await expect.poll(shown, PATIENCE).toBe(theirs);
    await person.selectOption('');
    const time = main.getByRole('combobox', { name: 'Time' });
    if ((await time.count()) > 0) {
      const years = await time.locator('option').allTextContents();
      await time.selectOption(years.at(-1) ?? '');
      await expect.poll(shown, PATIENCE).toBeLessThan(all);
    }
    await page.close();
  });

  itForSome(LOOKS, (_look, index) => index === 0)('has all photos in view at first: $width wide', async (look) => {
    const page = await web.open(`b/${web.backup}/map`, look);
    const marks = page.getByRole('button', { name: /^\d+ photos? at / });
    await marks.first().waitFor();
    // Although they are spread over the world.
    for (const mark of await marks.all()) await mark.click({ trial: true });
    await page.close();
  });
});

describeInBrowser('the map with streets of an archive', fullOnly, () => {
  const web = useWebTest({
    demo: { password: 'secret', messages: 20, photos: 160, contacts: 6 },
    indexed: true,
    changes: true,
  });
  const use = async (contents: Buffer): Promise<void> => {
    const path = join(web.app.workspace.path, 'streets.pmtiles');
    await writeFile(path, contents);
    web.app.app.settings.map.archive = path;
  };

  it('draws them, from this server only', fullOnly, async () => {
    await use(streetArchive());
    const page = await web.open(`b/${web.backup}/map?at=52.515,13.35,14`);
    await page.getByText('Natural Earth, GeoNames, OpenStreetMap').waitFor(PATIENCE);
    const read = page.waitForResponse((response) => response.url().includes('/map/archive/tiles.pmtiles'));
    await page.reload();
    expect((await read).status()).toBe(206);
    const origins = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin),
    );
    expect([...new Set(origins)]).toEqual([web.app.url]);
    await page.close();
  });

  it('says why there are none where the archive has another schema', fullOnly, async () => {
    await use(streetArchive(['transportation', 'water']));
    const page = await web.open(`b/${web.backup}/map?at=52.515,13.35,14`);
    await page.getByText(/in another schema than Protomaps/).waitFor(PATIENCE);
    await expectAccessible(page);
    await page.close();
  });
});

describeInBrowser('the map of places that are no photos', fullOnly, () => {
  const web = useWebTest({
    demo: { password: 'secret', messages: 20, contacts: 6, whatsapp: 200, events: 40 },
    indexed: true,
  });

  it('shows events and messages at their places, and links to them', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/map`);
    const main = page.getByRole('main');
    await main.getByText(/^0 photos with a place · \d+ other places$/).waitFor();
    const event = main.getByRole('button', { name: /^\d+ places? at Chez Lemon$/ });
    await event.waitFor(PATIENCE);
    await main.getByRole('button', { name: /^\d+ places? at Piotrkowska, Łódź$/ }).waitFor();
    await expectAccessible(page);
    await event.click();
    const panel = page.getByRole('region', { name: /^\d+ places?$/ });
    await panel.getByText('Chez Lemon').first().waitFor();
    expect(await panel.getByRole('link', { name: 'Show in Photos' }).count()).toBe(0);
    await expectAccessible(page);
    await panel
      .getByRole('link', { name: /^Dinner/ })
      .first()
      .click();
    await page.waitForURL('**/calendar?*');
    await page.getByRole('dialog').getByText('Chez Lemon').first().waitFor();
  });

  it('shows only the records of a chosen kind, also from its address', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/map`);
    const main = page.getByRole('main');
    const event = main.getByRole('button', { name: /^\d+ places? at Chez Lemon$/ });
    const message = main.getByRole('button', { name: /^\d+ places? at Piotrkowska, Łódź$/ });
    await message.waitFor(PATIENCE);
    await main.getByRole('combobox', { name: 'Kind' }).selectOption('event');
    await message.waitFor({ state: 'detached' });
    await event.waitFor();
    expect(new URL(page.url()).searchParams.get('kind')).toBe('event');
    await page.reload();
    await event.waitFor(PATIENCE);
    expect(await message.count()).toBe(0);
  });
});
