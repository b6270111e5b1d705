import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING, LITTLE } from './support/demos.ts';
import { saveFrom, unzip } from './support/downloads.ts';
import { waitForKeys } from './support/focus.ts';
import { HOSTILE, inEveryLook } from './support/looks.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { useWebTest } from './support/web-test.ts';

/** Password of the demo's locked notes. */
const NOTE_PASSWORD = 'hunter2 ünïcode';

describeInBrowser('the notes of a backup', () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true, changes: true });
  const open = (rest = '', options: Parameters<typeof web.open>[1] = {}) =>
    web.open(`b/${web.backup}/notes${rest}`, options);
  const noteKey = async (title: string): Promise<string> => {
    const row = await web.app.app.store.read
      .selectFrom('notes')
      .select('key')
      .where('title', 'like', `${title}%`)
      .where('isTrashed', 'is not', true)
      .executeTakeFirstOrThrow();
    return row.key ?? '';
  };

  it('are listed with pinned ones first, and shown formatted, while the backup is locked', async () => {
    const page = await open();
    const list = page.getByRole('list', { name: 'Notes' });
    await list.getByRole('heading', { name: 'Pinned' }).waitFor();
    await list
      .getByRole('link', { name: /^Draft/ })
      .first()
      .click();
    const note = page.getByRole('region', { name: /^Draft/ });
    await note.getByRole('heading', { name: 'A heading', level: 3 }).waitFor();
    expect(await note.getByRole('link', { name: 'link to the shop' }).getAttribute('href')).toBe(
      'https://example.com/shop?a=1&b=2',
    );
    // A script URL is shown as text.
    await note.getByText('trap').waitFor();
    expect(await note.getByRole('link').count()).toBe(1);
    await note.getByText('Quoted <b>words</b> & "more"').waitFor();
    expect(await note.locator('blockquote').count()).toBe(1);
  });

  it('have all pinned ones first, however many pages they are', async () => {
    const page = await open('', { spoiled: true });
    await page.route(
      ({ searchParams }) => searchParams.get('pinned') === 'true',
      async (route) => {
        const url = new URL(route.request().url());
        const isSecond = url.searchParams.get('cursor') === 'second';
        url.searchParams.delete('cursor');
        const response = await route.fetch({ url: String(url) });
        const { items } = (await response.json()) as { readonly items: readonly object[] };
        const second = { ...items[0], key: 'another', title: 'On the second page' };
        await route.fulfill({ response, json: isSecond ? { items: [second], next: null } : { items, next: 'second' } });
      },
    );
    await page.reload();
    const titles = page.getByRole('list', { name: 'Notes' }).getByRole('link').locator('.font-medium');
    await expect.poll(async () => await titles.allTextContents()).toContain('On the second page');
  });

  it('are navigated by keys and closed by Escape, as listed in the keyboard map', async () => {
    const page = await open();
    await page.getByRole('list', { name: 'Notes' }).getByRole('link').first().waitFor();
    const titles = page.getByRole('list', { name: 'Notes' }).getByRole('link').locator('.font-medium');
    const [one = '', other = ''] = await titles.allTextContents();
    expect(one).not.toBe(other);
    /** Waits until a note is shown, as the URL changes before that. */
    const shown = (name: string) => page.getByRole('region', { name, exact: true }).waitFor();
    const noteIn = (): string | null => new URL(page.url()).searchParams.get('n');
    // The first is open from the start.
    await shown(one);
    const first = noteIn();
    expect(first).not.toBeNull();
    await page.keyboard.press('j');
    await shown(other);
    expect(noteIn()).not.toBe(first);
    await page.keyboard.press('k');
    await shown(one);
    expect(noteIn()).toBe(first);
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Close the note').waitFor();
    await waitForKeys(page.getByRole('dialog'));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Pick a note' }).waitFor();
  });

  it('are filtered by folder, locked and deleted', async () => {
    const page = await open();
    await page.getByLabel('Folder', { exact: true }).selectOption({ label: 'Locked' });
    await page.waitForURL('**show=locked**');
    const rows = page.getByRole('list', { name: 'Notes' }).getByRole('link');
    await expect.poll(() => rows.first().textContent()).toMatch(/^(Secret|Sealed|Papers)/);
    await page.goBack();
    await page.getByLabel('Order').selectOption({ label: 'Title' });
    await page.waitForURL('**sort=title**');
    // Sorted by title there are no months.
    const headings = page.getByRole('list', { name: 'Notes' }).getByRole('heading');
    await expect.poll(() => headings.allTextContents()).toEqual(['Pinned']);
  });

  it('are searched by words, also by the beginning of the last one, with and without a folder', async () => {
    const page = await open();
    const rows = page.getByRole('list', { name: 'Notes' }).getByRole('link');
    await rows.first().waitFor();
    /** Number of notes; only those in view are rendered. */
    const count = async (): Promise<number> =>
      Number(
        await page.getByRole('list', { name: 'Notes' }).getByRole('listitem').first().getAttribute('aria-setsize'),
      );
    const all = await count();
    await page.keyboard.press('f');
    await page.keyboard.type('link sho');
    await page.waitForURL('**q=link+sho**');
    // The word is in the text; the row shows a title.
    const found = async (): Promise<readonly string[]> =>
      (await rows.allTextContents()).map((text) => /^\w+/.exec(text)?.[0] ?? '');
    await expect.poll(async () => [...new Set(await found())]).toEqual(['Draft']);
    const drafts = await count();
    expect(drafts).toBeLessThan(all);
    await page.getByLabel('Folder', { exact: true }).selectOption({ label: 'Locked' });
    await page.waitForURL(/(?=.*q=link)(?=.*show=locked)/);
    await page.getByRole('heading', { name: 'Nothing fits' }).waitFor();
    await page.goBack();
    await rows.first().click();
    await page.getByRole('region', { name: /^Draft/ }).waitFor();
    await page.reload();
    await expect.poll(count).toBe(drafts);
    expect(await page.getByRole('searchbox', { name: 'Find in the notes' }).inputValue()).toBe('link sho');
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await expect.poll(count).toBe(all);
    // The open note remains open.
    await page.getByRole('region', { name: /^Draft/ }).waitFor();
  });

  it('are searched by phrases in quotation marks', async () => {
    const page = await open();
    const field = page.getByRole('searchbox', { name: 'Find in the notes' });
    await field.fill('"link sho"');
    await page.getByRole('heading', { name: 'Nothing fits' }).waitFor();
    await field.fill('"link to the shop"');
    await page
      .getByRole('list', { name: 'Notes' })
      .getByRole('link', { name: /^Draft/ })
      .first()
      .waitFor();
  });

  /** The button of the list or of the open note, once both are there. */
  async function exportButton(page: Page, of: 'list' | 'note'): Promise<Locator> {
    const buttons = page.getByRole('button', { name: 'Export' });
    await expect.poll(() => buttons.count()).toBe(2);
    return of === 'list' ? buttons.first() : buttons.last();
  }

  it('are exported with their text if the dialog is given their password', async () => {
    const page = await open(`?n=${await noteKey('Secret')}`);
    await (await exportButton(page, 'note')).click();
    await page.getByRole('menuitem', { name: 'Text', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password of locked notes').fill(NOTE_PASSWORD);
    await expectAccessible(page);
    const saved = await saveFrom(page, () => dialog.getByRole('button', { name: 'Export' }).click());
    const texts = [...(await unzip(saved)).values()].map(String).join('\n');
    expect(texts).toMatch(/The code is \d+ 🔑/);
    expect(texts).toMatch(/"lockedNotes": \{\s+"opened": 1,\s+"locked": 0/);
    expect(texts).not.toContain(NOTE_PASSWORD);
  });

  it('open with their own password, and are locked again when left', async () => {
    const page = await open(`?n=${await noteKey('Secret')}`);
    await page.getByText('Hint: the usual').waitFor();
    const field = page.getByLabel('Password of the note');
    await field.fill('not it');
    await field.press('Enter');
    await page.getByText('That password does not open this note').waitFor();
    await expectAccessible(page);
    await field.fill(NOTE_PASSWORD);
    await field.press('Enter');
    await page.getByText('Opened with its password.', { exact: false }).waitFor();
    expect(
      await page.evaluate((password) => JSON.stringify(Object.entries(localStorage)).includes(password), NOTE_PASSWORD),
    ).toBe(false);
    await page.reload();
    await page.getByLabel('Password of the note').waitFor();
    await page.goto(`b/${web.backup}/notes?n=${await noteKey('Sealed')}`);
    await page.getByText('locked with the passcode of the phone', { exact: false }).waitFor();
  });

  it('show what is attached to a locked note when its password opens it', async () => {
    const page = await open(`?n=${await noteKey('Papers')}`, { unlocked: true });
    const field = page.getByLabel('Password of the note');
    await field.fill(NOTE_PASSWORD);
    await field.press('Enter');
    await page.getByRole('table').getByText('4711').waitFor();
    const note = page.getByRole('region', { name: /^Papers/ });
    await note.getByRole('link', { name: /vault/ }).waitFor();
    const pictures = note.locator('img');
    // A photo, a drawing and two pages of a gallery.
    await expect.poll(() => pictures.count(), { timeout: 15_000 }).toBe(4);
    for (const picture of await pictures.all())
      await expect
        .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 15_000 })
        .toBeGreaterThan(0);
    const saved = await saveFrom(page, () => note.getByRole('button', { name: /^Save Passport/ }).click());
    expect(saved.name).toMatch(/^Passport \d+\.jpg$/);
    expect(saved.bytes.subarray(0, 3).toString('latin1')).toBe('\xff\xd8\xff');
    await expectAccessible(page);
    await page.reload();
    await field.waitFor();
    expect(await pictures.count()).toBe(0);
  });

  it('show pictures if the backup is unlocked, and tables always', async () => {
    const page = await open(`?n=${await noteKey('Pages')}`);
    await page
      .getByRole('button', { name: /: Unlock$/ })
      .first()
      .waitFor();
    const unlocked = await open(`?n=${await noteKey('Pages')}`, { unlocked: true });
    const picture = unlocked.locator('figure img').first();
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 15_000 })
      .toBeGreaterThan(0);
    await page.goto(`b/${web.backup}/notes?n=${await noteKey('Prices')}`);
    await page.getByRole('table').getByText('Lime | wild').waitFor();
  });

  it('are exported while the backup is locked', async () => {
    const page = await open(`?n=${await noteKey('Draft')}`);
    const saved = page.waitForEvent('download');
    await (await exportButton(page, 'note')).click();
    await page.getByRole('menuitem', { name: 'Markdown' }).click();
    expect((await saved).suggestedFilename()).toMatch(/\.(zip|md)$/);
  });

  it('are exported all at once from their list, where nothing filters it', async () => {
    const page = await open(`?n=${await noteKey('Draft')}`);
    await (await exportButton(page, 'list')).click();
    await page.getByRole('menuitem', { name: 'Markdown' }).click();
    // Some are locked: without a password they stay so.
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password of locked notes').waitFor();
    const files = await unzip(await saveFrom(page, () => dialog.getByRole('button', { name: 'Export' }).click()));
    expect([...files.keys()].filter((name) => name.endsWith('.md')).length).toBeGreaterThan(3);
    await page.goto(`b/${web.backup}/notes?n=${await noteKey('Draft')}&q=draft`);
    await expect.poll(() => page.getByRole('button', { name: 'Export' }).count()).toBe(1);
  });

  it('show hostile text as text', async () => {
    const key = await noteKey('Recipe');
    const block = (style: string) => ({
      kind: 'paragraph' as const,
      style: style as 'body',
      indent: 1e9,
      spans: [{ text: HOSTILE, link: 'javascript:document.title=1', color: 'red;background:url(//x)' }],
    });
    await web.app.app.store.write
      .updateTable('notes')
      .set({ title: HOSTILE, body: { blocks: ['title', 'checklist', 'numbered', 'x'].map(block) } })
      .where('key', '=', key)
      .execute();
    const page = await open(`?n=${key}`);
    const note = page.getByRole('region', { name: HOSTILE });
    await expect.poll(() => note.getByText('<script>', { exact: false }).count()).toBeGreaterThanOrEqual(4);
    expect(await note.locator('img, script, a').count()).toBe(0);
    expect(await page.title()).toContain('Apple Juicer');
    await expectNoOverflow(page);
    await expectAccessible(page);
  });

  inEveryLook('$theme, $width wide', (look) => {
    it.each(['Draft', 'Trip'])('are accessible and fit: %s', async (title) => {
      const page = await web.show(`b/${web.backup}/notes?n=${await noteKey(title)}`, look);
      await page.getByText('About this note').waitFor();
      await expectAccessible(page);
      await expectNoOverflow(page);
    });
  });
});

describeInBrowser('a backup without notes', () => {
  const web = useWebTest({ demo: LITTLE, indexed: true });

  it('says why there are none, in German too', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/notes`);
    await page.getByRole('heading', { name: 'Not in this backup' }).waitFor();
    await page.getByRole('link', { name: 'Show in the ledger' }).waitFor();
    await expectAccessible(page);
    const german = await web.open(`b/${web.backup}/notes`, { locale: 'de-DE' });
    await german.getByRole('heading', { name: 'Nicht in diesem Backup' }).waitFor();
  });
});
