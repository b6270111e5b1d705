import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { saveFrom, unzip } from './support/downloads.ts';
import { useWebTest } from './support/web-test.ts';

/** Folder for screenshots to look at. */
const SHOTS = process.env['PHOTO_EXPORT_SHOTS'];

describeInBrowser('the export of photos', fullOnly, () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });
  const boxes = (page: Page) => page.getByRole('region', { name: 'Photos by day' }).getByRole('checkbox');
  const shot = async (page: Page, name: string) => {
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` });
  };

  it('has the photos that are chosen with mouse and keyboard', async () => {
    const page = await web.open(`b/${web.backup}/photos`, { unlocked: true });
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    const selection = page.getByRole('region', { name: 'Selection' });
    await selection.getByText('Nothing selected').waitFor();
    await boxes(page).nth(0).click();
    await boxes(page)
      .nth(3)
      .click({ modifiers: ['Shift'] });
    await selection.getByText('4 selected').waitFor();
    await boxes(page).nth(1).focus();
    await page.keyboard.press('Space');
    await selection.getByText('3 selected').waitFor();
    expect(await boxes(page).nth(1).getAttribute('aria-checked')).toBe('false');
    expect(await boxes(page).nth(2).getAttribute('aria-checked')).toBe('true');
    await shot(page, 'selection');
    await selection.getByRole('button', { name: 'Export …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export 3 items' });
    await dialog.getByLabel('Folders').selectOption('By day');
    await dialog.getByRole('switch', { name: 'JSON beside each photo' }).click();
    await expectAccessible(page);
    await shot(page, 'dialog');
    const files = await unzip(
      await saveFrom(page, () => dialog.getByRole('button', { name: 'Export', exact: true }).click()),
    );
    const names = [...files.keys()];
    expect(names).toContain('ABOUT.json');
    expect(
      names.filter((name) => name.endsWith('.json') && !/^(?:ABOUT|export-plan)\.json$/.test(name)).length,
    ).toBeLessThanOrEqual(3);
    expect(names.some((name) => /^\d{4}\/\d\d\/\d\d\/[^/]+\.xmp$/.test(name))).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await selection.waitFor({ state: 'detached' });
  });

  it('has all photos of a filter', async () => {
    const page = await web.open(`b/${web.backup}/photos?show=favourites`, { unlocked: true, locale: 'de' });
    await page.getByRole('button', { name: 'Exportieren …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Ordner').selectOption('Keine');
    await shot(page, 'german');
    const files = await unzip(
      await saveFrom(page, () => dialog.getByRole('button', { name: 'Exportieren', exact: true }).click()),
    );
    const about = JSON.parse(files.get('ABOUT.json')?.toString() ?? '') as { filters: unknown; excerpt: unknown };
    expect(about).toMatchObject({ filters: { photos: { filter: { favourite: true } } }, excerpt: { of: 'photos' } });
  });
});
