import { cp, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { FolderListView } from '../../src/contract/folders.ts';
import { fullOnly } from '../support/depth.ts';
import { writeDemoBackup } from '../synthetic/index.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { LITTLE } from './support/demos.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { useWebTest } from './support/web-test.ts';

/** Answers of `GET /folders` as another machine would give them. */
async function changeFolders(page: Page, change: (list: FolderListView) => FolderListView): Promise<void> {
  await page.route(
    ({ pathname }) => pathname === '/folders',
    async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: change((await answer.json()) as FolderListView) });
    },
  );
}

/** Drops something on the screen: texts by type, or a folder of which the browser tells the name only. */
async function drop(page: Page, texts: Readonly<Record<string, string>>, file?: string): Promise<void> {
  const data = await page.evaluateHandle(
    ({ texts, file }) => {
      const transfer = new DataTransfer();
      for (const [type, text] of Object.entries(texts)) transfer.setData(type, text);
      if (file !== undefined) transfer.items.add(new File([], file));
      return transfer;
    },
    { texts, file },
  );
  const target = page
    .getByRole('dialog')
    .getByLabel('Path of a folder')
    .or(page.getByRole('main').getByRole('heading').first());
  await target.first().dispatchEvent('drop', { dataTransfer: data });
}

describeInBrowser('folders with backups', fullOnly, () => {
  const web = useWebTest({ write: (backups) => mkdir(backups, { recursive: true }) });
  const disk = (): string => join(web.app.workspace.path, 'disk');

  it('are found in the chooser, added, and removed', async () => {
    await writeDemoBackup(join(disk(), 'iTunes', 'phone'), { ...LITTLE, password: 'secret' });
    await writeFile(join(disk(), 'old phone.zip'), 'PK');
    const page = await web.open();
    await page.getByRole('main').getByRole('link', { name: 'Add a folder' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a folder with backups' });
    await dialog.getByRole('button', { name: 'Home folder' }).click();
    const field = dialog.getByLabel('Path of a folder');
    // As the system copies it.
    await field.fill(`"${disk()}"`);
    await field.press('Enter');
    await dialog.getByText('This is an archive: unpack it', { exact: false }).waitFor();
    await expect.poll(() => field.inputValue()).toBe(disk());
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'iTunes Backups inside' }).click();
    await dialog.getByRole('button', { name: 'phone Backup' }).waitFor();
    await dialog.getByText('1 backup in this folder').waitFor();
    await dialog.getByText('iPhone 15 Pro').waitFor();
    await dialog.getByRole('button', { name: 'Folder above' }).click();
    await dialog.getByRole('button', { name: 'iTunes Backups inside' }).click();
    await dialog.getByText('1 backup in this folder').waitFor();
    await dialog.getByRole('button', { name: 'Add this folder' }).click();
    await dialog.waitFor({ state: 'hidden' });

    await page.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor();
    await page.getByText(/^Backed up .* · Complete and encrypted$/).waitFor();
    await page.getByText('2 searched folders').click();
    await page.getByText('Added here · 1 backup').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: `Stop searching ${join(disk(), 'iTunes')}` }).click();
    await page.getByRole('heading', { name: 'No backup found' }).waitFor();
  });

  it('are dropped on the page: a path opens, a name says what to do', async () => {
    const page = await web.open();
    await page.getByRole('heading', { name: 'No backup found' }).waitFor();
    await drop(page, { 'text/uri-list': `file://${encodeURI(disk())}` });
    const dialog = page.getByRole('dialog', { name: 'Add a folder with backups' });
    await dialog.getByRole('button', { name: 'iTunes Backups inside' }).waitFor();
    await drop(page, {}, 'Photos');
    await dialog.getByText('This browser does not say where “Photos” is.', { exact: false }).waitFor();
    await expectAccessible(page);
    // One that is in the list is opened.
    await drop(page, {}, 'iTunes');
    await dialog.getByRole('button', { name: 'phone Backup' }).waitFor();
  });

  it('say what is wrong, in both themes and three widths', async () => {
    const page = await web.open('?dialog=add');
    const dialog = page.getByRole('dialog');
    const look = async (): Promise<void> => {
      for (const width of [390, 900, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        await expectNoOverflow(page);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await expectAccessible(page);
        }
      }
    };
    const go = async (path: string): Promise<void> => {
      await dialog.getByLabel('Path of a folder').fill(path);
      await dialog.getByLabel('Path of a folder').press('Enter');
    };
    await go(web.app.workspace.backups);
    await dialog.getByText('This folder is empty.', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Add it all the same' }).waitFor();
    await look();
    await go('no whole path');
    await dialog.getByText('This is not a whole path.', { exact: false }).first().waitFor();
    await look();
  });

  it('are typed in a field that changes only by typing', async () => {
    const page = await web.open('settings');
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    await page.route('**/folders/places', async (route) => {
      asked.resolve();
      await answered.promise;
      await route.continue();
    });
    await page.goto('?dialog=add');
    await asked.promise;
    const field = page.getByRole('dialog').getByLabel('Path of a folder');
    expect(await field.count()).toBe(0);
    answered.resolve();
    await field.waitFor();
    expect(await field.inputValue()).not.toBe('');
  });

  it('are added on the machine of the server only', async () => {
    const page = await web.open('settings');
    await changeFolders(page, (list) => ({ ...list, manageable: false }));
    await page.goto('?dialog=add');
    await page.getByRole('dialog', { name: 'Folders are added on the computer' }).waitFor();
    await page.getByText('apple-juicer folders add').waitFor();
    await expectAccessible(page);
  });

  it('that macOS keeps closed are explained, and the page goes on when they are open', async () => {
    const page = await web.open('settings');
    let isClosed = true;
    await changeFolders(page, ({ folders, ...list }) => ({
      ...list,
      platform: 'mac',
      folders: folders.map((folder) => ({ ...folder, forbidden: isClosed })),
    }));
    await page.goto('');
    const card = page.getByRole('region', { name: 'macOS keeps this folder closed' });
    const link = card.getByRole('link', { name: 'Open System Settings' });
    expect(await link.getAttribute('href')).toBe(
      'x-apple.systempreferences:com.apple.preference.security?Privacy_AllFiles',
    );
    await expectAccessible(page);
    isClosed = false;
    await card.waitFor({ state: 'hidden', timeout: 15_000 });
  });
});

