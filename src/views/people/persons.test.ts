import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { PersonDetailSchema, PersonSummarySchema } from '../../contract/people.ts';
import { getPerson, listPeople, type PeopleQuery } from './index.ts';

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => {
    rows.contact('p1', 'Anna Meyer', ['0171 2345678', 'anna@example.com', '+49 89 1000000']);
    rows.contact('p2', 'Bernd Meyer', ['+49 89 1000000']);
    rows.contact('p3', 'Robin', ['+49 170 1111111'], { isOwner: true });
    rows.contact('p4', 'Nobody’s Card', []);
  });
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['+491712345678'], { messageCount: 10, lastAt: 100 });
    rows.conversation(2, ['anna@example.com'], { messageCount: 5, lastAt: 50 });
    rows.conversation(3, ['anna@example.com', '+15550100'], { title: 'Group', messageCount: 7, lastAt: 400 });
    rows.conversation(4, ['+15550100'], { messageCount: 1, lastAt: 10 });
  });
  await fixture.index('whatsapp', (rows) => {
    rows.add('whatsapp_chats', {
      key: 1,
      kind: 'direct',
      handle: '+491712345678',
      title: 'annie',
      messageCount: 20,
      lastAt: 300,
    });
    rows.add('whatsapp_chats', {
      key: 2,
      kind: 'direct',
      handle: '99@lid',
      title: 'Carla',
      messageCount: 2,
      lastAt: 5,
    });
    // One call, though two columns name her.
    const anna = '+491712345678';
    rows.add('whatsapp_calls', { key: 1, at: 7, handle: anna, creator: anna, app: 'whatsapp' });
  });
  await fixture.index('calls', (rows) => {
    rows.add('calls', { key: 'h1', at: 200, handle: '0171-2345678', isoCountry: 'DE' });
    rows.add('calls', { key: 'h2', at: 150, handle: '+491712345678' });
  });
  await fixture.index('photos', (rows) => rows.add('photo_people', { key: 'u1', name: 'ANNA MEYER', faceCount: 12 }));
});

afterAll(() => fixture.dispose());

const list = (query: Partial<PeopleQuery> = {}) => listPeople(fixture.ctx, { limit: 50, ...query });
const names = async (query: Partial<PeopleQuery>) => (await list(query)).items.map(({ name }) => name);

describe('listPeople', () => {
  it('has one entry per person across apps', async () => {
    const { items } = await list();
    expect(items.map((person) => PersonSummarySchema.parse(person))).toEqual(items);
    expect(items[0]).toMatchObject({
      name: 'Anna Meyer',
      contacts: [{ key: 'p1' }],
      counts: [
        { kind: 'message', records: 15, chats: 2, groups: 1 },
        { kind: 'whatsapp', records: 20, chats: 1, groups: 0 },
        { kind: 'whatsapp-call', records: 1 },
        { kind: 'call', records: 2 },
      ],
      lastAt: 300,
    });
  });

  it('gives the reason for each handle of a person', async () => {
    const [anna] = (await list({ q: 'anna' })).items;
    expect(anna?.handles.map(({ handle, why }) => [handle, why])).toEqual([
      ['+491712345678', 'same-number'],
      ['+49891000000', 'contact'],
      ['01712345678', 'contact'],
      ['anna@example.com', 'contact'],
    ]);
    expect((await list({ q: 'carla' })).items[0]?.handles).toEqual([
      { handle: '99@lid', text: '99@lid', kind: 'email', why: 'only' },
    ]);
  });

  it('does not merge people who share a number', async () => {
    expect(await names({ q: 'meyer', sort: 'name' })).toEqual(['Anna Meyer', 'Bernd Meyer']);
  });

  it.each<[Partial<PeopleQuery>, string[]]>([
    [{ sort: 'activity' }, ['Anna Meyer', 'Carla', '+15550100', 'Bernd Meyer', 'Nobody’s Card', 'Robin']],
    [{ sort: 'recent', limit: 3 }, ['Anna Meyer', '+15550100', 'Carla']],
    [{ q: '0171 234 56 78' }, ['Anna Meyer']],
    [{ q: 'zelda' }, []],
  ])('finds %j', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it('pages without gaps', async () => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ sort: 'name', limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...page.items.map(({ name }) => name));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(found).toEqual(await names({ sort: 'name' }));
    await expect(list({ cursor: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('getPerson', () => {
  it.each(['+491712345678', '0171/2345678', 'ANNA@example.com'])('finds a person by %s', async (key) => {
    const person = await getPerson(fixture.ctx, key);
    expect(PersonDetailSchema.parse(person)).toEqual(person);
    expect(person.name).toBe('Anna Meyer');
    expect(person.chats.map(({ app, chat }) => [app, chat.key])).toEqual([
      ['messages', '3'],
      ['whatsapp', '1'],
      ['messages', '1'],
      ['messages', '2'],
    ]);
    expect(person.records.map(({ kind, count, items }) => [kind, count, items.map(({ key }) => key)])).toEqual([
      ['whatsapp-call', 1, ['1']],
      ['call', 2, ['h1', 'h2']],
    ]);
    expect(person.records[1]?.items[0]).toMatchObject({ title: 'Anna Meyer', at: 200 });
    expect(person.namesakes).toMatchObject([{ kind: 'person', key: 'u1', name: 'ANNA MEYER', count: 12 }]);
  });

  it('finds every listed person by key', async () => {
    for (const { key, name } of (await list()).items) expect((await getPerson(fixture.ctx, key)).name).toBe(name);
  });

  it('rejects unknown keys', async () => {
    await expect(getPerson(fixture.ctx, '+999 888 7777')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(getPerson(fixture.ctx, 'x'.repeat(300))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
