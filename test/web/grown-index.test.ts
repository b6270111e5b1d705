import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { indexNow } from '../support/index-now.ts';
import { writeBackup, writeCallsDatabase, writeMessagesDatabase, writePhotosDatabase } from '../synthetic/index.ts';
import { settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { waitUntilStable } from './support/frames.ts';
import { firstInView, scrollBy } from './support/scrolled.ts';
import { useWebTest } from './support/web-test.ts';

const NEW_TEXT = 'This one arrived after the first backup';
/** More than a page of hits. */
const NEW_MESSAGES = 70;
const CALLS = 90;
const NEW_CALLS = 30;
/** Space below the last message of a chat. */
const END_PX = 20;
const PHOTOS = 220;
const NEW_PHOTOS = 25;

/** Time until the page notices that the index is another one: it looks every ten seconds. */
const NOTICED = { timeout: 40_000 };

/** Writes the backup of a phone with these databases, in place of the earlier one. */
async function backUp(folder: string, scratch: string): Promise<void> {
  const backup = join(folder, 'phone');
  await rm(backup, { recursive: true, force: true });
  await writeBackup(backup, {
    manifest: 'db',
    layout: 'sharded',
    udid: '00008110-00000000000000B2',
    files: [
      {
        domain: 'HomeDomain',
        relativePath: 'Library/SMS/sms.db',
        kind: 'file',
        contents: { path: join(scratch, 'sms.db') },
      },
      {
        domain: 'CameraRollDomain',
        relativePath: 'Media/PhotoData/Photos.sqlite',
        kind: 'file',
        contents: { path: join(scratch, 'Photos.sqlite') },
      },
      {
        domain: 'HomeDomain',
        relativePath: 'Library/CallHistoryDB/CallHistory.storedata',
        kind: 'file',
        contents: { path: join(scratch, 'CallHistory.storedata') },
      },
    ],
  });
}

type Row = Record<string, SQLInputValue>;

/** Adds a row like another one, but for these columns; returns its ROWID. */
function addLike(db: DatabaseSync, table: string, row: Row, changes: Row): number {
  const added = { ...row, ...changes };
  const names = Object.keys(added);
  const sql = `INSERT INTO ${table} (${names.map((name) => `"${name}"`).join()}) VALUES (${names.map(() => '?').join()})`;
  return Number(db.prepare(sql).run(...Object.values(added)).lastInsertRowid);
}

/** Adds messages to the longest chat, photos of later days, and later calls. */
function grow(scratch: string): void {
  const messages = new DatabaseSync(join(scratch, 'sms.db'));
  const { chat } = messages
    .prepare('SELECT chat_id AS chat FROM chat_message_join GROUP BY 1 ORDER BY count(*) DESC LIMIT 1')
    .get() as { chat: number };
  const plainRow = messages.prepare(
    `SELECT m.* FROM message m JOIN chat_message_join j ON j.message_id = m.ROWID
       WHERE j.chat_id = ? AND m.text IS NOT NULL AND m.associated_message_type = 0 AND m.item_type = 0 LIMIT 1`,
  );
  // Dates are in nanoseconds.
  plainRow.setReadBigInts(true);
  const plain = plainRow.get(chat) as Row;
  const { latest } = messages.prepare('SELECT CAST(max(date) AS TEXT) AS latest FROM message').get() as {
    latest: string;
  };
  for (let number = 1; number <= NEW_MESSAGES; number++) {
    const { ROWID: _row, ...like } = plain;
    const id = addLike(messages, 'message', like, {
      guid: `grown-${number}`,
      text: `${NEW_TEXT}, number ${number}`,
      attributedBody: null,
      date: BigInt(latest) + BigInt(number) * 60_000_000_000n,
    });
    messages.prepare('INSERT INTO chat_message_join (chat_id, message_id) VALUES (?, ?)').run(chat, id);
  }
  messages.close();

  const photos = new DatabaseSync(join(scratch, 'Photos.sqlite'));
  const newest = photos
    .prepare('SELECT * FROM ZASSET WHERE ZTRASHEDSTATE = 0 AND ZHIDDEN = 0 ORDER BY ZDATECREATED DESC LIMIT 1')
    .get() as Row;
  const attributes = photos
    .prepare('SELECT * FROM ZADDITIONALASSETATTRIBUTES WHERE ZASSET = ?')
    .get(newest['Z_PK'] ?? 0) as Row;
  for (let number = 1; number <= NEW_PHOTOS; number++) {
    const asset = { Z_PK: 10_000 + number, ZADDITIONALATTRIBUTES: 10_000 + number };
    const created = Number(newest['ZDATECREATED']) + number * 40_000;
    addLike(photos, 'ZASSET', newest, { ...asset, ZUUID: crypto.randomUUID().toUpperCase(), ZDATECREATED: created });
    addLike(photos, 'ZADDITIONALASSETATTRIBUTES', attributes, { Z_PK: asset.Z_PK, ZASSET: asset.Z_PK });
  }
  photos.close();
  writeCallsDatabase(join(scratch, 'CallHistory.storedata'), { seed: 'grown', calls: CALLS + NEW_CALLS });
}

/** The number of a text like “1,234 hits”. */
async function numberIn(page: Page, text: RegExp): Promise<number> {
  return Number((await page.getByText(text).first().innerText()).replaceAll(/\D/g, ''));
}

const itemsText = (count: number): string => `${count.toLocaleString('en-GB')} items`;
const countText = (count: number): string => `${count.toLocaleString('en-GB')} hits`;

describeInBrowser('a page of a backup that grows', () => {
  let scratch = '';
  const web = useWebTest({
    write: async (backups) => {
      scratch = join(backups, '..');
      writeMessagesDatabase(join(scratch, 'sms.db'), { seed: 'grown', size: 1600, people: 8 });
      writePhotosDatabase(join(scratch, 'Photos.sqlite'), { seed: 'grown', size: PHOTOS });
      writeCallsDatabase(join(scratch, 'CallHistory.storedata'), { seed: 'grown', calls: CALLS });
      await backUp(backups, scratch);
    },
    indexed: true,
    changes: true,
  });

  it('stays where it was scrolled to, with what is new around it', { ...fullOnly, timeout: 180_000 }, async () => {
    const places = {
      chat: { scroller: '[role=feed]', rows: '[data-message]' },
      found: { scroller: '[role=list][aria-label="Hits"]', rows: 'a' },
      timeline: { scroller: '[role=list][aria-label="Everything by time"]', rows: 'a' },
      calls: { scroller: '[role=list][aria-label="Calls"]', rows: 'a' },
      table: { scroller: '[role=table][aria-label="Calls"]', rows: '[data-row]' },
      photos: { scroller: '[role=region][aria-label="Photos by day"]', rows: 'a[data-index]' },
      covered: { scroller: '[role=region][aria-label="Photos by day"]', rows: 'a[data-index]' },
    };
    const openChat = async (): Promise<Page> => {
      const page = await web.open(`b/${web.backup}/messages?sort=messages`);
      await page.locator('[data-chat]').first().click();
      await settled(page);
      return page;
    };
    const atEnd = await openChat();
    const last = await atEnd.locator('[data-message]').last().getAttribute('data-message');
    const lastPlace = await atEnd.locator('[data-message]').last().boundingBox();

    const pages = {
      chat: await openChat(),
      found: await web.open('search?q=type%3Amessage'),
      timeline: await web.open('timeline'),
      calls: await web.open(`b/${web.backup}/calls`),
      table: await web.open(`b/${web.backup}/tables?t=calls&sort=at&desc=true`),
      photos: await web.open(`b/${web.backup}/photos`),
      covered: await web.open(`b/${web.backup}/photos`),
    };
    const names = ['chat', 'found', 'timeline', 'calls', 'table', 'photos', 'covered'] as const;
    for (const name of names) {
      await pages[name].locator(places[name].scroller).locator(places[name].rows).first().waitFor();
      await scrollBy(pages[name], places[name].scroller, name === 'chat' ? -2511 : 1511);
    }
    const read = (name: (typeof names)[number]) => firstInView(pages[name], places[name].scroller, places[name].rows);
    const before = await Promise.all(
      names.map(async (name) => {
        await waitUntilStable(pages[name], () => read(name));
        return read(name);
      }),
    );
    for (const { key } of before) expect(key).not.toBe('');
    const items = await numberIn(pages.photos, / items$/);
    const count = await numberIn(pages.found, / hits$/);
    // A photo that is looked at, too.
    const dialog = pages.covered.getByRole('dialog');
    await pages.covered.locator(`a[href="${before.at(-1)?.key}"]`).click();
    await dialog.getByRole('button', { name: 'Next' }).waitFor();
    const name = dialog.getByRole('heading');
    const shown = await name.textContent();

    grow(scratch);
    await backUp(web.app.workspace.backups, scratch);
    await web.app.app.catalog.refresh();
    await indexNow(web.app.app, web.backup, null);

    const newest = `${NEW_TEXT}, number ${NEW_MESSAGES}`;
    await atEnd.getByRole('list', { name: 'Conversations' }).getByText(newest).waitFor(NOTICED);
    await pages.chat.getByRole('list', { name: 'Conversations' }).getByText(newest).waitFor(NOTICED);
    await pages.photos.getByText(itemsText(items + NEW_PHOTOS), { exact: true }).waitFor(NOTICED);
    await pages.found.getByText(countText(count + NEW_MESSAGES), { exact: true }).waitFor(NOTICED);

    expect(await name.textContent()).toBe(shown);
    await dialog.getByRole('button', { name: 'Previous' }).waitFor();
    await pages.covered.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    for (const [at, name] of names.entries()) {
      await expect.poll(() => read(name), { message: name }).toEqual(before[at]);
    }
    // Nothing is there twice, and what is new follows.
    const keys = await pages.chat
      .locator('[data-message]')
      .evaluateAll((rows) => rows.map((row) => row.dataset['message']));
    expect(new Set(keys).size).toBe(keys.length);
    // The space below the last message is below the new ones now.
    const nowPlace = await atEnd.locator(`[data-message="${last}"]`).boundingBox();
    expect(Math.abs((nowPlace?.y ?? 0) - (lastPlace?.y ?? 0))).toBeLessThanOrEqual(END_PX);
    await atEnd.getByRole('button', { name: 'Go to the latest message' }).click();
    await atEnd.getByRole('feed').getByText(newest).waitFor();
  });
});
