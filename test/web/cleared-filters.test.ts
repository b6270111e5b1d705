import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('a list in which nothing fits', fullOnly, () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });

  it('of chats offers to clear the filter', async () => {
    const page = await web.open(`b/${web.backup}/messages?q=nobody+of+that+name`);
    await page.getByRole('heading', { name: 'No conversation matches' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await page.getByRole('list').getByRole('link').first().waitFor();
    expect(await page.getByRole('searchbox').first().inputValue()).toBe('');
    expect(new URL(page.url()).searchParams.has('q')).toBe(false);
  });

  it('of rows offers to clear the filter', async () => {
    const page = await web.open(`b/${web.backup}/tables?t=contacts&column=displayName&value=nobodyofthatname`);
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await page.getByRole('table').getByRole('row').nth(1).waitFor();
    expect(new URL(page.url()).searchParams.has('value')).toBe(false);
  });
});
