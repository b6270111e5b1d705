import { expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { useWebTest } from './support/web-test.ts';

const PASSWORD = 'lemon tree';

describeInBrowser('from the one-time link to the ledger', () => {
  const web = useWebTest({ demo: { password: PASSWORD, messages: 300, whatsapp: 60, notes: 10, calls: 20 } });

  it('unlocks, indexes and shows the results', { timeout: 180_000 }, async () => {
    const page = await web.open();
    expect(page.url()).toBe(`${web.app.url}/app/`);
    await page.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor();
    await page.getByText('iPhone 15 Pro · iOS 18.5').waitFor();

    await page.getByRole('link', { name: 'Start', exact: true }).click();

    // The backup is locked: the password is requested first.
    const unlock = page.getByRole('main');
    const password = unlock.getByLabel('Backup password');
    await password.fill('1234');
    // A short countdown: wait for it before it appears, as it disappears again.
    const told = Promise.all([
      unlock.getByText('That password does not open this backup.').waitFor(),
      unlock.getByText(/^The next try is possible in \d s\.$/).waitFor(),
    ]);
    await password.press('Enter');
    await told;
    await expectAccessible(page);
    await unlock.getByText(/^The next try/).waitFor({ state: 'detached' });
    // A longer countdown than that of the second try, so that the third is sent within it.
    await page.route('**/unlock', async (route) => {
      const answer = await route.fetch();
      const { details, ...problem } = (await answer.json()) as { details: object };
      await route.fulfill({ response: answer, json: { ...problem, details: { ...details, retryAfterSeconds: 8 } } });
    });
    await password.fill('12345');
    await password.press('Enter');
    await unlock.getByText(/^The next try is possible in \d s\.$/).waitFor();
    await page.unroute('**/unlock');
    await password.fill(PASSWORD);
    await password.press('Enter');
    // It was not tried yet: what is below it must not be about the one before.
    await unlock.getByText(/^This password is tried in \d s\.$/).waitFor();
    expect(await unlock.getByText('That password does not open this backup.').count()).toBe(0);

    await page.getByText('although the backup is encrypted', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByRole('link', { name: 'Details' }).click();
    await page.waitForURL(`**/app/b/${web.backup}/ledger`);
    await page.getByText('Indexing is done.').waitFor({ timeout: 120_000 });
    const messages = page.getByRole('button', { name: /^Messages Complete/ });
    await expect.poll(() => messages.textContent()).toMatch(/Found300Read300Left out0/);
    await messages.click();
    await page.getByText('Library/SMS/sms.db', { exact: false }).first().waitFor();
    expect(new URL(page.url()).search).toBe('?open=messages');
    // Stores that no artifact reads are listed, and open in the file viewer.
    await page.getByText(/are read\. Open one to look at it\.$/).waitFor();
    const unread = page.getByRole('region', { name: 'Not read by any part of Apple Juicer' });
    await unread.getByRole('link').first().click();
    await page.waitForURL(`**/app/b/${web.backup}/files?**`);
    await page.goBack();
    await page.reload();
    await page.getByText('Library/SMS/sms.db', { exact: false }).first().waitFor();
    await expectAccessible(page);
  });

  it('keeps no secrets where scripts can read them', async () => {
    const page = await web.open('', { unlocked: true });
    await page.getByText('Unlocked').waitFor();
    expect(await page.evaluate(() => [document.cookie, JSON.stringify([localStorage, sessionStorage])])).toEqual([
      '',
      expect.not.stringMatching(/token|password|session/i),
    ]);
  });

  it('locks again from the settings', async () => {
    const page = await web.open('settings', { unlocked: true });
    await page.getByRole('button', { name: 'Lock now: Robin’s iPhone' }).click();
    await page.getByText('No encrypted backup is unlocked.').waitFor();
    expect(web.app.app.sessions.isUnlocked(web.backup)).toBe(false);
    const log = page.getByRole('region', { name: 'Access log' });
    await log.getByText('Opened: Robin’s iPhone').first().waitFor();
    await log
      .getByText(/^Chrome, /)
      .first()
      .waitFor();
    await expectAccessible(page);
  });

  it('removes the index on request', async () => {
    const page = await web.open();
    await page.getByRole('button', { name: 'Actions for Robin’s iPhone' }).click();
    await page.getByRole('menuitem', { name: 'Rename …' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Kept for later');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Kept for later' }).waitFor();
    await page.getByRole('button', { name: 'Actions for Kept for later' }).click();
    await page.getByRole('menuitem', { name: 'Remove the index' }).click();
    await page.getByRole('button', { name: 'Remove the index' }).click();
    await page.getByText('Not indexed yet').waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe('');
  });
});
