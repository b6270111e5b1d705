import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { CATALOG, EVERYTHING } from './support/demos.ts';
import { saveFrom } from './support/downloads.ts';
import { HOSTILE } from './support/looks.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('the calls of a backup', () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true, changes: true });
  const open = (rest = '', options: Parameters<typeof web.open>[1] = {}) =>
    web.open(`b/${web.backup}/calls${rest}`, options);
  const rows = (page: Page) => page.getByRole('list', { name: 'Calls' }).getByRole('link');
  const callIn = (page: Page): string | null => new URL(page.url()).searchParams.get('c');
  /** Waits until the call of a row is shown: the URL changes before that. */
  const opened = async (page: Page, row: number): Promise<void> => {
    const at = await rows(page).nth(row).getByRole('time').getAttribute('datetime');
    const pane = page.getByRole('main').locator('header').last().getByRole('time');
    await expect.poll(() => pane.evaluateAll(([time]) => time?.getAttribute('datetime'))).toBe(at);
  };

  it('are grouped by day, newest first, and can be reversed', async () => {
    const newest = await web.app.app.store.read
      .selectFrom('calls')
      .select(({ fn }) => [fn.max('at').as('at'), fn.countAll<number>().as('count')])
      .executeTakeFirstOrThrow();
    const page = await open();
    const total = page.getByRole('main').locator('header').first().getByText(String(newest.count), { exact: true });
    await total.waitFor();
    const time = rows(page).first().getByRole('time');
    await expect.poll(async () => Date.parse((await time.getAttribute('datetime')) ?? '')).toBe(newest.at);
    await page.getByRole('button', { name: 'Newest first: turn the order' }).click();
    await page.waitForURL('**order=oldest**');
    await expect
      .poll(async () => Date.parse((await time.getAttribute('datetime')) ?? ''))
      .toBeLessThan(Number(newest.at));
  });

  it('are filtered by kind and person, with a message if nothing matches', async () => {
    const page = await open();
    await page.getByLabel('Kind').selectOption('missed');
    await page.waitForURL('**kind=missed**');
    // Not the number of all calls beside some of them.
    const title = page.getByRole('heading', { name: 'Calls', level: 1 }).locator('..');
    await expect.poll(async () => (await title.textContent())?.replace(/^Calls/, '')).not.toMatch(/\d/);
    await expect
      .poll(async () => {
        const texts = await rows(page).allTextContents();
        return texts.length > 0 && texts.every((text) => text.includes('Missed'));
      })
      .toBe(true);
    await page.getByRole('searchbox', { name: 'Find a person' }).fill('nobody of that name');
    await page.getByRole('heading', { name: 'Nothing fits' }).waitFor();
    await page.getByRole('link', { name: 'Clear the filters' }).click();
    await rows(page).first().waitFor();
  });

  it('are filtered by the hours of the day, in the time zone of the page', async () => {
    const times = async (page: Page, zone: string): Promise<readonly number[]> => {
      const all = await rows(page)
        .getByRole('time')
        .evaluateAll((found) => found.map((time) => time.getAttribute('datetime') ?? ''));
      return all.map((at) => Temporal.Instant.from(at).toZonedDateTimeISO(zone).hour);
    };
    for (const zone of ['UTC', 'Asia/Tokyo']) {
      const page = await open('', { zone });
      await rows(page).first().waitFor();
      await page.getByLabel('Time of day').selectOption({ label: 'At night, 22–6' });
      await page.waitForURL('**time=night**');
      await expect
        .poll(async () => {
          const hours = await times(page, zone);
          return hours.length > 2 && hours.every((hour) => hour >= 22 || hour < 6);
        })
        .toBe(true);
      const night = await times(page, zone);
      await page.getByLabel('Time of day').selectOption({ label: 'Mornings, 6–12' });
      await expect.poll(async () => (await times(page, zone)).every((hour) => hour >= 6 && hour < 12)).toBe(true);
      expect(await times(page, zone)).not.toEqual(night);
      await page.getByLabel('Time of day').selectOption({ label: 'At any hour' });
      await page.waitForURL((url) => !url.searchParams.has('time'));
    }
  });

  it('open by keys with their details and a link to the person', async () => {
    const page = await open();
    await rows(page).first().waitFor();
    // The first is open from the start.
    await opened(page, 0);
    const first = callIn(page);
    expect(first).not.toBeNull();
    await page.keyboard.press('j');
    await opened(page, 1);
    expect(callIn(page)).not.toBe(first);
    await page.keyboard.press('Escape');
    await expect.poll(() => callIn(page)).toBeNull();
    const answered = await web.app.app.store.read
      .selectFrom('calls')
      .selectAll()
      .where('outcome', '=', 'answered')
      .where('handle', 'is not', null)
      .where('isGroup', '=', false)
      .executeTakeFirstOrThrow();
    await page.goto(`b/${web.backup}/calls?c=${answered.key}`);
    await page.getByText('Connected for').waitFor();
    await page.getByRole('link', { name: 'Open the person' }).click();
    await page.waitForURL('**/people?p=**');
    await page.getByRole('heading', { name: 'Why this is one person' }).waitFor();
  });

  it('of WhatsApp are in a separate log, and can be linked to', async () => {
    const page = await open();
    await page.getByLabel('Log').selectOption('whatsapp');
    await page.waitForURL('**log=whatsapp**');
    // Calls of the other log remain visible until these are loaded.
    const call = rows(page).filter({ hasText: 'WhatsApp' }).first();
    await expect.poll(() => rows(page).filter({ hasNotText: 'WhatsApp' }).count()).toBe(0);
    await call.click();
    await page.getByRole('heading', { name: 'With the same person' }).waitFor();
    await page.reload();
    await page.getByText('Through', { exact: true }).waitFor();
  });

  it('show hostile names as text', async () => {
    await web.app.app.store.write
      .updateTable('calls')
      .set({ handle: HOSTILE, handles: null, name: HOSTILE, location: HOSTILE, isGroup: false })
      .where('key', '=', 'h7')
      .execute();
    const page = await open('?c=h7');
    await page.getByRole('heading', { level: 2 }).filter({ hasText: '<script>' }).waitFor();
    expect(await page.locator('main img[onerror], main script').count()).toBe(0);
    await expectNoOverflow(page);
    await expectAccessible(page);
  });
});

