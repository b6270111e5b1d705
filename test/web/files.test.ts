import { hash } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { cutListOfFiles } from '../support/backup/cut-list.ts';
import { placeDemoBackup } from '../support/demo-shelf.ts';
import { fullOnly } from '../support/depth.ts';
import { gradient, KeyedArchiveWriter, writeBackup, writeBplist, writePng } from '../synthetic/index.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { saveFrom, unzip } from './support/downloads.ts';
import { useWebTest } from './support/web-test.ts';

const idOf = (domain: string, path: string): string => hash('sha1', `${domain}-${path}`);

const SMS = idOf('HomeDomain', 'Library/SMS/sms.db');

/** The preview of a file, by its accessible name. */
const preview = (page: Page) => page.getByRole('region', { name: 'Preview' });

describeInBrowser('the files of an encrypted backup', () => {
  const web = useWebTest({ demo: { password: 'lemon tree', messages: 120 } });

  it('need the password, and are shown after it was entered', async () => {
    const page = await web.open(`b/${web.backup}/files`);
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    const field = page.getByLabel('Backup password');
    await field.fill('lemon tree');
    await field.press('Enter');
    await page.getByRole('link', { name: /^Lemonade Stand AppDomain-com\.example\.lemonade/ }).waitFor();
  });

  it('are grouped by app and place, with folders down to a database and back', async () => {
    const page = await web.open(`b/${web.backup}/files`, { unlocked: true });
    await page.getByRole('link', { name: /^Home HomeDomain/ }).click();
    await page.getByRole('link', { name: 'Library', exact: true }).click();
    await page.getByRole('link', { name: 'SMS', exact: true }).click();
    await page.getByRole('link', { name: /^sms\.db \d/ }).click();
    await preview(page).getByRole('heading', { name: 'sms.db' }).waitFor();
    const table = preview(page).getByLabel('Table', { exact: true });
    await table.selectOption('message');
    await page.getByRole('table', { name: 'message' }).waitFor();
    await page.getByText('of its write-ahead log are part of what is shown.', { exact: false }).waitFor();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      d: 'HomeDomain',
      p: 'Library/SMS',
      f: SMS,
      table: 'message',
    });
    await page.reload();
    await page.getByRole('table', { name: 'message' }).waitFor();
    await preview(page).getByRole('button', { name: 'Bytes' }).click();
    await page.getByText('53 51 4c 69 74 65 20 66', { exact: false }).waitFor();
    await page.keyboard.press('Escape');
    await preview(page).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.waitForURL('**/files?d=HomeDomain&p=Library');
    await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link', { name: 'All files' }).click();
    await page.getByRole('link', { name: /^Home HomeDomain/ }).waitFor();
  });

  it('are searched by part of their path and by type', async () => {
    const page = await web.open(`b/${web.backup}/files`, { unlocked: true });
    await page.getByRole('link', { name: /^Home HomeDomain/ }).waitFor();
    await page.keyboard.press('f');
    await page.keyboard.type('mobilesms');
    await page.getByRole('link', { name: /^com\.apple\.MobileSMS\.plist/ }).click();
    await page.getByText('KeepMessageForDays').waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.getByRole('searchbox', { name: 'Search files' }).fill('DCIM/');
    // Chosen while the search waits for the end of typing: neither may undo the other.
    await page.getByLabel('Type').selectOption('picture');
    await page.waitForURL(/q=DCIM.*type=picture/);
    const photo = page.getByRole('link', { name: /^IMG_0001\.JPG/ });
    // The hits of the earlier search remain visible until these are loaded.
    await expect.poll(() => photo.count(), { timeout: 15_000 }).toBe(1);
    await photo.click();
    await preview(page).getByRole('img', { name: 'IMG_0001.JPG' }).waitFor();
    await page.getByText('160 × 120 · JPEG').waitFor();
    await page.getByRole('searchbox', { name: 'Search files' }).fill('no such file');
    await page.getByRole('heading', { name: 'No file found' }).waitFor();
  });

  it('can be selected by keyboard and downloaded together, or as a folder', async () => {
    const page = await web.open(`b/${web.backup}/files?d=AppDomain-com.example.trails&p=Documents`, { unlocked: true });
    await page.getByRole('link', { name: /^Read me: first\.txt/ }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('x');
    await page.getByText('2 files selected', { exact: false }).waitFor();
    const names = await savedNames(page, () => page.getByRole('button', { name: 'Save as ZIP' }).click());
    expect(names).toContain('AppDomain-com.example.trails/Documents/empty');
    await page.getByText('2 files selected', { exact: false }).waitFor({ state: 'hidden' });
    const folder = await savedNames(page, () => page.getByRole('button', { name: 'Save this folder as ZIP' }).click());
    expect(folder).toContain('AppDomain-com.example.trails/Documents/Read me');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Select the file').waitFor();
  });
});

