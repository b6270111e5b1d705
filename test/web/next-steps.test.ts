import { mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { fileIDOf, writeBackup } from '../synthetic/index.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING, LITTLE } from './support/demos.ts';
import { useWebTest } from './support/web-test.ts';

const DOMAIN = 'AppDomain-com.example.empty';

describeInBrowser('an empty state leads on', () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });
  const param = (page: Page, name: string): string | null => new URL(page.url()).searchParams.get(name);

  it('from a search without hits to how to search, and to a new search', async () => {
    const page = await web.open('search?q=xqzxqz');
    const main = page.getByRole('main');
    await main.getByRole('heading', { name: 'Nothing found' }).waitFor();
    await main.getByRole('button', { name: 'How to search' }).last().click();
    await page.getByRole('dialog', { name: 'How to search' }).waitFor();
    await page.keyboard.press('Escape');
    await main.getByRole('button', { name: 'Clear the search' }).last().click();
    await expect.poll(() => param(page, 'q')).toBeNull();
  });

  it('from a search whose typed filters leave nothing to the same without them, and names what is no filter', async () => {
    const page = await web.open('search?q=dinner after:2090 to:zoe');
    const main = page.getByRole('main');
    await main.getByText('“to:” is no filter, so it was searched for as a word.', { exact: false }).waitFor();
    await main.getByText('Without the filters there may be something.').waitFor();
    await main.getByRole('button', { name: 'Search without filters' }).click();
    await expect.poll(() => param(page, 'q')).toBe('dinner to:zoe');
    await page.getByRole('searchbox', { name: 'Search everything' }).fill('dinner');
    await page.getByRole('list', { name: 'Hits' }).getByRole('link').first().waitFor();
    expect(await main.getByText('is no filter', { exact: false }).count()).toBe(0);
  });

  it('from a search that is not understood, and from a backup that is gone', async () => {
    const page = await web.open('search?q=is:deleted');
    await page.getByRole('heading', { name: 'This search was not understood' }).waitFor();
    await page.getByRole('alert').getByRole('button', { name: 'How to search' }).click();
    await page.getByRole('dialog', { name: 'How to search' }).waitFor();
    await page.keyboard.press('Escape');
    // Nothing pretends to be loading.
    const aside = page.getByRole('complementary').first();
    await expect.poll(() => aside.locator('[aria-hidden="true"]').count()).toBe(0);
    await page.goto('b/nosuchbackup/overview');
    await page.getByRole('main').getByRole('link', { name: 'Go to backups' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/app/');
  });

  it('from a list that cannot be read to reading it again, before anything is to be chosen from it', async () => {
    const page = await web.open();
    for (const [screen, requested] of [
      ['messages', /\/messages\/conversations\?/],
      ['calls', /\/artifacts\/calls\?/],
      ['tables', /\/tables$/],
    ] as const) {
      const isList = ({ pathname, search }: URL): boolean =>
        pathname.startsWith('/backups/') && requested.test(pathname + search);
      await page.route(isList, (route) => route.fulfill({ status: 400, json: { code: 'BAD_REQUEST', details: {} } }));
      await page.goto(`b/${web.backup}/${screen}`);
      const retry = page.getByRole('main').getByRole('button', { name: 'Try again' });
      await retry.waitFor();
      const pick = page.getByRole('heading', { name: /^Pick a |^No conversation chosen/ });
      expect(await pick.count()).toBe(0);
      await page.unroute(isList);
      await retry.click();
      await page.getByRole('main').getByRole('link').nth(5).waitFor();
    }
  });

  it('from a month without events to the nearest ones, and to hidden calendars', async () => {
    const page = await web.open(`b/${web.backup}/calendar?view=agenda&date=2019-01-01&hide=nosuchcalendar`);
    await page.getByRole('heading', { name: 'Nothing in January 2019' }).waitFor();
    await page.getByRole('link', { name: 'Show all calendars' }).click();
    await expect.poll(() => param(page, 'hide')).toBeNull();
    const go = page.getByRole('link', { name: /^Go to \w+ 20\d\d$/ }).last();
    await go.waitFor();
    await expectAccessible(page);
    const month = ((await go.textContent()) ?? '').replace('Go to ', '');
    await go.click();
    await page.getByRole('heading', { name: month, level: 1 }).waitFor();
    await page.locator('[data-agenda]').first().waitFor();
  });

  it('from an empty tab of a gallery to the others and to the chat', async () => {
    const page = await web.open(`b/${web.backup}/messages?sort=messages`, { unlocked: true });
    const { chat, empty, filled } = await galleryWithEmptyTab(page);
    await page.goto(`b/${web.backup}/messages?c=${chat}&dialog=gallery`);
    const gallery = page.getByRole('dialog', { name: 'Pictures, links and files' });
    await gallery.getByRole('tab', { name: `${empty} 0` }).click();
    await gallery.getByRole('heading', { name: /^No .* in this chat$/ }).waitFor();
    await expectAccessible(page);
    await gallery.getByRole('button', { name: new RegExp(`^${filled}: \\d+$`) }).click();
    await gallery.getByRole('listitem').first().waitFor();
    await gallery.getByRole('tab', { name: `${empty} 0` }).click();
    await gallery.getByRole('button', { name: 'Back to the chat' }).click();
    await gallery.waitFor({ state: 'detached' });
  });

  /** A chat that has something in one tab of its gallery and nothing in another. */
  async function galleryWithEmptyTab(page: Page) {
    const path = `/backups/${web.backup}/artifacts/messages/conversations`;
    const ask = async (address: string) => (await page.request.get(address)).json();
    for (const { key } of (await ask(`${path}?sort=messages&limit=50`)).items) {
      const { counts } = await ask(`${path}/${key}/media?kind=links`);
      const named = { Pictures: counts.pictures, Links: counts.links, Files: counts.files, Voices: counts.voices };
      const [empty] = Object.entries(named).find(([, count]) => count === 0) ?? [];
      const [filled] = Object.entries(named).find(([, count]) => count > 0) ?? [];
      if (empty !== undefined && filled !== undefined) return { chat: key as string, empty, filled };
    }
    throw new Error('Every gallery of the demo is full or empty.');
  }

  it('from a note locked with the passcode to what can be done, and to the others', async () => {
    const { key } = await web.app.app.store.read
      .selectFrom('notes')
      .select('key')
      .where('title', 'like', 'Sealed%')
      .executeTakeFirstOrThrow();
    const page = await web.open(`b/${web.backup}/notes?n=${key}`);
    await page.getByText('remove its lock in Notes on the phone', { exact: false }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'All locked notes' }).click();
    await expect.poll(() => param(page, 'show')).toBe('locked');
    expect(param(page, 'n')).toBeNull();
  });
});

