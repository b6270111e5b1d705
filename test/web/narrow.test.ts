import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { useWebTest } from './support/web-test.ts';

/** The narrowest phones that are sold. */
const PHONE = { width: 360, height: 740 } as const;

/** A small window of a desktop computer at 200 %. */
const ENLARGED = { width: 640, height: 400 } as const;

/** The same at 400 %, as WCAG 1.4.10 has it. */
const ENLARGED_MOST = { width: 320, height: 256 } as const;

/** Height in which a list can be read. */
const MIN_LIST = 150;

/** A tablet held upright, and the narrowest window with a sidebar. */
const TABLETS = [
  { width: 820, height: 1180 },
  { width: 768, height: 1024 },
] as const;

/** Width in which a record can be read beside its list. */
const MIN_RECORD = 300;

/** Width in which a choice can be told from others. */
const MIN_SELECT = 90;

describeInBrowser('the page in little space', fullOnly, () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });

  it('has choices that can be read and an icon of its size', async () => {
    const page = await web.open(`b/${web.backup}/everything`, { locale: 'de-DE', ...PHONE });
    const choices = page.getByRole('main').getByRole('combobox');
    await choices.first().waitFor();
    const widths = await choices.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().width));
    expect(widths.filter((width) => width < MIN_SELECT)).toEqual([]);
    expect(await choices.first().evaluate((each) => getComputedStyle(each).textOverflow)).toBe('ellipsis');
    await page.goto('/app/');
    const heart = page.getByRole('main').locator('.lucide-heart-pulse').first();
    await heart.waitFor();
    expect(await heart.evaluate((icon) => icon.getBoundingClientRect().width)).toBe(15);
  });

  it.each(['de-DE', 'fr-FR'])('has whole words below the icons of its navigation (%s)', async (locale) => {
    const page = await web.open(`b/${web.backup}/messages`, { locale, ...PHONE });
    const labels = page.getByRole('navigation').last().locator('span.truncate');
    await labels.first().waitFor();
    const cut = await labels.evaluateAll((all) =>
      all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent),
    );
    expect(cut).toEqual([]);
  });

  it.each(['en-GB', 'de-DE', 'fr-FR'])(
    'has the buttons of the calendar in one row below its month (%s)',
    async (locale) => {
      const page = await web.open(`b/${web.backup}/calendar`, { locale, ...PHONE });
      const header = page.getByRole('main').locator('header').first();
      await header.getByRole('button').last().waitFor();
      const rows = await header
        .locator('button, a')
        .evaluateAll((all) => new Set(all.map((each) => Math.round(each.getBoundingClientRect().bottom / 20))).size);
      expect(rows).toBe(2);
    },
  );

  it.each(TABLETS)(
    'keeps room for what is open on a tablet, $width wide, and all of its navigation in a drawer',
    async (size) => {
      const page = await web.open(`b/${web.backup}/calls`, { locale: 'fr-FR', ...size });
      await page.getByRole('main').locator('dl').first().waitFor();
      const widths = await page
        .getByRole('main')
        .locator('dd')
        .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().width));
      expect(Math.min(...widths)).toBeGreaterThan(100);
      const record = page.getByRole('main').locator('dl').first();
      const width = await record.evaluate((list) => list.closest('section, main > div > div')?.clientWidth ?? 0);
      expect(width).toBeGreaterThanOrEqual(MIN_RECORD);
      await page.getByRole('button', { name: 'Déployer la barre latérale' }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByRole('link', { name: 'Photos' }).click();
      await page.waitForURL(`**/b/${web.backup}/photos`);
      await drawer.waitFor({ state: 'detached' });
      // A window that becomes wide has the sidebar again, as it was.
      await page.setViewportSize({ width: 1280, height: 720 });
      await page.getByRole('navigation').getByText('Chronologie').waitFor();
    },
  );

  it('has a month and names of years that do not lie over other things when it is enlarged twice', async () => {
    const page = await web.open(`b/${web.backup}/calendar`, ENLARGED);
    await page.getByRole('main').getByRole('table').waitFor();
    const below = await page.getByRole('main').evaluate((main) => {
      const table = main.querySelector('table');
      const frame = table?.parentElement?.parentElement;
      // What does not fit is reached by scrolling.
      return [
        frame && getComputedStyle(frame).overflowY,
        frame && frame.getBoundingClientRect().bottom <= main.getBoundingClientRect().bottom + 1,
      ];
    });
    expect(below).toEqual(['auto', true]);
    await page.goto('/app/timeline');
    const years = page.getByRole('slider').locator('span', { hasText: /^\d{4}$/ });
    await years.first().waitFor();
    const tops = await years.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
    expect(tops.filter((top, index) => index > 0 && top - (tops[index - 1] ?? 0) < 15)).toEqual([]);
  });

  it.each(['photos', 'messages', 'tables?t=calls', 'search?q=the', 'timeline'])(
    'has room for lists when it is enlarged four times, and is not wider than its window (%s)',
    async (path) => {
      const isGlobal = path.startsWith('search') || path === 'timeline';
      const page = await web.open(isGlobal ? path : `b/${web.backup}/${path}`, ENLARGED_MOST);
      const list = page.getByRole('main').locator('.virtual, [role=region], [role=list]').filter({ visible: true });
      await list.first().waitFor();
      await expect
        .poll(() => list.evaluateAll((all) => Math.max(...all.map((each) => each.clientHeight))))
        .toBeGreaterThanOrEqual(MIN_LIST);
      const [wide, high] = await page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        return [scrollWidth - innerWidth, scrollHeight - innerHeight];
      });
      expect(wide).toBeLessThanOrEqual(0);
      // The page scrolls down to what is below.
      expect(high).toBeGreaterThan(0);
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('dialog').getByRole('link', { name: 'Settings' }).waitFor();
    },
  );

  it('scrolls a whole dialog and keeps menus in the window when it is enlarged four times', async () => {
    const page = await web.open(`b/${web.backup}/overview`, ENLARGED_MOST);
    await page.getByRole('button', { name: 'Keepsake …' }).click();
    const dialog = page.getByRole('dialog');
    const save = dialog.getByRole('button', { name: 'Save' });
    await save.waitFor();
    const content = await dialog.evaluate((element) => ({
      scrolls: getComputedStyle(element).overflowY === 'auto' && element.scrollHeight > element.clientHeight,
      fits: element.getBoundingClientRect().height <= innerHeight,
    }));
    expect(content).toEqual({ scrolls: true, fits: true });
    // What the dialog still loads moves the button.
    await expect
      .poll(async () => {
        await save.scrollIntoViewIfNeeded();
        return save.evaluate((button) => button.getBoundingClientRect().bottom <= innerHeight);
      })
      .toBe(true);
    await page.goto(`b/${web.backup}/tables?t=calls`);
    await page.getByRole('button', { name: 'Columns' }).click();
    const right = await page.getByRole('menu').evaluate((menu) => menu.getBoundingClientRect().right);
    expect(right).toBeLessThanOrEqual(ENLARGED_MOST.width);
  });
});
