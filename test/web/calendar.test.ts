import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { waitForKeys } from './support/focus.ts';
import { HOSTILE } from './support/looks.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { useWebTest } from './support/web-test.ts';

/** A month of the demo with many events. */
const JUNE = '?date=2024-06-12';

describeInBrowser('the calendars of a backup', () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true, changes: true });
  const open = (rest = JUNE, options: Parameters<typeof web.open>[1] = {}) =>
    web.open(`b/${web.backup}/calendar${rest}`, options);
  const dateIn = (page: Page): string | null => new URL(page.url()).searchParams.get('date');
  const bars = (page: Page) => page.getByRole('table', { name: 'Calendar' }).locator('[data-event]');
  const dayLink = (page: Page, day: string) => page.locator(`[data-day="${day}"]`);

  it('start in the month of the backup, and go to today and to other months by keys', async () => {
    const page = await open('');
    await page.getByRole('heading', { name: 'June 2025', level: 1 }).waitFor();
    await page.keyboard.press('p');
    await page.getByRole('heading', { name: 'May 2025' }).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('heading', { name: 'June 2025', level: 1 }).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('heading', { name: 'July 2025' }).waitFor();
    await page.keyboard.press('t');
    const today = new Date().toISOString().slice(0, 10);
    await expect.poll(() => dateIn(page)).toBe(today);
    await dayLink(page, today).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'July 2025' }).waitFor();
  });

  it('show events of several days as one bar, and move between days by arrow keys', async () => {
    const page = await open();
    const journey = bars(page).filter({ hasText: /^Journey 155/ });
    const [bar, day] = [await journey.boundingBox(), await dayLink(page, '2024-06-12').boundingBox()];
    expect((bar?.width ?? 0) / (day?.width ?? 1)).toBeCloseTo(5, 0);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => dateIn(page)).toBe('2024-06-19');
    await page.getByRole('heading', { name: 'Wednesday 19 June' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => dateIn(page)).toBe('2024-06-18');
    await page.getByRole('heading', { name: 'Tuesday 18 June' }).waitFor();
    await expect.poll(() => dayLink(page, '2024-06-18').evaluate((day) => day === document.activeElement)).toBe(true);
  });

  it('can be switched on and off, which is kept in the URL', async () => {
    const page = await open();
    await bars(page).filter({ hasText: 'Journey' }).first().waitFor();
    await page.getByRole('button', { name: 'Calendars' }).click();
    await page.getByRole('menuitemcheckbox', { name: /Holidays/ }).click();
    await page.waitForURL('**hide=**');
    await page.keyboard.press('Escape');
    await expect.poll(() => bars(page).filter({ hasText: 'Journey' }).count()).toBe(0);
    await page.reload();
    await bars(page).first().waitFor();
    expect(await bars(page).filter({ hasText: 'Journey' }).count()).toBe(0);
  });

  it('open the chosen occurrence of a series, with people and alarms', async () => {
    const row = await web.app.app.store.read
      .selectFrom('calendar_events')
      .selectAll()
      .where('attendees', 'is not', null)
      .where('alarms', 'is not', null)
      .where('startAt', 'is not', null)
      .executeTakeFirstOrThrow();
    const page = await open(`?e=${row.key}&at=${Number(row.startAt) + 7 * 86_400_000}`);
    const drawer = page.getByRole('dialog');
    const shown = new Date(Number(row.startAt) + 7 * 86_400_000);
    await drawer
      .getByText(new RegExp(`\\b${shown.getUTCDate()} \\w+ ${shown.getUTCFullYear()}`))
      .first()
      .waitFor();
    await drawer.getByRole('heading', { name: 'Attendees' }).waitFor();
    await drawer.getByText('Reminders').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    expect(dateIn(page)).toBe(shown.toISOString().slice(0, 10));
  });

  it('are also a list with keys to move between events', async () => {
    const page = await open(`${JUNE}&view=agenda`);
    await page.getByRole('heading', { name: 'Wednesday 12 June' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const focused = page.locator('main [data-event]:focus');
    const name = await focused.textContent();
    await page.keyboard.press('Enter');
    const title = page.getByRole('dialog').getByRole('heading').first();
    await expect.poll(async () => name?.includes((await title.textContent()) ?? 'no title')).toBe(true);
    await waitForKeys(page.getByRole('dialog'));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('m');
    await page.getByRole('table', { name: 'Calendar' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Earlier month').waitFor();
  });

  it('show all-day events on their day in every time zone, and months in German', async () => {
    const dayOf = async (zone: string): Promise<string | undefined> => {
      const page = await open(JUNE, { zone, locale: 'de-DE' });
      await page.getByRole('heading', { name: 'Juni 2024', level: 1 }).waitFor();
      const bar = page.locator('td [data-event]').filter({ hasText: /^Market day 162/ });
      await bar.waitFor();
      return (await bar.locator('xpath=..').locator('[data-day]').getAttribute('data-day')) ?? undefined;
    };
    expect(await dayOf('Pacific/Auckland')).toBe('2024-06-17');
    expect(await dayOf('Pacific/Honolulu')).toBe('2024-06-17');
  });

  it('show hostile text as text', async () => {
    const { key } = await web.app.app.store.read
      .selectFrom('calendar_events')
      .select('key')
      .where('title', 'like', 'Market day%')
      .executeTakeFirstOrThrow();
    await web.app.app.store.write
      .updateTable('calendar_events')
      .set({
        title: HOSTILE,
        notes: HOSTILE,
        location: HOSTILE,
        url: 'javascript:document.title=1',
        timeZone: '../../etc/passwd',
        endAt: 8.64e15,
        startDate: '2024-06-05',
        endDate: '9999-99-99',
      })
      .where('key', '=', key)
      .execute();
    const page = await open(`?date=2024-06-05&e=${key}`);
    await page.getByRole('dialog', { name: HOSTILE }).getByText('javascript:document.title=1').waitFor();
    expect(await page.locator('img[onerror], [role=dialog] a[href^="javascript"]').count()).toBe(0);
    await expectNoOverflow(page);
    await expectAccessible(page);
  });
});
