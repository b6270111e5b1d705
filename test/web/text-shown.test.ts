import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('text on the screen', fullOnly, () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });

  it('has the day at the top of a chat once, as heading or above the messages', async () => {
    const page = await web.open(`b/${web.backup}/messages`, { width: 1280, height: 900 });
    await page.getByRole('list').getByRole('link').filter({ hasText: 'Zoë' }).first().click();
    const feed = page.getByRole('feed');
    await page.locator('[data-message]').last().waitFor();
    const above = feed.locator('xpath=preceding-sibling::div').locator('span[aria-hidden]').first();
    await expect.poll(() => above.textContent()).toMatch(/20\d\d/);
    // At each heading of a day the line above the messages is empty; below it, it has the day.
    // Away from the end, where there is too little below a heading to scroll it to the top.
    await feed.hover();
    await page.mouse.wheel(0, -3000);
    await page.waitForTimeout(500);
    let day: string | null = null;
    // Messages that are loaded meanwhile move the heading: the first in view is taken each time.
    await expect
      .poll(
        async () => {
          day = await feed.evaluate((scroller) => {
            const { top } = scroller.getBoundingClientRect();
            const heading = [...scroller.querySelectorAll('button[aria-haspopup="dialog"]')].find(
              (button) => /20\d\d/.test(button.textContent) && button.getBoundingClientRect().top >= top,
            );
            if (heading === undefined) return null;
            scroller.scrollBy(0, heading.getBoundingClientRect().top - top - 2);
            return heading.textContent;
          });
          await page.waitForTimeout(100);
          return day === null ? null : above.textContent();
        },
        { timeout: 20_000 },
      )
      .toBe('');
    await feed.evaluate((element) => element.scrollBy(0, 40));
    await expect.poll(() => above.textContent()).toBe(day);
  });

  it('is cut off at the end of a line, not above and below high letters', async () => {
    const page = await web.open(`b/${web.backup}/messages`, { width: 390, height: 844 });
    const name = page.locator('main .truncate').filter({ visible: true }).first();
    await name.waitFor();
    const shown = await name.evaluate((element) => {
      element.textContent = 'ที่ปรึกษาผู้ใหญ่ ติ๊กตื้อ हिन्दी र्‍किँ Ễ '.repeat(9);
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
      return { overflowX, overflowY, textOverflow, fits: element.clientWidth < innerWidth };
    });
    expect(shown).toEqual({ overflowX: 'clip', overflowY: 'visible', textOverflow: 'ellipsis', fits: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
