import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { SearchResultSchema } from '../../contract/search.ts';
import type { JsonValue } from '../../model/columns.ts';
import type { AnnouncementFacts } from '../messages/rows.ts';
import { messagesSource } from '../messages/source.ts';
import { search } from '../search/search.ts';
import type { WhatsappMessageRow } from '../whatsapp/rows.ts';
import { whatsappSource } from '../whatsapp/source.ts';

const ANNA = { jid: '491712345678@s.whatsapp.net', handle: '+491712345678', name: '~annie' };
const BEN = 'ben@example.com';

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => {
    rows.contact('p1', 'Anna Meyer', ['0171 2345678']);
    rows.contact('p2', 'Ben', [BEN]);
    rows.contact('p3', 'Robin', ['+49 170 1111111'], { isOwner: true });
  });
  await fixture.index('messages', (rows) => {
    const announcement = (key: number, text: string, facts: Partial<AnnouncementFacts>, isFromMe = false) => {
      const what = {
        kind: 'unknown',
        raw: { itemType: 3, actionType: 0 },
        handle: null,
        title: null,
        ...facts,
      } as const;
      const sender = isFromMe ? null : BEN;
      const row = {
        key,
        conversation: 1,
        sentAt: key,
        kind: 'announcement',
        isFromMe,
        sender,
        announcement: what,
      } as const;
      const payload = { conversation: 1, sender, isFromMe };
      rows.add('messages', row, { text, at: key, from: [sender ?? 'me'], in: [1], payload });
    };
    const last = { lastAt: 9, lastMessage: 2, lastText: null };
    rows.conversation(1, ['0171 2345678', BEN], last);
    rows.conversation(2, [BEN], { lastAt: 8, lastMessage: 3, lastText: 'left for lunch' });
    rows.conversation(3, [BEN], { lastAt: 7, lastMessage: 4, lastText: null });
    announcement(1, 'named the conversation “Left”', { kind: 'group-renamed', title: 'Left' }, true);
    // The number without country code is resolved by the list of members only.
    announcement(2, 'added someone to the conversation left', { kind: 'participant-added', handle: '0171 2345678' });
    rows.message(3, 2, 8, { text: 'left for lunch', sender: BEN });
    rows.message(4, 3, 7, { text: null, sender: BEN });
  });
  await fixture.index('whatsapp', (rows) => {
    const add = (key: number, chat: number, row: Partial<WhatsappMessageRow>, text: string, kind: string) => {
      const payload: Record<string, JsonValue> = { chat, kind, sender: ANNA.handle, senderName: null, isFromMe: false };
      const message = { key, chat, sentAt: key, isFromMe: false, sender: ANNA.handle, ...row };
      rows.add('whatsapp_messages', message, { text, at: key, from: [ANNA.handle], in: [chat], payload });
    };
    rows.add('whatsapp_chats', { key: 1, kind: 'group', title: 'Climbing', lastMessage: 11, lastText: null });
    rows.add('whatsapp_chats', { key: 2, kind: 'direct', handle: ANNA.handle, lastMessage: 12, lastText: null });
    rows.add('whatsapp_chats', { key: 3, kind: 'direct', handle: ANNA.handle, lastMessage: 13, lastText: 'left it' });
    const none = { people: [], title: null, seconds: null, parameter: null };
    add(11, 1, { event: { kind: 'participant-left', actor: ANNA, ...none } }, 'Anna left', 'event');
    const call = { isVideo: true, isMissed: true, isGroup: false, seconds: null };
    add(12, 2, { call }, 'Missed video call left', 'call');
    add(13, 3, { text: 'left it' }, 'left it', 'text');
    const log = { handle: ANNA.handle, name: '~annie', direction: 'incoming', isVideo: false, isMissed: true } as const;
    const document = { text: 'Missed call: ~annie left', at: 21, in: [], payload: { chat: null } };
    rows.add('whatsapp_calls', { key: 21, at: 21, seconds: null, ...log }, document);
  });
});

afterAll(() => fixture.dispose());

describe('system messages', () => {
  it('is part of hits with an English sentence, and of no others', async () => {
    const result = await search(fixture.ctx, { q: 'left', sort: 'oldest', limit: 50 });
    expect(SearchResultSchema.parse(result)).toEqual(result);
    const told = result.items.map(({ ref, title, snippet, systemMessage }) => [
      ref,
      title,
      snippet,
      systemMessage?.sender.name,
      systemMessage?.announcement?.text ?? systemMessage?.call?.text,
    ]);
    expect(told).toEqual([
      ['1', 'You in Anna Meyer and Ben', 'named the conversation “Left”', 'Robin', 'You named the conversation “Left”'],
      [
        '2',
        'Ben in Anna Meyer and Ben',
        'added someone to the conversation left',
        'Ben',
        'Ben added Anna Meyer to the conversation',
      ],
      ['3', 'Ben', 'left for lunch', undefined, undefined],
      ['11', 'Anna Meyer in Climbing', 'Anna left', 'Anna Meyer', 'Anna Meyer left the group'],
      ['12', 'Anna Meyer', 'Missed video call left', 'Anna Meyer', 'Missed video call'],
      ['13', 'Anna Meyer', 'left it', undefined, undefined],
      ['21', 'Anna Meyer', 'Missed call: ~annie left', 'Anna Meyer', 'Missed voice call'],
    ]);
  });

  it('is part of the list of conversations if the newest message has no text', async () => {
    const { items } = await messagesSource.list(fixture.ctx, fixture.backup, { limit: 9 });
    expect(items.map(({ lastText, lastSystemMessage }) => [lastText, lastSystemMessage?.announcement?.text])).toEqual([
      [null, 'Ben added Anna Meyer to the conversation'],
      ['left for lunch', undefined],
      [null, undefined],
    ]);
    const one = await messagesSource.get(fixture.ctx, fixture.backup, '1');
    expect(one).toEqual(items[0]);
  });

  it('is part of the list of WhatsApp chats in the same way', async () => {
    const { items } = await whatsappSource.list(fixture.ctx, fixture.backup, { limit: 9, sort: 'title' });
    const last = new Map(items.map(({ key, lastSystemMessage }) => [key, lastSystemMessage]));
    expect(last.get('1')?.announcement?.text).toBe('Anna Meyer left the group');
    expect(last.get('2')?.call?.text).toBe('Missed video call');
    expect(last.get('3')).toBeNull();
    expect((await whatsappSource.get(fixture.ctx, fixture.backup, '1')).lastSystemMessage).toEqual(last.get('1'));
  });
});
