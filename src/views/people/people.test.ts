import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { ContactSchema, ContactSummarySchema } from '../../contract/contacts.ts';
import { ConversationSchema } from '../../contract/messages.ts';
import type { ChatQuery } from '../chats/chat-list.ts';
import { contactPhoto, getContact, listContacts } from '../contacts/contacts.ts';
import { joinNames } from '../messages/conversation-title.ts';
import { messagesSource } from '../messages/source.ts';
import { scopeOf } from '../scope.ts';
import { peopleOf } from './people.ts';

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => {
    rows.contact('p1', 'Anna Meyer', ['+49 171 2345678', 'Anna@Example.com'], {
      photo: { store: 'images', table: 'ABThumbnailImage', recordId: 7, format: 5, hasThumbnail: true },
      birthday: '--02-29',
    });
    rows.contact('p2', 'Émile', ['0033 6 12 34 56 78']);
    rows.contact('p3', 'Cousins', ['555 123 4567']);
    rows.contact('p4', 'Zoë', ['72337']);
    rows.contact('p5', '王小明', []);
    rows.contact('p6', 'Twin A', ['(020) 7946 0000']);
    rows.contact('p7', 'Twin B', ['020 7946 0000 ']);
    rows.contact('p8', 'Anna’s work', ['+1 212 555 0100', '+44 555 123 4567']);
  });
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['+491712345678'], { lastAt: 300, messageCount: 5, lastText: 'hi' });
    rows.conversation(2, ['+491712345678', '+33612345678', '72337', '+12125550100', '+999'], {
      lastAt: 300,
      messageCount: 9,
    });
    rows.conversation(3, ['72337'], { lastAt: null, messageCount: 1 });
    rows.conversation(4, ['+15551234567', '72337'], { title: 'Ärger im Paradies', lastAt: 100, messageCount: 9 });
    rows.conversation(-5, [], { kind: 'orphaned', lastAt: null, messageCount: 2 });
    rows.conversation(6, [], {
      kind: 'group',
      lastAt: 50,
      chats: [
        {
          rowid: 6,
          guid: 'g',
          identifier: 'chat123',
          service: 'SMS',
          displayName: null,
          merged: 'first',
          isArchived: false,
          filter: 0,
          readReceipts: null,
        },
      ],
    });
  });
});

afterAll(() => fixture.dispose());

describe('People', () => {
  it('says which contacts have a picture', async () => {
    const people = await peopleOf(fixture.ctx, await scopeOf(fixture.ctx, fixture.backup));
    expect(people.withHandle('+491712345678')).toMatchObject({ contact: 'p1', hasPhoto: true });
    expect(people.withHandle('72337')).not.toHaveProperty('hasPhoto');
  });

  it.each([
    ['+491712345678', 'Anna Meyer'],
    ['0171/2345678', 'Anna Meyer'],
    ['ANNA@example.COM', 'Anna Meyer'],
    ['+33 6 12 34 56 78', 'Émile'],
    ['+1 555 123 4567', 'Cousins'],
    ['72337', 'Zoë'],
    // Too short, other country, two people, unknown.
    ['+1', '+1'],
    ['2337', '2337'],
    ['+43 171 2345678', '+43 1 712345678'],
    ['urn:biz:1', 'urn:biz:1'],
  ])('knows %s as %s', async (handle, name) => {
    const people = await peopleOf(fixture.ctx, await scopeOf(fixture.ctx, fixture.backup));
    expect(people.withHandle(handle)).toMatchObject({ handle, name });
  });
});

describe('joinNames', () => {
  it.each([
    [[], null],
    [['Anna'], 'Anna'],
    [['Anna', 'Ben'], 'Anna and Ben'],
    [['Anna', 'Ben', 'Carla'], 'Anna, Ben and Carla'],
    [['Anna', 'Ben', 'Carla', 'Dora', 'Emil'], 'Anna, Ben and 3 others'],
  ])('%j', (names, joined) => expect(joinNames(names)).toBe(joined));
});

const titles = async (query: Partial<ChatQuery>) => {
  const page = await messagesSource.list(fixture.ctx, fixture.backup, { limit: 50, ...query });
  return page.items.map(({ key, title }) => `${key} ${title}`);
};

async function walk(query: Partial<ChatQuery>): Promise<string[]> {
  const keys: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const more = cursor === undefined ? {} : { cursor };
    const page = await messagesSource.list(fixture.ctx, fixture.backup, { limit: 2, ...query, ...more });
    keys.push(...page.items.map(({ key }) => key));
    cursor = page.next;
  }
  return keys;
}

