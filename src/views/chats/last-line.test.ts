import { afterAll, beforeAll, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { messagesSource } from '../messages/source.ts';
import { whatsappSource } from '../whatsapp/source.ts';

const ANNA = 'anna@example.com';
let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('messages', (rows) => {
    rows.conversation(1, [ANNA], { lastAt: 3, lastMessage: 1, lastText: '' });
    rows.conversation(2, ['ben@example.com'], { lastAt: 2, lastMessage: 2, lastText: 'words' });
    rows.message(1, 1, 3, { text: '\ufffc', sender: ANNA });
    rows.message(2, 2, 2, { text: 'words', sender: ANNA });
    rows.add('message_attachments', { key: 1, message: 1, mimeType: 'image/heic', isHidden: false, state: 'present' });
  });
  await fixture.index('whatsapp', (rows) => {
    rows.add('whatsapp_chats', { key: 1, kind: 'direct', handle: ANNA, lastAt: 1, lastMessage: 7 });
    rows.add('whatsapp_messages', { key: 7, chat: 1, kind: 'audio', sentAt: 1 });
    rows.add('whatsapp_attachments', { key: 1, message: 7, mimeType: 'audio/ogg; codecs=opus', seconds: 9 });
    rows.add('whatsapp_chats', { key: 2, kind: 'group', lastAt: 0, lastMessage: 8, lastText: 'for @12345 and @99999' });
    rows.add('whatsapp_messages', {
      key: 8,
      chat: 2,
      kind: 'text',
      text: 'for @12345\nand @99999',
      mentions: [{ start: 4, length: 6, person: { jid: '12345@lid', handle: '12345@lid', name: 'Ben' } }],
      sentAt: 0,
    });
  });
});
afterAll(() => fixture.dispose());

it('the last line of a chat says what a message without words is', async () => {
  const { items } = await messagesSource.list(fixture.ctx, fixture.backup, { limit: 10 });
  expect(items.map(({ lastText, lastGist }) => [lastText, lastGist?.text])).toEqual([
    ['', 'Photo'],
    ['words', undefined],
  ]);
  const chat = await whatsappSource.get(fixture.ctx, fixture.backup, '1');
  expect(chat.lastGist).toEqual({
    kind: 'voice-message',
    count: 1,
    seconds: 9,
    name: null,
    text: 'Voice message 0:09',
  });
});

it('the last line of a chat has the names of the people it mentions', async () => {
  const { items } = await whatsappSource.list(fixture.ctx, fixture.backup, { limit: 10 });
  expect(items.map(({ lastText }) => lastText)).toEqual([null, 'for @Ben and @99999']);
});