describeInBrowser('a new backup', () => {
  const web = useWebTest({ demo: LITTLE, write: () => Promise.resolve(), indexed: true });

  it('is offered wherever one is, read, or declined', { timeout: 120_000, ...fullOnly }, async () => {
    const { backups, path } = web.app.workspace;
    const page = await web.open(`b/${web.backup}/messages`);
    await page.locator('[data-chat]').first().waitFor();
    const offer = page.getByRole('region', { name: 'New backup' });
    expect(await offer.count()).toBe(0);

    // Another phone: written elsewhere and moved, as a copy ends.
    await cp(join(backups, 'demo'), join(path, 'being copied'), { recursive: true });
    await rename(join(path, 'being copied'), join(backups, 'new'));
    await offer.getByText('A new backup of Robin’s iPhone').waitFor({ timeout: 40_000 });
    await offer.getByText(/· Backed up .* · [\d.]+ [kM]B/).waitFor({ timeout: 40_000 });
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 800 });
    await expectNoOverflow(page);
    await offer.getByRole('link', { name: 'Index it' }).click();
    await page.getByRole('button', { name: 'Read it' }).waitFor();
    await offer.waitFor({ state: 'hidden' });
    await page.goto('');
    await offer.getByRole('button', { name: 'Not now' }).click();
    await offer.waitFor({ state: 'hidden' });
    await page.reload();
    await page.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor();
    expect(await offer.count()).toBe(0);
  });
});
