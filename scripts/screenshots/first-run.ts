import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { StartPlacesView } from '../../src/contract/folders.ts';
import { DEMO_PASSWORD } from '../../src/synthetic/demo-spec.ts';

/** What the first run needs besides a page: the backup is found later. */
export interface FirstRunPlaces {
  /** Folder outside of the searched ones, named like one of a person; the demo is put into it. */
  readonly disk: string;
  /** The demo, which is not indexed yet. */
  readonly demo: string;
}

/**
 * The path of a new user, from the empty first screen to the first message. `shoot` takes a picture of the current state;
 * they are numbered in order.
 */
export async function walkFirstRun(
  page: Page,
  { disk, demo }: FirstRunPlaces,
  shoot: (name: string) => Promise<void>,
): Promise<void> {
  await leaveOutDisks(page);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await page.getByRole('heading', { name: 'No backup found' }).waitFor();
  await shoot('welcome');

  await mkdir(disk, { recursive: true });
  await rename(demo, join(disk, '00008130-001A2B3C4D5E6F70'));
  await page.getByRole('main').getByRole('link', { name: 'Add a folder' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Path of a folder').fill(disk);
  await dialog.getByLabel('Path of a folder').press('Enter');
  await dialog.getByText('1 backup in this folder').waitFor();
  await dialog.getByText('Backup', { exact: true }).waitFor();
  await shoot('add-a-folder');
  await button('Add this folder').click();

  await page.getByText('Complete and encrypted').waitFor();
  // Its size is counted in the background.
  await page.getByText('Size', { exact: true }).waitFor({ timeout: 60_000 });
  await shoot('found');
  await page.getByRole('main').getByRole('link', { name: 'Start' }).click();
  await page.getByRole('heading', { name: 'Unlock the backup' }).waitFor();
  await shoot('unlock');
  await page.getByLabel('Backup password').fill(DEMO_PASSWORD);
  await page.getByLabel('Backup password').press('Enter');
  await page.getByRole('heading', { name: 'Read the backup' }).waitFor({ timeout: 60_000 });
  await shoot('read');
  await button('Read it').click();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Photos' })
    .filter({ hasText: /\d/ })
    .waitFor({ timeout: 120_000 });
  await shoot('watch');
  await page.getByRole('heading', { name: 'What would you like to do?' }).waitFor({ timeout: 300_000 });
  await shoot('ready');
  await page.getByRole('link', { name: 'Read the newest chat' }).click();
  await page.locator('[data-message]').last().waitFor();
  await shoot('first-message');
}

/** Leaves out the disks of the machine on which the pictures are taken. */
async function leaveOutDisks(page: Page): Promise<void> {
  await page.route('**/folders/places', async (route) => {
    const answer = await route.fetch();
    const { places } = (await answer.json()) as StartPlacesView;
    await route.fulfill({ response: answer, json: { places: places.filter(({ kind }) => kind !== 'disk') } });
  });
}
