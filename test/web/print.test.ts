import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { readPdf } from '../support/read-pdf.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { waitUntilStable } from './support/frames.ts';
import { useWebTest } from './support/web-test.ts';

/** Width of A4 without the margins, in CSS pixels. */
const PAPER = 688;

/** Screens of the backup, others with a slash, and what is on their first page besides the heading. */
const SCREENS: readonly (readonly [screen: string, first: RegExp])[] = [
  ['overview', /Messages/],
  ['everything', /Contacts/],
  ['messages', /\w{4}/],
  ['whatsapp', /\w{4}/],
  ['calls', /\w{4}/],
  ['notes', /\w{4}/],
  ['people', /\w{4}/],
  ['calendar', /\w{4}/],
  ['ledger', /Complete/],
  ['tables', /contacts/],
  ['files', /Domain/],
  ['records/contact', /\w{4}/],
  ['marked', /Nothing is marked yet/],
  ['start', /What would you like to do/],
  ['/', /Indexed/],
  ['/timeline', /\w{4}/],
  ['/settings', /Time zone/],
];

describeInBrowser('on paper', fullOnly, () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });

  /** Text that the screen has of its own: links of the navigation are not among it. */
  const navigation = (page: Page) => page.getByRole('navigation').first();

  it.each(SCREENS)('%s has its heading and first entries, no navigation, and nothing cut', async (screen, first) => {
    const path = screen.startsWith('/') ? screen.slice(1) : `b/${web.backup}/${screen}`;
    const page = await web.show(path, { width: 1280, height: 900, unlocked: true });
    const heading = page.getByRole('heading', { level: 1 }).first();
    await heading.waitFor();
    await page.getByRole('main').getByText(first).filter({ visible: true }).first().waitFor();
    const title = (await heading.textContent()) ?? '';
    const { pages } = await readPdf(await page.pdf({ format: 'A4', printBackground: true }));
    const text = pages.join('\n');
    expect(text.replaceAll(/\s+/g, ' ')).toContain(title.replaceAll(/\s+/g, ' ').trim());
    expect(text).toMatch(first);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: PAPER, height: 971 });
    expect(await navigation(page).isVisible()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PAPER);
    await page.emulateMedia({ media: null });
  });

  it('a search has what was searched, and its hits', async () => {
    const page = await web.show('search?q=lemons', { width: 1280, height: 900, unlocked: true });
    await page.getByRole('list', { name: 'Hits' }).getByRole('link').first().waitFor();
    const { pages } = await readPdf(await page.pdf({ format: 'A4', printBackground: true }));
    expect(pages.join(' ')).toMatch(/Search\s+lemons\s+\d+ hits\s.*lemons/s);
  });

  it('photos have the pictures that are in view', async () => {
    const page = await web.open(`b/${web.backup}/photos`, { width: 1280, height: 900, unlocked: true });
    await page.locator('main img').first().waitFor();
    await page.getByRole('region', { name: 'Photos by day' }).evaluate((grid) => grid.scrollTo(0, 1500));
    await page.waitForLoadState('networkidle');
    const day = page.locator('main img').filter({ visible: true });
    await expect.poll(() => day.count()).toBeGreaterThan(5);
    const pdf = await page.pdf({ format: 'A4', printBackground: true });
    expect(pdf.toString('latin1').match(/\/Subtype \/Image/g)?.length ?? 0).toBeGreaterThan(5);
    // On the screen again, everything is as before.
    expect(await page.locator('[data-scrolled]').count()).toBe(0);
  });

  /** Lays a page out as for paper, with what the page does before it is printed. */
  const onPaper = async (page: Page): Promise<void> => {
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: PAPER, height: 971 });
  };

  const PART = 'Only what was on the screen.';

  it('the timeline has its records', async () => {
    const page = await web.show('timeline', { width: 1280, height: 900, unlocked: true });
    const first = page.getByRole('list').getByRole('link').first();
    await first.waitFor();
    const words = ((await first.innerText()).split('\n')[0] ?? '').trim();
    expect(words.length).toBeGreaterThan(2);
    const { pages } = await readPdf(await page.pdf({ format: 'A4' }));
    const text = pages.join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain(words);
    expect(text).toContain(PART);
  });

  it('a list is printed unless one of its records was chosen', async () => {
    const page = await web.open(`b/${web.backup}/calls`, { width: 1280, height: 900, unlocked: true });
    await page.waitForURL('**/calls?c=*');
    const list = page.getByRole('list', { name: 'Calls' });
    const record = page.getByRole('heading', { name: 'With the same person' });
    await list.getByRole('link').nth(3).waitFor();
    const print = async (): Promise<string> => (await readPdf(await page.pdf({ format: 'A4' }))).pages.join(' ');
    expect(await print()).toMatch(/Calls.*Only what was on the screen\..*\d{4}.*\d{4}/s);
    await list.getByRole('link').nth(1).click();
    await record.or(page.getByText('Began')).first().waitFor();
    const chosen = await print();
    expect(chosen).toContain('Began');
    expect(chosen).not.toContain(PART);
  });

  it.each([
    ['calls', 0],
    ['calls', 333],
    ['records/message', 0],
  ])('a long list ends with a whole row: %s, scrolled by %i', async (screen, by) => {
    const page = await web.open(`b/${web.backup}/${screen}`, { width: 1280, height: 900, unlocked: true });
    const list = page.getByRole('main').getByRole('list').and(page.locator('.virtual'));
    await list.getByRole('listitem').nth(5).waitFor();
    await list.evaluate((element, top) => element.scrollTo(0, top), by);
    await waitUntilStable(page, () => list.getByRole('listitem').allInnerTexts());
    await onPaper(page);
    // The list of a window of another size may have more rows.
    await waitUntilStable(page, () => list.getByRole('listitem').allInnerTexts());
    const seen = await list.evaluate((element) => {
      const frame = element.getBoundingClientRect();
      const ends = [...element.querySelectorAll('[role="listitem"]')]
        .map((row) => row.getBoundingClientRect())
        .filter(({ left, top, bottom }) => left < frame.right && top < frame.bottom && bottom > frame.top)
        .map(({ bottom }) => bottom);
      return { count: ends.length, left: frame.bottom - Math.max(...ends) };
    });
    expect(seen.count).toBeGreaterThan(5);
    expect(seen.left).toBeGreaterThanOrEqual(0);
    // No more is left out than one row with its heading.
    expect(seen.left).toBeLessThan(130);
  });

  it('a list that is printed as a whole does not say that it is a part', async () => {
    const page = await web.open(`b/${web.backup}/records/contact`, { width: 1280, height: 900, unlocked: true });
    const rows = page.getByRole('main').getByRole('list').getByRole('listitem').getByRole('link');
    await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(EVERYTHING.contacts);
    const { pages } = await readPdf(await page.pdf({ format: 'A4' }));
    // The fonts of PDFs write some Chinese characters as the radicals that look the same.
    const text = pages.join(' ').normalize('NFKC').replaceAll(/\s+/g, ' ');
    for (const row of await rows.all()) {
      expect(text).toContain((await row.innerText()).split('\n')[0]);
    }
    expect(text).not.toContain(PART);
  });

  it('a table has all columns that are shown, and their names also where it is scrolled', async () => {
    const page = await web.open(`b/${web.backup}/tables?t=messages`, { width: 1280, height: 900, unlocked: true });
    const table = page.getByRole('table', { name: 'Messages' });
    await table.locator('[data-row]').nth(5).waitFor();
    await table.evaluate((element) => element.scrollTo(0, 1000));
    const row = table.locator('[data-row="32"]');
    const words = ((await row.getByRole('cell').nth(5).textContent()) ?? '').trim().slice(0, 12);
    expect(words.length).toBeGreaterThan(2);
    const text = (await readPdf(await page.pdf({ format: 'A4' }))).pages.join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain(words);
    expect(text).toContain('Conversation');
    await onPaper(page);
    const heads = table.getByRole('columnheader');
    const last = await heads.last().boundingBox();
    const frame = await table.boundingBox();
    if (last === null || frame === null) throw new Error('The table is not printed.');
    expect(last.x + last.width).toBeLessThanOrEqual(PAPER);
    expect(last.y).toBeGreaterThanOrEqual(frame.y - 1);
    expect(last.y).toBeLessThan(frame.y + 40);
  });

  it('a month has its weeks one below the other', async () => {
    const page = await web.open(`b/${web.backup}/calendar`, { width: 1280, height: 900, unlocked: true });
    const days = page.getByRole('table', { name: 'Calendar' }).locator('[data-day]');
    await days.nth(27).waitFor();
    await onPaper(page);
    const tops = await days.evaluateAll((all) => all.map((day) => day.getBoundingClientRect().top));
    expect((tops[7] ?? 0) - (tops[0] ?? 0)).toBeGreaterThan(40);
  });

  it('a chat has the messages that are in view', async () => {
    const page = await web.open(`b/${web.backup}/messages`, { width: 1280, height: 900, unlocked: true });
    await page.getByRole('list').getByRole('link').filter({ hasText: 'Zoë' }).first().click();
    const newest = page.locator('[data-message]').last();
    await newest.waitFor();
    const lines = (await newest.innerText()).split('\n');
    const words = lines.toSorted((one, other) => other.length - one.length)[0] ?? '';
    expect(words.length).toBeGreaterThan(3);
    const { pages } = await readPdf(await page.pdf({ format: 'A4', printBackground: true }));
    expect(pages.join(' ').replaceAll(/\s+/g, ' ')).toContain(words.replaceAll(/\s+/g, ' ').trim().slice(0, 20));
    expect(pages.join(' ')).toContain('Only the messages that were on the screen.');
  });

  it('the messages of the owner are dark on white, as browsers leave out backgrounds', async () => {
    const page = await web.open(`b/${web.backup}/messages`, {
      width: 1280,
      height: 900,
      unlocked: true,
      theme: 'dark',
    });
    const bubble = page.locator('[data-message] .text-on-bubble').last();
    await bubble.waitFor();
    const look = () =>
      bubble.evaluate((element) => {
        const { color, backgroundColor, borderTopWidth } = getComputedStyle(element);
        return { color, backgroundColor, borderTopWidth };
      });
    const ink = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--color-ink'));
    expect(ink).not.toBe('');
    await page.emulateMedia({ media: 'print' });
    const onPaper = await look();
    await page.emulateMedia({ media: null });
    expect(onPaper).toMatchObject({ backgroundColor: 'rgba(0, 0, 0, 0)', borderTopWidth: '1px' });
    // Lightness of the first number of oklch.
    expect(Number(/oklch\(([\d.]+)/.exec(onPaper.color)?.[1])).toBeLessThan(0.4);
  });
});