describeInBrowser('a file without contents to show leads on', fullOnly, () => {
  const web = useWebTest({
    write: async (backups) => {
      const file = (relativePath: string, contents: Uint8Array) => ({
        domain: DOMAIN,
        relativePath,
        kind: 'file' as const,
        contents,
      });
      await writeBackup(`${backups}/stranger`, {
        manifest: 'db',
        layout: 'sharded',
        files: [
          file('in/none.sqlite', await sqliteFile('PRAGMA user_version = 1')),
          file('in/some.sqlite', await sqliteFile('CREATE TABLE a (x); CREATE TABLE b (x); INSERT INTO b VALUES (1)')),
          { domain: DOMAIN, relativePath: 'in', kind: 'directory' },
          { domain: DOMAIN, relativePath: 'link', kind: 'symlink', target: '../in/some.sqlite' },
        ],
      });
    },
  });
  const open = (path: string, rest = ''): Promise<Page> =>
    web.open(`b/${web.backup}/files?f=${fileIDOf(DOMAIN, path)}${rest}`);
  const preview = (page: Page) => page.getByRole('region', { name: 'Preview' });

  it('a database without tables: to its bytes', async () => {
    const page = await open('in/none.sqlite');
    await preview(page).getByRole('heading', { name: 'This database has no tables.' }).waitFor();
    await expectAccessible(page);
    await preview(page).getByRole('link', { name: 'Show its bytes' }).click();
    await preview(page).getByText('00000000').waitFor();
  });

  it('a table without rows: to one that has some', async () => {
    const page = await open('in/some.sqlite', '&table=a');
    await preview(page).getByRole('heading', { name: 'This table has no rows.' }).waitFor();
    await expectAccessible(page);
    await preview(page).getByRole('link', { name: 'Show “b”' }).click();
    await preview(page).getByRole('table', { name: 'b' }).getByRole('row').nth(1).waitFor();
  });

  it('a folder: to its contents', async () => {
    const page = await open('in');
    await preview(page).getByRole('heading', { name: 'This is a folder' }).waitFor();
    await expectAccessible(page);
    await preview(page).getByRole('link', { name: 'Open the folder' }).click();
    await page.getByRole('link', { name: /^none\.sqlite/ }).waitFor();
  });

  it('a link: to what it points to, and to its folder', async () => {
    const page = await open('link');
    await preview(page).getByText('It points to ../in/some.sqlite.').waitFor();
    await expectAccessible(page);
    await preview(page).getByRole('link', { name: 'Look for “some.sqlite”' }).click();
    await page.getByRole('link', { name: /^some\.sqlite/ }).waitFor();
    await page.goBack();
    await preview(page).getByRole('link', { name: 'Open its folder' }).click();
    await page.getByRole('link', { name: 'in', exact: true }).waitFor();
  });

  it('a search for files: to all files', async () => {
    const page = await web.open(`b/${web.backup}/files?d=${DOMAIN}&q=nosuchfile`);
    await page.getByRole('link', { name: 'Search the whole backup' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.has('d')).toBe(false);
    await page.getByRole('link', { name: 'Clear the search' }).click();
    await page.getByRole('link', { name: new RegExp(DOMAIN.replaceAll('.', '\\.')) }).waitFor();
  });
});

describeInBrowser('a backup without files leads on', () => {
  const web = useWebTest({
    write: (backups) => writeBackup(`${backups}/bare`, { manifest: 'db', layout: 'sharded', files: [] }),
  });

  it('to all backups', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/files`);
    await page.getByRole('heading', { name: 'This backup lists no files' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('main').getByRole('link', { name: 'All backups' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/app/');
  });

  it('also once it is read, where nothing in it is a number of anything', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/start`);
    const main = page.getByRole('main');
    await main.getByRole('button', { name: 'Read it' }).click();
    await main.getByRole('heading', { name: 'Nothing was found in this backup' }).waitFor();
    await page.goto(`b/${web.backup}/overview`);
    await main.getByText('It lists 0 files', { exact: false }).waitFor();
    await expectAccessible(page);
    await main.getByRole('link', { name: 'All backups' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/app/');
    // The tab knows the backup also when it is loaded again.
    await page.goto('search');
    await page.getByRole('navigation').getByRole('list', { name: /^In / }).waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem('apple-juicer-backup'))).toBe(web.backup);
  });
});

