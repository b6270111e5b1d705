import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ExportJobListView } from '../../src/contract/export-jobs.ts';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { CHAT_DEMO, feedOf, settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { saveFrom, unzip } from './support/downloads.ts';
import { goToAfresh } from './support/navigate.ts';
import { useWebTest } from './support/web-test.ts';

/** Folder for screenshots to look at. */
const SHOTS = process.env['EXPORT_JOBS_SHOTS'];

describeInBrowser('exports in the background', fullOnly, () => {
  const web = useWebTest({ demo: { ...CHAT_DEMO, password: 'secret' }, indexed: true });
  const tray = (page: Page) => page.getByRole('region', { name: 'Exports' });
  const shot = async (page: Page, name: string) => {
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` });
  };
  /** An export of all chats that the page did not ask for: it waits to be saved. PDF takes long. */
  const start = (page: Page, format = 'pdf') =>
    page.evaluate(
      async ([backup, wanted]) => {
        const answer = await fetch(`/backups/${backup}/export-jobs`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ what: 'conversations', format: wanted }),
        });
        return answer.status;
      },
      [web.backup, format],
    );

  it('show their progress, are cancelled, made again and removed', async () => {
    const page = await web.open(`b/${web.backup}/messages`, { unlocked: true });
    expect(await start(page)).toBe(201);
    await page.reload();
    await tray(page).getByText('Making 1 export').waitFor();
    await tray(page).getByRole('progressbar').waitFor();
    await tray(page)
      .getByText(/Being made · .*MB|Being made · .*kB|Being made · .*byte/)
      .waitFor();
    await expectAccessible(page);
    await shot(page, 'making');
    await tray(page).getByRole('button', { name: 'Hide the exports' }).click();
    await tray(page).getByRole('progressbar').waitFor({ state: 'detached' });
    await tray(page).getByRole('button', { name: 'Show the exports' }).click();
    await tray(page).getByRole('button', { name: 'Cancel the export' }).click();
    await tray(page).getByText('Cancelled').waitFor();
    await shot(page, 'cancelled');
    await tray(page).getByRole('button', { name: 'Make again' }).click();
    await tray(page).getByRole('progressbar').waitFor();
    await tray(page).getByRole('button', { name: 'Cancel the export' }).click();
    await tray(page).getByText('Cancelled').waitFor();
    await tray(page).getByRole('button', { name: 'Remove the export' }).click();
    await tray(page).waitFor({ state: 'detached' });
  });

  it('are folded in a low window, as of a page enlarged to 200 %, and leave room for the list', async () => {
    const page = await web.open(`b/${web.backup}/messages`, { unlocked: true, width: 640, height: 400 });
    expect(await start(page)).toBe(201);
    await page.reload();
    await tray(page).getByText('Making 1 export').waitFor();
    expect(await tray(page).getByRole('progressbar').count()).toBe(0);
    const list = await page.getByRole('list', { name: 'Conversations' }).boundingBox();
    expect(list?.height).toBeGreaterThan(120);
    await tray(page).getByRole('button', { name: 'Show the exports' }).click();
    await tray(page).getByRole('progressbar').waitFor();
    await tray(page).getByRole('button', { name: 'Cancel the export' }).click();
    await tray(page).getByRole('button', { name: 'Remove the export' }).click();
    await tray(page).waitFor({ state: 'detached' });
  });

  it('say what failed and what to do next', async () => {
    const page = await web.open(`b/${web.backup}/messages`, { unlocked: true, spoiled: true });
    expect(await start(page)).toBe(201);
    await page.route(/\/export-jobs$/, async (route) => {
      const response = await route.fetch();
      const list = (await response.json()) as ExportJobListView;
      const full = { state: 'failed', code: 'DISK_FULL', reason: 'The disk is full.', reasonCode: null };
      return route.fulfill({ response, json: { ...list, items: list.items.map((job) => ({ ...job, ...full })) } });
    });
    await page.reload();
    await tray(page)
      .getByText(/^\d+ exports? failed$/)
      .waitFor();
    const entry = tray(page).getByRole('listitem').first();
    await entry.getByText('The disk is full.').waitFor();
    await entry.getByText('Free some space and try again.').waitFor();
    await entry.getByRole('button', { name: 'Make again' }).waitFor();
    await expectAccessible(page);
    await page.unroute(/\/export-jobs$/);
    await page.reload();
    await tray(page).getByRole('button', { name: 'Cancel the export' }).first().click();
    await tray(page).getByRole('button', { name: 'Remove the export' }).first().click();
    await tray(page).waitFor({ state: 'detached' });
  });

  it('say in the dialog that asked for them that they failed', async () => {
    const page = await web.open(`b/${web.backup}/messages`, { unlocked: true, spoiled: true });
    await page.locator('[data-chat]').first().click();
    await page.locator('[data-message]').first().waitFor();
    await page.route(/\/export-jobs$/, async (route) => {
      const response = await route.fetch();
      if (route.request().method() !== 'GET') return route.fulfill({ response });
      const list = (await response.json()) as ExportJobListView;
      const full = { state: 'failed', code: 'DISK_FULL', reason: 'The disk is full.', reasonCode: null };
      return route.fulfill({ response, json: { ...list, items: list.items.map((job) => ({ ...job, ...full })) } });
    });
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: 'Export this chat' });
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await dialog.getByText('It could not be made: The disk is full.').waitFor();
    await expectAccessible(page);
    await page.unroute(/\/export-jobs$/);
    await page.reload();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await tray(page).getByRole('button', { name: 'Remove the export' }).first().click();
    await tray(page).waitFor({ state: 'detached' });
  });

  it('have the messages that are chosen by click, Shift and keyboard', async () => {
    const page = await web.open(`b/${web.backup}/messages?sort=messages`, { unlocked: true });
    await page.locator('[data-chat]').first().click();
    await settled(page);
    await page.getByRole('button', { name: 'More', exact: true }).last().click();
    await page.getByRole('menuitem', { name: 'Select messages' }).click();
    const messages = page.locator('[data-message]');
    const { keys } = await feedOf(page);
    const at = (index: number) => page.locator(`[data-message="${keys.at(index) ?? ''}"]`);
    await at(-6).click({ position: { x: 4, y: 4 } });
    await page.getByText('1 selected').waitFor();
    await at(-2).click({ position: { x: 4, y: 4 }, modifiers: ['Shift'] });
    await page.getByText('5 selected').waitFor();
    await at(-3).focus();
    await page.keyboard.press('Space');
    await page.getByText('4 selected').waitFor();
    expect(await messages.count()).toBeGreaterThan(5);
    await shot(page, 'selection');
    await page.getByRole('button', { name: 'Export …' }).click();
    const dialog = page.getByRole('dialog', { name: /^Export 4 messages of / });
    await expectAccessible(page);
    await shot(page, 'selection-dialog');
    const { name, bytes } = await saveFrom(page, () =>
      dialog.getByRole('button', { name: 'Export', exact: true }).click(),
    );
    expect(name).toMatch(/\.html$/);
    const found = [...bytes.toString().matchAll(/ id="m([^"]+)"/g)].map(([, key]) => key);
    expect(found).toEqual([keys.at(-6), keys.at(-5), keys.at(-4), keys.at(-2)]);
  });

  it('have what a search found, the timeline of kinds, and all of a person', async () => {
    const page = await web.open('search?q=station');
    await page.getByRole('button', { name: 'Export …' }).click();
    const found = page.getByRole('dialog', { name: 'Export what was found' });
    const pdf = await saveFrom(page, () => found.getByRole('button', { name: 'Export', exact: true }).click());
    expect([pdf.name, pdf.bytes.subarray(0, 4).toString()]).toEqual(['Search station.pdf', '%PDF']);
    // The dialog stays open after an export, and has a heading and a button "Export" too, until the next screen is loaded.
    await goToAfresh(page, 'timeline?types=call');
    await page.getByRole('button', { name: 'Export …' }).click();
    const period = page.getByRole('dialog', { name: 'Export a period' });
    await period.getByLabel('From').fill('2020-01-01');
    await period.getByLabel('Until').fill('2020-01-02');
    const empty = await saveFrom(page, () => period.getByRole('button', { name: 'Export', exact: true }).click());
    expect(empty.name).toBe('Timeline 2020-01-01 to 2020-01-02.pdf');
    const people = await page.request.get(`/people?backup=${web.backup}&limit=2`);
    const { key = '', name = '' } =
      ((await people.json()) as { items: { key: string; name: string }[] }).items.at(-1) ?? {};
    await goToAfresh(page, `b/${web.backup}/people?p=${encodeURIComponent(JSON.stringify(key))}`);
    await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
    await page
      .getByRole('button', { name: /^(?:Export|Everything with this person)/ })
      .last()
      .click();
    const all = page.getByRole('menuitem', { name: 'Everything with this person …' });
    const person = page.getByRole('dialog', { name: /^Export everything with / });
    await all.or(person).waitFor();
    if (await all.isVisible()) await all.click();
    await shot(page, 'person');
    await person.getByRole('switch', { name: 'With proof' }).click();
    const zip = await saveFrom(page, () => person.getByRole('button', { name: 'Export', exact: true }).click());
    expect([...(await unzip(zip)).keys()]).toEqual(expect.arrayContaining(['export-plan.json', 'MANIFEST.json']));
  });

  it('stay in the page if they can no longer be saved', async () => {
    const page = await web.open(`b/${web.backup}/messages`, { unlocked: true, spoiled: true });
    expect(await start(page, 'html')).toBe(201);
    await page.reload();
    await tray(page).getByRole('button', { name: 'Save' }).first().waitFor();
    await page.context().clearCookies();
    await tray(page).getByRole('button', { name: 'Save' }).first().click();
    await page.getByRole('heading', { name: 'Sign this browser in' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/app\//);
  });

  it('are saved when they are ready, under the name of chat and period', async () => {
    const page = await web.open(`b/${web.backup}/messages`, { unlocked: true });
    await page.locator('[data-chat]').first().click();
    await page.locator('[data-message]').first().waitFor();
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: 'Export this chat' });
    const { name, bytes } = await saveFrom(page, () =>
      dialog.getByRole('button', { name: 'Export', exact: true }).click(),
    );
    expect(name).toMatch(/ \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d\.html$/);
    expect(bytes.toString()).toMatch(/^<!doctype html>/);
    // What became of it is beside the buttons, in view, and the focus is where it was.
    const told = dialog.getByRole('status').filter({ hasText: `Your browser has saved “${name}”.` });
    expect(await told.textContent()).toMatch(/” *\. \d+ records · .*kB$/);
    expect(await told.evaluate((text) => text.getBoundingClientRect().bottom < window.innerHeight)).toBe(true);
    const focused = page.locator('button:focus');
    expect(await focused.textContent()).toBe('Export');
    // It is done: the prominent button is no longer the one that exports it again.
    const colour = (name: string): Promise<string> =>
      dialog.getByRole('button', { name, exact: true }).evaluate((button) => getComputedStyle(button).backgroundColor);
    const [done, again] = [await colour('Done'), await colour('Export')];
    expect(done).not.toBe(again);
    expect(again).toBe(await dialog.evaluate((element) => getComputedStyle(element).backgroundColor));
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'detached' });
    // What was saved does not wait to be saved.
    await tray(page).getByText(name).waitFor({ state: 'detached' });
    await page.keyboard.press('e');
    await dialog.getByRole('switch', { name: 'With proof' }).click();
    const zip = await saveFrom(page, () => dialog.getByRole('button', { name: 'Export', exact: true }).click());
    expect([...(await unzip(zip)).keys()]).toEqual(expect.arrayContaining(['export-plan.json', 'MANIFEST.json']));
  });

  it('are saved, even if the list has them as finished before the request for them is answered', async () => {
    const page = await web.open(`b/${web.backup}/messages`, { unlocked: true });
    const dialog = page.getByRole('dialog', { name: 'Export this chat' });
    const exportChat = async (): Promise<string> => {
      await page.keyboard.press('e');
      const { name } = await saveFrom(page, () => dialog.getByRole('button', { name: 'Export', exact: true }).click());
      await dialog.getByRole('button', { name: 'Done' }).click();
      await dialog.waitFor({ state: 'detached' });
      return name;
    };
    await page.locator('[data-chat]').first().click();
    await page.locator('[data-message]').first().waitFor();
    expect(await start(page, 'html')).toBe(201);
    await page.reload();
    await page.locator('[data-message]').first().waitFor();
    const states = async (): Promise<readonly string[]> => {
      const list = (await (await page.request.get(`${web.app.url}/export-jobs`)).json()) as ExportJobListView;
      return list.items.map(({ state }) => state);
    };
    await expect.poll(states, { timeout: 10_000 }).not.toContain('running');
    await tray(page).getByRole('button', { name: 'Remove the export' }).first().waitFor();
    const before = await states();
    await page.route(/\/export-jobs$/, async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      const response = await route.fetch();
      await expect.poll(states, { timeout: 10_000 }).toEqual(['ready', ...before]);
      // The list is asked for again when one of it is removed.
      const listed = page.waitForResponse((answer) => answer.url().endsWith('/export-jobs'));
      // Behind the dialog it has no role.
      await page.locator('button[aria-label="Remove the export"]').last().dispatchEvent('click');
      await listed;
      return route.fulfill({ response });
    });
    expect(await exportChat()).toMatch(/\.html$/);
  });
});
