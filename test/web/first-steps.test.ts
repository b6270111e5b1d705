import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING, LITTLE } from './support/demos.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { useWebTest } from './support/web-test.ts';

/** Number of clicks (and of forms sent by Enter) from the first screen to the first message. */
const MAX_CLICKS = 6;

describeInBrowser('a first run', () => {
  const web = useWebTest({ demo: EVERYTHING });

  // The journeys have the same beginning.
  it('leads from the login link to the newest message in few clicks', { timeout: 120_000, ...fullOnly }, async () => {
    const page = await web.open('', { width: 1280, height: 900 });
    let clicks = 0;
    const click = async (name: string): Promise<void> => {
      await page.getByRole('main').getByRole('link', { name }).or(page.getByRole('button', { name })).click();
      clicks++;
    };
    const look = async (): Promise<void> => {
      await expectNoOverflow(page);
      await expectAccessible(page);
    };
    await page.getByRole('heading', { name: 'Welcome to Apple Juicer' }).waitFor();
    await page.getByText('Complete and encrypted').waitFor();
    await look();
    await click('Start');

    await page.getByRole('heading', { name: 'Unlock the backup' }).waitFor();
    await page.getByRole('img', { name: 'Finder: the box “Encrypt local backup”' }).waitFor();
    await look();
    await page.getByLabel('Backup password').fill('wrong');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByText('That password does not open this backup.').waitFor();
    // A space that was pasted along cannot be seen among dots.
    await page.getByLabel('Backup password').fill(`${EVERYTHING.password} `);
    await page.getByText('There is a space before or after the password.', { exact: false }).waitFor();
    await page.getByLabel('Backup password').fill(EVERYTHING.password);
    await page.getByText('There is a space before', { exact: false }).waitFor({ state: 'detached' });
    await expect.poll(() => page.getByRole('button', { name: 'Unlock' }).isEnabled()).toBe(true);
    await click('Unlock');

    await page.getByRole('heading', { name: 'Read the backup' }).waitFor();
    await page.getByText('It can be removed at any time', { exact: false }).waitFor();
    await look();
    await click('Read it');

    await page.getByRole('progressbar').waitFor();
    // It fills: names and numbers come while it reads.
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Messages' })
      .filter({ hasText: /\d/ })
      .waitFor({ timeout: 60_000 });
    await page.getByRole('heading', { name: 'What would you like to do?' }).waitFor({ timeout: 90_000 });
    const things = page.getByRole('main').getByRole('listitem').getByRole('link');
    await expect.poll(() => things.count()).toBe(6);
    await look();
    await click('Read the newest chat');

    await page.locator('[data-message]').last().waitFor();
    expect(clicks).toBeLessThanOrEqual(MAX_CLICKS);
    expect(clicks).toBe(4);

    // The welcome is over.
    await page.goto('');
    await page.getByText('Indexed', { exact: true }).waitFor();
    expect(await page.getByRole('heading', { name: 'Welcome to Apple Juicer' }).count()).toBe(0);
    // Its steps stay as a place to go on from.
    await page.goto(`b/${web.backup}/start`);
    await page.getByRole('link', { name: 'Save a chat' }).click();
    // Which one is to be chosen: the export of none is open.
    await page.getByText('Choose the chat to save. The button above saves all of them.').waitFor();
    const chats = page.getByRole('list', { name: 'Conversations' }).getByRole('link');
    const name = (await chats.nth(2).locator('.font-medium').textContent()) ?? '';
    expect(await page.getByRole('dialog').count()).toBe(0);
    await look();
    await chats.nth(2).click();
    await page.getByRole('dialog', { name: 'Export this chat' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await page.goto(`b/${web.backup}/start`);
    await page.getByRole('link', { name: 'Keep everything' }).click();
    const keepsake = page.getByRole('dialog', { name: 'Keepsake' });
    await keepsake.waitFor();
    // The dialog stays when the page is loaded again, and goes with its button.
    await page.reload();
    await keepsake.getByRole('button', { name: 'Cancel' }).click();
    await keepsake.waitFor({ state: 'detached' });
    await expect.poll(() => new URL(page.url()).search).toBe('');
  });
});

describeInBrowser('a first run with a backup that is not encrypted', () => {
  const web = useWebTest({ demo: LITTLE });

  it('says what is missing, and how to make one with everything', async () => {
    const page = await web.open(`b/${web.backup}/start`);
    await page.getByRole('heading', { name: 'This backup is not encrypted' }).waitFor();
    await page.getByRole('tab', { name: 'Apple Devices (Windows)' }).click();
    await page.getByRole('img', { name: 'Apple Devices: the box' }).waitFor();
    for (const width of [390, 900, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await expectNoOverflow(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
    }
  });

  it('needs no password, and explains an unknown backup', async () => {
    const page = await web.open(`b/${web.backup}/start`);
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByRole('heading', { name: 'What would you like to do?' }).waitFor({ timeout: 60_000 });
    const unknown = await web.open('b/aaaaaaaaaaaaaaaa/start');
    await unknown.getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(unknown);
  });
});

describeInBrowser('a first run that leaves something out', () => {
  const web = useWebTest({ demo: LITTLE });

  it('reads what was chosen, says what was not, and adds it with one click', {
    timeout: 120_000,
    ...fullOnly,
  }, async () => {
    const page = await web.open(`b/${web.backup}/start`);
    await page.getByRole('button', { name: 'Choose what is read' }).click();
    await page.getByRole('button', { name: 'Communication: choose within' }).click();
    await page.getByRole('checkbox', { name: /^Messages/ }).waitFor();
    await page.getByText('personal').first().waitFor();
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await expectNoOverflow(page);
      await expectAccessible(page);
    }
    await page.getByRole('checkbox', { name: /^Messages/ }).uncheck();
    expect(
      await page
        .getByRole('checkbox', { name: 'Communication' })
        .evaluate((box: HTMLInputElement) => box.indeterminate),
    ).toBe(true);
    await page.getByRole('checkbox', { name: 'Documents' }).uncheck();
    await page
      .getByRole('status')
      .filter({ hasText: /^\d+ of \d+ chosen$/ })
      .waitFor();
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByRole('heading', { name: 'What would you like to do?' }).waitFor({ timeout: 60_000 });

    await page.goto(`b/${web.backup}/ledger`);
    const left = page.getByRole('region', { name: 'Not chosen' });
    await left.getByRole('button', { name: /^Notes/ }).waitFor();
    await expectAccessible(page);
    expect(
      await page.getByRole('region', { name: 'Not in this backup' }).getByText('Notes', { exact: true }).count(),
    ).toBe(0);
    await page.goto(`b/${web.backup}/everything`);
    await page.getByRole('link', { name: /Notes Not chosen/ }).waitFor();

    await page.goto(`b/${web.backup}/notes`);
    await page.getByRole('heading', { name: 'Not chosen' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Read it now' }).click();
    await page.getByRole('heading', { name: 'Not chosen' }).waitFor({ state: 'detached', timeout: 60_000 });
    await page.goto(`b/${web.backup}/messages`);
    await page.getByRole('heading', { name: 'Not chosen' }).waitFor();
  });
});

describeInBrowser('screens of a backup that nobody has read', fullOnly, () => {
  const web = useWebTest({ demo: LITTLE });

  it.each(['overview', 'messages', 'photos', 'map', 'calls', 'tables', 'everything', 'ledger'])(
    'lead on to reading it: %s',
    async (screen) => {
      const page = await web.show(`b/${web.backup}/${screen}`);
      const lead = page.getByRole('main').getByRole('link', { name: /^(?:Index|Index this backup|Start)$/ });
      await lead.first().waitFor();
      expect(await lead.first().getAttribute('href')).toBe(`/app/b/${web.backup}/start`);
      await expectAccessible(page);
    },
  );
});

describeInBrowser('what is in encrypted backups only', fullOnly, () => {
  const web = useWebTest({ demo: LITTLE, indexed: true });

  it('leads on to how to make one', async () => {
    const page = await web.open(`b/${web.backup}/calls`);
    await page.getByText('How to make one with everything').click();
    await page.getByRole('img', { name: 'Finder: the box' }).waitFor();
    await expectAccessible(page);
  });
});