describeInBrowser('a backup whose list of files is torn', () => {
  const web = useWebTest({
    write: async (backups) => {
      await writeBackup(`${backups}/torn`, { manifest: 'db', layout: 'sharded', files: [] });
      await truncate(`${backups}/torn/Manifest.db`, 5000);
    },
  });

  it('says so before anything is chosen, where it is seen', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/start`, { width: 1280, height: 720 });
    const problem = page.getByRole('heading', { name: /malformed|damaged/ });
    await problem.waitFor();
    expect(await problem.evaluate((shown) => shown.getBoundingClientRect().bottom < window.innerHeight)).toBe(true);
    expect(await page.getByRole('button', { name: 'Read it' }).count()).toBe(0);
    await expectAccessible(page);
  });
});

describeInBrowser('a choice that reads nothing leads on', () => {
  const web = useWebTest({ demo: LITTLE });

  it('to everything', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/start`);
    await page.getByRole('button', { name: 'Choose what is read' }).click();
    await page.getByRole('checkbox', { name: 'Communication' }).uncheck();
    const areas = page.getByRole('checkbox', { checked: true });
    await areas.first().waitFor();
    const main = page.getByRole('main');
    for (let left = await main.getByRole('checkbox', { checked: true }).count(); left > 0; left--) {
      await main.getByRole('checkbox', { checked: true }).first().uncheck();
      if ((await main.getByText('Nothing of what is chosen is in this backup.').count()) > 0) break;
    }
    await main.getByRole('status').filter({ hasText: 'Nothing of what is chosen is in this backup.' }).waitFor();
    await expectAccessible(page);
    await main.getByRole('button', { name: 'Choose everything' }).click();
    await main.getByRole('checkbox', { checked: false }).first().waitFor({ state: 'detached' });
    expect(await main.getByRole('button', { name: 'Read it' }).isEnabled()).toBe(true);
  });
});

/** The bytes of a SQLite database made by statements. */
async function sqliteFile(statements: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'next-steps-'));
  try {
    const path = join(folder, 'made.sqlite');
    const db = new DatabaseSync(path);
    db.exec(statements);
    db.close();
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
