import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('the source of a record', () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });

  async function openSource(options: Parameters<typeof web.open>[1] = {}): Promise<Page> {
    const page = await web.open(`b/${web.backup}/calls?c=h5`, options);
    await page.getByRole('button', { name: 'Source' }).click();
    await page.getByText('Z_PK = 5').waitFor();
    return page;
  }

  it('shows file, hash, table and key for citations', async () => {
    const page = await openSource();
    const drawer = page.getByRole('dialog', { name: 'Where this comes from' });
    await drawer.getByText('Library/CallHistoryDB/CallHistory.storedata', { exact: true }).waitFor();
    const [source] = await web.app.app.store.sources.list(web.backup, 'calls');
    await drawer.getByText(source?.sha256 ?? 'none', { exact: true }).waitFor();
    await drawer.getByText(source?.fileID ?? 'none', { exact: true }).waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await drawer.getByRole('button', { name: 'Copy the citation' }).click();
    const cited = () => page.evaluate(() => navigator.clipboard.readText());
    await expect
      .poll(cited)
      .toBe(
        `Backup ${web.backup}, HomeDomain Library/CallHistoryDB/CallHistory.storedata ` +
          `(fileID ${source?.fileID}, SHA-256 ${source?.sha256}), table ZCALLRECORD, Z_PK 5`,
      );
  });

  it('shows the stored row if the backup is unlocked', async () => {
    const page = await openSource();
    await page.getByRole('button', { name: 'Show the raw row' }).click();
    await page.getByLabel('Backup password').fill('secret');
    await page.keyboard.press('Enter');
    await page.getByText('ZUNIQUE_ID', { exact: true }).waitFor();
    await page.getByText('ZDURATION', { exact: true }).waitFor();
    await expectAccessible(page);
  });
});