const HOSTILE = '<img src=x onerror=alert(1)>\u202e.txt';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>';

/** A JPEG whose Exif says when it was taken. */
function photoTaken(DateTimeOriginal: string, OffsetTimeOriginal: string): Promise<Buffer> {
  const picture = sharp({ create: { width: 8, height: 6, channels: 3, background: '#fc0' } });
  return picture.withExif({ IFD2: { DateTimeOriginal, OffsetTimeOriginal } }).jpeg().toBuffer();
}

describeInBrowser('files of a backup whose folder is gone', () => {
  let folder = '';
  let elsewhere = '';
  const web = useWebTest({
    write: async (backups) => {
      folder = join(backups, 'lent');
      // A folder that is not searched for backups.
      elsewhere = join(backups, '..', 'elsewhere');
      const files = ['one.txt', 'two.txt'].map((relativePath) => ({
        domain: 'HomeDomain',
        relativePath,
        kind: 'file' as const,
        contents: Buffer.from('hello'),
      }));
      await writeBackup(folder, { manifest: 'db', layout: 'sharded', files });
    },
    indexed: true,
  });

  it('are not there until it is back, which the screen says', fullOnly, async () => {
    await rename(folder, elsewhere);
    const page = await web.open(`b/${web.backup}/files`);
    const alert = page.getByRole('alert');
    await alert.getByRole('heading', { name: 'The folder of this backup is gone' }).waitFor();
    await alert.getByText('What was indexed can still be read.').waitFor();
    expect(await page.getByText('There is no such backup').count()).toBe(0);
    await page.goto(`b/${web.backup}/files?d=HomeDomain&f=${idOf('HomeDomain', 'one.txt')}`);
    await expect.poll(() => alert.getByRole('heading', { name: /is gone$/ }).count()).toBe(2);
    await rename(elsewhere, folder);
    await alert.getByRole('button', { name: 'Look again' }).first().click();
    await page.getByRole('link', { name: /^two\.txt/ }).waitFor();
  });
});

