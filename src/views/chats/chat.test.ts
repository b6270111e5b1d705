import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { FoundPageSchema } from '../../contract/chat.ts';
import { ChatDaysSchema } from '../../contract/days.ts';
import { messagesSource } from '../messages/source.ts';
import { chatDays } from './chat-days.ts';
import { type FindQuery, findInChat } from './find-in-chat.ts';

/** DST starts in Berlin at 2024-03-31 01:00 UTC: that day has 23 hours. */
const MIDNIGHT_BERLIN = Date.UTC(2024, 2, 30, 23);
const NEXT_MIDNIGHT_BERLIN = Date.UTC(2024, 2, 31, 22);

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['+491712345678']);
    rows.conversation(2, ['ben@example.com']);
    const moments = [MIDNIGHT_BERLIN - 1, MIDNIGHT_BERLIN, NEXT_MIDNIGHT_BERLIN - 1, NEXT_MIDNIGHT_BERLIN];
    for (const [index, at] of moments.entries()) rows.message(index + 1, 1, at, { text: `rope ${index + 1}` });
    rows.message(5, 1, null, { text: 'rope without a time' });
    rows.message(6, 1, -5, { text: 'rope before the epoch' });
    rows.message(7, 1, 2 ** 43, { text: 'rope after everything' });
    rows.message(8, 2, MIDNIGHT_BERLIN, { text: 'rope elsewhere' });
  });
  // A chat of another app with the same key must not be searched.
  await fixture.index('whatsapp', (rows) => {
    rows.add('whatsapp_chats', { key: 1, kind: 'direct', handle: '+431234567', title: 'Zoë', messageCount: 1 });
    rows.add(
      'whatsapp_messages',
      { key: 1, chat: 1, text: 'rope' },
      { text: 'rope', at: 5, in: [1], payload: { chat: 1 } },
    );
  });
});

afterAll(() => fixture.dispose());

const place = (chat: string) => messagesSource.place(fixture.ctx, fixture.backup, chat);

describe('days of a chat', () => {
  const days = async (timeZone: string) => chatDays(fixture.ctx, await place('1'), timeZone);

  it.each([
    [
      'UTC',
      [
        ['2024-03-30', 2],
        ['2024-03-31', 2],
      ],
    ],
    [
      'Europe/Berlin',
      [
        ['2024-03-30', 1],
        ['2024-03-31', 2],
        ['2024-04-01', 1],
      ],
    ],
    [
      'Asia/Kolkata',
      [
        ['2024-03-31', 2],
        ['2024-04-01', 2],
      ],
    ],
    [
      'Pacific/Honolulu',
      [
        ['2024-03-30', 2],
        ['2024-03-31', 2],
      ],
    ],
  ])('are those of %s', async (timeZone, expected) => {
    const result = await days(timeZone);
    expect(ChatDaysSchema.parse(result)).toEqual(result);
    expect(result.items.map(({ day, count }) => [day, count])).toEqual(expected);
    expect(result).toMatchObject({ undated: 3, firstAt: MIDNIGHT_BERLIN - 1, lastAt: NEXT_MIDNIGHT_BERLIN });
  });

  it('give their start in the time zone', async () => {
    const { items } = await days('Europe/Berlin');
    expect(items.map(({ at }) => at).slice(1)).toEqual([MIDNIGHT_BERLIN, NEXT_MIDNIGHT_BERLIN]);
  });

  it('reject an unknown time zone', async () => {
    await expect(days('Mars/Olympus')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('finding within a chat', () => {
  const find = async (query: Partial<FindQuery>) =>
    findInChat(fixture.ctx, await place('1'), { query: 'rope', order: 'newest', limit: 50, ...query });
  const keys = async (query: Partial<FindQuery>) => (await find(query)).items.map(({ key }) => Number(key));

  it('finds messages of this chat only, by time', async () => {
    const page = await find({});
    expect(FoundPageSchema.parse(page)).toEqual(page);
    expect(new Set(await keys({}))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
    expect((await keys({})).slice(0, 4)).toEqual([4, 3, 2, 1]);
    expect((await keys({ order: 'oldest' })).slice(0, 4)).toEqual([1, 2, 3, 4]);
    expect(page).toMatchObject({ total: 7, totalIsExact: true, next: null, previous: null });
    expect(page.items[0]).toMatchObject({ snippet: 'rope 4', highlights: [[0, 4]] });
  });

  it.each(['newest', 'oldest'] as const)('pages forward and back through hits (%s)', async (order) => {
    const all = await keys({ order });
    let page = await find({ order, limit: 2 });
    const seen = page.items.map(({ key }) => Number(key));
    while (page.next !== null) {
      page = await find({ order, limit: 2, cursor: page.next });
      seen.push(...page.items.map(({ key }) => Number(key)));
    }
    expect(seen).toEqual(all);
    const back: number[] = page.items.map(({ key }) => Number(key));
    while (page.previous !== null) {
      page = await find({ order, limit: 2, cursor: page.previous });
      back.unshift(...page.items.map(({ key }) => Number(key)));
    }
    expect(back).toEqual(all);
  });

  it('starts at a given time and pages in both directions', async () => {
    const page = await find({ at: MIDNIGHT_BERLIN, order: 'oldest', limit: 2 });
    expect(page.items.map(({ key }) => key)).toEqual(['2', '3']);
    expect(page.total).toBe(7);
    expect(
      (await find({ order: 'oldest', limit: 2, cursor: page.previous ?? '' })).items.map(({ key }) => key),
    ).toEqual(['1']);
    expect(await keys({ at: MIDNIGHT_BERLIN, limit: 2 })).toEqual([2, 1]);
  });

  it('rejects cursors of other lists and unknown conversations', async () => {
    await expect(find({ cursor: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(place('77')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
