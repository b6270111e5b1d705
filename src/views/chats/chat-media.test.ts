import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { ChatMediaPageSchema } from '../../contract/chat-media.ts';
import type { MediaKind } from '../../contract/media-kinds.ts';
import { messagesSource } from '../messages/source.ts';
import { whatsappSource } from '../whatsapp/source.ts';

let fixture: ViewFixture;

const file = (digit: string) => digit.repeat(40);

/** Messages of the long chat: more than are looked at per query. */
const LONG = 9000;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['+491712345678']);
    rows.conversation(2, ['ben@example.com']);
    rows.conversation(3, ['zoe@example.com']);
    const attach = (key: number, message: number, more: object) =>
      rows.add('message_attachments', { key, message, state: 'present', file: file('a'), ...more });
    rows.message(1, 1, 1000, { attachmentCount: 2 });
    attach(1, 1, { mimeType: 'image/heic', transferName: 'IMG_1.HEIC' });
    attach(2, 1, { mimeType: 'video/quicktime', transferName: 'IMG_1.MOV', file: file('b') });
    rows.message(2, 1, 2000, { text: 'words only' });
    rows.message(3, 1, 3000, { attachmentCount: 1, flags: ['audio'] });
    attach(3, 3, { mimeType: null, uti: 'com.apple.coreaudio-format', transferName: 'Audio Message.caf' });
    rows.message(4, 1, 4000, { text: 'See https://example.com/a, and (http://example.org/b?c=d).' });
    rows.message(5, 1, 5000, {
      text: 'https://www.example.com/recipe/',
      link: {
        url: 'https://example.com/recipe',
        title: 'Recipe',
        summary: null,
        site: 'Example',
        picture: 0,
      },
      attachmentCount: 1,
    });
    attach(4, 5, { isHidden: true, transferName: 'x.pluginPayloadAttachment', file: file('c') });
    rows.message(6, 1, null, { attachmentCount: 3 });
    attach(5, 6, { mimeType: 'application/pdf', transferName: 'Lease.pdf', state: 'not-in-backup', file: null });
    attach(6, 6, { isSticker: true, mimeType: 'image/png', transferName: 'sticker.png' });
    attach(7, 6, { mimeType: null, uti: null, transferName: 'old.JPG' });
    rows.message(7, 2, 4500, { text: 'https://example.com/elsewhere' });
    for (let index = 0; index < LONG; index++) {
      rows.message(100 + index, 3, 10_000 + index, index % 1000 === 0 ? { text: `https://example.com/${index}` } : {});
    }
  });
  await fixture.index('whatsapp', (rows) => {
    rows.add('whatsapp_chats', { key: 1, kind: 'direct', handle: '+431234567', title: 'Zoë', messageCount: 1 });
    const chat = { chat: 1, at: 5 };
    rows.add('whatsapp_chat_items', { ...chat, message: 1 });
    rows.add('whatsapp_messages', { key: 1, chat: 1, sentAt: 5, kind: 'audio', attachmentCount: 1 });
    rows.add('whatsapp_attachments', { key: 1, message: 1, chat: 1, mimeType: 'audio/ogg', state: 'present' });
  });
});

afterAll(() => fixture.dispose());

async function media(chat: string, kind: MediaKind, more: { limit?: number; cursor?: string } = {}) {
  const page = await messagesSource.media(fixture.ctx, fixture.backup, chat, { kind, limit: 50, ...more });
  expect(ChatMediaPageSchema.parse(page)).toEqual(page);
  return page;
}

describe('the gallery of a chat', () => {
  it('has its pictures, files and voices, newest first, with the numbers of all', async () => {
    const { items, counts, isWhole, next } = await media('1', 'pictures');
    expect({ counts, isWhole, next }).toEqual({
      counts: { pictures: 3, links: 3, files: 1, voices: 1 },
      isWhole: true,
      next: null,
    });
    expect(items.map(({ message, at, attachment }) => [message, at, attachment?.name])).toEqual([
      ['1', 1000, 'IMG_1.HEIC'],
      ['1', 1000, 'IMG_1.MOV'],
      ['6', null, 'old.JPG'],
    ]);
    const names = async (kind: MediaKind) => (await media('1', kind)).items.map(({ attachment }) => attachment?.name);
    expect(await names('files')).toEqual(['Lease.pdf']);
    expect(await names('voices')).toEqual(['Audio Message.caf']);
  });

  it('has addresses of the text once, with their previews', async () => {
    const { items } = await media('1', 'links');
    expect(items.map(({ message, link }) => [message, link?.url, link?.title, link?.thumbnail])).toEqual([
      ['5', 'https://example.com/recipe', 'Recipe', { fileID: file('c'), state: 'present' }],
      ['4', 'https://example.com/a', null, null],
      ['4', 'http://example.org/b?c=d', null, null],
    ]);
  });

  it('is paged, and reads long chats to their beginning', async () => {
    const urls: (string | undefined)[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await media('3', 'links', { limit: 4, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.counts.links).toBe(9);
      urls.push(...page.items.map(({ link }) => link?.url));
      cursor = page.next;
    }
    expect(urls).toEqual(Array.from({ length: 9 }, (_, index) => `https://example.com/${8000 - index * 1000}`));
  });

  it('rejects cursors of another kind and unknown chats', async () => {
    const { next } = await media('3', 'links', { limit: 1 });
    await expect(media('3', 'files', { cursor: next ?? '' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(media('99', 'files')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is the same for other apps', async () => {
    const page = await whatsappSource.media(fixture.ctx, fixture.backup, '1', { kind: 'voices', limit: 50 });
    expect(page.items.map(({ message, attachment }) => [message, attachment?.mimeType])).toEqual([['1', 'audio/ogg']]);
  });
});
