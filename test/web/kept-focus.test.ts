import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { expectVisibleFocus } from './support/focus.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('a button that was pressed by key', fullOnly, () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true, changes: true });

  it('keeps the focus in the viewer of photos, which reads out the photo that is next', async () => {
    const page = await web.open(`b/${web.backup}/photos`, { unlocked: true });
    await page.locator('a[data-index]').first().click();
    const viewer = page.getByRole('dialog');
    const title = viewer.getByRole('heading', { level: 2 });
    const star = viewer.getByRole('button', { name: /^(Add a|Remove the) star$/ });
    await star.focus();
    for (const name of ['Remove the star', 'Add a star']) {
      await page.keyboard.press('Enter');
      await viewer.getByRole('button', { name, disabled: false }).and(page.locator(':focus')).waitFor();
    }
    const first = await title.textContent();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => title.textContent()).not.toBe(first);
    // A screen reader reads what changes in there.
    const read = await viewer.locator('[aria-live=polite]').textContent();
    expect(read).toContain(await title.textContent());
    await star.and(page.locator(':focus')).waitFor();
  });

  it('keeps the focus from record to record, to the end of the list', async () => {
    const page = await web.open(`b/${web.backup}/records/contact`);
    const next = page.getByRole('button', { name: 'Next' });
    const heading = page.getByRole('main').getByRole('heading', { level: 2 }).last();
    await next.focus();
    const seen = new Set([await heading.textContent()]);
    for (let step = 0; step < 40 && !(await next.isDisabled()); step++) {
      const before = page.url();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.url()).not.toBe(before);
      await next.and(page.locator(':focus')).waitFor();
      await heading.waitFor();
      seen.add(await heading.textContent());
    }
    expect(await next.isDisabled()).toBe(true);
    expect(seen.size).toBeGreaterThan(5);
    await expectVisibleFocus(page);
    const end = page.url();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Tab');
    await page.getByRole('button', { name: 'Previous' }).and(page.locator(':focus')).waitFor();
    expect(page.url()).toBe(end);
  });

  it('leaves the focus on a row of its list when its record is opened', async () => {
    const page = await web.open(`b/${web.backup}/records/contact`);
    const row = page.getByRole('list', { name: 'Contacts' }).getByRole('link').nth(2);
    await row.focus();
    await page.keyboard.press('Enter');
    await row.and(page.locator('[aria-current=page]')).waitFor();
    await expectVisibleFocus(page);
    expect(await row.evaluate((link) => link === document.activeElement)).toBe(true);
  });

  it('gives the focus to the row after the one whose last mark it removes', async () => {
    const page = await web.open(`b/${web.backup}/records/contact`);
    for (const place of [0, 1, 2]) {
      await page.getByRole('list', { name: 'Contacts' }).getByRole('link').nth(place).click();
      await page.getByRole('button', { name: 'Add a star' }).click();
      await page.getByRole('button', { name: 'Remove the star' }).waitFor();
    }
    await page.goto(`b/${web.backup}/marked?kind=contact`);
    const rows = page.getByRole('list', { name: 'Marked' }).getByRole('listitem');
    await expect.poll(() => rows.count()).toBe(3);
    const names = await rows.getByRole('link').evaluateAll((links) => links.map(({ textContent }) => textContent));
    await rows.nth(1).getByRole('button', { name: 'Remove the star' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => rows.count()).toBe(2);
    const focused = page.locator(':focus');
    await expect.poll(() => focused.textContent()).toBe(names[2]);
    // Kind and time are words of their own.
    await page
      .getByRole('link', { name: /\bContact( |$)/ })
      .first()
      .waitFor();
  });
});