describe('listConversations', () => {
  it('filters by kind across pages', async () => {
    const all = (await messagesSource.list(fixture.ctx, fixture.backup, { limit: 50 })).items;
    for (const kind of ['direct', 'group', 'orphaned'] as const) {
      const wanted = all.filter((conversation) => conversation.kind === kind).map(({ key }) => key);
      expect(await walk({ kind })).toEqual(wanted);
    }
  });

  it('resolves titles, newest first', async () => {
    expect(await titles({})).toEqual([
      '2 Anna Meyer, Émile and 3 others',
      '1 Anna Meyer',
      '4 Ärger im Paradies',
      '6 chat123',
      '3 Zoë',
      '-5 Unknown',
    ]);
  });

  it('pages in every order', async () => {
    expect(await walk({})).toEqual(['2', '1', '4', '6', '3', '-5']);
    expect(await walk({ sort: 'recent' })).toEqual(['2', '1', '4', '6', '3', '-5']);
    expect(await walk({ sort: 'title' })).toEqual(['1', '2', '4', '6', '-5', '3']);
    expect(await walk({ sort: 'messages' })).toEqual(['2', '4', '1', '-5', '3', '6']);
  });

  it.each([
    ['anna', ['2', '1']],
    ['ARGER', ['4']],
    ['meyer émile', ['2']],
    ['0171-234 56 78', ['2', '1']],
    ['(555) 123-4567', ['4']],
    ['nobody', []],
  ])('finds %j', async (q, keys) => {
    expect(await walk({ q })).toEqual(keys);
    expect((await walk({ q, sort: 'title' })).sort()).toEqual(keys.toSorted());
  });

  it('rejects the cursor of another order', async () => {
    const { next } = await messagesSource.list(fixture.ctx, fixture.backup, { limit: 2 });
    const query = { limit: 2, sort: 'title', cursor: next ?? '' } as const;
    await expect(messagesSource.list(fixture.ctx, fixture.backup, query)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  it('matches the schema of the contract', async () => {
    const conversation = await messagesSource.get(fixture.ctx, fixture.backup, '6');
    expect(ConversationSchema.parse(conversation)).toEqual(conversation);
    await expect(messagesSource.get(fixture.ctx, fixture.backup, '7')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('listContacts', () => {
  const names = async (q?: string) => {
    const page = await listContacts(fixture.ctx, fixture.backup, { limit: 50, ...(q === undefined ? {} : { q }) });
    for (const item of page.items) expect(ContactSummarySchema.parse(item)).toEqual(item);
    return page.items.map(({ name }) => name);
  };

  it('sorts by name without case and accents, and pages', async () => {
    const all = ['Anna Meyer', 'Anna’s work', 'Cousins', 'Émile', 'Twin A', 'Twin B', 'Zoë', '王小明'];
    expect(await names()).toEqual(all);
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const more = cursor === undefined ? {} : { cursor };
      const page = await listContacts(fixture.ctx, fixture.backup, { limit: 3, ...more });
      paged.push(...page.items.map(({ name }) => name));
      cursor = page.next;
    }
    expect(paged).toEqual(all);
  });

  it.each([
    ['emile', ['Émile']],
    ['小明', ['王小明']],
    ['anna@', ['Anna Meyer']],
    ['mey ann', ['Anna Meyer']],
    ['eyer', []],
  ])('finds %j', async (q, found) => expect(await names(q)).toEqual(found));

  it('shows one contact and where its picture is', async () => {
    const contact = await getContact(fixture.ctx, fixture.backup, 'p1');
    expect(ContactSchema.parse(contact)).toEqual(contact);
    expect(contact).toMatchObject({ name: 'Anna Meyer', birthday: '--02-29', hasPhoto: true });
    expect(await contactPhoto(fixture.ctx, fixture.backup, 'p1')).toEqual({
      domain: 'HomeDomain',
      relativePath: 'Library/AddressBook/AddressBookImages.sqlitedb',
      table: 'ABThumbnailImage',
      column: 'data',
      where: { record_id: 7, format: 5 },
    });
    expect(await contactPhoto(fixture.ctx, fixture.backup, 'p2')).toBeNull();
    await expect(getContact(fixture.ctx, fixture.backup, 'p99')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('after another index', () => {
  it('does not resolve an ambiguous national number', async () => {
    await fixture.index('contacts', (rows) => {
      rows.contact('a', 'A', ['+44 20 7946 0000']);
      rows.contact('b', 'B', ['+49 20 7946 0000']);
    });
    const people = await peopleOf(fixture.ctx, await scopeOf(fixture.ctx, fixture.backup));
    expect(people.withHandle('20 7946 0000').name).toBe('20 7946 0000');
    expect(people.owner(null)).toEqual({ handle: null, handleText: null, name: 'You', contact: null, isOwner: true });
    expect(people.withHandle(null).name).toBe('Unknown');
  });
});
