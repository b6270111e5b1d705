import { afterAll, beforeAll, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { messagesSource } from '../messages/source.ts';
import { listPeople } from './index.ts';

const [PHONE, MAIL, BEN] = ['+491712345678', 'anna@example.com', 'ben@example.com'];

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => {
    rows.contact('p1', 'Anna Meyer', [PHONE, MAIL]);
    rows.contact('p2', 'Ben', [BEN]);
  });
  await fixture.index('messages', (rows) => {
    rows.conversation(1, [PHONE, MAIL], { kind: 'direct', messageCount: 10, lastAt: 100 });
    rows.conversation(2, [PHONE, MAIL, BEN], { kind: 'group', messageCount: 7, lastAt: 400 });
    // Everyone else has left.
    rows.conversation(3, [BEN], { kind: 'group', title: 'Climbing', messageCount: 3, lastAt: 300 });
    // Addresses that are in no contact, of one person as Apple says.
    rows.conversation(4, ['+33612345678', 'p@example.fr'], { kind: 'direct', messageCount: 2, lastAt: 50 });
  });
});

afterAll(() => fixture.dispose());

it('counts the chat with a person who writes from two addresses as one chat with one person', async () => {
  const { items } = await listPeople(fixture.ctx, { limit: 50 });
  expect(items.map(({ name, counts, lastAt }) => [name, counts, lastAt])).toEqual([
    ['Anna Meyer', [{ kind: 'message', records: 10, chats: 1, groups: 1 }], 100],
    ['+33 6 12 34 56 78', [{ kind: 'message', records: 2, chats: 1, groups: 0 }], 50],
    ['Ben', [{ kind: 'message', records: 0, chats: 0, groups: 2 }], null],
    ['p@example.fr', [{ kind: 'message', records: 0, chats: 1, groups: 0 }], 50],
  ]);
});

it('names each person once in the title of a chat', async () => {
  const { items } = await messagesSource.list(fixture.ctx, fixture.backup, { limit: 9, sort: 'title' });
  expect(
    items.map(({ title, participants, participantCount }) => [title, participants.length, participantCount]),
  ).toEqual([
    ['+33 6 12 34 56 78 and p@example.fr', 2, 2],
    ['Anna Meyer', 2, 1],
    ['Anna Meyer and Ben', 3, 2],
    ['Climbing', 1, 1],
  ]);
});
