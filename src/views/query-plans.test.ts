import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plansOf } from '../../test/support/query-plans.ts';
import { ANY_ENGINE } from '../../test/support/storage/engines.ts';
import { openViewFixture, type ViewFixture } from '../../test/support/view-fixture.ts';
import { getEvent, listEvents } from './calendar/index.ts';
import { type CallSource, getCall, listCalls, phoneCalls, recordLogs } from './calls/index.ts';
import { getContact, listContacts } from './contacts/contacts.ts';
import { messagesSource } from './messages/source.ts';
import { getPerson } from './people/index.ts';
import type { ViewContext } from './types.ts';
import { whatsappSource } from './whatsapp/source.ts';

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => rows.contact('p1', 'Anna', ['+491712345678']));
  await fixture.index('messages', (rows) => {
    for (let key = 1; key <= 3; key++) rows.conversation(key, ['+491712345678'], { lastAt: key, lastMessage: key });
    for (let key = 1; key <= 9; key++)
      rows.message(key, 1, key, { text: 'x', replyTo: `GUID-${key - 1}`, replyToKey: key - 1 });
    // SQLite's tables have no indexes without a row.
    rows.add('message_attachments', { key: 1, message: 1 });
  });
  await fixture.index('whatsapp', (rows) => {
    rows.add('whatsapp_chats', { key: 1, kind: 'direct', title: 'x', lastMessage: 9 });
    for (let key = 1; key <= 9; key++) {
      rows.add('whatsapp_chat_items', { chat: 1, at: key, message: key });
      rows.add('whatsapp_messages', { key, chat: 1, sentAt: key, replyToKey: key - 1 });
    }
    rows.add('whatsapp_attachments', { key: 1, message: 1 });
  });
  await fixture.index('calls', (rows) => {
    for (let at = 1; at <= 9; at++) rows.add('calls', { key: `h${at}`, at, handle: '+491712345678' });
  });
  await fixture.index('google-meet', (rows) => {
    for (let at = 1; at <= 9; at++) rows.record('google_meet_calls', { key: `${at}`, calledAt: at, seconds: at });
  });
  await fixture.index('calendar', (rows) => {
    for (let startAt = 1; startAt <= 9; startAt++) rows.add('calendar_events', { key: `e${startAt}`, startAt });
  });
});

afterAll(() => fixture.dispose());

function recordLog(): CallSource {
  const log = recordLogs.find(({ artifact }) => artifact === 'google-meet');
  if (log === undefined) throw new Error('There is no such log.');
  return log;
}

// The plans are in the format of SQLite.
describe.skipIf(ANY_ENGINE.name !== 'sqlite')('every page', () => {
  it.each<[string, (ctx: ViewContext, backup: string) => Promise<unknown>]>([
    ['of messages, one of them an answer', (ctx, id) => messagesSource.messages(ctx, id, '1', { limit: 1, at: 4 })],
    ['of messages', (ctx, id) => messagesSource.messages(ctx, id, '1', { limit: 2 })],
    [
      'of messages from a time on',
      (ctx, id) => messagesSource.messages(ctx, id, '1', { limit: 2, at: 4, order: 'newest' }),
    ],
    ['of messages around one', (ctx, id) => messagesSource.messages(ctx, id, '1', { limit: 3, around: '5' })],
    ['of one message', (ctx, id) => messagesSource.message(ctx, id, '5')],
    ['of conversations', (ctx, id) => messagesSource.list(ctx, id, { limit: 2 })],
    ['of conversations by title', (ctx, id) => messagesSource.list(ctx, id, { limit: 2, sort: 'title' })],
    ['of contacts', (ctx, id) => listContacts(ctx, id, { limit: 2 })],
    ['of WhatsApp messages', (ctx, id) => whatsappSource.messages(ctx, id, '1', { limit: 2 })],
    ['of WhatsApp messages around one', (ctx, id) => whatsappSource.messages(ctx, id, '1', { limit: 3, around: '5' })],
    ['of one WhatsApp message', (ctx, id) => whatsappSource.message(ctx, id, '5')],
    ['of one WhatsApp chat', (ctx, id) => whatsappSource.get(ctx, id, '1')],
    ['of calls', (ctx, id) => listCalls(ctx, id, phoneCalls, { limit: 2 })],
    ['of one call', (ctx, id) => getCall(ctx, id, phoneCalls, 'h5')],
    ['of calls that are records', (ctx, id) => listCalls(ctx, id, recordLog(), { limit: 2 })],
    ['of one call that is a record', (ctx, id) => getCall(ctx, id, recordLog(), '5')],
    ['of events', (ctx, id) => listEvents(ctx, id, { limit: 2, from: 3 })],
    ['of one event', (ctx, id) => getEvent(ctx, id, 'e5')],
    ['of one contact', (ctx, id) => getContact(ctx, id, 'p1')],
  ])('%s looks rows up by keys that go beyond the run', async (_, use) => {
    const plans = await plansOf(fixture, use);
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) expect(plan).toMatch(/^SEARCH \w+ USING .* \(backup_id=\? AND run_id=\? AND \w/);
  });

  it('of a person uses the index of handles', async () => {
    // Counts are cached per run.
    await getPerson(fixture.ctx, '+491712345678');
    const plans = await plansOf(fixture, (ctx) => getPerson(ctx, '+491712345678'));
    expect(plans).toContainEqual(
      expect.stringMatching(/^SEARCH calls__stored USING .*\(backup_id=\? AND run_id=\? AND handle=\?\)/),
    );
    expect(plans.filter((plan) => /^SCAN (?!named)/.test(plan))).toEqual([]);
  });
});
