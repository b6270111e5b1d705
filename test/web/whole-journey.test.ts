import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ChatView, MessageView } from '../../src/contract/chat.ts';
import type { PhotoDayView, PhotoSummaryView } from '../../src/contract/photos.ts';
import type { SearchHitView } from '../../src/contract/search.ts';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { saveFrom, unzip } from './support/downloads.ts';
import { expectWholeChat } from './support/exported-chat.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { pages } from './support/pages.ts';
import { searchInPalette } from './support/palette.ts';
import { useWebTest } from './support/web-test.ts';

const PASSWORD = 'lemon tree';
/** Time of the newest messages, which go back over a year; the newest photos are from the summer. */
const UNTIL = Date.UTC(2020, 1, 20);
const DAY_MS = 86_400_000;
const WORD = 'dinner';

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

describeInBrowser('from the first start to an exported conversation', () => {
  const web = useWebTest({
    demo: { password: PASSWORD, messages: 1500, photos: 320, contacts: 12, notes: 10, until: UNTIL },
  });
  const artifacts = (rest: string): string => `/backups/${web.backup}/artifacts/${rest}`;

  /** The newest message of 2019 with the word, on a day with photos: the target of this test. */
  async function findWanted(page: Page): Promise<{ hit: SearchHitView; day: string; photos: number }> {
    const days = await pages<PhotoDayView>(page, artifacts('photos/days?library=true&timeZone=UTC&ownZone=true'));
    const q = encodeURIComponent(`${WORD} type:message before:2020-01-01`);
    const hits = await pages<SearchHitView>(page, `/search?q=${q}`);
    for (const hit of hits) {
      const day = dayOf(hit.at ?? 0);
      const photos = days.find((one) => one.day === day)?.count ?? 0;
      if (photos > 0) return { hit, day, photos };
    }
    throw new Error('No such message: this test would show nothing.');
  }

  it('leads from indexing to an export without detours', { timeout: 240_000, ...fullOnly }, async () => {
    const page = await web.open();

    // The one-time link opened the page. Index with the password, and watch.
    await page.getByRole('link', { name: 'Start', exact: true }).click();
    await page.getByLabel('Backup password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    // Wait for it before it appears, as it disappears again.
    const watched = page.getByRole('progressbar').waitFor();
    await Promise.all([watched, page.getByRole('button', { name: 'Read it' }).click()]);
    await page.getByRole('heading', { name: 'What would you like to do?' }).waitFor({ timeout: 120_000 });
    await page.getByRole('link', { name: 'Ledger' }).click();
    await page.waitForURL(`**/b/${web.backup}/ledger`);
    await expect
      .poll(() => page.getByRole('button', { name: /^Messages Complete/ }).textContent())
      .toMatch(/Found1,500Read1,500/);

    // The results.
    const main = page.getByRole('navigation', { name: 'Main' });
    await main.getByRole('link', { name: 'Overview' }).click();
    const tile = page
      .getByRole('main')
      .getByRole('link', { name: /^Messages/ })
      .first();
    await tile.waitFor();
    await tile.click();
    await page.waitForURL(`**/b/${web.backup}/messages`);
    await page.locator('[data-chat]').first().waitFor();

    // Search a message of 2019 from any screen.
    const { hit, day, photos } = await findWanted(page);
    const before = dayOf(Date.parse(day) + DAY_MS);
    await searchInPalette(page, `${WORD} type:message before:${before}`);
    const found = page.getByRole('option').filter({ has: page.locator('mark') });
    await found.first().click();
    await page.waitForURL((url) => isAt(url, hit));
    const message = page.locator(`[data-message="${hit.ref}"]`);
    await message.waitFor();
    await settled(page);
    expect((await message.textContent())?.toLowerCase()).toContain(WORD);
    await expect.poll(() => isInView(page, `[data-message="${hit.ref}"]`)).toBe(true);

    // The photos of that day.
    await message.hover();
    await message.getByRole('button', { name: 'Details of this message' }).click();
    const link = page.getByRole('link', {
      name: photos === 1 ? '1 photo of this day' : `${photos} photos of this day`,
    });
    await link.waitFor();
    await expectAccessible(page);
    await link.click();
    await page.waitForURL(`**/photos?day=${day}`);
    const title = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(Date.parse(day));
    await page.getByRole('heading', { level: 2 }).and(page.getByTitle(title)).waitFor();
    await expect.poll(() => isInView(page, `h2[title="${title}"]`)).toBe(true);
    const first = page.locator('a[data-index] img').first();
    await expect
      .poll(() => first.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 15_000 })
      .toBeGreaterThan(0);

    // Download all of them, and one of them.
    const taken = await photosOf(page, day);
    expect(taken.length).toBe(photos);
    const save = page.getByRole('button', { name: `Save the photos of ${title}` });
    await save.hover();
    const zip = await saveFrom(page, () => save.click());
    expect(zip.name).toMatch(/\.zip$/);
    const packed = await unzip(zip);
    let originals = 0;
    for (const { filename, files } of taken) {
      if (files.original.state !== 'present') continue;
      originals++;
      const answer = await page.request.get(`/backups/${web.backup}/file/${files.original.fileID}`);
      expect(packed.get(`${day}/${filename}`)).toEqual(await answer.body());
    }
    expect(packed.size).toBeGreaterThanOrEqual(Math.max(originals, taken.filter(({ shown }) => shown !== null).length));

    // Back to the message, and download the conversation.
    await page.goBack();
    await page.waitForURL((url) => isAt(url, hit));
    await message.waitFor();
    await settled(page);
    await expect.poll(() => isInView(page, `[data-message="${hit.ref}"]`)).toBe(true);
    const chat = hit.conversation ?? '';
    const html = await exportAsPage(page, { more: 'More', open: 'Export …', start: 'Export' });
    const count = await expectWholeChat(page, { backup: web.backup, chat, html });
    const { messageCount } = (await (
      await page.request.get(artifacts(`messages/conversations/${chat}`))
    ).json()) as ChatView;
    expect(count).toBe(messageCount);
    await page.getByText('Your browser has saved “').waitFor();
  });

  async function photosOf(page: Page, day: string): Promise<PhotoSummaryView[]> {
    return pages(page, artifacts(`photos?library=true&timeZone=UTC&ownZone=true&fromDay=${day}&toDay=${day}`));
  }

  it('also works by date, and reports a day without photos', { timeout: 120_000, ...fullOnly }, async () => {
    const page = await web.open(`b/${web.backup}/messages?sort=messages`);
    await page.locator('[data-chat]').first().click();
    await settled(page);
    const messages = await pages<MessageView>(page, artifacts(`messages/conversations/${chatOf(page)}/messages`));
    const days = new Set(
      (await pages<PhotoDayView>(page, artifacts('photos/days?library=true&timeZone=UTC&ownZone=true'))).map(
        (one) => one.day,
      ),
    );
    const without = messages.find(({ sentAt, announcement }) => {
      return sentAt !== null && announcement === null && dayOf(sentAt).startsWith('2019-0') && !days.has(dayOf(sentAt));
    });
    const at = without?.sentAt ?? 0;
    expect(at).toBeGreaterThan(0);
    await page.keyboard.press('d');
    const dialog = page.getByRole('dialog', { name: 'Go to a date' });
    await dialog.getByLabel('Year').selectOption('2019');
    const month = Number(dayOf(at).slice(5, 7));
    const name = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(at);
    const day = dialog.getByRole('button', { name: new RegExp(`^${name}, `) });
    for (let step = 0; step < 12 && (await day.count()) === 0; step++) {
      const shown = /\d+ \w+ \d{4}/.exec((await dialog.locator('td button').first().textContent()) ?? '')?.[0];
      const isAfter = Number(dayOf(Date.parse(`${shown} UTC`)).slice(5, 7)) > month;
      await dialog.getByRole('button', { name: isAfter ? 'Previous month' : 'Next month' }).click();
    }
    await day.click();
    await settled(page);
    await page.getByRole('button', { name, exact: true }).first().click();
    const popover = page.getByRole('dialog', { name });
    await popover.getByText('No photos of this day').waitFor();
    await expectAccessible(page);
    await popover.getByRole('link', { name: 'Everything of this day' }).click();
    await page.waitForURL(/\/timeline\?/);
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  });

  it('also works in German on a phone', { timeout: 120_000, ...fullOnly }, async () => {
    const page = await web.open('', { locale: 'de-DE', width: 390, height: 844, theme: 'dark' });
    const step = async (): Promise<void> => {
      await expectNoOverflow(page);
      await expectAccessible(page);
    };
    await page.getByRole('link', { name: 'Öffnen' }).waitFor();
    await step();
    await page.getByRole('link', { name: 'Öffnen' }).click();
    await page.waitForURL(`**/b/${web.backup}/overview`);
    await page.getByRole('heading', { name: 'Robin’s iPhone', level: 1 }).waitFor();
    await step();
    await page.getByRole('link', { name: 'Nachrichten' }).last().click();
    await page.locator('[data-chat]').first().waitFor();
    await step();
    await page.locator('[data-chat]').first().click();
    await settled(page);
    await step();
    const chat = chatOf(page);
    const html = await exportAsPage(page, { more: 'Mehr', open: 'Exportieren …', start: 'Exportieren' }, step);
    expect(await expectWholeChat(page, { backup: web.backup, chat, html })).toBeGreaterThan(10);
    await page.getByText('Der Browser hat „').waitFor();
    await step();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Zurück zu den Unterhaltungen' }).click();
    await page.locator('[data-chat]').first().waitFor();
  });
});

