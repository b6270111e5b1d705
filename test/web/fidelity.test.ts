import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChatView, MessageView } from '../../src/contract/chat.ts';
import type { NoteView } from '../../src/contract/notes.ts';
import type { PhotoAlbumView, PhotoView } from '../../src/contract/photos.ts';
import { usesCorpus } from '../corpus.ts';
import { fullOnly } from '../support/depth.ts';
import { MENTIONING, writeFidelityBackup } from '../support/fidelity/backup.ts';
import { fidelityTables, wrongIn } from '../support/fidelity/check.ts';
import { ELSEWHERE } from '../support/fidelity/every-message.ts';
import { NEEDS_CORPUS, PAGE_ROWS } from '../support/fidelity/page-rows.ts';
import { indexNow } from '../support/index-now.ts';
import { settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { useFakeFfmpeg } from './support/fake-ffmpeg.ts';
import { loadedPictures, playedFilm, playedSound } from './support/loaded-media.ts';
import { goTo, goToAfresh } from './support/navigate.ts';
import { pages } from './support/pages.ts';
import { useWebTest } from './support/web-test.ts';

/** Scrolls to every nth message; its neighbours are rendered too. */
const STEP = 6;

interface Listed {
  readonly key: string;
  readonly title?: string;
}

// The rows are the same as in the exports and texts of `test/fidelity.test.ts`, which is quick.
describeInBrowser('the page, as docs/fidelity.md says', () => {
  let removeFfmpeg: () => Promise<void> = async () => undefined;
  const web = useWebTest({
    write: async (backups) => {
      removeFfmpeg = await useFakeFfmpeg();
      await writeFidelityBackup(join(backups, 'all'));
    },
  });
  afterAll(() => removeFfmpeg());
  beforeAll(async () => {
    await indexNow(web.app.app, web.backup, null);
  }, 120_000);
  const artifacts = (path: string): string => `/backups/${web.backup}/artifacts/${path}`;

  /** Compares what was shown with the column of the page of a table. */
  function expectShown(name: keyof typeof PAGE_ROWS, shown: readonly string[]): void {
    const text = shown.join('\n');
    const table = fidelityTables().get(name);
    const wrong = Object.entries(PAGE_ROWS[name]).flatMap(([row, check]) => {
      if (!usesCorpus && NEEDS_CORPUS.has(row)) return [];
      const what = wrongIn(table?.get(row)?.get('page') ?? '', check, text);
      return what === null ? [] : [`${row}: ${what}`];
    });
    expect(wrong).toEqual([]);
  }

  /** Opens a message in its chat, and returns all messages that are rendered then. */
  async function messagesAt(page: Page, app: string, chat: string, key: string): Promise<ReadonlyMap<string, string>> {
    await goTo(page, `b/${web.backup}/${app}?c=${chat}&m=${key}`);
    await page.locator(`[data-message="${key}"]`).waitFor();
    await settled(page);
    const rendered = await page
      .locator('[data-message]')
      .evaluateAll((all) => all.map((one) => [one.getAttribute('data-message') ?? '', one.outerHTML] as const));
    return new Map(rendered);
  }

  /** The dialog with the details of a message. */
  async function detailsOf(page: Page, key: string): Promise<string> {
    const message = page.locator(`[data-message="${key}"]`);
    await message.hover();
    await message.getByRole('button', { name: 'Details of this message' }).first().click();
    const html = await page.getByRole('dialog').innerHTML();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    return html;
  }

  /** What pictures, sound and films became that browsers do not show or play as they are, and the picture of a link. */
  async function mediaOf(page: Page, chat: string, items: readonly MessageView[]): Promise<string[]> {
    const open = async (has: (message: MessageView) => boolean) => {
      const key = items.find(has)?.key ?? '';
      await messagesAt(page, 'messages', chat, key);
      return page.locator(`[data-message="${key}"]`);
    };
    const file = (name: string) => open(({ attachments }) => attachments.some((each) => each.name === name));
    const link = await open(({ links }) => links.some(({ title }) => title === 'A link with its picture'));
    const found = (await loadedPictures(link)).map((picture) => `link: ${picture}`);
    if (usesCorpus)
      found.push(...(await loadedPictures(await file('pug.heic'))).map((picture) => `picture: ${picture}`));
    found.push(`sound: ${await playedSound(await file('lemon song.caf'))}`);
    const film = await file('lemon film.mov');
    await film.getByRole('button', { name: /lemon film/ }).click();
    found.push(`film: ${await playedFilm(page)}`);
    return found;
  }

  /** Which chats the messages are in that are in none, in two, or in two chats with one person. */
  async function chatsWith(page: Page, chats: readonly ChatView[]): Promise<string[]> {
    const found = new Map<string, string[]>();
    for (const { key, kind } of chats) {
      const items = await pages<MessageView>(page, artifacts(`messages/conversations/${key}/messages`));
      for (const text of [...Object.values(ELSEWHERE), 'In no conversation: ']) {
        const message = items.find((each) => each.text?.startsWith(text));
        const isOrphan = text.startsWith('In no');
        if (message === undefined || (isOrphan && (kind !== 'orphaned' || found.has(text)))) continue;
        const html = (await messagesAt(page, 'messages', key, message.key)).get(message.key) ?? '';
        if (html.includes(text)) found.set(text, [...(found.get(text) ?? []), `${kind} ${key}`]);
      }
    }
    const [sms, iMessage] = [found.get(ELSEWHERE.onSms), found.get(ELSEWHERE.onIMessage)];
    return [
      `in two: ${found.get(ELSEWHERE.inTwo)?.length}`,
      `in none: ${found.get('In no conversation: ')?.join()}`,
      `one person: ${sms?.length} ${sms?.join() === iMessage?.join()}`,
    ];
  }

  it('shows every message of a chat that has them all', { timeout: 240_000, ...fullOnly }, async () => {
    const page = await web.open(`b/${web.backup}/messages`);
    const chats = await pages<ChatView>(page, artifacts('messages/conversations'));
    const chat = chats.find(({ title }) => title === 'Book club')?.key ?? '';
    const items = await pages<MessageView>(page, artifacts(`messages/conversations/${chat}/messages`));
    const shown = new Map<string, string>();
    for (const [index, { key }] of items.entries()) {
      if (index % STEP > 0 && index !== items.length - 1) continue;
      for (const [of, html] of await messagesAt(page, 'messages', chat, key)) shown.set(of, html);
    }
    expect(shown.size).toBe(items.length);
    const header = await page
      .locator('header', { has: page.getByRole('heading', { level: 1 }) })
      .first()
      .innerHTML();
    const spam = items.find(({ text }) => text === 'You have won')?.key ?? '';
    await messagesAt(page, 'messages', chat, spam);
    const details = await detailsOf(page, spam);
    await goTo(page, `b/${web.backup}/messages?c=${chat}&dialog=info`);
    const info = page.getByRole('dialog');
    await info.getByText('Summary by the phone').waitFor();
    const infoHtml = await info.innerHTML();
    await page.keyboard.press('Escape');
    const media = await mediaOf(page, chat, items);
    const elsewhere = await chatsWith(page, chats);
    expectShown('Messages', [...shown.values(), header, details, infoHtml, ...media, ...elsewhere]);
  });

  it('shows messages of WhatsApp with each feature', { timeout: 240_000, ...fullOnly }, async () => {
    const page = await web.open(`b/${web.backup}/whatsapp`);
    const list = page.getByRole('list', { name: 'Conversations' });
    await list.getByRole('link').first().waitFor();
    const shown: string[] = [];
    const chats = await pages<Listed>(page, artifacts('whatsapp/chats'));
    const features: ((message: MessageView) => boolean)[] = [
      ({ announcement }) => announcement?.kind === 'unknown',
      ({ text }) => text?.includes('from the future') === true,
      ({ attachments }) => attachments.some(({ caption }) => caption !== null && caption !== ''),
      ({ replyTo }) => replyTo !== null && replyTo.key !== null,
      ({ replyTo }) => replyTo !== null && replyTo.key === null,
      ({ location }) => location?.picture?.state === 'present',
      ({ text }) => text?.includes(MENTIONING) === true,
    ];
    let left = features;
    let [withReceipts, itsChat]: [string | null, string] = [null, ''];
    for (const { key: chat } of chats) {
      for (const message of await pages<MessageView>(page, artifacts(`whatsapp/chats/${chat}/messages`))) {
        if (withReceipts === null && (message.receipts?.recipients ?? 0) > 0)
          [withReceipts, itsChat] = [message.key, chat];
        const others = left.filter((has) => !has(message));
        if (others.length === left.length) continue;
        left = others;
        shown.push((await messagesAt(page, 'whatsapp', chat, message.key)).get(message.key) ?? '');
      }
    }
    await messagesAt(page, 'whatsapp', itsChat, withReceipts ?? '');
    shown.push(await detailsOf(page, withReceipts ?? ''));
    for (const kind of ['status', 'channel', 'broadcast', 'group']) {
      await goToAfresh(page, `b/${web.backup}/whatsapp?kind=${kind}`);
      await list.getByRole('link').first().waitFor();
      shown.push(`${kind}: ${await list.innerHTML()}`);
    }
    expectShown('WhatsApp', shown);
  });

  it('opens chats at a message near their beginning, of which the end is read, too', {
    timeout: 240_000,
    ...fullOnly,
  }, async () => {
    const page = await web.open(`b/${web.backup}/whatsapp`);
    await page.getByRole('list', { name: 'Conversations' }).getByRole('link').first().waitFor();
    for (const { key: chat } of await pages<Listed>(page, artifacts('whatsapp/chats'))) {
      const messages = await pages<MessageView>(page, artifacts(`whatsapp/chats/${chat}/messages`));
      if (messages.length < 10 || messages.length > 60) continue;
      for (const at of [2, -3]) {
        const key = messages.at(at)?.key ?? '';
        await messagesAt(page, 'whatsapp', chat, key);
        expect(await page.locator(`[data-message="${key}"]`).isVisible()).toBe(true);
      }
    }
  });

  it('shows what the library knows of photos', { timeout: 240_000, ...fullOnly }, async () => {
    const page = await web.open(`b/${web.backup}/photos`);
    const features: ((photo: PhotoView) => boolean)[] = [
      ({ title }) => title !== null,
      ({ caption }) => caption !== null,
      ({ altText, keywords }) => altText !== null && keywords.length > 0,
      ({ faces }) => faces.some(({ name }) => name !== null),
      ({ traits }) => traits.includes('hdr'),
      ({ traits }) => traits.includes('selfie'),
      ({ editor }) => editor !== null,
      ({ albums }) => albums.some(({ kind }) => kind === 'memory'),
      ({ albums }) => albums.some(({ kind }) => kind === 'moment'),
      ({ files }) => files.edited?.state === 'present',
      ({ files }) => files.liveVideo?.state === 'present',
    ];
    const shown: string[] = [];
    let left = features;
    for (const { key } of await pages<Listed>(page, artifacts('photos?hidden=too&trashed=too'))) {
      const photo = (await (
        await page.request.get(artifacts(`photos/${encodeURIComponent(key)}`))
      ).json()) as PhotoView;
      const others = left.filter((has) => !has(photo));
      if (others.length === left.length) continue;
      left = others;
      await goToAfresh(page, `b/${web.backup}/photos?info=true&p=${encodeURIComponent(key)}`);
      const viewer = page.getByRole('dialog');
      await viewer.getByRole('heading', { name: 'Taken' }).waitFor();
      shown.push(await viewer.innerHTML());
    }
    const albums = await pages<PhotoAlbumView>(page, artifacts('photos/albums'));
    const sharedWithYou = albums.find(({ kind }) => kind === 'shared-with-you');
    await goToAfresh(page, `b/${web.backup}/photos?album=${sharedWithYou?.key ?? ''}`);
    const tile = page.getByRole('region', { name: 'Photos by day' }).getByRole('link').first();
    await tile.waitFor();
    const picker = page.getByRole('button', { name: /^Album: / });
    shown.push(`album: ${await picker.textContent()}, ${await tile.getAttribute('href')}`);
    expectShown('Photos', shown);
  });

  it('shows galleries of notes in their order, and links between notes', {
    timeout: 240_000,
    ...fullOnly,
  }, async () => {
    const page = await web.open(`b/${web.backup}/notes`);
    const shown: string[] = [];
    const left = new Set(['gallery', 'link']);
    for (const { key } of await pages<Listed>(page, artifacts('notes'))) {
      const note = (await (await page.request.get(artifacts(`notes/${encodeURIComponent(key)}`))).json()) as NoteView;
      const [linked] = note.links;
      // Those of locked notes are shown when they are opened.
      const gallery = note.attachments.find(({ kind, isLocked }) => kind === 'gallery' && !isLocked);
      if (left.has('gallery') && gallery !== undefined) {
        left.delete('gallery');
        await goToAfresh(page, `b/${web.backup}/notes?n=${encodeURIComponent(key)}`);
        const figure = page.locator('figure');
        await figure.waitFor();
        const places = await figure
          .locator('img')
          .evaluateAll((all) => all.map((one) => one.getAttribute('src') ?? ''));
        const order = note.attachments
          .filter(({ parent }) => parent === gallery.key)
          .toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0))
          .map(({ file }) => places.findIndex((place) => place.includes(file.fileID ?? '–')));
        shown.push(`gallery: ${order.join()}`);
      }
      if (left.has('link') && linked !== undefined) {
        left.delete('link');
        await goToAfresh(page, `b/${web.backup}/notes?n=${encodeURIComponent(key)}`);
        await page.getByRole('region', { name: note.title }).getByRole('link').first().click();
        await page.getByRole('region', { name: linked.title, exact: true }).waitFor();
        shown.push(`link to: ${new URL(page.url()).searchParams.get('n') === linked.key}`);
      }
    }
    expectShown('Notes', shown);
  });
});
