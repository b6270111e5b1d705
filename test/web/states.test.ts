import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { LITTLE } from './support/demos.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('a page without backups', () => {
  const web = useWebTest({ write: (backups) => mkdir(backups, { recursive: true }) });

  it('shows the searched folders, and how to create and add a backup', async () => {
    const page = await web.open();
    await page.getByRole('heading', { name: 'No backup found' }).waitFor();
    await page.getByText(web.app.workspace.backups, { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Windows' }).click();
    await page.getByText('Apple Devices or iTunes from the Microsoft Store', { exact: false }).waitFor();
    await page.getByRole('img', { name: 'Apple Devices: the box', exact: false }).waitFor();
    await expectAccessible(page);
  });

  it('answers that a file of the page is not there, not that it may not be asked for', async () => {
    const page = await web.open();
    expect((await page.request.get('/app/assets/nope.js')).status()).toBe(404);
  });

  it('explains a link that was used before, and opens for a browser that is signed in', async () => {
    const link = web.app.loginUrl();
    const signedIn = await web.open('', { signedOut: true });
    await signedIn.goto(link);
    await signedIn.getByRole('heading', { name: 'No backup found' }).waitFor();
    await signedIn.goto(link);
    await signedIn.getByRole('heading', { name: 'No backup found' }).waitFor();
    const page = await web.open('', { signedOut: true });
    await page.goto(link);
    await page.getByText('was used before or is older than ten minutes', { exact: false }).waitFor();
    await page.getByLabel('API token').waitFor();
  });

  it('accepts the API token, entered once, and continues on the same screen', async () => {
    const page = await web.open('settings', { signedOut: true });
    await page.getByRole('heading', { name: 'Sign this browser in' }).waitFor();
    await expectAccessible(page);
    const field = page.getByLabel('API token');
    await field.fill('not the token, but as long as one');
    await field.press('Enter');
    await page.getByText('This token is not the one of this server.').waitFor();
    await field.fill(web.app.token);
    await field.press('Enter');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.getByText('Apache 2.0').waitFor();
    await page.reload();
    await page.getByText('SQLite', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Sign this browser out' }).click();
    await page.getByRole('heading', { name: 'Sign this browser in' }).waitFor();
  });
});

describeInBrowser('a page whose server goes away', () => {
  const web = useWebTest({ demo: LITTLE });

  it('says so, and recovers automatically', async () => {
    const page = await web.open();
    await page.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor();
    await web.app.stop();
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText('The server does not answer.').waitFor();
    await expectAccessible(page);
    await web.app.resume();
    await page.getByText('The server does not answer.').waitFor({ state: 'hidden' });
    // The new server does not know the browser: it offers to sign in.
    await page.getByRole('heading', { name: 'Sign this browser in' }).waitFor();
    await page.getByText('Apple Juicer was started again.').waitFor();
    await expectAccessible(page);
    const lookAgain = () => page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await lookAgain();
    // The link of the new server opens in another tab.
    const other = await page.context().newPage();
    await other.goto(web.app.loginUrl());
    await other.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor();
    await lookAgain();
    await page.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor();
  });

  it('keeps the page when the code of another screen cannot be loaded, and loads it when the server is back', async () => {
    const page = await web.open('settings', { spoiled: true });
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await web.app.stop();
    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.getByRole('heading', { name: 'The server does not answer', level: 1 }).waitFor();
    // The message above the screen has the button.
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByRole('heading', { name: 'The server does not answer', level: 1 }).waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    expect(await page.getByText('dynamically imported', { exact: false }).count()).toBe(0);
    await web.app.resume();
    await page.getByRole('heading', { name: 'Sign this browser in' }).waitFor();
    // Why, although the page is another one.
    await page.getByText('Apple Juicer was started again.').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign this browser in' }).waitFor();
    expect(await page.getByText('Apple Juicer was started again.').count()).toBe(0);
  });
});

describeInBrowser('a page behind a proxy', fullOnly, () => {
  const web = useWebTest({ demo: LITTLE, indexed: true });
  /** Requests of the API, not of the page itself. */
  const API = /^https?:\/\/[^/]+\/(?!app\/|auth\/)/;

  it('says when nothing is answered, and goes on with what was asked when it is', { timeout: 90_000 }, async () => {
    const page = await web.open('settings', { spoiled: true });
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    // Taken and never answered, as by a computer that went to sleep.
    await page.route(API, () => undefined);
    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.getByText('The server does not answer.').waitFor({ timeout: 60_000 });
    await page.unroute(API);
    await page.getByText('The server does not answer.').waitFor({ state: 'hidden' });
    await page.getByRole('list').getByRole('link').first().waitFor();
  });

  it('does not blame the server for what the proxy says', async () => {
    const page = await web.open('settings', { spoiled: true });
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.route(/\/timeline\?/, (route) => route.fulfill({ status: 502, body: '<h1>Bad Gateway</h1>' }));
    await page.getByRole('link', { name: 'Timeline' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'HTTP 502' });
    await alert.getByText('The server does not answer').waitFor();
    await alert.getByText('Wait a little, then try again.').waitFor();
    await page.unroute(/\/timeline\?/);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('list').getByRole('link').first().waitFor();
  });

  it('keeps what is still loading off the navigation below it', async () => {
    const page = await web.open('settings', { width: 640, height: 400, spoiled: true });
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.route(/\/timeline\?/, () => undefined);
    await page.goto('timeline');
    await page.getByRole('status', { name: 'Loading …' }).first().waitFor();
    const isNavigation = await page
      .getByRole('navigation')
      .filter({ visible: true })
      .evaluate((bar) => {
        const { left, top, width, height } = bar.getBoundingClientRect();
        return [0.04, 0.1, 0.3].map((part) =>
          bar.contains(document.elementFromPoint(left + width * part, top + height / 2)),
        );
      });
    expect(isNavigation).toEqual([true, true, true]);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});

describeInBrowser('backups that cannot be opened', fullOnly, () => {
  const web = useWebTest({
    demo: { messages: 20 },
    write: async (backups) => {
      const folder = join(backups, '00008101-000A1B2C3D4E001E');
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'Info.plist'), '<plist><dict/></plist>');
    },
  });

  it('are listed with the reason', async () => {
    const page = await web.open();
    await page.getByText('Incomplete', { exact: true }).waitFor();
    await page.getByText('Files that every backup has are missing.', { exact: false }).waitFor();
    expect(await page.getByRole('link', { name: 'Start', exact: true }).count()).toBe(1);
    await expectAccessible(page);
  });
});
