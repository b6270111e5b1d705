import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { readPdf } from '../support/read-pdf.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
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
