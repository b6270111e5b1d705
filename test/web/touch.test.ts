import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { useWebTest } from './support/web-test.ts';

/** Size of what a finger hits. */
const FINGER = 44;

/** A tablet held upright. */
const TABLET = { width: 820, height: 1180, unlocked: true, spoiled: true } as const;

describeInBrowser('on a tablet', () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });

  async function openByTouch(path: string): Promise<Page> {
    const page = await web.open(path, TABLET);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    await expect.poll(() => page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
    return page;
  }

  it.each([
    ['messages', 'Export'],
    ['calls', 'Tags and note'],
    ['photos', 'Select'],
  ])('%s has buttons that a finger hits', async (screen, name) => {
    const page = await openByTouch(`b/${web.backup}/${screen}`);
    const button = page.getByRole('main').getByRole('button', { name, exact: true }).first();
    await button.waitFor();
    const height = await button.evaluate((element) => {
      const { left, width, top, height: own } = element.getBoundingClientRect();
      const isHit = (y: number): boolean => element.contains(document.elementFromPoint(left + width / 2, y));
      let size = own;
      for (let y = top - 1; isHit(y); y--) size++;
      for (let y = top + own + 1; isHit(y); y++) size++;
      return size;
    });
    expect(height).toBeGreaterThanOrEqual(FINGER - 4);
  });

  it('selects a file by a press beside its box', async () => {
    const page = await openByTouch(`b/${web.backup}/files?d=HomeDomain&p=Library/SMS`);
    const box = page.getByRole('checkbox', { name: 'Select sms.db', exact: true });
    const { x, y, width, height } = (await box.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.click(x - 8, y + height / 2 + 15);
    expect(await box.isChecked()).toBe(true);
    await page.mouse.click(x + width + 3, y + height / 2 - 15);
    expect(await box.isChecked()).toBe(false);
  });

  it('has the values of a contact beside each other as far as there is room', async () => {
    const page = await openByTouch(`b/${web.backup}/people`);
    const values = page.getByRole('main').locator('dd');
    await values.first().waitFor();
    const widths = await values.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().width));
    expect(Math.min(...widths)).toBeGreaterThan(150);
  });
});
