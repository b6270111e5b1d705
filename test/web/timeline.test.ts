import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { waitUntilStable } from './support/frames.ts';
import { makeAnswersHostile } from './support/hostile-answers.ts';
import { HOSTILE, LOOKS } from './support/looks.ts';
import { useWebTest } from './support/web-test.ts';

const list = (page: Page) => page.getByRole('list', { name: 'Everything by time' });
const month = (page: Page) => page.getByRole('slider', { name: 'Month' });

/** The first record in view, and its distance from the top of the list. */
const atTop = (page: Page): Promise<{ text: string; top: number }> =>
  list(page).evaluate((frame) => {
    const { top } = frame.getBoundingClientRect();
    const row = [...frame.querySelectorAll('a')].find((link) => link.getBoundingClientRect().bottom > top + 40);
    return { text: row?.textContent ?? '', top: Math.round((row?.getBoundingClientRect().top ?? 0) - top) };
  });

/** Time of the record at the top of the view, which is in the URL. */
const momentAtTop = (page: Page): Promise<number> =>
  list(page).evaluate((frame) => {
    const { top } = frame.getBoundingClientRect();
    const row = [...frame.querySelectorAll('[role="listitem"]')].find(
      (item) => item.getBoundingClientRect().bottom > top,
    );
    return Date.parse(row?.querySelector('time')?.dateTime ?? '');
  });

const scrollTop = (page: Page): Promise<number> => list(page).evaluate((frame) => frame.scrollTop);

/** True for a request for earlier or later records. */
const isOfAnotherPage = ({ pathname, searchParams }: URL): boolean =>
  pathname === '/timeline' && searchParams.has('cursor');

describeInBrowser('the timeline', () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });

  it('starts with the newest before the backup and links to each record', async () => {
    const page = await web.open('timeline');
    await list(page).getByRole('heading', { name: 'Sunday, 15 June 2025' }).waitFor();
    await expect.poll(() => month(page).getAttribute('aria-valuetext')).toMatch(/^June 2025: [\d,]+ records$/);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/b\/\w+\/\w+\?/);
    await page.goBack();
    await list(page).getByRole('heading', { name: 'Sunday, 15 June 2025' }).waitFor();
  });

  it('says the local time of the place where a photo was taken', async () => {
    const page = await web.open('timeline?types=photo', { zone: 'Asia/Tokyo' });
    await list(page).getByRole('link').first().waitFor();
    expect(await list(page).textContent()).toMatch(/\d there \(UTC[+-]\d\d:\d\d\)/);
  });

  it('moves to any month, scrolls both ways without jumps, and remembers its position', async () => {
    const page = await web.open('timeline');
    await list(page).getByRole('link').first().waitFor();
    const { promise: looked, resolve: goOn } = Promise.withResolvers<void>();
    await page.route(isOfAnotherPage, async (route) => {
      await looked;
      await route.continue();
    });
    await month(page).focus();
    await page.keyboard.press('PageDown');
    await page.waitForURL(/\/timeline\?at=\d+/);
    await expect.poll(() => month(page).getAttribute('aria-valuetext')).toMatch(/^June 2024/);
    await list(page)
      .getByRole('heading', { name: /June 2024$/ })
      .first()
      .waitFor();
    // Later records are inserted above the view, which must not move.
    await waitUntilStable(page, () => atTop(page));
    const before = await atTop(page);
    const above = await scrollTop(page);
    goOn();
    await expect.poll(() => scrollTop(page)).toBeGreaterThan(above);
    await waitUntilStable(page, () => scrollTop(page));
    expect(await atTop(page)).toEqual(before);
    await list(page).evaluate((frame) => frame.scrollBy(0, -3000));
    await list(page)
      .getByRole('heading', { name: /(June|July) 2024$/ })
      .first()
      .waitFor();
    await list(page).evaluate((frame) => frame.scrollBy(0, 9000));
    await waitUntilStable(page, () => atTop(page));
    // The URL is updated after scrolling has ended.
    await expect
      .poll(async () => Number(new URL(page.url()).searchParams.get('at')) - (await momentAtTop(page)))
      .toBe(0);
    const { text } = await atTop(page);
    await page.reload();
    await list(page).getByRole('link').first().waitFor();
    await list(page).getByText(text.slice(0, 20)).first().waitFor();
  });

  it('keeps a limited number of records while scrolling', async () => {
    const page = await web.open('timeline');
    await list(page).getByRole('link').first().waitFor();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/timeline?')) asked.push(request.url());
    });
    await expect
      .poll(async () => {
        await list(page).evaluate((frame) => frame.scrollBy(0, 6000));
        return asked.length;
      })
      .toBeGreaterThan(14);
    const height = await list(page).evaluate((frame) => frame.scrollHeight);
    // Twelve pages of a hundred records, each at most 120 pixels high including the name of its day.
    expect(height).toBeLessThan(13 * 100 * 120);
  });

  it('can be filtered by type', async () => {
    const page = await web.open('timeline');
    await page.getByRole('button', { name: 'Types: Everything' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Calls', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.waitForURL('**/timeline?types=call');
    await page.getByRole('button', { name: 'Types: Calls' }).waitFor();
    await list(page).getByRole('link').first().waitFor();
    expect(await list(page).getByRole('link').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('Call')]),
    );
    await expect.poll(() => list(page).getByText('Message', { exact: true }).count()).toBe(0);
    await page.goto('timeline?types=nothing');
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Show everything' }).click();
    await list(page).getByRole('link').first().waitFor();
  });

  it('shows hostile text as text', async () => {
    const page = await web.open('settings');
    await makeAnswersHostile(page, '/timeline');
    await page.goto('timeline');
    await page.getByText(HOSTILE).first().waitFor();
    expect(await page.title()).toBe('Timeline – Apple Juicer');
    expect(await page.locator('main img, main script').count()).toBe(0);
  });

  it('goes to a month on a phone', async () => {
    const page = await web.open('timeline', LOOKS[1]);
    await list(page).getByRole('link').first().waitFor();
    await page.getByLabel('Go to month').selectOption({ label: 'March 2025' });
    await list(page)
      .getByRole('heading', { name: /March 2025$/ })
      .first()
      .waitFor();
  });
});
