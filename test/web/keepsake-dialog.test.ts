import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { saveFrom, unzip } from './support/downloads.ts';
import { useWebTest } from './support/web-test.ts';

/** Folder for screenshots to look at. */
const SHOTS = process.env['KEEPSAKE_SHOTS'];

describeInBrowser('the keepsake of the overview', () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });

  it('is a ZIP of pages for browsers, with a password if one is given', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/overview`, { unlocked: true });
    await page.getByRole('button', { name: 'Keepsake …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Keepsake' });
    await dialog.getByLabel('Pictures and files').selectOption('Files, photos as thumbnails');
    await expectAccessible(page);
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/dialog.png` });
    const save = () => dialog.getByRole('button', { name: 'Save', exact: true }).click();
    const files = await unzip(await saveFrom(page, save));
    const names = [...files.keys()];
    for (const name of ['index.html', 'search.html', 'chats/1.html', 'photos/1.html', 'notes/1.html', 'ABOUT.json']) {
      expect(names).toContain(name);
    }
    expect(names.some((name) => /^photos\/t\/\d+\.jpg$/.test(name))).toBe(true);
    expect(names.some((name) => name.startsWith('photos/p/'))).toBe(false);
    expect(String(files.get('ABOUT.json'))).not.toContain('zipPassword');

    await dialog.getByLabel('Password (optional)').fill('geheim');
    const encrypted = await saveFrom(page, save);
    await expect(unzip(encrypted)).rejects.toThrow(/encrypt/i);
  });
});