describeInBrowser('the calls of declared apps', () => {
  const web = useWebTest({ demo: CATALOG, indexed: true });
  const rows = (page: Page) => page.getByRole('list', { name: 'Calls' }).getByRole('link');

  it('are logs of the screen, named by their kinds; only those of the backup are offered', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/calls`);
    // This phone has no calls of its own: its log is offered because it is shown.
    await page.getByRole('heading', { name: 'Not in this backup' }).waitFor();
    const log = page.getByLabel('Log');
    await expect
      .poll(() => log.getByRole('option').allTextContents())
      .toEqual(['The phone', 'Google Meet calls', 'Google Voice calls', 'Skype calls', 'Teams calls', 'Viber calls']);
    await log.selectOption('Viber calls');
    await page.waitForURL('**log=viber**');
    await rows(page).filter({ hasText: 'Viber' }).first().waitFor();
    // Services are of the phone.
    expect(await page.getByLabel('Kind').getByRole('option').allTextContents()).toEqual([
      'All calls',
      'Missed',
      'Incoming',
      'Outgoing',
      'With video',
    ]);
    expect(await log.getByRole('option').allTextContents()).not.toContain('The phone');
    // Calls that are records of an app without chats.
    await log.selectOption('Google Meet calls');
    await page.waitForURL('**log=google-meet**');
    await rows(page).filter({ hasText: 'Noor Haddad' }).filter({ hasText: 'Google Meet, video' }).waitFor();
    await page.getByLabel('Kind').selectOption('missed');
    await rows(page).filter({ hasText: 'luca@example.org' }).waitFor();
    await expect.poll(() => rows(page).count()).toBe(1);
    await expectNoOverflow(page);
    await expectAccessible(page);
    // An export of the list has the same filter.
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menu').getByText('Only what the list shows with its filter').waitFor();
    const json = page.getByRole('menuitem', { name: 'JSON', exact: true });
    const text = (await saveFrom(page, () => json.click())).bytes.toString();
    expect(text).toContain('luca@example.org');
    expect(text).not.toContain('Noor Haddad');
  });

  it(
    'are opened by hits of the search, lead to their chat, and have their source and an export',
    fullOnly,
    async () => {
      const page = await web.open('search?q=type:viber-call', { unlocked: true });
      await page.getByRole('list', { name: 'Hits' }).getByRole('link').first().click();
      await page.waitForURL(/\/calls\?log=viber&c=/);
      const main = page.getByRole('main');
      await main.getByText('Through', { exact: true }).waitFor();
      await main.getByRole('button', { name: 'Source' }).click();
      await page.getByRole('dialog').getByText('Contacts.data').first().waitFor();
      await page.keyboard.press('Escape');
      await main.getByRole('button', { name: 'Export', exact: true }).click();
      const json = page.getByRole('menuitem', { name: 'JSON', exact: true });
      const { bytes } = await saveFrom(page, () => json.click());
      expect(bytes.toString()).toContain('viber-call');
      await main.getByRole('link', { name: 'Open the chat' }).click();
      await page.waitForURL('**/chats/viber?c=**');
      await page.locator('[data-message]').first().waitFor();
    },
  );
});
