import { afterAll, beforeAll, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { chatSourceOf } from '../../views/index.ts';
import type { Output } from '../output.ts';
import { printMessages } from './print-chats.ts';

/** A key as declared chat apps have them. */
const LONG = 40_269_613_367_298;

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('viber', (rows) => {
    const luca = { handle: '+1 555 123 0014', name: 'Luca Conti', isAdmin: false };
    const direct = { kind: 'direct', handle: luca.handle, partnerName: luca.name, participants: [luca] };
    rows.record('viber_chats', { key: LONG, ...direct, messageCount: 1, lastAt: 1 });
    rows.record('viber_chats', {
      key: 2,
      kind: 'group',
      title: 'Kites',
      participants: [luca],
      messageCount: 1,
      lastAt: 2,
    });
    for (const [chat, text] of [
      [LONG, 'Hello'],
      [2, 'To all'],
    ] as const) {
      rows.record('viber_chat_items', { chat, at: 1, message: chat });
      rows.record('viber_messages', { key: chat, chat, sentAt: 1, text, kind: 'text', isFromMe: true });
    }
  });
});

afterAll(() => fixture.dispose());

async function printed(wanted: string): Promise<string> {
  const source = chatSourceOf('viber');
  if (source === null) throw new Error('There is no such app.');
  let text = '';
  const out: Output = {
    json: false,
    text: async (part) => {
      text += part;
    },
    document: async () => {},
    info: () => {},
    style: (_style, part) => part,
    isInteractive: false,
    isForTerminal: false,
  };
  await printMessages(
    { views: fixture.ctx, backup: fixture.backup, source },
    wanted,
    { order: 'oldest', limit: 5 },
    out,
  );
  return text;
}

it.each([
  [String(LONG), 'Hello'],
  [`#${LONG}`, 'Hello'],
  ['2', 'To all'],
  ['luca', 'Hello'],
  ['Luca Conti', 'Hello'],
  ['kit', 'To all'],
  ['5551230014', 'Hello'],
])('finds the chat for %s', async (wanted, text) => {
  expect(await printed(wanted)).toContain(text);
});

it('refuses what is the key of no chat', async () => {
  await expect(printed('12345678901234')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(printed('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
