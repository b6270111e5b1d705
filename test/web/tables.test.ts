import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { describeInBrowser } from './support/chromium.ts';
import { CONVERSATIONS } from './support/demos.ts';
import { HOSTILE } from './support/looks.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('the tables of a backup', fullOnly, () => {
  const web = useWebTest({ demo: CONVERSATIONS, indexed: true, changes: true });
  const open = (rest = '', options: Parameters<typeof web.open>[1] = {}) =>
    web.open(`b/${web.backup}/tables${rest}`, options);
  const rows = (page: Page) => page.getByRole('table', { name: 'Calls' }).locator('[data-row]');

  it('are listed by area with counts, and the reason if empty', async () => {
    const page = await open();
    await page.getByRole('heading', { name: 'Communication' }).waitFor();
    await page
      .getByRole('link', { name: /^Calls/ })
      .getByText('150')
      .waitFor();
    await page.locator('details', { hasText: 'Note folders' }).locator('summary').click();
    const notes = page.getByRole('heading', { name: 'Notes' });
    await notes.getByText('Absent').waitFor();
    await page.getByRole('link', { name: /^Note folders/ }).click();
    await page.getByRole('heading', { name: 'Not in this backup' }).waitFor();
  });

  it('open the first one with rows where there is room for it', async () => {
    const page = await open();
    await page.waitForURL('**/tables?t=*');
    await page.locator('[data-row]').first().waitFor();
    await page.goBack();
    expect(page.url()).not.toContain('/tables');
    const phone = await open('', { width: 390, height: 800 });
    await phone.getByRole('link', { name: /^Calls/ }).waitFor();
    expect(phone.url()).not.toContain('t=');
  });

  it('are sorted and filtered by the server, with that in the URL', async () => {
    const page = await open('?t=calls');
    const sorting = () => page.getByRole('columnheader', { name: 'At' }).getAttribute('aria-sort');
    await page.getByRole('button', { name: 'At', exact: true }).click();
    await page.waitForURL('**sort=at**');
    await expect.poll(sorting).toBe('ascending');
    await page.getByRole('button', { name: 'At', exact: true }).click();
    await page.waitForURL('**desc=true**');
    await expect.poll(sorting).toBe('descending');
    await page.getByLabel('Column to filter by').selectOption('outcome');
    await page.getByRole('combobox', { name: 'Outcome is' }).selectOption('Missed');
    await page.waitForURL('**value=missed**');
    await expect
      .poll(async () => {
        const texts = await rows(page).allTextContents();
        return texts.length > 0 && texts.every((text) => text.includes('Missed'));
      })
      .toBe(true);
    await page.reload();
    await rows(page).first().waitFor();
    expect(await page.getByRole('combobox', { name: 'Outcome is' }).inputValue()).toBe('missed');
    // Not the number of all rows above some of them.
    const shown = page.getByText(/^\d+ of 150 rows match$/);
    await shown.waitFor();
    const { items } = (await (
      await page.request.get(`/backups/${web.backup}/tables/calls/rows?column=outcome&equals=missed&limit=200`)
    ).json()) as { items: readonly unknown[] };
    expect(Number.parseInt(await shown.innerText(), 10)).toBe(items.length);
    await page.getByLabel('Column to filter by').selectOption('provider');
    await page.getByRole('searchbox', { name: 'Provider contains' }).fill('no such word');
    await page.getByText('No row fits this filter.').waitFor();
    await page.getByText('0 of 150 rows match').waitFor();
  });

  it('show the chosen columns', async () => {
    const page = await open('?t=calls');
    await rows(page).first().waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: /^Uuid/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Uuid' }).waitFor();
    expect(new URL(page.url()).searchParams.get('cols')).toContain('uuid');
  });

  it('open a row by keys, then the next one, with a link to its source', async () => {
    const page = await open('?t=calls');
    await rows(page).first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer.getByText('Source key').waitFor();
    const first = new URL(page.url()).searchParams.get('r');
    await drawer.getByRole('button', { name: 'Next row' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('r')).not.toBe(first);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await page.goto(`b/${web.backup}/tables?t=calls&r=h12`);
    await drawer.getByText('Source key').waitFor();
    await drawer.getByRole('button', { name: 'Source' }).click();
    await page.getByRole('heading', { name: 'Where this comes from' }).waitFor();
  });

  it('are exported while the backup is locked', async () => {
    const page = await open('?t=calls');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Table for spreadsheets (CSV)' }).click();
    expect((await saved).suggestedFilename()).toMatch(/\.zip$/);
    // Every export describes itself.
    expect(await readFile(await (await saved).path(), 'latin1')).toContain('ABOUT.json');
  });

  it('are exported with choices of order and proof', async () => {
    const page = await open('?t=calls');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'With choices …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('combobox', { name: 'Order' }).waitFor();
    await dialog.getByRole('switch', { name: 'With proof' }).click();
    const saved = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    const zip = await readFile(await (await saved).path(), 'latin1');
    for (const name of ['MANIFEST.json', 'MANIFEST.sig', 'verify.html']) expect(zip).toContain(name);
  });

  it('show hostile text as text', async () => {
    await web.app.app.store.write
      .updateTable('calls')
      .set({ location: HOSTILE, name: HOSTILE, handle: HOSTILE, raw: { [HOSTILE]: HOSTILE } })
      .where('key', '=', 'h1')
      .execute();
    const page = await open('?t=calls&cols=key,name,location,handle,raw&r=h1');
    await page.getByRole('dialog').getByText('<script>', { exact: false }).first().waitFor();
    expect(await page.locator('img[onerror]').count()).toBe(0);
    await expectNoOverflow(page);
  });
});