describeInBrowser('hostile files', fullOnly, () => {
  const domain = 'AppDomain-<b>evil</b>';
  const web = useWebTest({
    write: async (backups) => {
      const archive = new KeyedArchiveWriter();
      const root = archive.reserve();
      archive.fill(root, {
        $class: archive.addClass('<i>Evil</i>', 'NSObject'),
        '<b>key</b>': archive.add('<script>alert(3)</script>'),
      });
      const file = (relativePath: string, contents: Uint8Array) => ({
        domain,
        relativePath,
        kind: 'file' as const,
        contents,
      });
      await writeBackup(`${backups}/stranger`, {
        manifest: 'db',
        layout: 'sharded',
        files: [
          file(HOSTILE, Buffer.from('first line \u001b[31m\n<script>alert(4)</script>')),
          file('picture.svg', Buffer.from(SVG)),
          file('page.html', Buffer.from('<meta http-equiv="refresh" content="0;url=https://example.com"><h1>hi</h1>')),
          file('archive.plist', archive.finish(root)),
          file('cut.plist', writeBplist({ a: 1 }).subarray(0, 20)),
          file('broken.png', writePng(20, 20, gradient(10, 20)).subarray(0, 40)),
          file('taken.jpg', await photoTaken('2024:05:01 18:30:00', '+02:00')),
          file('broken.sqlite', Buffer.from(`SQLite format 3\0${'x'.repeat(500)}`)),
          ...['a*', 'ab', 'a[b]', 'a?', 'a\\*'].map((folder) => file(`${folder}/in.txt`, Buffer.from(`in ${folder}`))),
          { ...file('gone.bin', Buffer.from('gone')), missing: true },
          { domain, relativePath: 'link', kind: 'symlink', target: '../../<u>etc</u>' },
        ],
      });
    },
  });

  const open = (path: string): Promise<Page> =>
    web.open(`b/${web.backup}/files?d=${encodeURIComponent(domain)}&f=${idOf(domain, path)}`);

  it('are shown as text: names, keys, values, SVG and HTML', async () => {
    const page = await open(HOSTILE);
    await page.getByRole('heading', { name: '<img src=x onerror=alert(1)>', exact: false }).waitFor();
    await page.getByText('<script>alert(4)</script>', { exact: false }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: /^picture\.svg/ }).click();
    await preview(page).getByText(SVG).waitFor();
    await page.getByRole('link', { name: /^page\.html/ }).click();
    await preview(page).getByText('<h1>hi</h1>', { exact: false }).waitFor();
    await page.getByRole('link', { name: /^archive\.plist/ }).click();
    await preview(page).getByText('Keyed archive', { exact: false }).waitFor();
    await preview(page).getByText('<b>key</b>').waitFor();
    await preview(page).getByText('“<script>alert(3)</script>”').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: /^link / }).click();
    await page.getByText('It points to ../../<u>etc</u>.').waitFor();
    expect(await page.evaluate(() => document.querySelectorAll('main b, main u, main i, main h1 ~ h1').length)).toBe(0);
  });

  it.each(['a*', 'a[b]', 'a?', 'a\\*'])('are downloaded as exactly the shown folder: %s', async (folder) => {
    const page = await web.open(`b/${web.backup}/files?d=${encodeURIComponent(domain)}`);
    await page.getByRole('link', { name: folder, exact: true }).click();
    await page.getByRole('link', { name: /^in\.txt/ }).waitFor();
    const zip = await saveFrom(page, () => page.getByRole('button', { name: 'Save this folder as ZIP' }).click());
    expect([...(await unzip(zip)).values()].map(String)).toEqual([`in ${folder}`]);
  });

  it('name the time when a picture was taken, in the zone of its camera', async () => {
    const page = await open('taken.jpg');
    await preview(page).getByText('Taken 1 May 2024, 18:30 UTC+02:00', { exact: false }).waitFor();
  });

  it('have an error message if damaged or missing', async () => {
    const page = await open('cut.plist');
    await preview(page).locator('.bg-warning-soft').waitFor();
    await page.getByRole('link', { name: /^broken\.png/ }).click();
    await preview(page).getByText('broken.png').first().waitFor();
    await page.getByRole('link', { name: /^broken\.sqlite/ }).click();
    await preview(page)
      .getByText('application/vnd.sqlite3', { exact: false })
      .or(preview(page).getByRole('alert'))
      .first()
      .waitFor();
    await page.getByRole('link', { name: /^gone\.bin/ }).click();
    await preview(page).getByRole('heading', { name: 'gone.bin' }).waitFor();
    await preview(page).getByRole('alert').waitFor();
    await expectAccessible(page);
  });
});

describeInBrowser('a damaged list of files', () => {
  const web = useWebTest({
    write: async (backups) => {
      await placeDemoBackup(join(backups, 'demo'), { messages: 120 });
      await cutListOfFiles(join(backups, 'demo'));
    },
  });

  it('is said above the files that are left, in a folder, too', async () => {
    const page = await web.open(`b/${web.backup}/files`);
    const note = page.getByRole('note').getByText('The list of files of this backup is damaged.', { exact: false });
    await note.waitFor();
    await expectAccessible(page);
    await page.getByRole('main').getByRole('list').getByRole('link').first().click();
    await page.getByRole('navigation', { name: 'Where you are' }).waitFor();
    await note.waitFor();
    await page.getByRole('searchbox').fill('a');
    await page.waitForURL(/q=a/);
    await note.waitFor();
  });

  it('is said in German', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/files`, { locale: 'de-DE' });
    await page
      .getByRole('note')
      .getByText('Die Liste der Dateien dieses Backups ist beschädigt.', { exact: false })
      .waitFor();
  });
});

/** Names in the ZIP that an action downloads, as encoded in its bytes. */
async function savedNames(page: Page, action: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), action()]);
  return (await readFile(await download.path())).toString('latin1');
}
