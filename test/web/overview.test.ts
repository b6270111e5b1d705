import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { CONVERSATIONS, LITTLE } from './support/demos.ts';
import { makeAnswersHostile } from './support/hostile-answers.ts';
import { HOSTILE } from './support/looks.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('the overview', fullOnly, () => {
  const web = useWebTest({ demo: CONVERSATIONS, indexed: true });

  it('is the first screen of a backup, and links to everything it shows', async () => {
    const page = await web.open();
    await page.getByRole('link', { name: 'Open', exact: true }).click();
    await page.waitForURL(`**/b/${web.backup}/overview`);
    await page.getByRole('heading', { name: 'Robin’s iPhone', level: 1 }).waitFor();
    const found = page.getByRole('region', { name: 'What is in it' });
    await found.getByRole('link', { name: /^Calls\s*150/ }).waitFor();
    await found.getByRole('button', { name: 'People' }).click();
    await page.waitForURL('**/overview?area=people');
    await found.getByRole('link', { name: /^Calls/ }).waitFor({ state: 'detached' });
    await found.getByRole('link', { name: /^Everything/ }).click();
    await page.waitForURL(`**/b/${web.backup}/everything?area=people`);
    await page.getByRole('combobox', { name: 'Area' }).selectOption({ label: 'Documents' });
    await page.getByRole('link', { name: /^Events\s*Not in this backup/ }).click();
    await page.waitForURL(`**/b/${web.backup}/ledger?open=calendar`);
    await page.goto(`b/${web.backup}/overview`);
    await found.getByRole('link', { name: /^Messages/ }).click();
    await page.waitForURL(`**/b/${web.backup}/messages**`);
    await page.goBack();
    await page
      .getByRole('region', { name: 'Storage' })
      .getByRole('link', { name: /^Home / })
      .click();
    await page.waitForURL(`**/b/${web.backup}/files?d=HomeDomain`);
    await page.goBack();
    await page.getByRole('region', { name: 'Top people' }).getByRole('link').first().click();
    await page.waitForURL(`**/b/${web.backup}/people?p=*`);
    await page.goBack();
    await page.getByRole('region', { name: 'Newest' }).getByRole('link', { name: 'Timeline' }).click();
    await page.waitForURL(`**/timeline?backup=${web.backup}*`);
  });

  it('leads to what nothing reads, which is below all that is read', async () => {
    const page = await web.open(`b/${web.backup}/overview`);
    await page.getByRole('link', { name: /of the data stores of this backup/ }).click();
    await page.waitForURL('**/ledger#ledger-unread');
    const heading = page.getByRole('heading', { name: 'Not read by any part of Apple Juicer' });
    await expect
      .poll(() => heading.evaluate((shown) => shown.getBoundingClientRect().top < window.innerHeight))
      .toBe(true);
  });

  it('shows the activity of a year as a table, by keyboard too', async () => {
    const page = await web.open(`b/${web.backup}/overview`);
    const activity = page.getByRole('region', { name: 'Activity' });
    const last = activity.getByRole('button', { name: /^Sunday, 15 June 2025: \d+ records?$/ });
    await last.focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-day'))).toBe('2025-06-08');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-day'))).toBe('2025-06-09');
    await activity.getByRole('button', { name: 'Earlier year' }).click();
    await page.waitForURL('**/overview?year=2024');
    await activity.getByText(/^[\d,]+ entries of 2024 in the timeline$/).waitFor();
    await page.goBack();
    await page.goto(`b/${web.backup}/overview`);
    await last.click();
    await page.waitForURL(`**/timeline?backup=${web.backup}&at=*`);
    await page.getByRole('heading', { name: 'Sunday, 15 June 2025' }).waitFor();
  });

  it('shows hostile text as text', async () => {
    const page = await web.open('settings');
    await makeAnswersHostile(page, `/backups/${web.backup}/overview`);
    await page.goto(`b/${web.backup}/overview`);
    await page.getByRole('region', { name: 'Newest' }).getByText(HOSTILE).first().waitFor();
    await page.getByRole('region', { name: 'Top people' }).getByText(HOSTILE).first().waitFor();
    expect(await page.title()).toBe('Robin’s iPhone – Apple Juicer');
    expect(await page.locator('main img[src="x"], main script').count()).toBe(0);
  });
});

describeInBrowser('the overview of a backup that is not indexed', fullOnly, () => {
  const web = useWebTest({ demo: LITTLE });

  it('says so, and offers to index it or to look at the files', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/overview`);
    await page.getByRole('heading', { name: 'Not indexed yet' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Look at the files' }).click();
    await page.getByRole('link', { name: /^Home HomeDomain/ }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Index', exact: true }).click();
    await page.getByRole('button', { name: 'Read it' }).or(page.getByLabel('Backup password')).waitFor();
  });
});