/** Exports the current chat with the defaults of the dialog, and reads the file. */
async function exportAsPage(
  page: Page,
  words: { readonly more: string; readonly open: string; readonly start: string },
  look: () => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  await page.getByRole('main').getByRole('button', { name: words.more, exact: true }).click();
  await page.getByRole('menuitem', { name: words.open }).click();
  const dialog = page.getByRole('dialog');
  const start = dialog.getByRole('button', { name: words.start, exact: true });
  await start.waitFor();
  await look();
  const { name, bytes } = await saveFrom(page, () => start.click());
  expect(name).toMatch(/\.html$/);
  return bytes.toString('utf8');
}

async function isInView(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).evaluate((node) => {
    const { top, bottom } = node.getBoundingClientRect();
    return top < innerHeight && bottom > 0;
  });
}

/** A URL parameter as written by the router: text that looks like a number is in quotation marks. */
function valueOf(url: URL, name: string): string | null {
  return url.searchParams.get(name)?.replace(/^"(.*)"$/, '$1') ?? null;
}

function chatOf(page: Page): string {
  return valueOf(new URL(page.url()), 'c') ?? '';
}

function isAt(url: URL, { conversation, ref }: SearchHitView): boolean {
  return url.pathname.endsWith('/messages') && valueOf(url, 'c') === conversation && valueOf(url, 'm') === ref;
}
